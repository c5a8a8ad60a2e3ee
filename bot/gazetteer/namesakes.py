"""Which of several places of one name is meant."""

from collections.abc import Collection, Sequence

from bot.gazetteer.entry import Entry

_CITY, _VILLAGE = 200_000, 5_000  # people: the one is meant rather than the other in a region that the text names


def choose(
    entries: Sequence[Entry],
    district: str = "",
    home_region: str | None = None,
    mentioned_regions: Collection[str] = (),
) -> Entry:
    """The likeliest of `entries` (at least one): by the district named beside it, then the channel's home region,
    then the regions that the text names, then size. `district` is nominative, with or without its noun."""
    near = _bare(district)
    mentioned = frozenset(mentioned_regions)
    city = any(e.rank >= _CITY for e in entries)

    def weight(entry: Entry) -> tuple[bool, bool, bool, int]:
        return (
            bool(near) and _bare(entry.district) == near,
            home_region is not None and home_region in entry.regions,
            not mentioned.isdisjoint(entry.regions) and not (city and entry.rank < _VILLAGE),
            entry.rank,
        )

    return max(entries, key=weight)


def _bare(district: str) -> str:
    return district.casefold().replace("ё", "е").split(" ", 1)[0]
