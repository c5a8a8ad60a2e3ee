"""How far a channel has been read: up to `top`, but for `holes` that are still to be filled."""

import json
from typing import NamedTuple, Self


class Cursor(NamedTuple):
    """Every post with an id <= top was handed on, save those strictly inside a hole (low, high).

    A hole is written down before anything above it is handed on, so that a kill at any moment leaves either
    an old `top` or a hole behind, and never a gap that nobody knows of.
    """

    top: int
    holes: tuple[tuple[int, int], ...] = ()

    @classmethod
    def loads(cls, text: str | None) -> Self | None:
        """From its JSON; None where there is none."""
        if not text:
            return None
        value = json.loads(text)
        return cls(value["top"], tuple((low, high) for low, high in value["holes"]))

    def dumps(self) -> str:
        """As JSON."""
        return json.dumps({"top": self.top, "holes": self.holes})

    def with_hole(self, low: int, high: int) -> Self:
        """The ids strictly between are still to come. Holes that touch become one."""
        if high - low < 2:
            return self
        merged: list[tuple[int, int]] = []
        for start, end in sorted((*self.holes, (low, high))):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return self._replace(holes=tuple(merged))

    def filled_down_to(self, hole: tuple[int, int], oldest: int | None) -> Self:
        """The upper part of a hole was read down to id `oldest`; None = there is nothing more below."""
        holes = [h for h in self.holes if h != hole]
        if oldest is not None and oldest - hole[0] >= 2:
            holes.append((hole[0], oldest))
        return self._replace(holes=tuple(sorted(holes)))

    def raised(self, top: int) -> Self:
        """Read up to `top`."""
        return self._replace(top=max(self.top, top))
