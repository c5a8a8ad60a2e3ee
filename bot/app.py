"""The only place where everything meets: build, start and stop in order.

`opened()` is the house without Telegram (for commands); `App` is the bot.
"""

import asyncio
import contextlib
import hashlib
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy.engine import make_url
from telegram import LinkPreviewOptions
from telegram.ext import ApplicationBuilder, Defaults
from telegram.request import HTTPXRequest

import handlers
import storage
from bot import log, schedule
from bot.alerts.delivery import Delivery
from bot.alerts.pace import Pace
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.errors import BadConfig
from bot.intake import Intake
from bot.model import Channel, Chat, ChatKind, Interest, Subscription
from bot.model.ports import Store
from bot.sources.polling import Polling
from bot.sources.preview import Preview
from bot.sources.roster import Roster
from bot.sources.updates import Updates
from bot.views.alert import word

logger = log.get("app")

DRAIN_SECONDS = 8.0
"""How long a stop may take to send what is due; systemd and SIGTERM grant ten."""


@dataclass
class House:
    """What every command works with."""

    store: Store
    clock: Clock
    channels: Mapping[str, Channel]
    intake: Intake


@asynccontextmanager
async def opened(settings: Settings, clock: Clock, *, alerting: bool = False) -> AsyncIterator[House]:
    """The database, created and migrated, with the configured channels in it; closed at the end."""
    store = await storage.open_store(settings.storage.url, clock)
    try:
        await store.put_channels(tuple(settings.channel_map.values()))
        channels = await store.channels()
        intake = Intake(store, clock, settings, channels, alerting=alerting)
        yield House(store, clock, channels, intake)
    finally:
        await store.close()


