"""Pages of the public preview, read here by selectors alone: structure and traps of t.me/s."""

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.sandbox import Sandbox


async def page(api, path: str) -> LexborHTMLParser:
    answer = await api.page(path)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


async def test_a_page_has_the_newest_twenty_and_the_one_before_has_the_rest(sandbox: Sandbox, api) -> None:
    channel = sandbox.channel("gov_belgorod")
    for number in range(25):
        sandbox.post(channel, f"сообщение {number}")
    newest = [n.attributes["data-post"] for n in (await page(api, "/s/gov_belgorod")).css(".tgme_widget_message")]
    assert newest == [f"gov_belgorod/{n}" for n in range(6, 26)]
    older = [n.attributes["data-post"] for n in (await page(api, "/s/gov_belgorod?before=6")).css("[data-post]")]
    assert older == [f"gov_belgorod/{n}" for n in range(1, 6)]


async def test_time_edit_mark_and_words_stand_where_readers_look(sandbox: Sandbox, api) -> None:
    channel = sandbox.channel("gov_belgorod")
    number = sandbox.post(channel, "Сбиты пять БПЛА.")
    assert "edited" not in (await api.page("/s/gov_belgorod")).text
    sandbox.edit(channel, number, "Сбиты семь БПЛА.")
    tree = await page(api, "/s/gov_belgorod")
    assert tree.css_first("time.time").attributes["datetime"] == "2026-09-20T01:15:00+00:00"
    assert "edited" in tree.css_first(".tgme_widget_message_meta").text()
    assert tree.css_first(".js-message_text").text() == "Сбиты семь БПЛА."


async def test_an_album_is_one_block_with_the_first_id(sandbox: Sandbox, api) -> None:
    channel = sandbox.channel("gov_belgorod")
    first = sandbox.post(channel, "Последствия.", media=("photo", "photo", "photo"))
    tree = await page(api, "/s/gov_belgorod")
    assert [n.attributes["data-post"] for n in tree.css("[data-post]")] == [f"gov_belgorod/{first}"]
    assert len(tree.css("a.tgme_widget_message_photo_wrap")) == 3
    assert len(tree.css(".tgme_widget_message_text")) == 2  # captions carry the class twice


async def test_a_reply_quotes_in_the_class_of_texts(sandbox: Sandbox, api) -> None:
    channel = sandbox.channel("gov_belgorod")
    first = sandbox.post(channel, "Опасность БПЛА.")
    sandbox.post(channel, "Отбой.", reply_to=first)
    texts = (await page(api, "/s/gov_belgorod")).css(".tgme_widget_message_text")
    assert [t.text() for t in texts] == ["Опасность БПЛА.", "Опасность БПЛА.", "Отбой."]


async def test_a_deleted_post_is_absent_and_its_own_page_says_so(sandbox: Sandbox, api) -> None:
    channel = sandbox.channel("gov_belgorod")
    first, second = sandbox.post(channel, "раз"), sandbox.post(channel, "два")
    sandbox.delete(channel, first)
    tree = await page(api, "/s/gov_belgorod")
    assert [n.attributes["data-post"] for n in tree.css("[data-post]")] == [f"gov_belgorod/{second}"]
    assert (await page(api, f"/gov_belgorod/{first}?embed=1")).css_first(".tgme_widget_message_error")
    assert (await page(api, f"/gov_belgorod/{second}?embed=1")).css_first("[data-post]")


async def test_without_a_preview_the_site_sends_away(sandbox: Sandbox, api) -> None:
    sandbox.channel("gov_belgorod").previewed = False
    answer = await api.page("/s/gov_belgorod")
    assert (answer.status_code, answer.headers["location"]) == (302, "/gov_belgorod")
    assert answer.headers["cache-control"] == "no-store"


async def test_a_missing_channel_is_a_shell_page(sandbox: Sandbox, api) -> None:
    tree = await page(api, "/s/no_such_channel")
    assert tree.css_first("section.tgme_channel_history") is None
    assert tree.css_first(".tgme_page_title")


async def test_unsupported_media_hides_the_text(sandbox: Sandbox, api) -> None:
    sandbox.post(sandbox.channel("gov_belgorod"), "нельзя прочесть", media=("unsupported",))
    tree = await page(api, "/s/gov_belgorod")
    assert "Please open Telegram to view this post" in tree.body.text()
    assert tree.css_first(".tgme_widget_message_text") is None


@pytest.mark.parametrize(
    ("kind", "status"), [("no_preview", 302), ("bad_gateway", 502), ("unavailable", 503), ("flood", 429)]
)
async def test_pages_fail_on_order_once(sandbox: Sandbox, api, kind: str, status: int) -> None:
    sandbox.post(sandbox.channel("gov_belgorod"), "раз")
    sandbox.fail(kind, method="preview", chat="gov_belgorod")
    assert (await api.page("/s/gov_belgorod")).status_code == status
    assert (await api.page("/s/gov_belgorod")).status_code == 200
    assert [call.code for call in sandbox.journal.of("preview")] == [status, 200]


@pytest.mark.parametrize("kind", ["shell", "renamed", "empty"])
async def test_pages_without_messages_come_with_200(sandbox: Sandbox, api, kind: str) -> None:
    sandbox.post(sandbox.channel("gov_belgorod"), "раз")
    sandbox.fail(kind, method="preview", chat="gov_belgorod")
    tree = await page(api, "/s/gov_belgorod")
    assert tree.css(".tgme_widget_message") == []
    assert bool(tree.css_first("section.tgme_channel_history")) is (kind != "shell")


async def test_a_hanging_page_never_answers(sandbox: Sandbox, api) -> None:
    sandbox.fail("hang", method="preview")
    api.client.timeout = httpx.Timeout(0.2)
    with pytest.raises(httpx.ReadTimeout):
        await api.page("/s/gov_belgorod")


async def test_another_host_name_is_refused(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{sandbox.url}/s/gov_belgorod", headers={"Host": "evil.example"})
    assert answer.status_code == 400
