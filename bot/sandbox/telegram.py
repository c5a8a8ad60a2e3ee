"""The Bot API's two addresses: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import inspect
import time

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.faults import Fault, FaultKind, Faults
from bot.sandbox.journal import Call, Journal
from bot.sandbox.line import Dropped
from bot.sandbox.methods.params import Params
from bot.sandbox.methods.sending import MIGRATED
from bot.sandbox.methods.table import METHODS
from bot.sandbox.multipart import read_params
from bot.sandbox.refusal import Refusal, bad_request, flood, forbidden
from bot.sandbox.world import World

UNAVAILABLE = "<html><head><title>503 Service Unavailable</title></head><body></body></html>"


class Telegram:
    """Answers the bot; every call is in the journal before it is answered."""

    def __init__(self, world: World, token: str, journal: Journal, faults: Faults, stopping: asyncio.Event) -> None:
        self.world, self.token, self.journal, self.faults = world, token, journal, faults
        self.stopping = stopping

    async def method(self, request: Request) -> Response:
        """One call: note it, then the fault that was ordered, then the deed."""
        name = request.path_params["method"]
        proper, function = METHODS.get(name.lower(), (name, None))
        call = Call(self.world.clock.now(), time.monotonic(), proper, {})
        try:
            if request.path_params["token"] != self.token:
                raise Refusal(401, "Unauthorized")
            params = await read_params(request)
            call.params = params.as_json
            self.journal.calls.append(call)
            self.world.noted()
            if function is None:
                raise Refusal(404, "Not Found")
            fault = self.faults.take(proper, self._chats(params))
            if fault and (broken := await self._before(fault, call)):
                return broken
            result = function(self.world, params)
            call.result = await result if inspect.isawaitable(result) else result
            if fault and fault.kind is FaultKind.LOST:
                return Dropped()
            if fault and fault.kind is FaultKind.SILENT:
                return Dropped(fault.released, self.stopping)
            call.code = 200
            return JSONResponse({"ok": True, "result": call.result})
        except Refusal as refusal:
            call.code, call.description = refusal.code, refusal.description
            after = refusal.parameters.get("retry_after")
            headers = {"Retry-After": str(after)} if after else None
            return JSONResponse(refusal.as_json(), refusal.code, headers)
        except ClientDisconnect:  # a bot that was killed in mid-call: nobody waits for an answer
            return Dropped()
        finally:
            self.world.noted()

    def _chats(self, params: Params) -> set[int | str]:
        given = params.text("chat_id")
        chat = self.world.find(given) if given else None
        return {given, chat.id, chat.username} if chat else {given}

    async def _before(self, fault: Fault, call: Call) -> Response | None:
        """What goes wrong before the deed; None where the deed is to be done."""
        call.fault = fault.kind
        match fault.kind:
            case FaultKind.FLOOD:
                raise flood(int(fault.after))
            case FaultKind.FORBIDDEN:
                raise forbidden(fault.text)
            case FaultKind.BAD_REQUEST:
                raise bad_request(fault.text)
            case FaultKind.MIGRATED:
                raise bad_request(MIGRATED, migrate_to_chat_id=fault.to)
            case FaultKind.BAD_GATEWAY:
                raise Refusal(502, "Bad Gateway")
            case FaultKind.UNAVAILABLE:
                call.code = 503
                return Response(UNAVAILABLE, 503, media_type="text/html")
            case FaultKind.DROP:
                return Dropped()
            case FaultKind.HANG:
                return Dropped(fault.released, self.stopping)
            case FaultKind.SLOW:
                await asyncio.sleep(fault.after)
        return None

    async def file(self, request: Request) -> Response:
        """A file that was sent, by the path that getFile gave."""
        media = self.world.files.get(request.path_params["name"])
        if request.path_params["token"] != self.token or media is None:
            return JSONResponse(Refusal(404, "Not Found").as_json(), 404)
        return Response(media.data, media_type="application/octet-stream")
