"""Scores are weighed as FORMAT.md says, and bad lines are named by file and number."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BadInput
from bot.extraction.corpus import context_of
from bot.extraction.evaluation import evaluate, load
from bot.extraction.scores import false_clear, same


def post(text: str, **gold: Any) -> dict[str, Any]:
    return {
        "id": "t-1",
        "lang": "ru",
        "channel": {"authority": "governor", "home_region": "RU-TUL"},
        "posted": "2026-03-03T09:10:00+03:00",
        "text": text,
        "gold": gold,
    }


def test_the_json_has_every_name_that_the_design_fixes() -> None:
    found = evaluate([post("Сбит БПЛА.", kinds=["interception"])]).as_json()
    assert set(found) == {"languages", "all"}
    assert set(found["languages"]) == {"ru"}
    scores = found["all"]
    plain = {"posts", "exact_posts", "seconds", "false_incidents", "negatives", "false_clears"}
    assert set(scores) == plain | {
        "kinds", "interceptions", "threats", "settlements", "damage", "flags",
        "total", "launched", "window", "killed", "injured",
    }  # fmt: skip
    assert scores["kinds"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores["killed"] == {"right": 0, "of": 0, "share": 1.0}


def test_shares_are_not_rounded() -> None:
    scores = evaluate([post("Сбит БПЛА.", kinds=["interception"])] * 2 + [post("Сбит БПЛА.", kinds=[])]).as_json()[
        "all"
    ]
    assert scores["exact_posts"] == 2 / 3
    assert scores["kinds"] == {"precision": 2 / 3, "recall": 1.0, "f1": 0.8}


def test_a_missing_key_is_not_scored_and_null_is() -> None:
    assert evaluate([post("Сбит БПЛА.", kinds=["interception"])]).all.values["injured"] == [0, 0]
    assert evaluate([post("Сбит БПЛА, ранен мужчина.", injured=None)]).all.values["injured"] == [0, 1]


def test_a_negative_that_gives_a_claim_is_a_false_incident() -> None:
    scores = evaluate([post("Сбит БПЛА.", kinds=[])]).all
    assert (scores.negatives, scores.false_incidents, scores.exact) == (1, 1, 0)


def test_an_end_that_the_gold_lacks_is_a_false_clear() -> None:
    off = {"regions": ["RU-TUL"], "weapon": "uav", "state": "off"}
    assert false_clear({"threats": [{**off, "state": "sustained"}]}, {"threats": [off]})
    assert false_clear({"threats": [{**off, "weapon": "missile"}]}, {"threats": [off]})
    assert not false_clear({"threats": [off]}, {"threats": [off]})
    assert not false_clear({"threats": []}, {"threats": [{**off, "state": "partly_off"}]})


def test_windows_agree_within_a_minute_and_elastic_words_by_the_word() -> None:
    night = {"start": "2026-03-02T20:00:00+03:00", "end": "2026-03-03T07:00:00+03:00", "said": "night"}
    assert same("window", night, {**night, "end": "2026-03-03T04:01:00+00:00"})
    assert not same("window", night, {**night, "end": "2026-03-03T07:02:00+03:00"})
    assert same(
        "window", {**night, "said": "morning"}, {**night, "said": "morning", "start": "2026-03-03T06:00:00+03:00"}
    )


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "x"}',
        json.dumps(post("x") | {"posted": "2026-03-03T09:10:00"}),
        json.dumps(post("x", total=3)),
    ],
)
def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(post("Сбит БПЛА.")) + "\n\n" + line + "\n", "utf-8")
    with pytest.raises(BadInput, match=r"bad\.jsonl, line 3") as caught:
        list(load([path]))
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="none"):
        list(load([tmp_path / "none.jsonl"]))


def test_posts_of_one_moment_keep_each_its_own_offset() -> None:
    """A moment equals itself whatever its offset: what is remembered of one post's zone must not serve the other."""
    kyiv, moscow = (
        {"lang": "en", "channel": {"authority": "wire", "home_region": None}, "posted": posted}
        for posted in ("2026-03-05T08:00:00+02:00", "2026-03-05T09:00:00+03:00")
    )
    assert [context_of(p).timezone for p in (kyiv, moscow)] == ["Europe/Kyiv", "Europe/Moscow"]
