"""Fixtures only: a sandbox on a clock that is set, and a bare client of its Bot API."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.clock import SetClock
from bot.sandbox import Chat, Person, Sandbox


class Api:
    """Calls methods as a bot does and gives the whole body back."""

    def __init__(self, sandbox: Sandbox, client: httpx.AsyncClient) -> None:
        self.sandbox, self.client = sandbox, client

    async def __call__(self, method: str, **params: Any) -> Any:
        fields = {k: v if isinstance(v, str) else json.dumps(v) for k, v in params.items()}
        answer = await self.client.post(f"{self.sandbox.url}/bot{self.sandbox.token}/{method}", data=fields)
        return answer.json()

    async def page(self, path: str) -> httpx.Response:
        return await self.client.get(self.sandbox.url + path)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 9, 20, 1, 15, tzinfo=UTC))


@pytest.fixture
async def sandbox(clock: SetClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock) as running:
        yield running


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(timeout=5) as client:
        yield Api(sandbox, client)


@pytest.fixture
def anna(sandbox: Sandbox) -> Person:
    """A person who has started the bot."""
    person = sandbox.user("Анна", language="ru")
    sandbox.say(person, person, "/start")
    return person


@pytest.fixture
def group(sandbox: Sandbox) -> Chat:
    return sandbox.group("Соседи")
