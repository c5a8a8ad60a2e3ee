"""Doubt: how many messages may be sent and not yet known to be sent. A kill at that moment makes each a copy.

One, as a rule. Where more is due than is under way, as few as the pace needs and no fewer (Little's law: how many a
second × how long each is in doubt): one where the API is near, three or four over the Internet. A call that hangs
holds the next one up for a moment only.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from math import ceil

PATIENCE = 0.5
"""Seconds that a message waits for those before it to be decided; longer ones are left to themselves."""

UNHURRIED = 1.0
"""Seconds in which few messages are told one after the other; if that takes longer, they are told side by side."""

HEADROOM = 1.5
"""Lengths vary: with none, every longer one would be a slot of the pace that is lost."""


class Doubt:
    """Counts what is in doubt and lets the next one wait for it. `pressed` = more is due than is under way."""

    def __init__(self, per_second: float, length: Callable[[], float]) -> None:
        """`length` tells how many seconds a message is in doubt, as a rule."""
        self._per_second, self._length = per_second, length
        self._decided = asyncio.Condition()
        self._queued, self._begun = 0, dict[int, float]()
        self._numbers = 0
        self.pressed = False

    @property
    def most(self) -> int:
        """How many may be in doubt at once."""
        length = self._length()
        if not self.pressed and self._queued * length <= UNHURRIED:
            return 1
        return max(1, ceil(HEADROOM * self._per_second * length))

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """From before a message is sent until its fate is written down."""
        self._queued += 1
        self._numbers += 1
        number, now = self._numbers, asyncio.get_running_loop().time
        try:
            async with self._decided:
                while len(young := [at for at in self._begun.values() if now() - at < PATIENCE]) >= self.most:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(min(young) + PATIENCE - now()):
                            await self._decided.wait()
                self._begun[number] = now()
            yield
        finally:
            self._queued -= 1
            self._begun.pop(number, None)
            async with self._decided:
                self._decided.notify_all()
