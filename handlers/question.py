"""Question: what a person asks, and its compact form in a button (64 bytes at most, read back with suspicion).

Buttons are sent by clients and may be forged; a question only ever reads what is public, and everything about
the asker (language, zone, own regions) is looked up anew at the press.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.gazetteer import REGIONS
from bot.model import Subject, Weapon
from handlers.arguments import UKRAINE
from handlers.dates import Days

LONGEST = 366
MOST_REGIONS = 4
MOST_BYTES = 64


class Kind(StrEnum):
    """Which answer; the values stand in buttons."""

    DAY = "d"
    SPAN = "s"
    TOP = "t"
    COMPARE = "c"
    NOW = "n"
    LAST = "l"
    SOURCES = "o"
    CHART = "h"
    MAP = "m"


_WEAPONS = {
    "": Weapon.UAV, "m": Weapon.MISSILE, "b": Weapon.BALLISTIC_MISSILE, "c": Weapon.CRUISE_MISSILE,
    "g": Weapon.GUIDED_BOMB, "u": Weapon.USV, "d": Weapon.DECOY, "t": Weapon.AIR_TARGET,
}  # fmt: skip
_SUBJECTS = {
    "": Subject.INTERCEPTION, "s": Subject.SUPPRESSED, "l": Subject.LAUNCHED, "h": Subject.HIT, "o": Subject.LOST,
}  # fmt: skip
_OWN = "~"


@dataclass(frozen=True)
class Question:
    """`regions` empty = all; `own` = the chat's own, whatever they are when the answer is made.

    `page` counts from 0. Days are dates in the chat's zone.
    """

    kind: Kind
    days: Days
    regions: tuple[str, ...] = ()
    own: bool = False
    weapon: Weapon = Weapon.UAV
    subject: Subject = Subject.INTERCEPTION
    page: int = 0

    def to(self, kind: Kind | None = None, *, days: Days | None = None, page: int = 0) -> "Question":
        """The same question another way."""
        return replace(self, kind=kind or self.kind, days=days or self.days, page=page)

    def on(self, day: date) -> "Question":
        """The same question of another day."""
        return replace(self, days=Days(day, day), page=0)

    def pack(self) -> str:
        """ "d:261019:::RU-BEL:0"."""
        days = f"{self.days.first:%y%m%d}" + (f"-{self.days.last:%y%m%d}" if self.days.many else "")
        weapon = next((code for code, w in _WEAPONS.items() if w is self.weapon), "")
        subject = next((code for code, s in _SUBJECTS.items() if s is self.subject), "")
        regions = _OWN if self.own else ",".join(self.regions[:MOST_REGIONS]).replace("SEA-", ".")
        return ":".join((self.kind.value, days, weapon, subject, regions, str(self.page)))


def unpack(data: str) -> Question | None:
    """The question in a button; None for anything that pack() would not have made."""
    parts = data.split(":")
    if len(parts) != 6 or len(data.encode()) > MOST_BYTES:
        return None
    kind, days, weapon, subject, regions, page = parts
    span = _days(days)
    # Seas have long codes: four of them would not fit a button.
    named = tuple(regions.replace(".", "SEA-").split(",")) if regions not in ("", _OWN) else ()
    if (
        kind not in set(Kind)
        or span is None
        or weapon not in _WEAPONS
        or subject not in _SUBJECTS
        or not set(named) <= {*REGIONS, UKRAINE}
        or len(named) > MOST_REGIONS
        or not (page.isascii() and page.isdigit() and len(page) <= 3)
    ):
        return None
    return Question(Kind(kind), span, named, regions == _OWN, _WEAPONS[weapon], _SUBJECTS[subject], int(page))


def _days(text: str) -> Days | None:
    first, _, last = text.partition("-")
    try:
        start = datetime.strptime(first, "%y%m%d").date()  # noqa: DTZ007 - a date in the chat's zone
        end = datetime.strptime(last, "%y%m%d").date() if last else start  # noqa: DTZ007
    except ValueError:
        return None
    return Days(start, end) if start <= end and (end - start).days <= LONGEST else None
