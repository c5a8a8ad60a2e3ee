"""News: what an alert is made of, kept as JSON in the outbox; Picture: the newest state, looked up when it is sent."""

from enum import StrEnum

from bot.model import Change, Episode, Frozen, Incident, Stated


class Tone(StrEnum):
    """What kind of message an alert is."""

    STATE = "state"  # a thread's live message: an episode or a report as it stands now
    CLEAR = "clear"  # the all-clear, a message of its own
    CORRECTION = "correction"  # a reply to what was corrected or withdrawn
    MOVED = "moved"  # what a former live message turns into: it points to the one that took over
    NOTICE = "notice"  # to an operator
    DIGEST = "digest"
    TEST = "test"


class News(Frozen):
    """Why a chat hears something, and what.

    `thread` names the live message that it belongs to ("episode:<group>" or "report:<name>/<message>").
    `regions` are those of the change that this chat hears of. `rule` and `merged` are for /why. `late` marks
    what was already old when it came in. `written` is text that was worded when it was owed (digests, notices).
    `also` are posts of all-clears that gave way to this one unsent: it tells of theirs too. `onward` is the message
    that a MOVED one points to.
    """

    tone: Tone
    thread: str
    change: Change
    regions: tuple[str, ...]
    rule: str
    merged: tuple[str, ...] = ()
    late: bool = False
    written: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    onward: int = 0

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts that it tells of, the newest last."""
        return (*self.also, *([self.change.post] if self.change.post else []))


class Picture(Frozen):
    """A thread as it stands: the episode group's cells, figures said meanwhile, incidents, and the post's words."""

    cells: tuple[Episode, ...] = ()
    figures: tuple[Stated, ...] = ()
    incidents: tuple[Incident, ...] = ()
    quote: str = ""

    @property
    def open(self) -> bool:
        """Whether any danger of the group is not known to be over."""
        return any(cell.open for cell in self.cells)
