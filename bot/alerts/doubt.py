"""Doubt: how many messages may be sent and not yet known to be sent. A kill at that moment makes each a copy.

As few as the pace needs and no fewer (Little's law: how many a second × how long each is in doubt): one where the API
is near, three or four over the Internet. A call that hangs holds the next one up for a moment only.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import ceil

PATIENCE = 0.5
"""Seconds that a message waits for those before it to be decided."""

HEADROOM = 1.5
"""Lengths vary: with none, every longer one would be a slot of the pace that is lost."""


class Doubt:
    """Counts what is in doubt and lets the next one wait for it."""

    def __init__(self, per_second: float, length: Callable[[], float]) -> None:
        """`length` tells how many seconds a message is in doubt, as a rule."""
        self._per_second, self._length, self._count = per_second, length, 0
        self._decided = asyncio.Condition()

    @property
    def most(self) -> int:
        """How many may be in doubt at once."""
        return max(1, ceil(HEADROOM * self._per_second * self._length()))

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """From before a message is sent until its fate is written down."""
        try:
            async with asyncio.timeout(PATIENCE), self._decided:
                await self._decided.wait_for(lambda: self._count < self.most)
        except TimeoutError:
            pass
        self._count += 1
        try:
            yield
        finally:
            self._count -= 1
            async with self._decided:
                self._decided.notify_all()
