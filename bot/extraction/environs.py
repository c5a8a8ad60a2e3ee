"""The region around a capital, told beside its name: "для Києва та області", "Kyiv and the surrounding region"."""

from bot.extraction.marks import Mark
from bot.extraction.spots import REGION, Spot
from bot.extraction.tokens import WORD, Token

_AROUND: dict[tuple[str, ...], str] = {("UA-30",): "UA-32", ("RU-MOW",): "RU-MOS", ("RU-SPE",): "RU-LEN"}
_REGIONS = frozenset(["області", "область", "областю", "region", "oblast", "suburbs", "передмістя", "передмість"])
_BETWEEN = frozenset(["та", "і", "й", "and", "the", "its", "surrounding", "усієї", "всієї", "навколишньої"])


def with_environs(tokens: list[Token], places: list[Mark], shouting: bool) -> list[Mark]:
    """The places, with the region of a capital where the text speaks of "the region" right after it. The region of
    any other town is the town's own."""
    made: list[Mark] = []
    for k, place in enumerate(places):
        made.append(place)
        code = _AROUND.get(place.value.regions) if isinstance(place.value, Spot) else None
        if code is None:
            continue
        at = place.j
        while at < len(tokens) and at - place.j < 4 and tokens[at].word in _BETWEEN:
            at += 1
        named = k + 1 < len(places) and places[k + 1].i <= at
        if at == place.j or at >= len(tokens) or tokens[at].word not in _REGIONS or named:
            continue
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if shouting or after is None or not (after.kind is WORD and after.cap):
            made.append(Mark("place", REGION, at, at + 1, Spot(REGION, (code,))))
    return made
