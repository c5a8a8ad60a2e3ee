"""The only place where everything meets: build, start and stop in order.

`opened()` is the house without Telegram (for commands); `App` is the bot.
"""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from sqlalchemy.engine import make_url
from telegram import LinkPreviewOptions
from telegram.ext import ApplicationBuilder, Defaults
from telegram.request import HTTPXRequest

import handlers
import storage
from bot import log, schedule
from bot.alerts.configured import serve_configured
from bot.alerts.delivery import Delivery
from bot.alerts.pace import Pace
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.errors import BadConfig, StoreFault, SvodkaError
from bot.extraction.reader import warm
from bot.intake import Intake
from bot.model import Channel
from bot.model.ports import Store
from bot.service import Check, Service, Watchman
from bot.service.metrics import Metrics
from bot.sources.mtproto import Mtproto
from bot.sources.polling import Polling
from bot.sources.preview import Preview
from bot.sources.roster import Roster
from bot.sources.updates import Updates
from bot.sources.webhook import Webhook
from bot.views.alert import word
from bot.views.worker import Pictures

logger = log.get("app")

DRAIN_SECONDS = 8.0
"""How long a stop may take to send what is due; systemd and SIGTERM grant ten."""

STANDBY_SECONDS = 2.0
"""How often a process that stands by asks whether the other one is gone."""