def shown_url(url: str) -> str:
    """The database's address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except Exception as fault:
        raise BadConfig(
            f"storage.url = {url!r}: not a database address; write sqlite+aiosqlite:///svodka.db"
        ) from fault


async def run(settings: Settings, clock: Clock | None = None) -> None:
    """Run until SIGTERM or SIGINT, or until something fatal (a second poller, a wrong token)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    app = build(settings, clock or SystemClock())
    await app.start()
    try:
        fatal = asyncio.create_task(app.wait_for_fault())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait((fatal, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if fatal.done():
            fatal.result()
        else:
            fatal.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await fatal
    finally:
        logger.info("stopping")
        await app.stop()


def build(settings: Settings, clock: Clock) -> "App":
    """A bot that is not started yet."""
    return App(settings, clock)


class App:
    """The running bot.

    `start()` opens the database and the ways in and returns; Telegram is tried until it answers. `ready` is set
    when Telegram answered and the bot takes updates. `wait_for_fault()` raises what the bot cannot go on with.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        self.ready = asyncio.Event()
        self._stack = contextlib.AsyncExitStack()
        self._telegram: asyncio.Task[None] | None = None
        self.house: House
        self.preview: Preview
        self.delivery: Delivery
        self.polling: Polling

    async def start(self) -> None:
        """In order: what is kept, what a stop left half done, the ways in, then Telegram."""
        try:
            await self._start()
        except BaseException:
            await self._stack.aclose()
            raise

    async def _start(self) -> None:
        push = self._stack.push_async_callback
        self.house = await self._stack.enter_async_context(opened(self.settings, self.clock, alerting=True))
        store, clock, intake, channels = self.house.store, self.clock, self.house.intake, self.house.channels
        await serve_configured(store, self.settings)

        pace = Pace(clock, self.settings.alerts.overall_per_second)
        application = telegram_application(self.settings, pace)
        self.delivery = Delivery(store, application.bot, clock, pace, self.settings, channels, word)
        intake.wake = self.delivery.wake
        if left := await intake.recover():
            logger.info("weighed what a stop had left", revisions=left)

        self.preview = Preview(self.settings.preview, channels, store, clock, intake)
        await self.preview.start()
        push(self.preview.stop)
        updates = Updates(Roster(channels), store, clock, intake, moved=self.preview.renamed)
        await updates.start()
        self.polling = Polling(application, updates, store, clock, handlers.ALLOWED_UPDATES)

        pictures: Any = None

        handlers.wire(
            application,
            handlers.Desk(store, clock, self.settings, intake, channels, self.delivery, pictures),
        )
        self._telegram = asyncio.create_task(self._talk(application))

    async def _talk(self, application: Any) -> None:
        """Reach Telegram, however long it takes; then deliver, keep the schedule and poll."""
        await self.polling.reach()
        await application.start()
        delivering = asyncio.create_task(self.delivery.run())
        menus = asyncio.create_task(
            handlers.set_menus(application.bot, handlers.COMMANDS, self.settings.telegram.operators)
        )
        schedule.plan(application.job_queue, self.house, self.settings, self.delivery)
        self.ready.set()
        logger.info("the bot is running", username=application.bot.username, channels=len(self.house.channels))
        try:
            await self.polling.run()
        finally:
            menus.cancel()
            await self.polling.stop()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    await self.delivery.drain(DRAIN_SECONDS / 2)
            delivering.cancel()
            await asyncio.gather(delivering, menus, return_exceptions=True)
            await application.stop()
            await application.shutdown()

    async def wait_for_fault(self) -> None:
        """Return never, but raise what ends the bot: a token that is refused, a second poller."""
        assert self._telegram is not None
        await asyncio.shield(self._telegram)

    async def stop(self) -> None:
        """Stop taking in, send what is due, close what was opened, in that order."""
        if self._telegram is not None:
            self._telegram.cancel()
            await asyncio.gather(self._telegram, return_exceptions=True)
        await self._stack.aclose()


def telegram_application(settings: Settings, pace: Pace) -> Any:
    """python-telegram-bot's application, talking to `telegram.api_base`; updates come by Polling or the webhook."""
    base = settings.telegram.api_base
    return (
        ApplicationBuilder()
        .token(settings.telegram.token)
        .base_url(f"{base}/bot")
        .base_file_url(f"{base}/file/bot")
        .rate_limiter(pace)
        .updater(None)
        .context_types(handlers.CONTEXT)
        .concurrent_updates(handlers.ByChat())
        .defaults(Defaults(parse_mode="HTML", link_preview_options=LinkPreviewOptions(is_disabled=True), tzinfo=UTC))
        .request(HTTPXRequest(connection_pool_size=16, connect_timeout=5, read_timeout=10, pool_timeout=5))
        .get_updates_request(HTTPXRequest(connection_pool_size=2, connect_timeout=5, read_timeout=20))
        .build()
    )


async def serve_configured(store: Store, settings: Settings) -> None:
    """[[groups]] and [[relays]] become chats with subscriptions. What admins changed in the chat since stays, until
    the configuration itself changes."""
    for group in settings.groups:
        await _serve(store, group.chat(), group.subscriptions())
    for relay in settings.relays:
        chat = Chat(chat_id=relay.chat_id, kind=ChatKind.CHANNEL, language=relay.language, timezone=relay.timezone)
        wishes = [Subscription(chat_id=relay.chat_id, region=relay.region, interest=interest) for interest in Interest]
        await _serve(store, chat.model_copy(update={"configured": True}), wishes)


async def _serve(store: Store, chat: Chat, wishes: Sequence[Subscription]) -> None:
    key = f"configured:{chat.chat_id}:{chat.topic}"
    wanted = "|".join([chat.model_dump_json(), *(w.model_dump_json() for w in wishes)])
    mark = hashlib.sha256(wanted.encode()).hexdigest()
    if await store.get(key) == mark:
        return
    known = await store.chat(chat.chat_id, chat.topic)
    if known is not None:
        chat = chat.model_copy(update={"title": known.title, "closed": known.closed, "muted_until": known.muted_until})
    await store.put_chat(chat)
    await store.unsubscribe(chat.chat_id, chat.topic)
    await store.subscribe(wishes)
    await store.put(key, mark)
