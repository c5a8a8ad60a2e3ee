"""Which address is answered by whom."""

from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.control import Control
from bot.sandbox.preview import Preview
from bot.sandbox.telegram import Telegram

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


async def page(request: Request) -> Response:
    """The chat page's own files."""
    name = request.path_params.get("name", "index.html")
    suffix = name[name.rfind(".") :]
    known = {entry.name: entry for entry in files("bot.sandbox").joinpath("page").iterdir()}
    if suffix not in _TYPES or name not in known:
        return JSONResponse({"error": "no such file"}, 404)
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
    return Response(known[name].read_bytes(), media_type=_TYPES[suffix], headers=headers)


def application(sandbox: "Sandbox") -> Starlette:
    """The whole server. Other host names are refused, so that no web page can reach it by a name of its own."""
    telegram = Telegram(sandbox.world, sandbox.token, sandbox.journal, sandbox.faults, sandbox.stopping)
    preview = Preview(sandbox.world, sandbox.journal, sandbox.faults, sandbox.stopping)
    control = Control(sandbox)
    routes = [
        Route("/", page),
        Route("/page/{name}", page),
        Route("/control/state", control.state),
        Route("/control/events", control.events),
        Route("/control/journal", control.journal),
        Route("/control/file/{file_id}", control.file),
        Route("/control/{deed}", control.deed, methods=["POST"]),
        Route("/bot{token}/{method}", telegram.method, methods=["GET", "POST"]),
        Route("/file/bot{token}/{kind}/{name}", telegram.file),
        Route("/s/{channel}", preview.history),
        Route("/{channel}", preview.shell),
        Route("/{channel}/{number:int}", preview.single),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    return Starlette(routes=routes, middleware=[hosts])
