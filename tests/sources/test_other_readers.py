"""Independent readers of preview pages agree with ours on the same pages.

They are no dependencies of ours; a reader that is not installed is passed over:
pip install snscrape teleglance telegram-channel-scraper
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from bot.clock import SetClock
from bot.sandbox import Sandbox
from bot.sources.page import Item, parse

PAGES = Path(__file__).parents[1] / "pages"


class Seen(NamedTuple):
    """What every reader gives. Texts without white space: they disagree among themselves about line breaks."""

    number: int
    at: datetime | None
    text: str


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def _snscrape(html: str) -> list[Seen]:
    bs4 = pytest.importorskip("bs4")
    telegram = pytest.importorskip("snscrape.modules.telegram")
    soup = bs4.BeautifulSoup(html, "lxml")
    items = telegram.TelegramChannelScraper("x")._soup_to_items(soup, "https://t.me/s/x")
    return [Seen(int(i.url.rsplit("/", 1)[1]), i.date, _bare(i.content)) for i in items]


def _tgscraper(html: str) -> list[Seen]:
    messages, _, _ = pytest.importorskip("tgscraper.parser").parse_page(html, "x")
    return [Seen(m.id, m.date, _bare(m.text)) for m in messages]


def _teleglance(html: str) -> list[Seen]:
    parsing = pytest.importorskip("teleglance.parsing")
    return [Seen(m.id, m.date, _bare(m.text)) for m in parsing.parse_feed(html, parsing.default_registry())]


READERS: dict[str, Callable[[str], list[Seen]]] = {
    "snscrape": _snscrape,
    "tgscraper": _tgscraper,
    "teleglance": _teleglance,
}


def _ours(html: str) -> dict[int, Item]:
    return {item.message_id: item for item in parse(html).items if not item.service}


def _agree(name: str, html: str) -> int:
    """Compare post by post; returns how many texts were compared."""
    ours = _ours(html)
    theirs = {seen.number: seen for seen in READERS[name](html)}
    assert set(ours) <= set(theirs)
    compared = 0
    for number, item in ours.items():
        seen = theirs[number]
        if seen.at is None:
            assert name == "teleglance" and "video" in item.media  # it takes the film's length for the time
        else:
            assert seen.at.astimezone(UTC) == item.posted
        if name == "snscrape" and item.reply_to is not None:
            continue  # it takes the quoted post's text for the post's own
        mended = seen.text.replace("&amp;", "&") if "://" in seen.text else seen.text  # nobody else mends these
        assert mended == _bare(item.text)
        compared += 1
    return compared


@pytest.mark.parametrize("layout", ["plain", "media"])
@pytest.mark.parametrize("reader", READERS)
def test_another_reader_agrees_on_a_golden_page(reader: str, layout: str) -> None:
    assert _agree(reader, (PAGES / f"{layout}.html").read_text()) >= 3


@pytest.mark.parametrize("reader", ["tgscraper", "teleglance"])  # snscrape knows no fractions of seconds
def test_another_reader_agrees_on_the_newest_layout(reader: str) -> None:
    assert _agree(reader, (PAGES / "modern.html").read_text()) == 4


@pytest.mark.parametrize("reader", READERS)
async def test_another_reader_agrees_on_the_sandbox(reader: str) -> None:
    clock = SetClock(datetime(2026, 9, 20, 1, 15, tzinfo=UTC))
    async with Sandbox(clock) as sandbox, httpx.AsyncClient(timeout=5, trust_env=False) as client:
        channel = sandbox.channel("shtab", title="Штаб")
        last = 0
        for number in range(60):
            media: Any = ("photo", "photo") if number % 7 == 3 else ("video",) if number % 11 == 5 else ()
            text = f"🔴 Сообщение {number}: сбиты <{number}> & ещё\nhttps://example.org/?a={number}&b=2 ⚡️"
            last = sandbox.post(channel, text, media=media, reply_to=last if number % 9 == 4 else None)
            if number % 10 == 8:
                sandbox.edit(channel, last, f"Исправлено: {text}")
        compared, before = 0, ""
        while True:
            html = (await client.get(f"{sandbox.url}/s/shtab{before}")).text
            items = parse(html).items
            if not items:
                break
            compared += _agree(reader, html)
            before = f"?before={items[0].message_id}"
        assert compared >= 50
