"""News: what an alert is made of, kept as JSON in the outbox; Picture: the newest state, looked up when it is sent."""

from enum import StrEnum

from bot.model import Change, ChangeKind, Episode, Frozen, Incident, Stated


class Tone(StrEnum):
    """What kind of message an alert is."""

    STATE = "state"  # a thread's live message: an episode or a report as it stands now
    CLEAR = "clear"  # the all-clear, a message of its own
    CORRECTION = "correction"  # a reply to what was corrected or withdrawn
    RETRACTED = "retracted"  # what an all-clear turns into whose danger was not over
    MOVED = "moved"  # what a former live message turns into: it points to the one that took over
    NOTICE = "notice"  # to an operator
    DIGEST = "digest"
    TEST = "test"


class News(Frozen):
    """Why a chat hears something, and what.

    `thread` names the live message that it belongs to ("episode:<group>" or "report:<name>/<message>").
    `regions` are those of the change that this chat hears of. `rule` and `merged` are for /why. `late` marks
    what was already old when it came in. `others` are the changes told with it that take something back; the claims
    of all stand in `change`. `written` is text that was worded when it was owed: digests, and notices that gave way to
    this one unsent.
    `also` are posts of all-clears that gave way to this one unsent: it tells of theirs too; of a danger that is on
    again, the posts of the all-clear that the chat was told. `onward` is the message
    that a MOVED one points to.
    """

    tone: Tone
    thread: str
    change: Change
    regions: tuple[str, ...]
    rule: str
    merged: tuple[str, ...] = ()
    others: tuple[Change, ...] = ()
    late: bool = False
    written: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    onward: int = 0

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts that it tells of, the newest last."""
        return (*self.also, *([self.change.post] if self.change.post else []))

    @property
    def notices(self) -> tuple[str, ...]:
        """The texts of the notices that it tells, the newest last."""
        own = (c.text for c in (*self.others, self.change) if c.kind is ChangeKind.NOTICE)
        return tuple(dict.fromkeys((*self.written, *own)))

    @property
    def withdrawn(self) -> list[Change]:
        """What no post says any more."""
        return [c for c in (self.change, *self.others) if c.kind is ChangeKind.WITHDRAWN]

    @property
    def again(self) -> list[Episode]:
        """Dangers that are on again after an all-clear, as they were while they were held to be over."""
        reopened = [c.was for c in (self.change, *self.others) if c.kind is ChangeKind.REOPENED]
        return [was for was in reopened if was is not None and was.cleared_by is not None]


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
