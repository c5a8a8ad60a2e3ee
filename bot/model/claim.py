"""Claim: one thing that one revision says; Reading: all that it says."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.model.base import Frozen, Instant
from bot.model.channel import Authority
from bot.model.count import Count
from bot.model.place import Place
from bot.model.post import Revision, fingerprint
from bot.model.window import Window


class Subject(StrEnum):
    """What a claim is about. The figures of different subjects are never added."""

    INTERCEPTION = "interception"  # shot down; also "shot down and suppressed" as one number
    SUPPRESSED = "suppressed"  # lost to electronic warfare, where the text gives it apart
    LAUNCHED = "launched"
    HIT = "hit"
    LOST = "lost"
    ATTACK = "attack"
    THREAT = "threat"
    ALL_CLEAR = "all_clear"
    DAMAGE = "damage"
    FIRE = "fire"
    INFRASTRUCTURE = "infrastructure"
    KILLED = "killed"
    INJURED = "injured"
    AIRSPACE = "airspace"


class Weapon(StrEnum):
    """What flies. Threats use uav, missile, aviation, usv, artillery, any; tallies the rest as said."""

    UAV = "uav"
    MISSILE = "missile"
    BALLISTIC_MISSILE = "ballistic_missile"
    CRUISE_MISSILE = "cruise_missile"
    GUIDED_BOMB = "guided_bomb"
    USV = "usv"
    DECOY = "decoy"
    AIR_TARGET = "air_target"
    AVIATION = "aviation"
    ARTILLERY = "artillery"
    ANY = "any"


COUNTED = (Subject.INTERCEPTION, Subject.SUPPRESSED, Subject.LAUNCHED, Subject.HIT, Subject.LOST)
"""Subjects whose figures are reported: how many flew, and what became of them."""

_WORST_FIRST = (Weapon.MISSILE, Weapon.AVIATION, Weapon.UAV, Weapon.USV, Weapon.ARTILLERY, Weapon.ANY)


def rank(weapon: Weapon) -> int:
    """How bad a danger of this kind is, the worst first (DESIGN section 6): 0 = a missile. What is no kind of danger
    counts as any."""
    return _WORST_FIRST.index(weapon if weapon in _WORST_FIRST else Weapon.ANY)


class State(StrEnum):
    """What a threat, all-clear, attack or airspace claim says of its cell."""

    ON = "on"
    SUSTAINED = "sustained"
    OFF = "off"
    PARTLY_OFF = "partly_off"


class Role(StrEnum):
    """A figure's place in its post's arithmetic."""

    PART = "part"  # a figure of its own (one row of a list, or the single figure)
    TOTAL = "total"  # the number said for the whole list
    REMAINDER = "remainder"  # "the rest": headline minus parts, already computed
    WIDER = "wider"  # a tail block ("Всего за сутки …"): a wider window, never added to the list


class Act(StrEnum):
    """How a figure acts on the one before it."""

    STATES = "states"
    ADDS = "adds"  # "ещё четверо"
    SUMS = "sums"  # "всего пять": what the speaker told before is in it
    SETS = "sets"  # "увеличилось до семи"
    MOVES = "moves"  # an injured person died: killed +n, injured -n
    RETRACTS = "retracts"


class Flag(StrEnum):
    """Marks of the corpus format (FORMAT.md)."""

    PRELIMINARY = "preliminary"
    CORRECTION = "correction"
    ADDITION = "addition"
    RUNNING_TOTAL = "running_total"
    DIGEST = "digest"
    SUBSET_ONLY = "subset_only"
    RELAYED = "relayed"
    EARLIER_EVENT = "earlier_event_mentioned"


class Object(StrEnum):
    """What was damaged (FORMAT.md, conventions 4 and 12)."""

    PRIVATE_HOUSE = "private_house"
    APARTMENT_BUILDING = "apartment_building"
    VEHICLE = "vehicle"
    POWER = "power"
    RAILWAY = "railway"
    INDUSTRIAL = "industrial"
    ENERGY = "energy"
    INFRASTRUCTURE = "infrastructure"
    COMMERCIAL = "commercial"
    SOCIAL = "social"
    ADMINISTRATIVE = "administrative"
    OUTBUILDING = "outbuilding"
    AGRICULTURAL = "agricultural"
    PORT = "port"
    VESSEL = "vessel"


class Span(NamedTuple):
    """Offsets [start, end) into the revision's text, with the field that the words speak for."""

    field: str
    start: int
    end: int


class Claim(Frozen):
    """One thing said. `at` is the clock time said for a state (an all-clear's own time), if any.

    `state` is set for threat, all_clear, airspace, and for an attack that is under way.
    `unnamed_kind` marks an all-clear that names no weapon (weapon is then `any`).
    """

    subject: Subject
    place: Place = Place()
    count: Count | None = None
    weapon: Weapon | None = None
    window: Window
    role: Role = Role.PART
    act: Act = Act.STATES
    state: State | None = None
    unnamed_kind: bool = False
    at: Instant | None = None
    object: Object | None = None
    flags: tuple[Flag, ...] = ()
    relayed_for: Authority | None = None
    evidence: tuple[Span, ...] = ()


class Reading(Frozen):
    """All that a revision says. `leftovers` are the words that look like claims and were not read.

    `window` is the post's main window, None where none was said. `settlements` are all settlements where
    something happened, nominative, in order of mention. `flags` are the whole post's.
    """

    claims: tuple[Claim, ...] = ()
    window: Window | None = None
    settlements: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    leftovers: tuple[Span, ...] = ()
    language: str = ""


class Stated(Frozen):
    """A claim with who said it and when: what reconciliation weighs.

    `id` is the stored claim's id (0 before it is stored). `channel` is Channel.name.
    """

    id: int = 0
    claim: Claim
    channel: str
    message_id: int
    posted: Instant
    revision: int = 1
    ordinal: int = 0
    reply_to: int | None = None
    text_hash: str = ""

    @property
    def post(self) -> str:
        """'name/123'."""
        return f"{self.channel}/{self.message_id}"


def stated_by(revision: Revision, found: Sequence[Claim], ids: Sequence[int] | None = None) -> tuple[Stated, ...]:
    """A revision's claims with who said them; `ids` are those under which they are stored, None before."""
    post, text_hash = revision.post, fingerprint(revision.post.text)
    return tuple(
        Stated(
            id=key,
            claim=claim,
            channel=post.channel,
            message_id=post.message_id,
            posted=post.posted,
            revision=revision.number,
            ordinal=ordinal,
            reply_to=post.reply_to,
            text_hash=text_hash,
        )
        for ordinal, (claim, key) in enumerate(zip(found, ids or [0] * len(found), strict=True))
    )
