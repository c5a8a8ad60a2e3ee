"""Districts told by their adjective alone, after one with its noun: "по Холодногірському району – два, по
Шевченківському – один", "Darnytskyi district: … Podilskyi: …". No table's village of that name is meant."""

from bot.extraction.marks import Mark
from bot.extraction.spots import DISTRICT, SETTLEMENT, Spot
from bot.extraction.tokens import Token

_ADJECTIVES = ("ський", "цький", "skyi", "skyy", "skyj", "skiy")
_DATIVES = ("ському", "цькому")
_STANDS = frozenset([":", "—", "-", "."])


def by_their_adjectives(tokens: list[Token], places: list[Mark]) -> list[Mark]:
    """The places with such names taken for districts of the region of the one before."""
    last: Spot | None = None
    made: list[Mark] = []
    for place in places:
        spot = place.value
        if place.name == DISTRICT and isinstance(spot, Spot):
            last = spot
        elif last is not None and place.name == SETTLEMENT and _alone(tokens, place):
            named = last._replace(district=tokens[place.i].word, name="")
            place = Mark("place", DISTRICT, place.i, place.j, named)
        elif place.name == SETTLEMENT and tokens[place.i - 1].word in ("в", "у") and not _alone(tokens, place):
            last = None  # "у Мирнограді …, в Білицькому – дві": towns again
        made.append(place)
    return made


def _alone(tokens: list[Token], place: Mark) -> bool:
    word, after = tokens[place.i].word, tokens[place.j].word if place.j < len(tokens) else ""
    if place.j != place.i + 1 or "-" in word:
        return False
    return (word.endswith(_ADJECTIVES) and after in _STANDS) or (word.endswith(_DATIVES) and after in ("—", "-"))
