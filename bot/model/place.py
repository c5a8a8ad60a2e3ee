"""Place: where, as said, with the region codes that it was understood as."""

from enum import StrEnum

from bot.model.base import Frozen


class PlaceSource(StrEnum):
    """Whether the words named the region or the channel's home stood in for it."""

    TEXT = "text"
    HOME = "home"
    NONE = "none"


class Place(Frozen):
    """Regions are ISO 3166-2 codes (RU-BEL, UA-63, BY) or SEA-BLACK and its like.

    Several codes mean one figure said for several places together (a joint claim); none means
    nationwide, or not said by a channel without a home. District and settlement are nominative,
    in the language of the text.
    """

    regions: tuple[str, ...] = ()
    district: str | None = None
    settlement: str | None = None
    source: PlaceSource = PlaceSource.TEXT

    @property
    def area(self) -> str:
        """The narrower place inside the region ('' = the whole region): settlement first, else district."""
        return self.settlement or self.district or ""
