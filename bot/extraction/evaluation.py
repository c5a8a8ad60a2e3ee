"""Evaluation: a reading of every corpus object against its gold (DESIGN section 8, `evaluate`)."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.errors import BadInput
from bot.extraction.corpus import context_of, gold_of
from bot.extraction.reader import read, warm
from bot.extraction.scores import SETS, VALUES, false_clear, items, same, scored

Post = dict[str, Any]


class Scores:
    """The counts of one language (or of all)."""

    def __init__(self) -> None:
        self.posts = self.exact = self.negatives = self.false_incidents = self.false_clears = 0
        self.seconds = 0.0
        self.sets = {field: [0, 0, 0] for field in SETS}  # right, only read, only gold
        self.values = {field: [0, 0] for field in VALUES}  # right, of

    def add(self, other: "Scores") -> None:
        """Add another language's counts."""
        self.posts += other.posts
        self.exact += other.exact
        self.negatives += other.negatives
        self.false_incidents += other.false_incidents
        self.false_clears += other.false_clears
        self.seconds += other.seconds
        for field in SETS:
            self.sets[field] = [a + b for a, b in zip(self.sets[field], other.sets[field], strict=True)]
        for field in VALUES:
            self.values[field] = [a + b for a, b in zip(self.values[field], other.values[field], strict=True)]

    def as_json(self) -> dict[str, Any]:
        """SCORES of DESIGN section 8."""
        made: dict[str, Any] = {
            "posts": self.posts,
            "exact_posts": _share(self.exact, self.posts),
            "seconds": round(self.seconds, 6),
            "false_incidents": self.false_incidents,
            "negatives": self.negatives,
            "false_clears": self.false_clears,
        }
        for field, (right, extra, missed) in self.sets.items():
            precision, recall = _share(right, right + extra), _share(right, right + missed)
            f1 = 2 * right / (2 * right + extra + missed) if right + extra + missed else 1.0
            made[field] = {"precision": precision, "recall": recall, "f1": f1}
        for field, (right, of) in self.values.items():
            made[field] = {"right": right, "of": of, "share": _share(right, of)}
        return made


class Difference:
    """One field of one post read otherwise than the gold says."""

    __slots__ = ("extra", "field", "missed", "post")

    def __init__(self, post: str, field: str, missed: Any, extra: Any) -> None:
        self.post, self.field, self.missed, self.extra = post, field, missed, extra

    def __str__(self) -> str:
        return f"{self.field:14} {self.post}  gold {_short(self.missed)}  read {_short(self.extra)}"


class Evaluation:
    """The scores by language and every difference."""

    def __init__(self) -> None:
        self.languages: dict[str, Scores] = {}
        self.errors: list[Difference] = []

    @property
    def all(self) -> Scores:
        """The languages together."""
        total = Scores()
        for scores in self.languages.values():
            total.add(scores)
        return total

    def as_json(self) -> dict[str, Any]:
        """The object of `evaluate --json`."""
        return {"languages": {k: v.as_json() for k, v in sorted(self.languages.items())}, "all": self.all.as_json()}


def evaluate(objects: Iterable[Post]) -> Evaluation:
    """Read every object and weigh it. The tables are loaded before the clock starts."""
    result = Evaluation()
    warm()
    for post in objects:
        scores = result.languages.setdefault(post["lang"], Scores())
        context = context_of(post)
        began = time.perf_counter()
        reading = read(post["text"], context)
        scores.seconds += time.perf_counter() - began
        _weigh(result, scores, post, gold_of(reading, context))
    return result


def _weigh(result: Evaluation, scores: Scores, post: Post, read_as: dict[str, Any]) -> None:
    gold = post["gold"]
    name = post["id"]
    before = len(result.errors)
    scores.posts += 1
    for field in SETS:
        if scored(field, gold):
            want, have = items(field, gold[field]), items(field, read_as[field])
            missed, extra = want - have, have - want
            cell = scores.sets[field]
            cell[0] += (want & have).total()
            cell[1] += extra.total()
            cell[2] += missed.total()
            if missed or extra:
                result.errors.append(Difference(name, field, missed, extra))
    for field in VALUES:
        if scored(field, gold) and (gold[field] is not None or read_as[field] is not None):
            right = same(field, gold[field], read_as[field])
            scores.values[field][0] += right
            scores.values[field][1] += 1
            if not right:
                result.errors.append(Difference(name, field, gold[field], read_as[field]))
    if gold.get("kinds") == []:
        scores.negatives += 1
        scores.false_incidents += bool(read_as["kinds"])
    if false_clear(gold, read_as):
        scores.false_clears += 1
        result.errors.append(Difference(name, "FALSE CLEAR", gold["threats"], read_as["threats"]))
    scores.exact += len(result.errors) == before


def load(paths: Iterable[Path]) -> Iterator[Post]:
    """The objects of corpus files. A line that is none raises BadInput with the file and the line's number."""
    for path in paths:
        try:
            lines = path.read_text("utf-8").split("\n")  # not splitlines: JSON may hold U+2028 as it is
        except OSError as fault:
            raise BadInput(f"{path}: cannot be read: {fault.strerror}") from fault
        except UnicodeDecodeError as fault:
            raise BadInput(f"{path}: not UTF-8 text (byte {fault.start}); save it as UTF-8") from fault
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                post = json.loads(line)
                if not isinstance(post, dict):
                    raise TypeError("not an object")
                context_of(post)
                post["text"].encode(), post["gold"].keys(), post["id"].encode()
                _check(post["gold"])
            except KeyError as fault:
                raise BadInput(f"{path}, line {number}: not a labelled post: {fault} is missing") from fault
            except (ValueError, TypeError, AttributeError, RecursionError) as fault:
                raise BadInput(f"{path}, line {number}: not a labelled post: {fault}") from fault
            yield post


def _check(gold: dict[str, Any]) -> None:
    """Raise where a field has not the format's shape, so that scoring cannot fail later."""
    for field in SETS:
        if field in gold:
            items(field, gold[field])
    for field in ("total", "launched"):
        if gold.get(field) is not None:
            same(field, gold[field], gold[field])
    if gold.get("window") is not None and not same("window", gold["window"], gold["window"]):
        raise ValueError("window")


def _share(right: int, of: int) -> float:
    return right / of if of else 1.0


def _short(value: Any) -> str:
    if isinstance(value, Counter):
        return "; ".join(_item(v) for v in value.elements()) or "-"
    if isinstance(value, dict):
        return " ".join(str(v) for v in value.values())
    return "-" if value is None else str(value)


def _item(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join("/".join(sorted(v)) if isinstance(v, frozenset) else str(v) for v in value)
    return str(value)


def main(arguments: list[str]) -> None:
    """`python -m bot.extraction.evaluation FILE… [--errors]`: the developer's quick look."""
    errors = "--errors" in arguments
    result = evaluate(load([Path(a) for a in arguments if not a.startswith("--")]))
    out = sys.stdout.write
    for difference in result.errors if errors else ():
        out(f"{difference}\n")
    for language, scores in [*result.languages.items(), ("all", result.all)]:
        found = scores.as_json()
        sets = "  ".join(f"{k} {found[k]['f1']:.3f}" for k in SETS)
        values = "  ".join(f"{k} {found[k]['share']:.3f}/{found[k]['of']}" for k in VALUES)
        rate = scores.posts / scores.seconds if scores.seconds else 0
        out(f"{language}: exact {found['exact_posts']:.3f} of {scores.posts}  {rate:.0f}/s  {sets}\n    {values}\n")
        out(f"    false incidents {scores.false_incidents}/{scores.negatives}  false clears {scores.false_clears}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
