"""Files people bring: read whole, or refused with one line and no harm done."""

import json
import resource
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput, UsageError
from bot.model import Channel, Post, Transport
from bot.sources import stream
from bot.sources.export import COUNT_LIMIT, Withdrawn, read

EXPORTS = Path(__file__).parents[1] / "exports"
SHTAB = {"shtab": Channel(name="shtab", id=-1001500000001)}


def _posts(path: Path, channels: dict[str, Channel] = SHTAB, channel: str = "", **more: Any) -> list[Post]:
    return [item for item in read(path, channels, channel, **more) if isinstance(item, Post)]


def test_a_single_chat_is_read() -> None:
    posts = _posts(EXPORTS / "single.json")
    assert [(p.message_id, p.text) for p in posts] == [
        (2, "Внимание! Опасность БПЛА\nнад районом. https://example.org"),
        (3, "Над районом сбиты три БПЛА.\x0bПострадавших нет."),
        (4, "Последствия ночной атаки."),
        (8, "Отбой."),
        (9, ""),
    ]
    assert posts[0].posted == datetime.fromisoformat("2026-09-03T20:14:09+00:00")
    assert posts[1].edited == datetime.fromisoformat("2026-09-03T21:10:00+00:00")
    assert (posts[1].reply_to, posts[2].media, posts[3].forwarded_from) == (2, ("photo",), "Наша лента")
    assert posts[4].media == ("unsupported",)
    assert {p.transport for p in posts} == {Transport.EXPORT}


def test_of_a_full_export_only_watched_channels_are_read() -> None:
    channels = {**SHTAB, "old": Channel(name="old", id=-1001500000002)}
    posts = _posts(EXPORTS / "full.json", channels)
    assert [(p.channel, p.message_id) for p in posts] == [("shtab", 2), ("shtab", 3), ("old", 8)]


def test_a_folder_and_a_zip_hold_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "ChatExport"
    folder.mkdir()
    (folder / "result.json").write_bytes((EXPORTS / "single.json").read_bytes())
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "result.json", "ChatExport/result.json")
        archive.writestr("ChatExport/photos/photo_1.jpg", b"x")
    wanted = [p.key for p in _posts(EXPORTS / "single.json")]
    assert [p.key for p in _posts(folder)] == [p.key for p in _posts(packed)] == wanted


def test_our_own_export_carries_revisions_channels_and_withdrawals() -> None:
    items = list(read(EXPORTS / "own.jsonl", {}))
    assert isinstance(items[0], Channel)
    assert items[0].id == -1001500000001
    assert [(i.message_id, i.text, i.transport.value) for i in items if isinstance(i, Post)] == [
        (3, "Сбиты два БПЛА.", "preview"),
        (3, "Сбиты три БПЛА.", "updates"),
        (4, "Отбой", "preview"),
    ]
    assert items[-1] == Withdrawn("shtab/4")


def test_a_chat_that_is_not_watched_is_refused_unless_named() -> None:
    stranger = {"shtab": Channel(name="shtab")}
    with pytest.raises(BadInput, match="--channel"):
        _posts(EXPORTS / "single.json", stranger)
    assert len(_posts(EXPORTS / "single.json", stranger, "@Shtab")) == 5


def test_a_name_does_not_outweigh_an_id() -> None:
    with pytest.raises(BadInput, match="is not other"):
        _posts(EXPORTS / "single.json", {"other": Channel(name="other", id=-1009)}, "other")


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 18])
def test_pieces_of_any_size_give_the_same(size: int) -> None:
    raw = (EXPORTS / "single.json").read_bytes()
    reader = stream.Json(raw[i : i + size] for i in range(0, len(raw), size))
    value = {}
    for key in reader.fields():
        value[key] = [reader.take() for _ in reader.elements()] if key == "messages" else reader.take()
    assert value["messages"][2]["text"] == "Над районом сбиты три БПЛА.\x0bПострадавших нет."
    assert len(value["messages"]) == 8


@given(
    st.dictionaries(st.text(max_size=5), st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists)),
    st.integers(1, 40),
    st.booleans(),
)
def test_the_stream_reads_what_json_reads(value: dict[str, Any], size: int, plain: bool) -> None:
    raw = json.dumps(value, ensure_ascii=plain).encode("utf-8", "surrogatepass")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    reader = stream.Json(raw[i : i + size] for i in range(0, len(raw), size))
    assert {key: reader.take() for key in reader.fields()} == value
    assert reader.peek() == ""


def _export(messages: str) -> str:
    return '{"name": "Штаб", "type": "public_channel", "id": 1500000001, "messages": [' + messages + "]}"


MESSAGE = '{"id": 1, "type": "message", "date_unixtime": "1788466449", "text": "x"%s}'


