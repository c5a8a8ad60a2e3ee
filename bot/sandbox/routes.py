"""Which address is answered by whom."""

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from bot.sandbox.preview import Preview
from bot.sandbox.telegram import Telegram

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox


def application(sandbox: "Sandbox") -> Starlette:
    """The whole server. Other host names are refused, so that no web page can reach it by a name of its own."""
    telegram = Telegram(sandbox.world, sandbox.token, sandbox.journal, sandbox.faults, sandbox.stopping)
    preview = Preview(sandbox.world, sandbox.journal, sandbox.faults, sandbox.stopping)
    routes = [
        Route("/bot{token}/{method}", telegram.method, methods=["GET", "POST"]),
        Route("/file/bot{token}/{kind}/{name}", telegram.file),
        Route("/s/{channel}", preview.history),
        Route("/{channel}", preview.shell),
        Route("/{channel}/{number:int}", preview.single),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    return Starlette(routes=routes, middleware=[hosts])
