"""What must not change a reading: look-alikes, soft hyphens, spaces, emoji, ё, line breaks, capitals, order."""

import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction import Context, read
from bot.extraction.corpus import context_of, gold_of, post_of

CORPUS = Path(__file__).parents[1] / "corpus"
POSTS = [json.loads(line) for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
LOOK_ALIKES = str.maketrans("асеорхуАСЕОРХКМНТВ", "aceopxyACEOPXKMHTB")
CONTEXT = Context(posted=datetime.fromisoformat("2026-03-03T09:10:00+03:00"), home_region="RU-BEL")


def gold(post: Any, text: str) -> Any:
    context = context_of(post)
    return gold_of(read(text, context), context)


def scattered(text: str, change: Any, share: float) -> str:
    chance = random.Random(text)
    return "".join(change(c) if chance.random() < share else c for c in text)


NOISE = {
    "soft hyphens": lambda text: scattered(text, lambda c: c + "\u00ad", 0.05),
    "zero-width spaces": lambda text: scattered(text, lambda c: c + "\u200b", 0.05),
    "Latin look-alikes": lambda text: scattered(text, lambda c: c.translate(LOOK_ALIKES), 0.07),
    "no-break spaces": lambda text: scattered(text, lambda c: "\u00a0" if c == " " else c, 0.4),
    "emoji": lambda text: scattered(text, lambda c: " 🔥 " if c == " " else c, 0.15),
    "bold marks": lambda text: f"**{text}**",
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "decomposed letters": lambda text: text.replace("й", "и\u0306").replace("ё", "е\u0308"),
}


@pytest.mark.parametrize("noise", NOISE)
def test_noise_changes_nothing(noise: str) -> None:
    for post in POSTS:
        assert gold(post, NOISE[noise](post["text"])) == gold(post, post["text"]), post["id"]


def test_ye_for_yo_changes_nothing_but_the_spelling_of_names() -> None:
    for post in POSTS:
        plain, changed = gold(post, post["text"]), gold(post, post["text"].replace("ё", "е").replace("Ё", "Е"))
        plain["settlements"] = [name.replace("ё", "е") for name in plain["settlements"]]
        changed["settlements"] = [name.replace("ё", "е") for name in changed["settlements"]]
        assert changed == plain, post["id"]


def test_capitals_leave_counts_and_dangers_unchanged() -> None:
    for post in POSTS:
        small, large = gold(post, post["text"]), gold(post, post["text"].upper())
        for field in ("interceptions", "total", "launched", "threats"):
            assert large[field] == small[field], (post["id"], field)


PARTS = [(31, "Калужской"), (24, "Тульской"), (14, "Рязанской"), (12, "Нижегородской"), (3, "Орловской")]


@given(st.permutations(PARTS))
def test_permuting_list_items_permutes_the_rows(parts: list[tuple[int, str]]) -> None:
    items = ",\n".join(f"▫️ {n} БПЛА – над территорией {name} области" for n, name in parts)
    text = f"Ночью дежурными средствами ПВО уничтожены 84 украинских БПЛА:\n{items}."
    rows = gold_of(read(text, CONTEXT), CONTEXT)
    assert [row["count"] for row in rows["interceptions"]] == [n for n, _ in parts]
    assert rows["total"] == {"count": 84, "qualifier": "exact", "weapon": "uav"}


@given(st.lists(st.integers(min_value=2, max_value=90), min_size=2, max_size=6))
def test_a_headline_that_is_the_sum_of_its_parts_is_the_total_and_no_row(counts: list[int]) -> None:
    names = ["Курской", "Белгородской", "Брянской", "Воронежской", "Тульской", "Липецкой"]
    parts = ", ".join(f"{n} – над территорией {name} области" for n, name in zip(counts, names, strict=False))
    found = gold_of(read(f"Уничтожены {sum(counts)} БПЛА: {parts}.", CONTEXT), CONTEXT)
    assert found["total"]["count"] == sum(counts)
    assert [row["count"] for row in found["interceptions"]] == counts


def test_reading_twice_is_the_same() -> None:
    for post in POSTS[:60]:
        context = context_of(post)
        assert read(post["text"], context) == read(post["text"], context)


WORDS = st.sampled_from(
    [w for post in POSTS for w in post["text"].split()] + ["", "№", "24.00", "31.02", "İ", "²", "\x00"]
)
CONTEXTS = st.builds(
    Context,
    authority=st.sampled_from(["wire", "governor", "mayor", "ministry", "headquarters", "air_force", "other"]),
    home_region=st.sampled_from([None, "RU-BEL", "UA-63", "RU-MOW", "XX-YY"]),
    language=st.sampled_from(["ru", "uk", "en", "xx"]),
    timezone=st.sampled_from([None, "Europe/Kyiv", "Europe/Moscow", "No/Where"]),
    posted=st.sampled_from(
        [
            datetime.fromisoformat(moment)
            for moment in ("2025-10-26T03:30:00+02:00", "2026-03-29T03:30:00+03:00", "2024-02-29T00:00:00+14:00")
        ]
    ),
)


@settings(max_examples=600)
@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join)), CONTEXTS)
def test_no_text_makes_the_reader_fail_and_all_evidence_lies_in_the_text(text: str, context: Context) -> None:
    reading = read(text, context)
    spans = [span for claim in reading.claims for span in claim.evidence] + list(reading.leftovers)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    json.dumps(post_of(text, context, reading))


def test_a_text_beyond_the_limit_is_cut_and_the_rest_kept_as_a_leftover() -> None:
    text = "Сбит БПЛА над Курской областью. " + "а " * 40_000
    reading = read(text, CONTEXT)
    assert reading.claims
    assert reading.leftovers[-1].field == "cut"
    assert reading.leftovers[-1].end == len(text)


def test_a_number_of_weapons_that_no_claim_took_is_a_leftover() -> None:
    text = "На складе лежат 14 беспилотников."
    left = read(text, CONTEXT).leftovers
    assert [text[s.start : s.end] for s in left] == ["14"]
