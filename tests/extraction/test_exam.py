"""tests/exam measures the reader on posts that no rule was written for. Whoever mends one moves it to tests/corpus."""

import json
from pathlib import Path

import pytest

from bot.extraction.evaluation import evaluate, load

TESTS = Path(__file__).parents[1]
EXAMS = sorted((TESTS / "exam").glob("*.jsonl"))


def _texts(folder: str) -> set[str]:
    files = (TESTS / folder).glob("*.jsonl")
    return {json.loads(line)["text"] for file in files for line in file.read_text("utf-8").split("\n") if line}


def test_no_exam_text_is_among_those_that_rules_were_written_for() -> None:
    assert not _texts("exam") & _texts("corpus")


@pytest.mark.parametrize("file", EXAMS, ids=lambda file: file.stem)
def test_no_exam_text_calls_a_danger_over_by_mistake(file: Path) -> None:
    result = evaluate(list(load([file]))).as_json()["all"]
    assert result["posts"] >= 30
    assert result["false_clears"] == 0
