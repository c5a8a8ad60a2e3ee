"""The public preview: /s/<channel>, and what else t.me answers around it."""

import asyncio
import time

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.sandbox import preview_page as page
from bot.sandbox.chats import Chat
from bot.sandbox.faults import Fault, FaultKind, Faults
from bot.sandbox.journal import Call, Journal
from bot.sandbox.line import Dropped
from bot.sandbox.world import World

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class Preview:
    """t.me for the sandbox's channels."""

    def __init__(self, world: World, journal: Journal, faults: Faults, stopping: asyncio.Event) -> None:
        self.world, self.journal, self.faults, self.stopping = world, journal, faults, stopping

    async def history(self, request: Request) -> Response:
        """/s/<channel>?before=<id>: about twenty posts; 302 without a preview, a shell page without a channel."""
        name = request.path_params["channel"]
        return await self._noted(request, name, f"/s/{name}")

    async def shell(self, request: Request) -> Response:
        """/<channel>: the page that offers to open Telegram."""
        name = request.path_params["channel"]
        return HTMLResponse(page.shell(self.world.find(f"@{name}"), name), headers=NO_STORE)

    async def single(self, request: Request) -> Response:
        """/<channel>/<id>: one post as a widget, or the words that there is none."""
        name, number = request.path_params["channel"], request.path_params["number"]
        return await self._noted(request, name, f"/{name}/{number}")

    async def _noted(self, request: Request, name: str, path: str) -> Response:
        before = request.query_params.get("before", "")
        call = Call(
            self.world.clock.now(),
            time.monotonic(),
            "preview",
            {"channel": name, "path": path} | ({"before": int(before)} if before.isdecimal() else {}),
        )
        self.journal.calls.append(call)
        self.world.noted()
        chat = self.world.find(f"@{name}")
        fault = self.faults.take("preview", {name, name.lower()} | ({chat.id} if chat else set()))
        response = await self._before(fault, call, name) if fault else None
        if response is None:
            response = self._page(request, chat, name)
            if fault and fault.kind is FaultKind.RENAMED:
                response = HTMLResponse(page.renamed(bytes(response.body).decode()), headers=NO_STORE)
        call.code = 0 if isinstance(response, Dropped) else response.status_code
        self.world.noted()
        return response

    async def _before(self, fault: Fault, call: Call, name: str) -> Response | None:
        call.fault = fault.kind
        match fault.kind:
            case FaultKind.NO_PREVIEW:
                return self._away(name)
            case FaultKind.SHELL:
                return HTMLResponse(page.shell(None, name), headers=NO_STORE)
            case FaultKind.EMPTY:
                return HTMLResponse(page.history(self.world.find(f"@{name}"), name, [], self.world), headers=NO_STORE)
            case FaultKind.FLOOD:
                return Response("Too Many Requests", 429, {"Retry-After": str(int(fault.after))})
            case FaultKind.BAD_GATEWAY | FaultKind.UNAVAILABLE:
                return HTMLResponse("<h1>error</h1>", 502 if fault.kind is FaultKind.BAD_GATEWAY else 503)
            case FaultKind.DROP | FaultKind.LOST:
                return Dropped()
            case FaultKind.HANG | FaultKind.SILENT:
                return Dropped(fault.released, self.stopping)
            case FaultKind.SLOW:
                await asyncio.sleep(fault.after)
        return None

    def _away(self, name: str) -> Response:
        return RedirectResponse(f"/{name}", 302, NO_STORE)

    def _page(self, request: Request, chat: Chat | None, name: str) -> Response:
        if chat is None or chat.kind != "channel":
            return HTMLResponse(page.shell(chat, name), headers=NO_STORE)
        if not chat.previewed:
            return self._away(name)
        number = request.path_params.get("number")
        if number is not None:
            return HTMLResponse(page.single(chat, number, self.world), headers=NO_STORE)
        before = request.query_params.get("before", "")
        posts = page.blocks(chat, int(before) if before.isdecimal() else None)
        return HTMLResponse(page.history(chat, name, posts, self.world), headers=NO_STORE)
