"""Write docs/scorecard.md: how well the reader reads, how fast alerts go, what the benches measured, by which commands.

    python -m scripts.scorecard [--corpus DIR] [--skip-benches]

The development corpora are not part of the repository; without them the reader is scored on our own texts alone.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "scorecard.md"
SETS = ("interceptions", "kinds", "threats", "settlements", "damage", "flags")
VALUES = ("total", "launched", "window", "killed", "injured")
BENCHES: Sequence[tuple[str, tuple[str, ...]]] = (
    ("Reading", ("benchmarks.reading",)),
    ("From a seen post to the message", ("benchmarks.alerts", "--quick")),
    ("Restart drills: kill -9 under load", ("pytest", "-q", "-s", "-n0", "-m", "drill", "tests/alerts/test_kill.py")),
    ("Answers and pictures", ("benchmarks.answers", "--times", "8")),
    ("The road of a post", ("benchmarks.counting", "--only", "road", "--posts", "600")),
    ("A day's tally among a million claims", ("benchmarks.counting", "--only", "days", "--claims", "1000000")),
    ("Sources: 250 channels", ("benchmarks.sources",)),
    ("Start and memory", ("benchmarks.startup", "--times", "3")),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--skip-benches", action="store_true")
    words = parser.parse_args()
    PAGE.write_text("\n".join(page(words.corpus, not words.skip_benches)) + "\n", encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written")


def page(corpus: Path, benches: bool) -> Iterable[str]:
    yield "# Scorecard"
    yield ""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    yield f"Made by `make scorecard` on {datetime.now(UTC):%Y-%m-%d}, {machine}."
    yield "Times are this machine's; trust the ratios."
    yield ""
    yield "## Reading"
    yield ""
    yield "Scores of `svodka evaluate`. *Exam*: tests/exam, posts that nobody looked at while rules were written; the"
    yield "honest figure. *Seen*: the development sets, which were read in the end to their last post. *Own*:"
    yield "tests/corpus, our own texts, one for every rule and trap."
    yield ""
    yield from quality(corpus)
    if benches:
        for title, command in BENCHES:
            yield ""
            yield f"## {title}"
            yield ""
            yield f"`python -m {' '.join(command)}`"
            yield ""
            yield "```"
            yield output("-m", *command)
            yield "```"


def quality(corpus: Path) -> Iterable[str]:
    columns: dict[str, dict[str, Any]] = {}
    for kind, folder in (("exam", ROOT / "tests" / "exam"), ("seen", corpus), ("own", ROOT / "tests" / "corpus")):
        for file in sorted(folder.glob("*.jsonl")):
            columns[f"{file.stem.removesuffix('-dev')}, {kind}"] = scores(file)
    yield "| | " + " | ".join(columns) + " |"
    yield "|---" * (len(columns) + 1) + "|"
    yield "| posts | " + " | ".join(str(c["posts"]) for c in columns.values()) + " |"
    for name in SETS:
        yield f"| {name}, F1 | " + " | ".join(f"{c[name]['f1']:.3f}" for c in columns.values()) + " |"
    for name in VALUES:
        cells = (f"{c[name]['right']}/{c[name]['of']}" for c in columns.values())
        yield f"| {name}, right | " + " | ".join(cells) + " |"
    yield "| exact posts | " + " | ".join(f"{c['exact_posts']:.3f}" for c in columns.values()) + " |"
    yield "| false all-clears | " + " | ".join(str(c["false_clears"]) for c in columns.values()) + " |"
    negatives = (f"{c['false_incidents']}/{c['negatives']}" for c in columns.values())
    yield "| negatives that gave a claim | " + " | ".join(negatives) + " |"


def scores(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(output("-m", "bot", "evaluate", str(file), "--json"))["all"]
    return found


def output(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        return f"exit code {done.returncode}\n{done.stdout}{done.stderr[-2000:]}".rstrip()
    return done.stdout.rstrip()


if __name__ == "__main__":
    main()
