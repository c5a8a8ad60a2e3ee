"""Where a claim holds: its regions, and the district or the town where one is named."""

from functools import lru_cache

from bot.extraction.document import Document
from bot.extraction.sentences import Sentence
from bot.extraction.spots import DISTRICT, SETTLEMENT, Spot
from bot.model import Place, PlaceSource


@lru_cache(maxsize=4096)
def _made_place(regions: tuple[str, ...], district: str | None, settlement: str | None, source: PlaceSource) -> Place:
    # A value, made once: the same few hundred places are said again and again.
    return Place(regions=regions, district=district, settlement=settlement, source=source)


class Whereabouts:
    """Makes the places of one document. `home` are the channel's regions; `now` its sentences that tell of now."""

    def __init__(self, doc: Document, now: list[Sentence]) -> None:
        region = doc.context.home_region
        self.home: tuple[str, ...] = (region,) if region else ()
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

    def told_in(self, sentence: Sentence) -> Place:
        """The first town or district of a sentence, else its first region, else home."""
        if "place" not in sentence.cats:
            return self.place(self.home)
        spots = [m.value for m in sentence.all("place") if isinstance(m.value, Spot)]
        for spot in spots:
            if spot.kind in (SETTLEMENT, DISTRICT):
                return self.place(spot.regions or self.home, spot)
        for spot in spots:
            if spot.regions:
                return self.place(spot.regions)
        return self.place(self.home)
