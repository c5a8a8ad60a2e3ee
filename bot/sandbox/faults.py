"""Faults on order: what the server does wrong when it is told to.

flood          429 with retry_after=`after`                forbidden    403 with `text`
bad_request    400 with `text`                             migrated     400 with migrate_to_chat_id=`to`
bad_gateway    502                                         unavailable  503 and no JSON
lost           does it, then drops the connection          silent       does it, then never answers
drop           drops the connection, does nothing          hang         does nothing, never answers
slow           waits `after` seconds, then does it
Pages only: no_preview (302), shell (200 without history), renamed (other class names), empty (no messages).
"""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    """Kinds of faults; see the module's table."""

    FLOOD = "flood"
    FORBIDDEN = "forbidden"
    BAD_REQUEST = "bad_request"
    MIGRATED = "migrated"
    BAD_GATEWAY = "bad_gateway"
    UNAVAILABLE = "unavailable"
    LOST = "lost"
    SILENT = "silent"
    DROP = "drop"
    HANG = "hang"
    SLOW = "slow"
    NO_PREVIEW = "no_preview"
    SHELL = "shell"
    RENAMED = "renamed"
    EMPTY = "empty"


@dataclass
class Fault:
    """One order. `method` '' = any method of the Bot API, "preview" = pages; `chat` an id or a channel's name.

    `times` None = until lifted. `after` is in seconds of the machine.
    """

    kind: FaultKind
    method: str = ""
    chat: int | str | None = None
    times: int | None = 1
    after: float = 1.0
    text: str = "bot was blocked by the user"
    to: int | None = None
    used: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def lift(self) -> None:
        """End it now; requests that hang are let go (their connections drop)."""
        self.times = self.used
        self.released.set()

    @property
    def over(self) -> bool:
        """Whether it has been used up or lifted."""
        return self.times is not None and self.used >= self.times


class Faults:
    """The orders that stand."""

    def __init__(self) -> None:
        self.orders: list[Fault] = []

    def take(self, method: str, chats: set[int | str]) -> Fault | None:
        """The first order that fits this request, counted as used once more."""
        for fault in self.orders:
            fits = fault.method.lower() == method.lower() or (not fault.method and method != "preview")
            if not fault.over and fits and (fault.chat is None or fault.chat in chats):
                fault.used += 1
                return fault
        return None

    def lift_all(self) -> None:
        """End every order."""
        for fault in self.orders:
            fault.lift()
        self.orders.clear()
