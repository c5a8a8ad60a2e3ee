"""`svodka demo` from outside: the command, its exit codes and what it prints."""

import asyncio
import socket
import sys

NO_SVODKA = {"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "COLUMNS": "100"}


async def demo(*arguments: str, **environment: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "demo",
        *arguments,
        env=NO_SVODKA | environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


async def test_the_night_is_played_to_its_end_and_everything_expected_comes() -> None:
    # A configured machine must not matter: the demo talks to its own sandbox alone.
    code, output = await demo("--once", SVODKA__TELEGRAM__TOKEN="1:elsewhere")
    assert code == 0, output
    assert "✗" not in output
    assert "about 140" in output
    assert "http://127.0.0.1:" in output


async def test_a_port_in_use_is_one_clear_line_and_exit_code_1() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, output = await demo("--once", "--port", str(port))
    assert code == 1
    assert f"port {port} cannot be had" in output
    assert "Traceback" not in output
