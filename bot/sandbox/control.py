"""The control API, for the chat page and for anybody outside this process. JSON in, JSON out.

GET  /control/state                      everything as a reader sees it
GET  /control/events                     the same as server-sent events: first all, then the chats that changed
GET  /control/journal?method=&after=     calls that came in, from number `after` on
GET  /control/file/<file_id>             a picture or a file
POST /control/user     name, username, language               → id
POST /control/channel  username, title, id, admin, authority  → id
POST /control/group    title, id, kind, bot                   → id
POST /control/post     chat, text, reply_to, media            → message_id
POST /control/edit     chat, message_id, text
POST /control/delete   chat, message_id
POST /control/say      chat, user, text, reply_to, topic      → message_id
POST /control/press    chat, message_id, data, user           → answered, text, alert (waits for the bot)
POST /control/inline   user, query                            → answered, results (waits for the bot)
POST /control/bot      chat, standing                         member, administrator, kicked
POST /control/fail     kind, method, chat, times, after, text, to
POST /control/lift                                            ends all faults
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.sandbox import shown
from bot.sandbox.chats import Person
from bot.sandbox.refusal import Refusal

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]

ANSWER_SECONDS = 10.0
"""How long a press or an inline question waits for the bot."""

GATHER_SECONDS = 0.05
"""Changes that follow each other this closely go out as one event."""


class Control:
    """Deeds by HTTP."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self.sandbox = sandbox

    async def state(self, request: Request) -> Response:
        """GET /control/state."""
        return JSONResponse(shown.whole(self.sandbox.world, self.me))

    @property
    def me(self) -> Person | None:
        """Whose eyes the page has: the first person of the sandbox."""
        return next((p for p in self.sandbox.world.people.values() if not p.is_bot), None)

    async def events(self, request: Request) -> Response:
        """GET /control/events."""
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._events(), media_type="text/event-stream", headers=headers)

    async def _events(self) -> AsyncIterator[str]:
        world, stopping = self.sandbox.world, self.sandbox.stopping
        sent: dict[int, str] = {}
        version, edition = world.version, -1
        while not stopping.is_set():
            if edition != world.edition:
                edition = world.edition
                body = shown.whole(world, self.me)
                fresh = {chat["id"]: json.dumps(chat, ensure_ascii=False) for chat in body["chats"]}
                body["chats"] = [chat for chat in body["chats"] if sent.get(chat["id"]) != fresh[chat["id"]]]
                body["all"] = not sent
                sent = fresh
                yield f"data: {json.dumps(body, ensure_ascii=False)}\n\n"
                await asyncio.sleep(GATHER_SECONDS)
            before, version = version, await world.watch(version, 15)
            if version == before:
                yield ": still here\n\n"

    async def journal(self, request: Request) -> Response:
        """GET /control/journal."""
        method, after = request.query_params.get("method", ""), int(request.query_params.get("after", "0"))
        calls = [
            {
                "number": number,
                "at": call.at.isoformat(),
                "method": call.method,
                "params": call.params,
                "code": call.code,
                "description": call.description,
                "fault": call.fault,
                "result": call.result,
            }
            for number, call in enumerate(self.sandbox.journal)
            if number >= after and method.lower() in ("", call.method.lower())
        ]
        return JSONResponse({"calls": calls, "next": len(self.sandbox.journal)})

    async def file(self, request: Request) -> Response:
        """GET /control/file/<file_id>."""
        media = self.sandbox.world.files.get(request.path_params["file_id"])
        if media is None:
            return JSONResponse({"error": "no such file"}, 404)
        kind = "image/png" if media.kind == "photo" and media.data[:4] == b"\x89PNG" else media.mime
        headers = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}
        if media.kind != "photo":
            headers["Content-Disposition"] = "attachment"
        return Response(media.data, media_type=kind, headers=headers)

    async def deed(self, request: Request) -> Response:
        """POST /control/<deed>: JSON alone is taken, so that no other site's form can do it."""
        deeds: dict[str, Callable[[Json], Json | Awaitable[Json]]] = {
            "user": self._user,
            "channel": self._channel,
            "group": self._group,
            "post": self._post,
            "edit": self._edit,
            "delete": self._delete,
            "say": self._say,
            "press": self._press,
            "inline": self._inline,
            "bot": self._bot,
            "fail": self._fail,
            "lift": self._lift,
        }
        deed = deeds.get(request.path_params["deed"])
        if deed is None:
            return JSONResponse({"error": f"no such deed; there are: {', '.join(deeds)}"}, 404)
        if not request.headers.get("content-type", "").startswith("application/json"):
            return JSONResponse({"error": "send application/json"}, 415)
        try:
            done = deed(await request.json())
            return JSONResponse(done if isinstance(done, dict) else await done)
        except KeyError as fault:
            return JSONResponse({"error": f"missing or unknown: {fault.args[0]}"}, 400)
        except (LookupError, ValueError, TypeError, Refusal) as fault:
            return JSONResponse({"error": str(fault)}, 400)

    def _user(self, body: Json) -> Json:
        return {"id": self.sandbox.user(**body).id}

    def _channel(self, body: Json) -> Json:
        return {"id": self.sandbox.channel(**body).id}

    def _group(self, body: Json) -> Json:
        return {"id": self.sandbox.group(**body).id}

    def _post(self, body: Json) -> Json:
        media, reply_to = tuple(body.get("media", ())), body.get("reply_to")
        return {"message_id": self.sandbox.post(body["chat"], body["text"], media=media, reply_to=reply_to)}

    def _edit(self, body: Json) -> Json:
        self.sandbox.edit(body["chat"], body["message_id"], body["text"])
        return {}

    def _delete(self, body: Json) -> Json:
        self.sandbox.delete(body["chat"], body["message_id"])
        return {}

    def _person(self, body: Json) -> Person:
        return self.sandbox.world.people[body["user"]]

    def _say(self, body: Json) -> Json:
        more = {key: body[key] for key in ("reply_to", "topic") if key in body}
        return {"message_id": self.sandbox.say(body["chat"], self._person(body), body["text"], **more).id}

    async def _press(self, body: Json) -> Json:
        message = self.sandbox.room(body["chat"]).messages[body["message_id"]]
        press = self.sandbox.press(message, body["data"], self._person(body))
        with suppress(TimeoutError):
            await self.sandbox.wait_for(lambda: press.answered, ANSWER_SECONDS)
        return {"answered": press.answered, "text": press.text, "alert": press.alert}

    async def _inline(self, body: Json) -> Json:
        asked = self.sandbox.inline(self._person(body), body["query"])
        with suppress(TimeoutError):
            await self.sandbox.wait_for(lambda: asked.answered, ANSWER_SECONDS)
        return {"answered": asked.answered, "results": asked.results}

    def _bot(self, body: Json) -> Json:
        if body["standing"] == "kicked":
            self.sandbox.kick_bot(body["chat"])
        else:
            self.sandbox.add_bot(body["chat"], as_admin=body["standing"] == "administrator")
        return {}

    def _fail(self, body: Json) -> Json:
        self.sandbox.fail(**body)
        return {}

    def _lift(self, body: Json) -> Json:
        self.sandbox.faults.lift_all()
        return {}
