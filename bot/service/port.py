"""The HTTP port and the watchdog: started after the road is open, stopped first."""

import asyncio
import contextlib
import hmac
import json
import re
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import log
from bot.clock import Clock
from bot.errors import BadConfig
from bot.gazetteer import REGIONS
from bot.locales import DEFAULT, nearest, translator
from bot.model.ports import Store
from bot.service import systemd
from bot.service.metrics import Metrics
from bot.service.watchman import Watchman
from bot.views.rss import feed

logger = log.get("service")

UPDATE_LIMIT = 1024 * 1024
"""Bytes of a webhook's body; an update has a few kB."""

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105  (the header's name)

Receive = Callable[[Any], Awaitable[bool]]
"""Takes an update's JSON; False where Telegram must bring it again."""


class Service:
    """`http` is "host:port", '' = no port (the watchdog runs all the same). `receive` and `secret` are for
    webhook mode. `port` is the one bound, for "127.0.0.1:0"."""

    def __init__(
        self,
        http: str,
        watchman: Watchman,
        metrics: Metrics,
        store: Store,
        clock: Clock,
        receive: Receive | None = None,
        secret: str = "",
    ) -> None:
        self.http, self.watchman, self.metrics = http, watchman, metrics
        self.store, self.clock = store, clock
        self.receive, self.secret = receive, secret
        self.port = 0
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self._watchdog: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Bind the port and tell systemd that the bot is ready. BadConfig where the port cannot be had."""
        if self.http:
            bound = _bind(self.http)
            host, self.port = bound.getsockname()[:2]
            logger.info("HTTP is served", address=f"http://{f'[{host}]' if ':' in host else host}:{self.port}/healthz")
            config = uvicorn.Config(
                self.application(),
                log_config=None,
                log_level="warning",
                access_log=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=2,
            )
            self._server = _Server(config)
            self._serving = asyncio.create_task(self._server.serve(sockets=[bound]))
        else:
            logger.info("HTTP is off", why='service.http = ""')
        self._watchdog = asyncio.create_task(self._feed_watchdog())
        systemd.notify("READY=1")

    async def stop(self) -> None:
        """Close the port; requests under way get two seconds."""
        systemd.notify("STOPPING=1")
        if self._watchdog:
            self._watchdog.cancel()
        if self._server:
            self._server.should_exit = True
        await asyncio.gather(*filter(None, (self._serving, self._watchdog)), return_exceptions=True)

    def application(self) -> Starlette:
        """The routes."""
        return Starlette(
            routes=[
                Route("/healthz", self._healthz),
                Route("/metrics", self._metrics),
                Route("/rss/{region}", self._rss),
                Route("/webhook", self._webhook, methods=["POST"]),
            ]
        )

    async def _healthz(self, _: Request) -> Response:
        faults = await self.watchman.verdict()
        return JSONResponse({"well": not faults, "faults": faults}, 503 if faults else 200)

    async def _metrics(self, _: Request) -> Response:
        page = await self.metrics.page(await self.watchman.verdict())
        return Response(page, media_type="text/plain; version=0.0.4; charset=utf-8")

    async def _rss(self, request: Request) -> Response:
        code = request.path_params["region"].upper()
        if code not in REGIONS:
            return PlainTextResponse("no such region", 404)
        t = translator(nearest(request.query_params.get("lang", DEFAULT)))
        body = await feed(self.store, code, t, self.clock.now(), str(request.url))
        return Response(body, media_type="application/rss+xml; charset=utf-8")

    async def _webhook(self, request: Request) -> Response:
        if self.receive is None:
            return PlainTextResponse("the bot polls", 404)
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self.secret.encode()):
            return PlainTextResponse("wrong secret", 403)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > UPDATE_LIMIT:
                return PlainTextResponse("too large", 413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return PlainTextResponse("not JSON", 400)
        # Telegram brings again what is not answered with 200.
        return PlainTextResponse("ok") if await self.receive(update) else PlainTextResponse("not kept", 503)

    async def _feed_watchdog(self) -> None:
        seconds = systemd.watchdog_seconds()
        while seconds is not None:
            faults = self.watchman.faults(vital=True)
            if faults:
                logger.error("not well; the watchdog is not fed", faults=faults)
                systemd.notify(f"STATUS=not well: {', '.join(faults)}")
            else:
                systemd.notify("WATCHDOG=1\nSTATUS=running")
            await asyncio.sleep(min(seconds, 10.0))


class _Server(uvicorn.Server):
    """uvicorn inside somebody else's loop: signals are not its business."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _bind(http: str) -> socket.socket:
    match = re.fullmatch(r"\[?([^\[\]]*?)\]?:(\d+)", http)
    if not match or int(match[2]) > 65535:
        raise BadConfig(f'service.http = {http!r}: must be like "127.0.0.1:8080", or "" for no port')
    host, number = match[1] or "0.0.0.0", int(match[2])  # noqa: S104  (":8080" says so)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # by name: else asyncio sets no TCP_NODELAY
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, number))
        bound.listen(64)
    except OSError as fault:
        bound.close()
        raise BadConfig(
            f"service.http = {http!r}: {fault.strerror or fault}; choose another port or stop what has it"
        ) from fault
    return bound
