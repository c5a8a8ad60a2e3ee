"""How an alert is to be told, judged at the moment of sending by what the chat has heard and what is true by then."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.alerts import deeds
from bot.model import Alert, Chat, LiveMessage, Quiet, Weapon
from bot.views.news import News, Picture, Tone

UNCERTAIN = "uncertain"
"""Begins the reason of a row whose message may exist: its reply was lost, or its sender died."""

GONE = "the message is gone"
"""The reason of a row that should change a message that cannot be changed any more."""

UNTOLD = "what is corrected was not sent here, or is sent as corrected"
"""The reason of a correction without a message that it would correct."""


@dataclass(frozen=True)
class Plan:
    """Edit the message `edit`, or send a new one, perhaps in reply to `reply_to`. `quiet`: it would have rung, but
    for the chat's quiet hours. `late`: it is worded as late. `former`: the live message that a new one takes over
    from."""

    edit: int = 0
    reply_to: int = 0
    silent: bool = False
    quiet: bool = False
    late: bool = False
    heard: bool = False
    former: int = 0


@dataclass(frozen=True)
class Skip:
    """Not to be told, and why."""

    reason: str


def plan(
    alert: Alert,
    news: News,
    picture: Picture,
    live: LiveMessage | None,
    chat: Chat,
    now: datetime,
    stood: int = 0,
) -> Plan | Skip:
    """What to do with a due row. A chat that never heard of the danger does not hear of its end. `stood` is the
    message of an all-clear that is taken back."""
    if news.tone is Tone.MOVED:
        return Plan(edit=alert.message_id, silent=True) if alert.message_id else Skip(GONE)
    if news.tone is Tone.RETRACTED:
        return Plan(edit=stood, silent=True) if stood else Skip(UNTOLD)
    skip = _moot(alert, news, picture, live, now)
    if skip:
        return Skip(skip)
    stale = alert.expires_at is not None and now > alert.expires_at
    alarm = _alarm(alert, news)
    unsure = alert.fate_reason.startswith(UNCERTAIN)
    rings = alert.rings and not (alarm and stale and not picture.open)  # an alarm that is over by now warns nobody
    # A bell taken over from an unsent row needs a new message: edits make no sound.
    mends = alert.edits and live is not None and live.message_id > 0 and not alert.rings
    quiet = rings and chat.quiet is not None and hushed(chat.quiet, chat.timezone, news, picture, now)
    answers = live is not None and not mends and (alert.reply or alert.edits)
    return Plan(
        edit=live.message_id if live and mends else 0,
        reply_to=stood or (live.message_id if live and answers else 0),
        silent=not rings or quiet,
        quiet=quiet,
        late=not mends and (news.late or (stale and alarm)),  # what goes on from a message says nothing of its hour
        former=live.message_id if live and not mends and news.tone is Tone.STATE else 0,
        heard=(live is not None and live.heard) or unsure or picture.open or not _episode(news),
    )


def _moot(alert: Alert, news: News, picture: Picture, live: LiveMessage | None, now: datetime) -> str:
    """Why there is nothing to tell any more; '' where there is."""
    if alert.fate_reason.startswith(UNCERTAIN):
        return ""  # the chat may have heard it: then it must hear how it goes on
    stale = alert.expires_at is not None and now > alert.expires_at
    if news.tone is Tone.CLEAR:
        if live is None or not live.heard:
            return "this chat did not hear the alarm"
        ended = [cell for cell in picture.cells if not cell.open and cell.cleared_by]
        cleared = news.change.episode.id if news.change.episode else ""
        again = any(cell.open and cell.id == cleared for cell in picture.cells)
        if again and not any(cell.cleared_by and cell.cleared_by.post in news.posts for cell in ended):
            return "the danger was on again before the all-clear could be told"
    if news.tone is Tone.CORRECTION and live is None:
        return UNTOLD
    if news.tone is Tone.STATE and alert.kind in deeds.ENDINGS and live is None and not alert.rings:
        return "this chat did not hear the beginning"
    if news.tone is Tone.STATE and alert.kind in deeds.TOLD_BESIDE and live is not None and live.message_id == 0:
        return "the message to close is not known; its end is told by itself"
    if _alarm(alert, news) and not picture.open:
        if not picture.cells:
            return "withdrawn before it could be told"
        if alert.kind not in deeds.ALARMS:
            return ""  # people were hurt as well: that is news whatever became of the danger
        if stale:
            return f"stale: of {news.change.at.isoformat()}, over before it could be told"
        return "over before it could be told"
    if stale and news.tone in (Tone.DIGEST, Tone.TEST):
        return "too late to be of use"
    return ""


def _alarm(alert: Alert, news: News) -> bool:
    """Whether danger is announced, be it among graver news: only then does a state go stale."""
    return news.tone is Tone.STATE and alert.expires_at is not None


def _episode(news: News) -> bool:
    return news.thread.startswith("episode:")


def hushed(quiet: Quiet, zone: str, news: News, picture: Picture, now: datetime) -> bool:
    """Whether quiet hours take the sound away. A kind that breaks through does so while it is among what is on."""
    if not within(quiet, zone, now):
        return False
    kinds = {cell.weapon for cell in picture.cells if cell.open} | {news.change.weapon or Weapon.ANY}
    if {Weapon.BALLISTIC_MISSILE, Weapon.CRUISE_MISSILE} & kinds:
        kinds.add(Weapon.MISSILE)
    return kinds.isdisjoint(quiet.but)


def within(quiet: Quiet, zone: str, now: datetime) -> bool:
    """Whether `now` lies in the quiet hours, which may run over midnight; start and end alike means all day."""
    local = now.astimezone(ZoneInfo(zone)).time().replace(tzinfo=None)
    if quiet.start < quiet.end:
        return quiet.start <= local < quiet.end
    return local >= quiet.start or local < quiet.end