TERM_SECONDS = 5.0
"""How often a process that holds an office asks whether it still does: a lost connection loses it."""


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
        await store.put_channels(tuple(settings.channel_map.values()), all_there_are=True)
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
        fault = asyncio.create_task(app.wait_for_fault())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait((fault, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if fault.done():
            fault.result()
        fault.cancel()
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
    What goes on for as long as the bot runs is one task (`_live`) with its children; none of them can fail unseen.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        self.ready = asyncio.Event()
        self._stack = contextlib.AsyncExitStack()
        self._life: asyncio.Task[None] | None = None
        self._standby: set[str] = set()
        self.house: House
        self.preview: Preview
        self.delivery: Delivery
        self.door: Polling | Webhook
        self.service: Service

    async def start(self) -> None:
        """In order: what is kept, what a stop left half done, the port, the ways in, then Telegram."""
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def _start(self) -> None:
        settings, clock, push = self.settings, self.clock, self._stack.push_async_callback
        self.house = await self._stack.enter_async_context(opened(settings, clock, alerting=True))
        store, intake = self.house.store, self.house.intake
        # What was imported, or is no longer configured, is kept and answered from, but not listened to.
        channels = {name: c for name, c in self.house.channels.items() if name in settings.channel_map}
        if settings.storage.url.startswith("sqlite") and not await store.elect("bot"):
            raise SvodkaError(f"{shown_url(settings.storage.url)}: another svodka run has this database; stop that one")
        await serve_configured(store, settings, clock.now())

        pace = Pace(clock, settings.alerts.overall_per_second)
        application = telegram_application(settings, pace)
        self.delivery = Delivery(store, application.bot, clock, pace, settings, channels, word)
        intake.wake = self.delivery.wake
        if left := await intake.recover():
            logger.info("weighed what a stop had left", revisions=left)

        self.preview = Preview(settings.preview, channels, store, clock, intake)
        updates = Updates(Roster(channels), store, clock, intake, moved=self.preview.renamed)
        await updates.start()
        pictures = Pictures()
        push(pictures.stop)
        self._pictures = pictures
        desk = handlers.Desk(store, clock, settings, intake, channels, self.delivery, pictures, preview=self.preview)
        handlers.wire(application, desk)

        self.door = self._door(application, updates)
        checks = [
            Check("door", self._door_tried),
            Check("telegram", self._telegram_seen, vital=False),
            Check("preview", self._preview_seen, vital=False),
        ]
        watchman = Watchman(checks, store, clock)
        metrics = Metrics(store, clock, intake.counters, self.delivery.counters)
        receive = self.door.receive if isinstance(self.door, Webhook) else None
        secret = self.door.secret if isinstance(self.door, Webhook) else ""
        self.service = Service(settings.service.http, watchman, metrics, store, clock, receive, secret)
        await self.service.start()
        push(self.service.stop)

        push(self.preview.stop)
        if settings.mtproto.api_id:
            mtproto = Mtproto(settings.mtproto, channels, store, clock, intake)
            await mtproto.start()
            push(mtproto.stop)
        self._life = asyncio.create_task(self._live(application))

    def _door(self, application: Any, updates: Updates) -> "Polling | Webhook":
        telegram, store, clock = self.settings.telegram, self.house.store, self.clock
        if telegram.mode == "webhook":
            allowed, url = handlers.ALLOWED_UPDATES, telegram.webhook_url
            return Webhook(application, updates, store, clock, allowed, url, telegram.webhook_secret)
        return Polling(application, updates, store, clock, handlers.ALLOWED_UPDATES)

    async def _live(self, application: Any) -> None:
        async with asyncio.TaskGroup() as group:
            # The first post must not wait for the words of its language.
            languages = {channel.language for channel in self.settings.channel_map.values()}
            group.create_task(asyncio.to_thread(warm, languages))
            group.create_task(self._watch())
            group.create_task(self._talk(application))

    async def _watch(self) -> None:
        """Read the preview pages, if this process is the one that does."""
        await self._take_office("preview")
        await self.preview.start()
        await self._keep_office("preview")

    async def _talk(self, application: Any) -> None:
        """Reach Telegram, however long it takes; then deliver, keep the schedule and let updates in."""
        await self.door.reach()
        await self._take_office("telegram")
        await application.start()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._keep_office("telegram"))
                group.create_task(self.delivery.run())
                operators = self.settings.telegram.operators
                group.create_task(handlers.set_menus(application.bot, handlers.COMMANDS, operators))
                schedule.plan(application.job_queue, self.house, self.settings)
                # After all else: the worker's start takes a second of a core.
                await self._pictures.start()
                self.ready.set()
                channels = len(self.house.channels)
                logger.info("the bot is running", username=application.bot.username, channels=channels)
                await self.door.run()
        finally:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    # Answers and alerts share the time that is left; what is not sent stays owed.
                    await asyncio.gather(self.delivery.drain(DRAIN_SECONDS / 2), self.door.stop())
            await application.stop()
            await application.shutdown()

    async def _take_office(self, office: str) -> None:
        """Wait until this process holds an office. Two bots on one PostgreSQL share the work: both weigh posts and
        keep the database, one talks to Telegram (its pace belongs to the bot), one reads the pages; the other takes
        over when it is gone."""
        while not (held := await self._elected(office)):
            if held is False and office not in self._standby:
                logger.info("another process does this; standing by", office=office)
                self._standby.add(office)
            await asyncio.sleep(STANDBY_SECONDS)
        self._standby.discard(office)

    async def _keep_office(self, office: str) -> None:
        """Return never, but raise where another process took the office over while the database was away."""
        while True:
            await asyncio.sleep(TERM_SECONDS)
            if await self._elected(office) is False:
                raise SvodkaError(
                    f"{office}: another process took this over while the database was away, so this one ends. "
                    "Started again, it stands by."
                )

    async def _elected(self, office: str) -> bool | None:
        """Whether this process holds the office; None while the database cannot be asked."""
        try:
            return await self.house.store.elect(office)
        except StoreFault as fault:
            logger.warning("the database cannot be asked; trying again", office=office, fault=str(fault))
            return None

    def _door_tried(self) -> datetime | None:
        return self.clock.now() if "telegram" in self._standby else self.door.last_tried

    def _telegram_seen(self) -> datetime | None:
        return self.clock.now() if "telegram" in self._standby else self.door.last_ok

    def _preview_seen(self) -> datetime | None:
        idle = "preview" in self._standby or not self.preview.watches
        return self.clock.now() if idle else self.preview.last_ok

    async def wait_for_fault(self) -> None:
        """Return never, but raise what ends the bot: a token that is refused, a second poller."""
        assert self._life is not None, "start() comes first"
        try:
            await asyncio.shield(self._life)
        except BaseExceptionGroup as faults:
            raise _first(faults) from None

    async def stop(self) -> None:
        """Send what is due, stop taking in, close what was opened, in that order."""
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)
        await self._stack.aclose()


def _first(fault: BaseException) -> BaseException:
    while isinstance(fault, BaseExceptionGroup):
        fault = fault.exceptions[0]
    return fault


def telegram_application(settings: Settings, pace: Pace) -> Any:
    """python-telegram-bot's application, talking to `telegram.api_base`; updates come by Polling or the webhook."""
    base = settings.telegram.api_base
    tls = {"verify": httpx.create_ssl_context()}  # one for both: each takes 20 ms and 1 MB
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
        .request(HTTPXRequest(16, connect_timeout=5, read_timeout=10, pool_timeout=5, httpx_kwargs=tls))
        .get_updates_request(HTTPXRequest(2, connect_timeout=5, read_timeout=20, httpx_kwargs=tls))
        .build()
    )
