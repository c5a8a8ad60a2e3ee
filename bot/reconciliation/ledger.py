"""Ledger: what is heard of one subject and weapon, by voice and place, with the blocks that it comes to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.model import Channel, Episode, Stated, Subject, Weapon
from bot.reconciliation.block import Block
from bot.reconciliation.blocks import blocks
from bot.reconciliation.sayings import Saying
from bot.reconciliation.voices import hear, is_nationwide, rank

Span = tuple[datetime, datetime]

JOINT = "+"
"""Parts the codes of a place that is several regions with one number for all of them: "RU-MOS+RU-MOW"."""


class Ledger:
    """Claims unpacked once; the blocks of a voice and place are made when they are asked for.

    `episodes` (the days', for running totals) may be given later, before the first question.
    """

    def __init__(
        self,
        stated: Iterable[Stated],
        zone: str,
        subject: Subject,
        weapon: Weapon,
        channels: Mapping[str, Channel],
        episodes: Sequence[Episode] = (),
    ) -> None:
        self.zone, self.channels, self.episodes = zone, channels, episodes
        self._said: dict[str, list[Saying]] = {}
        self._at: dict[str, dict[str, list[Saying]]] = {}
        self._joint: dict[str, dict[str, list[Saying]]] = {}
        self._blocks: dict[tuple[str, str], list[Block]] = {}
        self._wider: dict[str, list[Span]] = {}
        for saying in hear(stated, subject, weapon, channels):
            self._said.setdefault(saying.voice, []).append(saying)
            for region in dict.fromkeys(saying.regions):
                self._at.setdefault(region, {}).setdefault(saying.voice, []).append(saying)
            if len(saying.regions) > 1:
                place = JOINT.join(sorted(saying.regions))
                self._joint.setdefault(saying.voice, {}).setdefault(place, []).append(saying)

    @property
    def regions(self) -> list[str]:
        """Every region named, by code."""
        return sorted(self._at)

    @property
    def voices(self) -> list[str]:
        """Every voice, the ministry first."""
        return sorted(self._said, key=lambda v: (rank(v), v))

    @property
    def is_running(self) -> bool:
        """Whether there are running totals, which go by episodes."""
        return any(saying.running for said in self._said.values() for saying in said)

    def said(self, voice: str) -> list[Saying]:
        """All that a voice said, in order of posting."""
        return self._said[voice]

    def at(self, region: str) -> dict[str, list[Block]]:
        """Each voice's blocks for a region, with its share of what was said for several together."""
        return {voice: self._of(voice, region, said) for voice, said in self._at.get(region, {}).items()}

    def placed(self, voice: str) -> dict[str, list[Block]]:
        """A voice's blocks by place for sums: a number for several places stands once, under "A+B"."""
        found = {}
        for region, by_voice in self._at.items():
            said = by_voice.get(voice, ())
            single = [s for s in said if len(s.regions) == 1]
            if single:
                whole = len(single) == len(said)
                found[region] = self._of(voice, region, single) if whole else self._make(voice, region, single)
        return found | self.joint(voice)

    def joint(self, voice: str) -> dict[str, list[Block]]:
        """A voice's blocks for several places together, unless a wider report names each of them."""
        found = {}
        for place, said in self._joint.get(voice, {}).items():
            made = self._make(voice, place, [replace(s, regions=(place,)) for s in said])
            found[place] = [b for b in made if not self._told_singly(voice, b, place)]
        return found

    def wider(self, voice: str) -> list[Span]:
        """The windows of a nationwide voice's reports that name places, widest first."""
        if voice not in self._wider:
            spans = {
                (s.start, s.end)
                for s in (self._said[voice] if is_nationwide(voice) else ())
                if s.regions and not s.inferred and not s.digest
            }
            self._wider[voice] = sorted(spans, key=lambda s: (s[0] - s[1], s))
        return self._wider[voice]

    def _of(self, voice: str, place: str, said: Sequence[Saying]) -> list[Block]:
        key = (voice, place)
        if key not in self._blocks:
            self._blocks[key] = self._make(voice, place, said)
        return self._blocks[key]

    def _make(self, voice: str, place: str, said: Sequence[Saying]) -> list[Block]:
        near = [e for e in self.episodes if e.region == place]
        return blocks(said, self.zone, self.wider(voice), near)

    def _told_singly(self, voice: str, block: Block, place: str) -> bool:
        span, codes = (block.start, block.end), set(place.split(JOINT))
        wider = [s for s in self.wider(voice) if s[0] <= span[0] and span[1] <= s[1] and s != span]
        if not wider:
            return False
        named: dict[Span, set[str]] = {}
        for saying in self._said[voice]:
            named.setdefault((saying.start, saying.end), set()).update(saying.regions)
        return any(codes <= named[s] for s in wider)
