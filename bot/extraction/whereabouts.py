"""Where a claim holds: its regions, and the district or the town where one is named."""

from functools import lru_cache
from itertools import pairwise

from bot.extraction.document import Document
from bot.extraction.marks import Mark
from bot.extraction.sentences import Sentence
from bot.extraction.settlements import Scene, scenes_of
from bot.extraction.spots import DISTRICT, SETTLEMENT, Spot, is_aside
from bot.model import Place, PlaceSource


@lru_cache(maxsize=4096)
def _made_place(regions: tuple[str, ...], district: str | None, settlement: str | None, source: PlaceSource) -> Place:
    # A value, made once: the same few hundred places are said again and again.
    return Place(regions=regions, district=district, settlement=settlement, source=source)


class Whereabouts:
    """Makes the places of one document. `home` are the channel's regions; `now` its sentences that tell of now."""

    def __init__(self, doc: Document, now: list[Sentence]) -> None:
        self._doc, self._now = doc, now
        region = doc.context.home_region
        self.home: tuple[str, ...] = (region,) if region else ()
        self._scenes: list[Scene] | None = None
        self._by_sentence: dict[int, list[Mark]] = {}  # the towns of the scenes, by the sentence's first token
        self._named = {
            m.value.regions for s in now if "place" in s.cats for m in s.all("place") if isinstance(m.value, Spot)
        }

    def place(self, regions: tuple[str, ...], spot: Spot | None = None) -> Place:
        """These regions, narrowed to a spot's district and town; where nothing names the home region, it is known."""
        source = PlaceSource.TEXT
        if not regions:
            source = PlaceSource.NONE
        elif spot is None and regions == self.home and regions not in self._named:
            source = PlaceSource.HOME
        district = spot.district or None if spot else None
        settlement = spot.name or None if spot else None
        return _made_place(regions, district, settlement, source)

    @property
    def scenes(self) -> list[Scene]:
        """The towns where something happened, in order of mention: looked for when they are first asked for."""
        if self._scenes is None:
            self._scenes = scenes_of(self._doc, self._now)
            for sentence, mark, _ in self._scenes:
                self._by_sentence.setdefault(sentence.i, []).append(mark)
        return self._scenes

    def told_in(self, sentence: Sentence) -> Place:
        """The first town or district of a sentence, else its first region, else home."""
        if "place" not in sentence.cats:
            return self.place(self.home)
        spots = [m.value for m in sentence.all("place") if isinstance(m.value, Spot)]
        return self._first(spots)

    def all_told_in(self, sentence: Sentence) -> list[Place]:
        """Every town and district of a sentence, each once, a village's own district apart; else where it is told."""
        named = [m for m in sentence.all("place") if isinstance(m.value, Spot) and not is_aside(sentence, m)]
        narrow = [m for m in named if _spot(m).kind in (SETTLEMENT, DISTRICT)]
        own = {b.i for a, b in pairwise(narrow) if _spot(b).kind == DISTRICT and b.i == a.j}
        places = [self._first([_spot(m)]) for m in narrow if m.i not in own]
        return list(dict.fromkeys(places)) or [self.told_in(sentence)]

    def struck_in(self, sentence: Sentence, at: int) -> Place:
        """Where the harm was done that a sentence tells of at token `at`: in the town or district named last before
        it (not a hospital's), else in the next; where the sentence names none, in the one town that the last sentence
        with a town tells of, or that the whole text does."""
        towns = self._towns(sentence)
        places = [m for m in sentence.all("place") if isinstance(m.value, Spot)]
        named = [m for m in places if m in towns or _spot(m).kind == DISTRICT]
        if named:
            return self._first([_spot(_told_at(named, at))])
        if wide := [_spot(m) for m in places if _spot(m).regions and _spot(m).kind != SETTLEMENT]:
            return self._first(wide)
        before = [i for i in self._by_sentence if i < sentence.i]
        towns = self._by_sentence[before[-1]] if before else [mark for _, mark, _ in self.scenes]
        if towns and len({_spot(m).name for m in towns}) == 1:
            return self._first([_spot(towns[0])])
        return self.place(self.home)

    def _towns(self, sentence: Sentence) -> list[Mark]:
        return self._by_sentence.get(sentence.i, []) if self.scenes else []

    def _first(self, spots: list[Spot]) -> Place:
        for spot in spots:
            if spot.kind in (SETTLEMENT, DISTRICT):
                return self.place(spot.regions or self.home, spot)
        for spot in spots:
            if spot.regions:
                return self.place(spot.regions)
        return self.place(self.home)


def _told_at(named: list[Mark], at: int) -> Mark:
    """The place that what stands at a token is told of; "в селе А Б-ского округа" is the village."""
    before = [m for m in named if m.i <= at]
    if not before:
        return named[0]
    last = before[-1]
    if _spot(last).kind == DISTRICT and len(before) > 1 and last.i - before[-2].j <= 1:
        return before[-2]
    return last


def _spot(mark: Mark) -> Spot:
    assert isinstance(mark.value, Spot)
    return mark.value
