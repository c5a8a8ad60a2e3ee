"""A post's preview page says the same as its text: read from the page over HTTP or from the text, the claims agree."""

import json

from bot.clock import SystemClock
from bot.config import PreviewSettings
from bot.extraction import read
from bot.extraction.corpus import context_of
from bot.sandbox import Sandbox
from bot.sources.fetch import Fetch
from bot.sources.page import Item
from bot.sources.text import tidy
from tests.fuzz import CORPUS


async def test_a_thousand_pages_items_give_the_claims_of_their_texts() -> None:
    posts = [
        json.loads(line) for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    items: dict[int, Item] = {}
    async with Sandbox() as sandbox:
        channel = sandbox.channel("gov_all")
        numbers = {sandbox.post(channel, post["text"]): post for post in posts}
        settings = PreviewSettings(base_url=sandbox.url, requests_per_second=10_000)
        fetch = Fetch(settings, SystemClock())
        page = await fetch.page("gov_all")
        while page.items:
            items |= {item.message_id: item for item in page.items}
            page = await fetch.page("gov_all", page.items[0].message_id)
        await fetch.close()
    assert len(numbers) > 1000
    assert items.keys() == numbers.keys()
    for number, post in numbers.items():
        context = context_of(post)
        assert read(items[number].text, context) == read(tidy(post["text"]), context), post["id"]
