"""How often one person and one chat may ask for what is expensive (pictures, exports).

It is OK to be a little inexact here for the sake of simplicity: the marks live in this process and are lost
with it; a restart forgives everybody.
"""

from collections import deque
from collections.abc import Hashable
from datetime import datetime, timedelta

_FORGET_ABOVE = 10_000


class Limits:
    """Sliding windows: 5 in 10 s for a person, 10 in a minute for a chat."""

    def __init__(self, person: tuple[int, float] = (5, 10.0), chat: tuple[int, float] = (10, 60.0)) -> None:
        self._rules = {"person": person, "chat": chat}
        self._asked: dict[Hashable, deque[datetime]] = {}

    def allow(self, now: datetime, *, person: int, chat: int) -> bool:
        """Whether this request may go on; if so it is counted against both."""
        keys = [("person", person), ("chat", chat)]
        if any(self._full(now, key) for key in keys):
            return False
        for key in keys:
            self._asked.setdefault(key, deque()).append(now)
        return True

    def _full(self, now: datetime, key: tuple[str, int]) -> bool:
        most, seconds = self._rules[key[0]]
        asked = self._asked.get(key)
        if asked is None:
            if len(self._asked) > _FORGET_ABOVE:
                self._asked.clear()
            return False
        while asked and now - asked[0] > timedelta(seconds=seconds):
            asked.popleft()
        return len(asked) >= most
