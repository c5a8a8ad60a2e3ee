"""The journal: every request that came in, with what became of it."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

KEPT = 50_000


@dataclass
class Call:
    """One request. `at` by the sandbox's clock, `seconds` by the machine's; `method` "preview" = a page of t.me.

    `code` is 0 while it is unanswered and stays so for an answer that was lost or never given.
    """

    at: datetime
    seconds: float
    method: str
    params: dict[str, Any]
    code: int = 0
    result: Any = None
    description: str = ""
    fault: str = ""

    @property
    def ok(self) -> bool:
        """Whether it was done and answered."""
        return self.code == 200

    @property
    def chat_id(self) -> int:
        """The chat that it was for, 0 for none."""
        value = self.params.get("chat_id", 0)
        return value if isinstance(value, int) else 0


@dataclass
class Journal:
    """The newest calls, oldest first."""

    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=KEPT))

    def __iter__(self) -> Any:
        return iter(list(self.calls))

    def __len__(self) -> int:
        return len(self.calls)

    def of(self, method: str, chat_id: int | None = None) -> list[Call]:
        """The calls of one method, of one chat if it is given."""
        return [
            call
            for call in self.calls
            if call.method.lower() == method.lower() and (chat_id is None or call.chat_id == chat_id)
        ]

    def clear(self) -> None:
        """Begin anew."""
        self.calls.clear()
