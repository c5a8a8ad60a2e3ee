"""How long until the bot polls, and how much memory it holds when idle: real processes, the sandbox as Telegram.

    python benchmarks/startup.py [--times 5]

Prints seconds and MB; the ratio beside them is against a bare interpreter that imports python-telegram-bot.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import psutil

from bot.sandbox import Sandbox

ROOT = Path(__file__).parents[1]
CONFIG = """
[telegram]
token = "{token}"
api_base = "{url}"
[preview]
base_url = "{url}"
[storage]
url = "sqlite+aiosqlite:///{folder}/svodka.db"
[service]
http = ""
[[channels]]
username = "gov_kursk"
authority = "governor"
region = "RU-KRS"
"""


def timed(*words: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began


async def to_first_poll() -> tuple[float, float, float]:
    """Seconds to the first getUpdates, MB of the bot when idle, MB of its picture worker."""
    async with Sandbox() as sandbox:
        sandbox.channel("gov_kursk")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "config.toml"
            path.write_text(CONFIG.format(token=sandbox.token, url=sandbox.url, folder=folder))
            began = time.perf_counter()
            env = os.environ | {"PYTHONPATH": str(ROOT)}
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--config", str(path), env=env, stderr=subprocess.DEVNULL
            )
            await sandbox.wait_for(lambda: sandbox.journal.of("getUpdates"), 30)
            seconds = time.perf_counter() - began
            await asyncio.sleep(8)
            whole = psutil.Process(process.pid)
            own = whole.memory_info().rss / 1e6
            worker = sum(child.memory_info().rss for child in whole.children(recursive=True)) / 1e6
            process.terminate()
            await process.wait()
            return seconds, own, worker


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    bare = median(timed("-c", "import telegram.ext, sqlalchemy.ext.asyncio, pydantic") for _ in range(times))
    usage = median(timed("-m", "bot", "--help") for _ in range(times))
    runs = [asyncio.run(to_first_poll()) for _ in range(times)]
    polls = median(r[0] for r in runs)
    print(f"importing the libraries alone      {bare:5.2f} s   1.0")
    print(f"svodka --help                      {usage:5.2f} s   {usage / bare:.1f}   (aim: 0.4 s)")
    print(f"svodka run to the first getUpdates {polls:5.2f} s   {polls / bare:.1f}   (aim: 2 s)")
    print(f"memory of the idle bot             {median(r[1] for r in runs):5.0f} MB        (aim: 120 MB)")
    print(f"memory of its picture worker       {median(r[2] for r in runs):5.0f} MB")


if __name__ == "__main__":
    main()
