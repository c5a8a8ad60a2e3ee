"""Updates that are brought: the webhook is set, watched over, and its updates kept before they are confirmed."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.errors import BadConfig
from bot.model import Channel
from bot.sources.roster import Roster
from bot.sources.updates import ALLOWED, Updates
from bot.sources.webhook import Webhook


class Hurried(SystemClock):
    """Does not wait."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


class Bot:
    """What the webhook uses of a bot."""

    token, base_url = "1:token", "http://127.0.0.1:9/bot1:token"

    def __init__(self) -> None:
        self.url, self.calls = "", list[dict[str, Any]]()
        self.base_url = "https://api.telegram.org/bot1:x"

    async def set_webhook(self, url: str, **more: Any) -> bool:
        self.url = url
        self.calls.append(more)
        return True

    async def get_webhook_info(self) -> Any:
        return SimpleNamespace(url=self.url, last_error_date=None, last_error_message=None)


class Application:
    """What the webhook uses of an application."""

    def __init__(self) -> None:
        self.bot, self.handled = Bot(), list[int]()
        self.update_processor = self

    def process_update(self, update: Any, work: Any = None) -> Any:
        async def run() -> None:
            if work is not None:
                await work
            else:
                self.handled.append(update.update_id)

        return run()


@pytest.fixture
def webhook(store: Any, sink: Any) -> Webhook:
    clock = Hurried()
    updates = Updates(Roster({"shtab": Channel(name="shtab")}), store, clock, sink)
    application: Any = Application()
    return Webhook(application, updates, store, clock, ALLOWED, "https://bot.example/webhook")


def _update(text: str = "Отбой") -> dict[str, Any]:
    chat = {"id": -1001500000001, "type": "channel", "title": "Штаб", "username": "shtab"}
    return {"update_id": 9, "channel_post": {"message_id": 5, "date": 1788466449, "chat": chat, "text": text}}


async def test_an_update_is_kept_and_handled(webhook: Webhook, sink: Any) -> None:
    assert await webhook.receive(_update())
    await webhook.stop()
    assert sink.ids == [5]
    assert webhook.application.handled == [9]  # type: ignore[attr-defined]


async def test_an_update_that_was_handled_is_let_go(webhook: Webhook) -> None:
    for _ in range(20):
        assert await webhook.receive(_update())
    await webhook.handled(1)
    await asyncio.sleep(0)
    assert not webhook._handlers


async def test_an_update_that_cannot_be_kept_is_wanted_again(webhook: Webhook, sink: Any) -> None:
    sink.full = True
    assert not await webhook.receive(_update())
    sink.full = False
    assert await webhook.receive(_update())
    await webhook.stop()
    assert sink.ids == [5]


@pytest.mark.parametrize("data", [None, {}, [], {"update_id": "x", "message": 7}])
async def test_what_is_no_update_is_not_wanted_again(webhook: Webhook, data: Any, sink: Any) -> None:
    assert await webhook.receive(data)
    await webhook.stop()
    assert sink.ids == []


async def test_it_is_set_with_a_secret_and_set_again_when_somebody_changed_it(webhook: Webhook) -> None:
    bot: Any = webhook.application.bot
    task = asyncio.create_task(webhook.run())
    for _ in range(20):
        await asyncio.sleep(0)
    assert bot.calls[0]["secret_token"] == webhook.secret
    assert bot.calls[0]["allowed_updates"] == list(ALLOWED)
    assert webhook.last_ok is not None
    bot.url = "https://another.example/"
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert bot.url == "https://bot.example/webhook"
    assert len(bot.calls) == 2


async def test_an_address_without_tls_is_bad_configuration(webhook: Webhook) -> None:
    with pytest.raises(BadConfig, match="webhook_url"):
        Webhook(webhook.application, webhook.updates, webhook.store, webhook.clock, ALLOWED, "http://bot.example/")


async def test_a_bot_api_server_of_ones_own_may_call_without_tls(webhook: Webhook) -> None:
    bot: Any = webhook.application.bot
    bot.base_url = "http://127.0.0.1:8081/bot1:x"
    address = "http://127.0.0.1:8080/webhook"
    own = Webhook(webhook.application, webhook.updates, webhook.store, webhook.clock, ALLOWED, address)
    assert own.url == address