def _deep(tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    path.write_text(_export(MESSAGE % (', "a": ' + "[" * 200_000 + "]" * 200_000)))
    return path


def _text_file(text: str) -> Callable[[Path], Path]:
    def build(tmp_path: Path) -> Path:
        path = tmp_path / "result.json"
        path.write_text(text)
        return path

    return build


def _zip_file(name: str, data: bytes) -> Callable[[Path], Path]:
    def build(tmp_path: Path) -> Path:
        path = tmp_path / "export.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        return path

    return build


def _large(tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    return path


def _lying_zip(tmp_path: Path) -> Path:
    path = _zip_file("result.json", b" " * 20_000_000)(tmp_path)
    raw = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = raw.index(mark) + offset
        raw[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(raw)
    return path


def _cut_zip(tmp_path: Path) -> Path:
    path = _zip_file("result.json", b"{}" * 1000)(tmp_path)
    path.write_bytes(path.read_bytes()[:-30])
    return path


BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "deep": (_deep, "nested deeper than 50"),
    "nan": (_text_file(_export(MESSAGE % ', "a": NaN')), "NaN"),
    "infinity": (_text_file(_export(MESSAGE % ', "a": -Infinity')), "Infinity"),
    "1e400": (_text_file(_export(MESSAGE % ', "a": 1e400')), "too large a number"),
    "an endless integer": (_text_file(_export(MESSAGE % (', "a": ' + "9" * 4301))), "not valid JSON"),
    "an endless string": (_text_file(_export(MESSAGE % (', "a": "' + "x" * 9_000_000 + '"'))), "larger than 4 MB"),
    "backslashes": (_text_file('{"name": "' + "\\" * 9_000_001), "JSON"),
    "cut off": (_text_file(_export(MESSAGE % "")[:-20]), "ends too early"),
    "garbage": (_text_file("<html>not an export</html>"), "neither Telegram Desktop's export"),
    "empty": (_text_file(""), "empty: there is no export"),
    "blank": (_text_file("\n"), "empty: there is no export"),
    "no ids": (_text_file(_export('{"type": "message"}')), "no id"),
    "no times": (_text_file(_export('{"id": 1, "type": "message", "date": "2026-09-01T10:00:00"}')), "date_unixtime"),
    "absurd times": (_text_file(_export('{"id": 1, "type": "message", "date_unixtime": "99999999999999"}')), "no time"),
    "large": (_large, "larger than 64 MiB"),
    "a zip bomb": (_zip_file("result.json", b" " * 200_000_000), "unfolds to more than 64 MiB"),
    "a ratio": (_zip_file("result.json", b" " * 20_000_000), "over 100 times"),
    "a lying zip": (_lying_zip, "zip"),
    "a path": (_zip_file("../../result.json", b"{}"), "unsafe name"),
    "a rooted path": (_zip_file("/etc/result.json", b"{}"), "unsafe name"),
    "a drive": (_zip_file("C:\\x\\result.json", b"{}"), "unsafe name"),
    "no export in it": (_zip_file("notes.txt", b"x"), "holds no result.json"),
    "a cut zip": (_cut_zip, "not a whole zip"),
    "nameless": (_text_file('{"messages": []}'), r"an export of a chat without a name \(no id\)"),
    "latin": (lambda p: (p / "result.json").write_bytes(b'{"name": "\xff"}') and p / "result.json", "not UTF-8"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_file_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    build, words = BOMBS[name]
    path = build(tmp_path)
    before = time.process_time()
    with pytest.raises(BadInput, match=words) as caught:
        _posts(path)
    line = str(caught.value)
    assert str(path) in line
    assert "\n" not in line
    assert len(line) < 400
    assert time.process_time() - before < 5


def test_too_many_posts_are_refused() -> None:
    assert COUNT_LIMIT == 200_000
    with pytest.raises(BadInput, match="more than 4 posts"):
        _posts(EXPORTS / "single.json", most=4)


def test_a_large_export_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    text = "Над районом сбиты три БПЛА. " * 40
    one = json.dumps({"id": 1, "type": "message", "date_unixtime": "1788466449", "text": text}, ensure_ascii=False)
    with path.open("w") as file:
        file.write(_export(one)[:-2])
        for n in range(2, 25_000):
            file.write("," + one.replace('"id": 1', f'"id": {n}'))
        file.write("]}")
    assert path.stat().st_size > 45_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in read(path, SHTAB)) == 24_999
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB


def test_a_missing_file_and_an_unknown_channel_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        _posts(tmp_path / "nothing.json")
    with pytest.raises(UsageError, match="--channel nobody: not configured"):
        _posts(EXPORTS / "single.json", SHTAB, "nobody")
    with pytest.raises(BadInput, match=r"holds no result\.json"):
        _posts(tmp_path)


def test_a_bad_line_of_our_own_export_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text((EXPORTS / "own.jsonl").read_text() + '{"type": "revision", "channel": "shtab"}\n')
    with pytest.raises(BadInput, match="line 5: message_id"):
        list(read(path, {}))
