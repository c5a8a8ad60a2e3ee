"""The server's end of the line: uvicorn inside the process, and answers that break it on order."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from typing import cast

import uvicorn
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol


class _Line(H11Protocol):
    """Lets a response reach its own connection, so that it can be dropped as a network drops it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "line": transport}


class Dropped(Response):
    """No answer: once any of `until` is set, or the other side hangs up, the connection breaks."""

    def __init__(self, *until: asyncio.Event) -> None:
        super().__init__()
        self.until = until

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        hung_up = asyncio.ensure_future(_hung_up(receive))
        waits = [asyncio.ensure_future(event.wait()) for event in self.until]
        if waits:
            await asyncio.wait([hung_up, *waits], return_when=asyncio.FIRST_COMPLETED)
        cast(asyncio.Transport, scope["state"]["line"]).abort()
        await hung_up
        for wait in waits:
            wait.cancel()


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The process keeps its own signal handlers."""
        yield


class Server:
    """Serves an application on 127.0.0.1 from inside the running loop."""

    def __init__(self, app: ASGIApp) -> None:
        config = uvicorn.Config(
            app,
            http=_Line,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        self._server = _Server(config)
        self._task: asyncio.Task[None] | None = None
        self.port = 0

    async def start(self, port: int = 0) -> None:
        """Listen; OSError where the port is taken. Port 0 = one that the system chooses."""
        # The protocol by name: asyncio sets TCP_NODELAY only then, and without it each answer's body is 40 ms late.
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(("127.0.0.1", port))
            sock.listen(256)
        except OSError:
            sock.close()
            raise
        self.port = int(sock.getsockname()[1])
        self._task = asyncio.create_task(self._server.serve([sock]))

    async def stop(self) -> None:
        """Let the running requests end and close."""
        self._server.should_exit = True
        if self._task:
            await self._task
