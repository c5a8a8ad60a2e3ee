"""An import that stops half-way says what is in, and that it may be run again."""

import json
from pathlib import Path

import pytest

CHANNEL = '[[channels]]\nusername = "gov_x"\nauthority = "governor"\nregion = "RU-BEL"\n'
FROM = 1758355200  # 2025-09-20 08:00 UTC


def desktop(posts: int, **broken: object) -> str:
    """Telegram Desktop's export of so many posts; `broken` goes into the last one.

    The one before a fault waits for whether an album goes on with it, and is not taken in.
    """
    messages: list[dict[str, object]] = [
        {"id": n, "type": "message", "date_unixtime": str(FROM + 600 * n), "text": f"Сбито {n} БПЛА."}
        for n in range(1, posts + 1)
    ]
    messages[-1] |= broken
    return json.dumps({"name": "X", "type": "public_channel", "id": 77, "messages": messages}, ensure_ascii=False)


def own(*numbers: int) -> str:
    """Lines of `svodka export --format jsonl`."""
    of = {"type": "revision", "channel": "gov_x", "transport": "export"}
    at = {"posted": "2026-09-20T10:00:00+00:00", "seen": "2026-09-20T10:00:00+00:00"}
    rows = [{**of, "message_id": n, "text": f"Сбито {n} БПЛА.", **at} for n in numbers]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("name", "text", "fault", "kept"),
    [
        ("result.json", desktop(5)[:-70], "result.json: not valid JSON: it ends too early", 3),
        ("result.json", desktop(5, date_unixtime="soon"), "result.json: message 5: date_unixtime is no time", 3),
        ("own.jsonl", own(1, 2, 3, 4) + '{"type": "revi\n' + own(5), "own.jsonl: line 5: not valid JSON", 4),
    ],
)
def test_an_import_that_stops_half_way_says_what_is_in(svodka, config, tmp_path: Path, name, text, fault, kept):
    config(CHANNEL)
    (tmp_path / name).write_text(text)
    done = svodka("import", name, "--channel", "gov_x")
    assert done.returncode == 65
    assert fault in done.stderr
    assert f"{kept} posts of it are in; when that is mended, run it again: nothing is added twice" in done.stderr
    assert svodka("export", "--format", "jsonl").stdout.count('"type": "revision"') == kept


def test_the_mended_file_adds_only_what_was_missing(svodka, config, tmp_path: Path):
    config(CHANNEL)
    (tmp_path / "result.json").write_text(desktop(5)[:-70])
    svodka("import", "result.json", "--channel", "gov_x")
    (tmp_path / "result.json").write_text(desktop(5))
    done = svodka("import", "result.json", "--channel", "gov_x")
    assert done.returncode == 0
    assert done.stdout.startswith("5 revisions taken in, 3 of them known already")
    assert svodka("export", "--format", "jsonl").stdout.count('"type": "revision"') == 5
