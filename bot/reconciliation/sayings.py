"""Sayings: standing claims of one subject and weapon, unpacked for counting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import Act, Channel, Claim, Flag, Role, Stated, Style, Subject, Weapon, Window, WindowSaid
from bot.reconciliation.amount import Amount
from bot.reconciliation.days import CASUALTIES, LONGEST

ELASTIC = timedelta(hours=3)
"""How far the ends of a night said in words may lie from the hours of rule 4."""


DAY = timedelta(hours=24)


@dataclass(slots=True, eq=False)
class Saying:
    """One figure as it counts: whose voice, for which places and span [start, end) of UTC, how it acts.

    `order` sorts by posting time, never by arrival; `post` is (channel, message). `inferred` = no window was said.
    """

    voice: str
    relay: bool
    channel: str
    posted: datetime
    text_hash: str
    nationwide: bool
    start: datetime
    end: datetime
    said: WindowSaid
    amount: Amount
    regions: tuple[str, ...]
    area: str
    role: Role
    style: Style
    zone: str
    adds: bool
    sums: bool
    running: bool
    digest: bool
    subset: bool
    revision: int
    order: tuple[datetime, str, int, int]
    post: tuple[str, int]
    inferred: bool

    def elastic_overlap(self, other: "Saying") -> timedelta:
        """The time that both hold, where the edges of a night said in words move to meet the other's."""
        return overlap(stretch(self, other), stretch(other, self))


def stretch(saying: Saying, other: Saying) -> tuple[datetime, datetime]:
    """[start, end), with the edges of a night said in words moved by up to ELASTIC to the other's."""
    if saying.said is not WindowSaid.NIGHT:
        return saying.start, saying.end
    start = other.start if abs(other.start - saying.start) <= ELASTIC else saying.start
    end = other.end if abs(other.end - saying.end) <= ELASTIC else saying.end
    return start, end


def overlap(a: tuple[datetime, datetime], b: tuple[datetime, datetime]) -> timedelta:
    """The time that both hold; zero where they are apart."""
    return max(min(a[1], b[1]) - max(a[0], b[0]), timedelta(0))


def counts(claim: Claim, subject: Subject, weapon: Weapon) -> bool:
    """Whether a claim counts for a subject and weapon.

    People have no weapon; a figure without one is not another weapon's. Windows longer than LONGEST never count.
    """
    if claim.subject is not subject or claim.count is None or not (claim.weapon is weapon or subject in CASUALTIES):
        return False
    return claim.window.end - claim.window.start <= LONGEST


def newest(sayings: Iterable[Saying]) -> list[Saying]:
    """Each once, of its post's newest revision given."""
    revisions: dict[tuple[str, int], int] = {}
    found: dict[tuple[object, ...], Saying] = {}
    for one in sayings:
        if one.revision > revisions.get(one.post, 0):
            revisions[one.post] = one.revision
        key = one.order[1:]
        if key not in found or found[key].revision < one.revision:
            found[key] = one
    return [one for one in found.values() if one.revision == revisions[one.post]]


def unpack(one: Stated, channel: Channel | None, voice: str, relay: bool) -> Saying:
    """A claim that has a count, as it counts."""
    claim = one.claim
    assert claim.count is not None
    place, window, flags = claim.place, claim.window, claim.flags
    style = channel.style if channel is not None else Style.PLAIN
    adds = claim.act is Act.ADDS
    digest = style is Style.DIGEST or Flag.DIGEST in flags
    if digest and window.said is WindowSaid.INFERRED:
        # A digest repeats its own day: without hours, the 24 before its posting.
        window = Window(start=one.posted - DAY, end=one.posted, said=WindowSaid.HOURS)
    running = style is Style.RUNNING_TOTAL or claim.act is Act.SETS or Flag.RUNNING_TOTAL in flags
    return Saying(
        voice=voice,
        relay=relay,
        channel=one.channel,
        posted=one.posted,
        text_hash=one.text_hash,
        nationwide=channel is not None and channel.nationwide,
        start=window.start,
        end=window.end,
        said=window.said,
        amount=Amount.of(claim.count),
        regions=place.regions,
        area=place.area,
        role=claim.role,
        style=style,
        zone=channel.timezone if channel is not None else "Europe/Moscow",
        adds=adds,
        sums=claim.act is Act.SUMS,
        running=running and not adds,
        digest=digest,
        subset=Flag.SUBSET_ONLY in flags,
        revision=one.revision,
        order=(one.posted, one.channel, one.message_id, one.ordinal),
        post=(one.channel, one.message_id),
        inferred=window.said is WindowSaid.INFERRED,
    )
