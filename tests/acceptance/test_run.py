"""`svodka run` as an operator sees it: a process, its exit codes, its log, its stop."""

import asyncio
import json
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0


def config(folder: Path, sandbox_url: str, token: str, http: str = "", more: str = "") -> Path:
    path = folder / "config.toml"
    path.write_text(
        f"""
        [telegram]
        token = "{token}"
        api_base = "{sandbox_url}"
        [preview]
        base_url = "{sandbox_url}"
        poll_seconds = 0.3
        requests_per_second = 50.0
        [storage]
        url = "sqlite+aiosqlite:///{folder / "svodka.db"}"
        [service]
        http = "{http}"
        log_level = "DEBUG"
        [[channels]]
        username = "gov_kursk"
        authority = "governor"
        region = "RU-KRS"
        {more}
        """,
        encoding="utf-8",
    )
    return path


@asynccontextmanager
async def running(path: Path) -> AsyncIterator[Process]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("SVODKA__")} | {"PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(path), stdout=PIPE, stderr=PIPE, env=env
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def ended(process: Process) -> tuple[int | None, str]:
    _, log = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode, log.decode()


async def polls(sandbox: Sandbox) -> None:
    await sandbox.wait_for(lambda: sandbox.journal.of("getUpdates"), PATIENCE, "getUpdates")


async def test_a_stop_is_clean_and_quick_and_the_log_is_json_without_the_token(tmp_path: Path):
    async with Sandbox() as sandbox:
        sandbox.channel("gov_kursk")
        async with running(config(tmp_path, sandbox.url, sandbox.token)) as process:
            await polls(sandbox)
            process.send_signal(signal.SIGTERM)
            code, log = await ended(process)
    assert code == 0
    lines = [json.loads(line) for line in log.splitlines()]
    assert any(line["event"] == "the bot is running" for line in lines)
    assert sandbox.token not in log
    assert not re.search(r"\d{6,}:[A-Za-z0-9_-]{30,}", log)
    assert not [line for line in lines if line["level"] in ("error", "critical")]


async def test_the_token_is_nowhere_but_in_the_configuration(tmp_path: Path):
    """Not in the log at DEBUG, whatever fails, not on the port's pages, not in the database."""
    async with Sandbox() as sandbox, httpx.AsyncClient() as client:
        sandbox.channel("gov_kursk")
        for fault in ("drop", "bad_gateway", "unavailable", "flood"):
            sandbox.fail(fault, method="getUpdates", times=1, after=1)
        async with running(config(tmp_path, sandbox.url, sandbox.token, "127.0.0.1:0")) as process:
            assert process.stderr is not None
            lines: list[str] = []
            while "HTTP is served" not in (lines or [""])[-1]:
                lines.append((await asyncio.wait_for(process.stderr.readline(), PATIENCE)).decode())
            address = json.loads(lines[-1])["address"]
            await sandbox.wait_for(lambda: len(sandbox.journal.of("getUpdates")) > 5, PATIENCE)
            pages = [(await client.get(address.replace("healthz", page))).text for page in ("healthz", "metrics")]
            process.send_signal(signal.SIGTERM)
            code, log = await ended(process)
    assert code == 0
    secret = sandbox.token.partition(":")[2]
    assert not [text for text in (*lines, log, *pages) if secret in text]
    assert secret not in (tmp_path / "svodka.db").read_bytes().decode("latin-1")


async def test_a_token_that_the_server_refuses_is_bad_configuration(tmp_path: Path):
    async with Sandbox() as sandbox:
        wrong = "111111:" + "A" * 35
        async with running(config(tmp_path, sandbox.url, wrong)) as process:
            code, log = await ended(process)
    assert code == 78
    assert "telegram.token" in log.splitlines()[-1]
    assert wrong not in log


async def test_a_port_in_use_is_named(tmp_path: Path):
    async with Sandbox() as sandbox:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            http = f"127.0.0.1:{taken.getsockname()[1]}"
            async with running(config(tmp_path, sandbox.url, sandbox.token, http)) as process:
                code, log = await ended(process)
    assert code == 78
    assert http in log


async def test_a_second_bot_on_the_same_file_is_refused_and_the_first_goes_on(tmp_path: Path):
    async with Sandbox() as sandbox:
        sandbox.channel("gov_kursk")
        path = config(tmp_path, sandbox.url, sandbox.token)
        async with running(path) as first:
            await polls(sandbox)
            async with running(path) as second:
                code, log = await ended(second)
            assert code == 1
            assert "another svodka run" in log
            assert first.returncode is None


async def test_a_second_poller_elsewhere_is_told_and_leaves(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with Sandbox() as sandbox:
        sandbox.channel("gov_kursk")
        async with running(config(tmp_path / "a", sandbox.url, sandbox.token)) as first:
            await sandbox.wait_for(lambda: len(sandbox.journal.of("getUpdates")) > 1, PATIENCE)
            async with running(config(tmp_path / "b", sandbox.url, sandbox.token)) as second:
                ends = [asyncio.create_task(ended(process)) for process in (first, second)]
                done, left = await asyncio.wait(ends, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
                for task in left:
                    task.cancel()
                await asyncio.gather(*left, return_exceptions=True)
            ((code, log),) = [task.result() for task in done]
    assert code == 1
    assert "another process takes updates" in log


async def test_without_a_network_it_keeps_trying_and_says_so(tmp_path: Path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    async with running(config(tmp_path, f"http://127.0.0.1:{port}", "123456:" + "B" * 35)) as process:
        assert process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            said: list[str] = []
            while sum("is not reached" in line for line in said) < 2:
                said.append((await process.stderr.readline()).decode())
                assert said[-1], "the process ended"
        assert sum(f"http://127.0.0.1:{port}" in line for line in said if "is not reached" in line) == 2
        sandbox = Sandbox(token="123456:" + "B" * 35)
        await sandbox.start(port)
        try:
            sandbox.channel("gov_kursk")
            await polls(sandbox)
        finally:
            process.kill()
            await process.communicate()
            await sandbox.stop()


async def test_a_post_kept_before_a_kill_is_told_after_it(tmp_path: Path):
    async with Sandbox() as sandbox:
        governor = sandbox.channel("gov_kursk")
        group = sandbox.group("Соседи")
        sandbox.add_bot(group)
        path = config(
            tmp_path, sandbox.url, sandbox.token, more=f'[[groups]]\nchat_id = {group.id}\nregions = ["RU-KRS"]'
        )
        sandbox.fail("hang", method="sendMessage", times=None, after=60)
        async with running(path) as process:
            await polls(sandbox)
            sandbox.post(governor, "Внимание! В Курской области объявлена опасность атаки БПЛА.")
            await sandbox.wait_for(lambda: sandbox.journal.of("sendMessage"), PATIENCE)
            process.kill()
            await process.communicate()
        sandbox.faults.orders.clear()
        async with running(path):
            await sandbox.wait_for(lambda: sandbox.messages(group, by_bot=True), 45, "the alarm")
        (message,) = sandbox.messages(group, by_bot=True)
        assert "Курская область" in message.text
