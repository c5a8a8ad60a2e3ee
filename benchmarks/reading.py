"""How fast the reader reads, beside a plain-regex reader and a morphological pipeline, in one run.

    python -m benchmarks.reading [FILE…]      # corpus files; the tests' own by default

The plain reader is one alternation of the regions' names and a pattern of numbers: it finds figures of the
ministry's form and nothing else. The pipeline takes every word apart with pymorphy3. Adversarial texts of 64 kB
follow, with twice the length beside them. Processor time, best of three.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.extraction import Context, read
from bot.extraction.corpus import context_of
from bot.extraction.reader import warm
from bot.gazetteer import lookup_table

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
SIZE = 65_536
ADVERSARIAL = (
    "двадцать два ", "1 234 567 ", "▪️", "• 5 БПЛА\n", "(", "над территорией ", "5 БПЛА над Курской областью, ",
    "Сбит БПЛА. ", "в селе Мирное, ", "ранен мужчина, ", "опасность атаки БПЛА снята, ", "остальные ", "с 20.00 до ",
    ".",
)  # fmt: skip

Post = tuple[str, Context]


def best(job: Callable[[], object]) -> float:
    """The shortest of three runs, seconds of processor time."""
    times = []
    for _ in range(3):
        began = time.process_time()
        job()
        times.append(time.process_time() - began)
    return min(times)


def plain_reader() -> Callable[[str], object]:
    """What a page of regular expressions does."""
    names = [form for form, entries in lookup_table().items() if any(e.kind in ("region", "sea") for e in entries)]
    regions = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")\b", re.I)
    number = r"(\d+|од\w+|дв\w+|три|четыре|пять|шесть|семь|восемь|девять)"
    figures = re.compile(number + r"\s+(?:\w+\s+){0,4}?(?:БПЛА|беспилотн\w+|дрон\w*)", re.I)
    return lambda text: (regions.findall(text), figures.findall(text))


def pipeline() -> Callable[[str], object]:
    """Every word parsed, as a morphological extractor begins."""
    from pymorphy3 import MorphAnalyzer

    analyzer, words = MorphAnalyzer(), re.compile(r"\w+")
    return lambda text: [analyzer.parse(word)[0].tag for word in words.findall(text)]


def main(arguments: list[str]) -> None:
    """Print the table."""
    paths = [Path(a) for a in arguments] or sorted(CORPUS.glob("*.jsonl"))
    posts: list[Post] = []
    for path in paths:
        objects = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        posts += [(o["text"], context_of(o)) for o in objects]
    warm()
    print(f"{len(posts)} posts, {sum(len(t) for t, _ in posts) // len(posts)} characters each")
    for name, job in (
        ("the reader", lambda: [read(text, context) for text, context in posts]),
        ("plain regex", _over(posts, plain_reader())),
        ("pymorphy3", _over(posts, pipeline())),
    ):
        print(f"  {name:12} {len(posts) / best(job):8.0f} posts/s")
    context = posts[0][1]
    print(f"adversarial texts of {SIZE // 1024} kB: seconds, and how many times as long for twice the length")
    for piece in ADVERSARIAL:
        text = piece * (SIZE // len(piece))
        once, twice = best(lambda text=text: read(text, context)), best(lambda text=text: read(text * 2, context))
        print(f"  {piece.strip()[:24]!r:28} {once:.3f}  x{twice / max(once, 1e-4):.1f}")


def _over(posts: list[Post], job: Callable[[str], object]) -> Callable[[], object]:
    return lambda: [job(text) for text, _ in posts]


if __name__ == "__main__":
    main(sys.argv[1:])
