"""Two bot processes on one PostgreSQL: every post is weighed once, every alert sent once, and when one dies the other
takes over."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.acceptance.test_run import PATIENCE, config, running

pytestmark = pytest.mark.postgres


async def test_two_bots_share_the_work_and_the_survivor_goes_on(tmp_path: Path, postgres: str):
    async with Sandbox() as sandbox, AsyncExitStack() as stack:
        governor = sandbox.channel("gov_kursk")
        group = sandbox.group("Соседи")
        sandbox.add_bot(group)
        path = config(
            tmp_path, sandbox.url, sandbox.token, more=f'[[groups]]\nchat_id = {group.id}\nregions = ["RU-KRS"]'
        )
        sqlite = f"sqlite+aiosqlite:///{tmp_path / 'svodka.db'}"
        path.write_text(path.read_text(encoding="utf-8").replace(sqlite, postgres), encoding="utf-8")
        first = await stack.enter_async_context(running(path))
        await sandbox.wait_for(lambda: sandbox.journal.of("getUpdates"), PATIENCE)
        await stack.enter_async_context(running(path))
        await asyncio.sleep(3)  # the second one is up and stands by

        sandbox.post(governor, "В Курской области объявлена опасность атаки БПЛА.")
        await sandbox.wait_for(lambda: sandbox.messages(group, by_bot=True), PATIENCE, "the alarm")
        await asyncio.sleep(1)
        assert len(sandbox.messages(group, by_bot=True)) == 1

        first.kill()
        await first.communicate()
        sandbox.post(governor, "Отбой опасности атаки БПЛА в Курской области.")
        await sandbox.wait_for(lambda: len(sandbox.messages(group, by_bot=True)) > 1, 45, "the all-clear")
        await asyncio.sleep(1)
        rung = [m for m in sandbox.messages(group, by_bot=True) if not m.silent]
        assert len(rung) == 2
