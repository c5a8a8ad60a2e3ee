"""Exports: what leaves can be read by other programs, and by ourselves again."""

import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.clock import SetClock
from bot.locales import translator
from bot.model import Channel, Episode, EpisodeState, Voice
from bot.model.ports import Store
from bot.sources import export as importer
from bot.views import cap, rss
from bot.views.export import COLUMNS, csv_lines, stream
from storage import open_store
from tests.handlers.night import CHANNELS, DANGER, MORNING, POSTS, at, keep_night

CAP = {"c": cap.NAMESPACE}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}", SetClock(MORNING))
    await opened.put_channels(tuple(CHANNELS.values()))
    await keep_night(opened)
    yield opened
    await opened.close()


async def exported(store: Store, form: str, *codes: str, since: date | None = date(2025, 10, 18)) -> str:
    return "".join([chunk async for chunk in stream(store, form, since, None, codes)])


async def test_csv_holds_every_claim_once_with_its_post(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(await exported(store, "csv"), newline="")))
    assert len(rows) == sum(len(claims) for *_, claims in POSTS)
    belgorod = [row for row in rows if row["regions"] == "RU-BEL" and row["channel"] == "ministry"]
    assert [row["best"] for row in belgorod] == ["7", "56"]
    assert belgorod[1]["post"] == "https://t.me/ministry/502"


async def test_an_undisclosed_number_is_an_empty_cell_and_not_zero(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(await exported(store, "csv", "RU-LEN"), newline="")))
    assert [(row["low"], row["high"], row["best"]) for row in rows] == [("1", "", "")]


def test_a_cell_is_never_a_formula() -> None:
    assert csv_lines([["=1+1", "@x", "a,b"]]) == "'=1+1,'@x,\"a,b\"\r\n"


async def test_jsonl_is_read_back_as_the_same_posts(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl"
    file.write_text(await exported(store, "jsonl"), encoding="utf-8")
    items = list(importer.read(file, {}))
    assert [c.name for c in items if isinstance(c, Channel)] == list(CHANNELS)
    posts = {item.key: item.text for item in items if not isinstance(item, Channel | importer.Withdrawn)}
    assert posts == {f"{channel}/{number}": text for channel, number, _, text, _ in POSTS}


async def test_jsonl_of_a_region_leaves_out_what_does_not_speak_of_it(store: Store) -> None:
    lines = [json.loads(line) for line in (await exported(store, "jsonl", "RU-LEN")).splitlines()]
    assert {line["message_id"] for line in lines if line["type"] == "revision"} == {12}


async def test_geojson_has_a_point_a_region_and_day(store: Store) -> None:
    features = json.loads(await exported(store, "geojson"))["features"]
    found = {(f["properties"]["date"], f["properties"]["region"]): f for f in features}
    belgorod = found["2025-10-20", "RU-BEL"]
    assert (belgorod["properties"]["low"], belgorod["properties"]["high"]) == (56, 61)
    lon, lat = belgorod["geometry"]["coordinates"]
    assert 35 < lon < 40 and 49 < lat < 52
    assert found["2025-10-20", "RU-LEN"]["properties"]["best"] is None


async def test_geojson_without_anything_is_still_geojson(store: Store) -> None:
    assert json.loads(await exported(store, "geojson", "RU-CHU"))["features"] == []


def cleared() -> Episode:
    over = Voice(channel="gov_bryansk", message_id=40, at=at(10, 0))
    return DANGER.model_copy(update={"state": EpisodeState.OFF, "cleared_by": over, "ended": over.at})


def test_cap_tells_a_danger_from_alert_to_all_clear_with_references() -> None:
    tree = ElementTree.fromstring(cap.OPENING.split("\n", 1)[1] + cap.alerts(cleared()) + cap.CLOSING)
    said = tree.findall("c:alert", CAP)
    assert [alert.findtext("c:msgType", "", CAP) for alert in said] == ["Alert", "Update", "Update"]
    assert [alert.findtext("c:info/c:responseType", "", CAP) for alert in said] == ["Shelter", "Shelter", "AllClear"]
    first = ",".join(said[0].findtext(f"c:{name}", "", CAP) for name in ("sender", "identifier", "sent"))
    assert said[1].findtext("c:references", "", CAP) == first
    assert said[2].findtext("c:references", "", CAP).split()[0] == first
    assert said[0].findtext("c:sent", "", CAP) == "2025-10-20T06:10:00-00:00"
    assert said[0].findtext("c:info/c:area/c:geocode/c:value", "", CAP) == "RU-BRY"


def test_cap_lets_expire_what_lapsed_and_neither_cancels_it_nor_calls_it_clear() -> None:
    lapsed = DANGER.model_copy(update={"state": EpisodeState.EXPIRED, "ended": at(15, 20)})
    text = cap.alerts(lapsed)
    last = ElementTree.fromstring(cap.OPENING.split("\n", 1)[1] + text + cap.CLOSING).findall("c:alert", CAP)[-1]
    assert last.findtext("c:msgType", "", CAP) == "Update" and "Cancel" not in text and "AllClear" not in text
    assert last.findtext("c:note", "", CAP) == "No news for hours; nobody called it over."
    assert [last.findtext(f"c:info/c:{name}", "", CAP) for name in ("urgency", "certainty")] == ["Unknown", "Unknown"]
    assert last.findtext("c:info/c:expires", "", CAP) == last.findtext("c:sent", "", CAP)
    assert len(last.findtext("c:references", "", CAP).split()) == 2


def test_cap_identifiers_differ_where_one_post_opens_two_dangers() -> None:
    other = DANGER.model_copy(update={"id": "other", "region": "RU-KRS"})
    tree = ElementTree.fromstring(cap.OPENING.split("\n", 1)[1] + cap.alerts(DANGER) + cap.alerts(other) + cap.CLOSING)
    found = [alert.findtext("c:identifier", "", CAP) for alert in tree.findall("c:alert", CAP)]
    assert len(found) == len(set(found)) == 4
    assert not any(set(one) & set(" ,<&") for one in found)


async def test_cap_of_the_night_is_well_formed(store: Store) -> None:
    assert len(ElementTree.fromstring((await exported(store, "cap")).split("\n", 1)[1])) == 2


async def test_a_region_s_feed_is_rss_with_dangers_and_incidents(store: Store) -> None:
    now = MORNING + timedelta(hours=1)
    feed = await rss.feed(store, "RU-BEL", translator("ru"), now, "http://127.0.0.1/rss/RU-BEL")
    items = ElementTree.fromstring(feed.split("\n", 1)[1]).findall("channel/item")
    assert [item.findtext("title") for item in items] == ["Грачёвка: частный дом, автомобиль; пожар; раненых: 2"]
    assert items[0].findtext("link") == "https://t.me/gov_belgorod/71"


async def test_an_unknown_form_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="csv, jsonl, geojson, cap"):
        await exported(store, "xml")


def test_columns_are_as_many_as_a_rows_cells() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 23
