"""The command line as a person at a shell uses it: another process, in a directory of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest


@pytest.fixture
def svodka(tmp_path: Path):
    def call(*words: str, stdin: str = "", stdout: int | IO[str] = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
        env = {k: v for k, v in os.environ.items() if not k.startswith("SVODKA__")}
        env["PYTHONPATH"] = str(Path(__file__).parents[2])
        return subprocess.run(
            [sys.executable, "-m", "bot", *words],
            input=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env=env,
            timeout=60,
        )

    return call


@pytest.fixture
def config(tmp_path: Path):
    def write(text: str = "") -> str:
        path = tmp_path / "config.toml"
        path.write_text('[storage]\nurl = "sqlite+aiosqlite:///svodka.db"\n' + text, encoding="utf-8")
        return str(path)

    return write
