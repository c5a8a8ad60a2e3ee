"""The chat page in headless Chromium, with the real bot behind it."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
playwright = pytest.importorskip("playwright.async_api", reason="needs playwright: pip install playwright")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="needs Chromium: apt-get install chromium, or CHROMIUM=/path/to/it"),
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DANGER = "❗️ Белгородская область: объявлена опасность атаки БПЛА, оставайтесь дома."


@pytest.fixture
async def phone() -> AsyncIterator[object]:
    """A page as wide as a phone."""
    async with playwright.async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 390, "height": 844}, locale="en")
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        yield page
        await browser.close()
        assert faults == []


async def open_chat(page, title: str) -> None:
    if await page.locator("#back").is_visible():
        await page.click("#back")
    await page.locator(".chat", has=page.locator("b", has_text=title)).click()


async def write(page, text: str) -> None:
    await page.fill("#words", text)
    await page.press("#words", "Enter")


async def test_a_typed_post_becomes_an_alert_in_the_group(scene, phone) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        await phone.goto(here.sandbox.url)
        await open_chat(phone, "Белгородская область")
        await write(phone, DANGER)
        await playwright.expect(phone.locator(".said .text")).to_have_text(DANGER)
        await open_chat(phone, "Соседи")
        alert = phone.locator(".said", has_text="Белгородская область")
        await playwright.expect(alert).to_be_visible()
        await playwright.expect(alert.locator(".bell")).to_have_text("🔔 rings")


async def test_an_edited_post_changes_the_message_in_the_group(scene, phone) -> None:
    five = "Над Белгородской областью сбиты пять БПЛА."
    async with scene("2025-10-19T08:00+03:00") as here:
        await phone.goto(here.sandbox.url)
        await open_chat(phone, "Белгородская область")
        await write(phone, five)
        await here.sandbox.wait_for(lambda: here.sandbox.messages(here.stage.group, by_bot=True), 10)
        await phone.click(".edit")
        await playwright.expect(phone.locator("#words")).to_have_value(five)
        await write(phone, five.replace("пять", "семь"))
        await playwright.expect(phone.locator(".said .edited")).to_be_visible()
        await open_chat(phone, "Соседи")
        message = phone.locator(".said", has_text="7").first
        await playwright.expect(message).to_be_visible(timeout=10_000)


async def test_a_press_turns_the_day_in_the_same_message(scene, phone) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        await phone.goto(here.sandbox.url)
        await open_chat(phone, "Сводка")
        await write(phone, "/today")
        answer = phone.locator(".said:not(.mine)").last
        await playwright.expect(answer).to_contain_text("19 октября")
        await answer.locator(".keys button").first.click()
        await playwright.expect(answer).to_contain_text("18 октября")
        assert await phone.locator(".said:not(.mine)").count() == 1


async def test_a_deleted_post_is_gone_from_the_page(scene, phone) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        await phone.goto(here.sandbox.url)
        await open_chat(phone, "Орловская область")
        await write(phone, "Проверка связи.")
        await phone.click(".remove")
        await playwright.expect(phone.locator(".said")).to_have_count(0)
        assert here.sandbox.messages("@gov_oryol") == []


async def test_a_typed_slash_offers_the_bots_menu(scene, phone) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        await phone.goto(here.sandbox.url)
        await here.sandbox.wait_for(lambda: here.sandbox.world.menus, 10)
        await open_chat(phone, "Сводка")
        await phone.fill("#words", "/tod")
        await phone.locator("#menu button").first.click()
        await playwright.expect(phone.locator(".said.mine .text")).to_have_text("/today")


async def test_pictures_files_and_a_script_in_a_post_are_shown_as_what_they_are(scene, phone, tmp_path: Path) -> None:
    async with scene("2025-10-19T08:00+03:00") as here:
        await phone.goto(here.sandbox.url)
        here.sandbox.post("@gov_oryol", "<script>alert(1)</script>", media=("photo",))
        await open_chat(phone, "Орловская область")
        await playwright.expect(phone.locator(".said .text")).to_have_text("<script>alert(1)</script>")
        await playwright.expect(phone.locator(".picture img")).to_be_visible()
        assert await phone.locator(".picture img").evaluate("image => image.naturalWidth") == 1
