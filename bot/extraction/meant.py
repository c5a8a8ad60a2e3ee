"""The place that each name found in a text means, once all of its names are known."""

from collections.abc import Sequence

from bot.extraction.context import Context
from bot.extraction.marks import Mark
from bot.extraction.spots import DISTRICT, REGION, SEA, SETTLEMENT, Spot, as_spot, capitals
from bot.extraction.tokens import Token
from bot.gazetteer import Entry

Found = tuple[int, int, str, Sequence[Entry] | str]
"""Tokens [i, j), the kind of place that the text's own words ask for ("" = any), and the gazetteer's entries, or the
name itself where no table knows it."""

_KNOWN = 15_000  # people: a town that is known everywhere
_SIDES = ("півд", "північ", "півн", "схід", "сход", "захід", "заход")


def resolve(found: list[Found], tokens: list[Token], context: Context, language: str) -> list[Mark]:
    """Marks of the places, their values Spots."""
    home, mentioned = context.home_region, _mentioned(found)
    made: list[Mark] = []
    for i, j, wanted, entries in found:
        beside = bool(made) and made[-1].j == i - 1 and made[-1].name == REGION
        if tokens[i].word == "запоріжжя" and (beside or (i and tokens[i - 1].word.startswith(_SIDES))):
            spot = Spot(REGION, ("UA-23",))  # "Миколаївщина, Сумщина та Запоріжжя", "південь Запоріжжя"
        elif isinstance(entries, str):
            spot = _unknown((home,) if home else (), wanted, entries)
        else:
            spot = as_spot(entries, wanted, home, mentioned, language)
            if home and spot.kind == SETTLEMENT and language == "ru" and _strange(spot, home, mentioned, entries):
                spot = spot._replace(regions=(home,), district="")
            elif home and spot.kind == DISTRICT and language == "ru" and _common(spot, home, mentioned, entries):
                spot = spot._replace(regions=(home,))
        made.append(Mark("place", spot.kind, i, j, spot))
    return made


def _strange(spot: Spot, home: str, mentioned: set[str], entries: Sequence[Entry]) -> bool:
    """A village known only in regions that the text is not about: a namesake of one that lies here."""
    far = home not in spot.regions and mentioned.isdisjoint(spot.regions)
    return far and all(e.rank < _KNOWN for e in entries)


def _common(spot: Spot, home: str, mentioned: set[str], entries: Sequence[Entry]) -> bool:
    """A district's name that several regions have, none of them the text's: a town's district here ("Кировский")."""
    if home in spot.regions or not mentioned.isdisjoint(spot.regions):
        return False
    return len({e.regions for e in entries if e.kind.startswith("district")}) > 1


def _mentioned(found: list[Found]) -> set[str]:
    """The regions that the text is about: those it names, and those of towns that only one region has."""
    codes: set[str] = set()
    for _, _, _, entries in found:
        if not isinstance(entries, str):
            of_towns: set[tuple[str, ...]] = set()
            for entry in entries:
                if entry.kind == SETTLEMENT:
                    of_towns.add(entry.regions)
                elif entry.kind in (REGION, "region_adjective", SEA):
                    codes.update(entry.regions)
            if len(of_towns) == 1:
                codes.update(of_towns.pop())
    return codes


def _unknown(home: tuple[str, ...], wanted: str, name: str) -> Spot:
    if wanted == DISTRICT:
        return Spot(DISTRICT, home, district=name)
    return Spot(SETTLEMENT, home, name=capitals(name), sure=wanted == SETTLEMENT)
