"""Draft: one message in the making, from the changes that it tells to the outbox row."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2s

from bot.alerts import deeds
from bot.alerts.deeds import Deed
from bot.config import Settings
from bot.model import Alert, Change, ChangeKind, Chat, Fate
from bot.views.news import News, Tone

BACKLOG = timedelta(seconds=10)
"""An alarm that comes in late waits so long at most: the same backlog may hold its all-clear."""

FRESH = timedelta(minutes=1)
"""An alarm no older than this waits for nothing; an older one a thirtieth of its age."""

GATHERED = timedelta(seconds=10)
"""A notice waits so long for others: a host that goes away takes many sources with it."""

MUTED = "muted"
"""The reason of a row that waits for the end of its chat's mute."""


class Draft:
    """One message in the making."""

    def __init__(self, change: Change, deed: Deed, thread: str, regions: tuple[str, ...]) -> None:
        self.lead, self.deed, self.thread, self.regions = change, deed, thread, regions
        self.others: list[Change] = []

    def fold(self, change: Change, deed: Deed, regions: tuple[str, ...]) -> None:
        """Tell this too. The loudest change leads; one that rings makes the whole ring."""
        if (deed.rings, change.severity) > (self.deed.rings, self.lead.severity):
            self.others.append(self.lead)
            self.lead = change
        else:
            self.others.append(change)
        self.deed = self.deed.with_(deed)
        self.regions = tuple(dict.fromkeys((*self.regions, *regions)))

    def besides(self, change: Change) -> None:
        """Tell in passing what this takes the place of."""
        self.others.append(change)

    def alert(
        self,
        key: tuple[int, int],
        chat: Chat | None,
        now: datetime,
        settings: Settings,
        made: dict[object, Alert],
        *,
        told: bool = False,
    ) -> Alert:
        """The outbox row for a chat and topic; `told` says whether the chat has a message about it. `made` holds what
        chats with the same wishes share: tens of thousands may be owed the same."""
        like = (self.deed, self.thread, self.regions, *map(id, (self.lead, *self.others)))
        if like not in made:
            made[like] = self._made(now, settings)
        row = made[like]
        different: dict[str, object] = {}
        if chat is not None and chat.closed:
            different = {"fate": Fate.DROPPED, "fate_reason": f"closed: {chat.closed}"}
        elif chat is not None and self._muted(chat, now):
            # The state is shown when the mute ends, and what was told wrongly is put right then; whatever is newer by
            # then takes this one's place.
            if self.thread.startswith("episode:") or (told and self.lead.kind in deeds.AMENDS):
                different = {"not_before": chat.muted_until, "fate": Fate.WAITING, "fate_reason": MUTED}
            else:
                until = chat.muted_until.isoformat() if chat.muted_until else ""
                different = {"fate": Fate.DROPPED, "fate_reason": f"muted until {until}"}
        return row.model_copy(update={"chat_id": key[0], "topic": key[1], **different})

    def _muted(self, chat: Chat, now: datetime) -> bool:
        return chat.muted_until is not None and chat.muted_until > now and self.deed.tone is not Tone.NOTICE

    def _made(self, now: datetime, settings: Settings) -> Alert:
        """The row of a chat that is neither closed nor muted. Danger that is told late still rings, whatever leads;
        other news that is late does not."""
        stale = timedelta(minutes=settings.alerts.stale_minutes)
        told = (self.lead, *self.others)
        changes = told if self.deed.tone is Tone.STATE else ()
        announced = max((change.at for change in changes if change.kind in deeds.ALARMS), default=None)
        late = now - self.lead.at > stale
        if self.deed.tone in (Tone.NOTICE, Tone.CLEAR) or self.lead.kind is ChangeKind.EXPIRED:
            late = False
        fate, fate_reason, not_before = Fate.WAITING, "", now
        if self.deed.tone is Tone.NOTICE:
            not_before = now + GATHERED
        elif announced is not None and now - announced > FRESH:
            not_before = now + min(BACKLOG, (now - announced) / 30)
        episode = self.thread.startswith("episode:")
        if late and not episode and now - self.lead.at > timedelta(hours=settings.alerts.episode_hours):
            fate, fate_reason = Fate.DROPPED, f"stale: of {self.lead.at.isoformat()}"
        news = News(
            tone=self.deed.tone,
            thread=self.thread,
            change=_trimmed(told, self.regions),
            regions=self.regions,
            rule=self.deed.rule,
            merged=tuple(f"{c.kind.value} {c.about}" for c in self.others),
            others=tuple(c.model_copy(update={"before": (), "now": ()}) for c in self.others if c.kind in deeds.NAMED),
            late=late,
        )
        return Alert(
            chat_id=0,
            about=self.deed.about,
            kind=self.lead.kind,
            reason=self.deed.rule,
            key=_key(self.deed, self.lead),
            priority=self.deed.priority,
            rings=self.deed.rings and (announced is not None or not late),
            edits=self.deed.edits,
            reply=self.deed.reply,
            inherits=self.lead.kind not in deeds.OVER,
            payload=news.model_dump_json(exclude_defaults=True),
            created=now,
            not_before=not_before,
            expires_at=announced + stale if announced is not None else None,
            fate=fate,
            fate_reason=fate_reason,
        )


def _trimmed(changes: Sequence[Change], regions: tuple[str, ...]) -> Change:
    """The leading change with everybody's claims, those of other regions left out (totals name no region)."""
    wanted = set(regions)

    def of_chat(places: tuple[str, ...]) -> bool:
        return not wanted or not places or not wanted.isdisjoint(places)

    before = [s for c in changes for s in c.before if of_chat(s.claim.place.regions)]
    now = [s for c in changes for s in c.now if of_chat(s.claim.place.regions)]
    return changes[0].model_copy(update={"before": tuple(dict.fromkeys(before)), "now": tuple(dict.fromkeys(now))})


def _key(deed: Deed, change: Change) -> str:
    """Unique in a chat, for a message and a step: the same change weighed again gives the same key."""
    claims = (f"{s.post}.{s.revision}.{s.ordinal}" for s in change.now)
    what = (change.kind.value, change.about, change.post, change.at.isoformat(), str(change.weapon), change.text)
    return f"{deed.about}/{blake2s('|'.join((*what, *claims)).encode(), digest_size=8).hexdigest()}"
