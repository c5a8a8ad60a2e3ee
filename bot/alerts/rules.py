"""Who hears what, and why: changes and subscriptions in, alerts out. Pure but for `alerts_for`, which looks up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.alerts import deeds
from bot.alerts.draft import Draft
from bot.config import Settings
from bot.model import (
    Alert,
    Change,
    ChangeKind,
    Channel,
    Chat,
    Episode,
    Interest,
    LiveMessage,
    Severity,
    Subscription,
)
from bot.model.ports import Work
from bot.views.news import Tone

Key = tuple[int, int]
"""(chat_id, topic)"""


def owed(
    changes: Sequence[Change],
    subscriptions: Sequence[Subscription],
    chats: Mapping[Key, Chat],
    live: Sequence[LiveMessage],
    channels: Mapping[str, Channel],
    now: datetime,
    settings: Settings,
    episodes: Sequence[Episode] = (),
) -> list[Alert]:
    """What each chat is owed for these changes, one alert per chat and message.

    1. find who listens to each change, in which of its regions,
    2. find the message that it belongs to: the open episode's, or its post's own,
    3. look up what this kind of change does there (`deeds`),
    4. fold what goes into one message together, the loudest first,
    5. judge lateness and mute.
    Alerts that are not to be sent come back too, with fate `dropped` and the reason. `live` are the live messages of
    `threads()`; `episodes` are the open ones, so that reports can join them.
    """
    told = {(m.chat_id, m.topic, m.about) for m in live}
    closable = {(m.chat_id, m.topic, m.about) for m in live if m.message_id}
    ended = _ended(changes)
    threatened = _threatened(subscriptions, episodes)
    drafts: dict[tuple[int, int, str], Draft] = {}
    alarms: dict[tuple[int, int, str], Draft] = {}
    for change in sorted(changes, key=lambda change: change.kind not in deeds.ALARMS):
        if change.kind is ChangeKind.NOTICE:
            listeners: Mapping[Key, tuple[str, ...]] = {(chat, 0): () for chat in settings.telegram.operators}
        else:
            listeners = _listeners(change, subscriptions, told)
        for key, regions in listeners.items():
            thread = _thread(change, key, regions, threatened, told, episodes)
            closing = next((e for e in _threads_ended(change, thread, ended) if (*key, e) in closable), "")
            thread = closing or thread
            owes = deeds.of(change, thread, regions)
            instead = alarms.get((*key, regions[0])) if change.kind in deeds.TOLD_BESIDE and change.episode else None
            if instead is not None and instead.thread == thread:
                owes = [deed for deed in owes if deed.tone is not Tone.STATE]  # the alarm holds how all of it stands
            if instead is not None and change.kind is ChangeKind.WITHDRAWN and (*key, thread) in told:
                owes = [deed for deed in owes if deed.tone is Tone.STATE]  # the last word is the danger that is on
                instead.besides(change)
            for deed in owes:
                done = deed._replace(about=f"closing:{closing}") if closing else deed
                slot = (*key, done.about)
                if slot in drafts:
                    drafts[slot].fold(change, done, regions)
                else:
                    drafts[slot] = Draft(change, done, thread, regions)
                if change.kind in deeds.ALARMS and deed.tone is Tone.STATE:
                    alarms.update({(*key, region): drafts[slot] for region in change.regions})
    made: dict[object, Alert] = {}
    return [
        draft.alert(
            (chat_id, topic),
            chats.get((chat_id, topic)),
            now,
            settings,
            made,
            told=(chat_id, topic, draft.thread) in told,
        )
        for (chat_id, topic, _), draft in drafts.items()
    ]


def threads(changes: Iterable[Change], episodes: Sequence[Episode] = ()) -> list[str]:
    """The threads whose live messages `owed` has to know."""
    names = [own_thread(change) for change in changes]
    names += [f"episode:{episode.group}" for episode in episodes]
    names += [f"episode:{change.episode.group}" for change in changes if change.episode]
    return list(dict.fromkeys(names))


async def alerts_for(
    work: Work,
    changes: Sequence[Change],
    channels: Mapping[str, Channel],
    settings: Settings,
    now: datetime,
) -> list[Alert]:
    """`owed`, with all that it needs looked up inside the transaction that will owe them."""
    episodes = await _open_episodes(work, changes)
    subscriptions: dict[Subscription, None] = {}
    wanted: dict[tuple[Interest, Severity], dict[str, None]] = {}
    for change in changes:
        if change.interest is not None:
            wanted.setdefault((change.interest, _asked(change)), {}).update(dict.fromkeys(change.regions))
    for (interest, severity), regions in wanted.items():
        subscriptions.update(dict.fromkeys(await work.subscribers(tuple(regions), interest, severity)))
    if episodes:  # who hears of dangers there has reports told in the danger's message
        around = tuple(dict.fromkeys(episode.region for episode in episodes))
        subscriptions.update(dict.fromkeys(await work.subscribers(around, Interest.THREAT, Severity.PEOPLE)))
    named = threads(changes, episodes)
    live = await work.live(named) if named else ()
    keys = {(s.chat_id, s.topic) for s in subscriptions} | {(m.chat_id, m.topic) for m in live}
    keys |= {(operator, 0) for operator in settings.telegram.operators}
    chats = await work.chats(sorted(keys))
    return owed(changes, tuple(subscriptions), chats, live, channels, now, settings, episodes)


async def _open_episodes(work: Work, changes: Sequence[Change]) -> Sequence[Episode]:
    """The open episodes of regions about which something is reported; danger itself names its episode."""
    regions = {r for c in changes if not c.about.startswith("episode:") and len(c.regions) == 1 for r in c.regions}
    return await work.open_episodes(sorted(regions)) if regions else ()


def own_thread(change: Change) -> str:
    """The thread of a change outside any episode. What one post tells of several places is one message, and what
    follows on an incident goes to the post that first told of it."""
    if change.about.startswith("incident:") and change.incident and change.incident.voices:
        return f"report:{change.incident.voices[0].post}"
    return change.about


def _asked(change: Change) -> Severity:
    # Whoever heard of a danger may hear that it is over, though that is less grave in itself.
    return Severity.PEOPLE if change.kind in deeds.ENDINGS else change.severity


def _listeners(
    change: Change, subscriptions: Sequence[Subscription], told: set[tuple[int, int, str]]
) -> dict[Key, tuple[str, ...]]:
    """Chats that subscribed to it, with the regions; of a follow-up also those that heard the beginning."""
    found: dict[Key, tuple[str, ...]] = {}
    for wish in subscriptions:
        if wish.region in change.regions and wish.interest is change.interest and wish.severity <= _asked(change):
            key = (wish.chat_id, wish.topic)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), wish.region)))
    if change.kind in deeds.FOLLOW_UPS:
        names = threads((change,), ())
        for chat_id, topic, about in told:
            if about in names:
                found.setdefault((chat_id, topic), change.regions)
    return found


def _thread(
    change: Change,
    key: Key,
    regions: tuple[str, ...],
    threatened: set[tuple[int, int, str]],
    told: set[tuple[int, int, str]],
    episodes: Sequence[Episode],
) -> str:
    """The message that the change belongs to, for this chat: the open episode's of its region if the chat hears of
    dangers there, else its own. What is for several regions belongs to none of them."""
    own = own_thread(change)
    if own.startswith(("episode:", "source:")) or change.interest is Interest.AIRSPACE or (*key, own) in told:
        return own
    around = (*episodes, *([change.episode] if change.episode else []))
    groups = {e.group for e in around if e.open and e.region in regions}
    if len(groups) != 1 or len(change.regions) != 1:
        return own
    joined = f"episode:{groups.pop()}"
    return joined if (*key, change.regions[0]) in threatened or (*key, joined) in told else own


def _ended(changes: Sequence[Change]) -> list[Episode]:
    """The dangers that end by these changes, where nobody is hurt by them: that is told in a message of its own."""
    if any(change.kind is ChangeKind.CASUALTY for change in changes):
        return []
    return [change.episode for change in changes if change.kind is ChangeKind.CLEARED and change.episode]


def _threads_ended(change: Change, thread: str, ended: Sequence[Episode]) -> list[str]:
    """The dangers in whose closing a figure or damage is told: it came with their all-clear, and joins no other."""
    if change.kind not in (ChangeKind.REPORT, ChangeKind.INCIDENT) or thread.startswith("episode:"):
        return []
    return [f"episode:{e.group}" for e in ended if (e.region,) == change.regions]


def _threatened(subscriptions: Sequence[Subscription], episodes: Sequence[Episode]) -> set[tuple[int, int, str]]:
    """Who hears of the dangers that are on: chat, topic, region."""
    grave: dict[str, Severity] = {}
    for episode in episodes:
        worst = deeds.severity(episode)
        grave[episode.region] = max(worst, grave.get(episode.region, worst))
    return {
        (wish.chat_id, wish.topic, wish.region)
        for wish in subscriptions
        if wish.interest is Interest.THREAT and wish.severity <= grave.get(wish.region, Severity.PEOPLE)
    }
