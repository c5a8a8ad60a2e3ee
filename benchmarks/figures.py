"""Times taken and told alike by every benchmark."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Times:
    """Milliseconds of many runs of one thing."""

    name: str
    taken: list[float] = field(default_factory=list)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Time what happens inside."""
        start = time.perf_counter()
        yield
        self.taken.append((time.perf_counter() - start) * 1000)

    async def of(self, work: Callable[[], Awaitable[object]], runs: int) -> "Times":
        """Time so many runs."""
        for _ in range(runs):
            async with self.one():
                await work()
        return self

    def at(self, share: float) -> float:
        """The time within which this share of the runs ended."""
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def mean(self) -> float:
        """Milliseconds on average."""
        return sum(self.taken) / len(self.taken)

    def tell(self) -> None:
        """One line."""
        figures = f"p50 {self.at(0.5):9.2f}   p95 {self.at(0.95):9.2f}   max {max(self.taken):9.2f} ms"
        print(f"  {self.name:<52} {figures}   ({len(self.taken)})")
