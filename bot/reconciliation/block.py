"""Block: one figure of one voice for one place, as it counts."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.model import Note
from bot.reconciliation.amount import Amount
from bot.reconciliation.sayings import Saying


@dataclass(slots=True, eq=False)
class Block:
    """One figure of one voice for one place. `adds` = it never stands for what was said before it."""

    first: Saying
    amount: Amount
    area: str
    joint: bool = False
    adds: bool = False
    day: date = date.min
    notes: dict[Note, None] = field(default_factory=dict)
    parts: list["Block"] = field(default_factory=list)
    start: datetime = field(init=False)
    end: datetime = field(init=False)
    inferred: bool = field(init=False)
    post: tuple[str, int] = field(init=False)

    def __post_init__(self) -> None:
        first = self.first
        self.start, self.end, self.inferred, self.post = first.start, first.end, first.inferred, first.post

    def meets(self, other: "Block") -> bool:
        """Whether their windows share any time."""
        return self.start < other.until(self) and other.start < self.until(other)

    def until(self, other: "Block") -> datetime:
        """The end; for a figure told afterwards without a window it is the posting, for none tells the future."""
        if other.inferred and other.first.posted > self.first.posted:
            return min(self.end, max(self.start, self.first.posted))
        return self.end
