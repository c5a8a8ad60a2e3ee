"""How a reading is weighed against a gold: items by field, exactly as FORMAT.md says."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

SETS = ("kinds", "interceptions", "threats", "settlements", "damage", "flags")
VALUES = ("total", "launched", "window", "killed", "injured")

_ELASTIC = ("morning", "day", "evening")
_MINUTE = timedelta(minutes=1)
_STATES_ONLY = frozenset(["threat", "all_clear", "airspace"])


def items(field: str, value: Any) -> Counter[Any]:
    """The comparable items of a set field."""
    if field == "interceptions":
        return Counter((frozenset(r["regions"]), r["count"], r["qualifier"], r["weapon"]) for r in value or ())
    if field == "threats":
        return Counter((frozenset(r["regions"]), r["weapon"], r["state"]) for r in value or ())
    if field == "settlements":
        return Counter(dict.fromkeys((_plain(name) for name in value or ()), 1))
    return Counter(dict.fromkeys(value or (), 1))


def _plain(name: str) -> str:
    return name.casefold().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def same(field: str, gold: Any, read: Any) -> bool:
    """Whether a single value is right."""
    if gold is None or read is None:
        return gold is read
    if field == "window":
        if gold["said"] == read["said"] and gold["said"] in _ELASTIC:
            return True
        return all(_near(gold[end], read[end]) for end in ("start", "end"))
    if field in ("total", "launched"):
        return all(gold[key] == read[key] for key in ("count", "qualifier", "weapon"))
    return bool(gold == read)


def _near(a: str, b: str) -> bool:
    return abs(datetime.fromisoformat(a) - datetime.fromisoformat(b)) <= _MINUTE


def scored(field: str, gold: dict[str, Any]) -> bool:
    """Whether a field counts for this post: its key is there; windows of pure states and flags of negatives do not."""
    if field not in gold:
        return False
    kinds = gold.get("kinds")
    if field == "window" and kinds and set(kinds) <= _STATES_ONLY:
        return False
    return not (field == "flags" and kinds == [])


def false_clear(gold: dict[str, Any], read: dict[str, Any]) -> bool:
    """Whether the reading ends a danger in a region or kind where the gold has no end."""
    if "threats" not in gold:
        return False
    ends = {
        (r, row["weapon"]) for row in gold["threats"] or () if row["state"] == "off" for r in row["regions"] or [""]
    }
    for row in read["threats"]:
        if row["state"] == "off" and any((r, row["weapon"]) not in ends for r in row["regions"] or [""]):
            return True
    return False
