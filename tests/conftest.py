"""What holds for every test."""

import os
import secrets
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

# How long an example takes says how busy the machine is: no deadline. The suite tries the same examples at every run,
# so that a red run says what a change did; `pytest -m hypothesis --hypothesis-profile=search` tries new ones.
_HOUSE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("svodka", _HOUSE, derandomize=True)
settings.register_profile("search", _HOUSE)
settings.load_profile("svodka")

HOW = "set POSTGRES=postgresql+asyncpg://… (scripts/postgres start prints one)"


@pytest.fixture
async def postgres() -> AsyncIterator[str]:
    """A throw-away database on the server of POSTGRES."""
    server = os.environ.get("POSTGRES", "")
    if not server:
        pytest.skip(HOW)
    name = f"svodka_{secrets.token_hex(6)}"
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    async with engine.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await engine.dispose()
