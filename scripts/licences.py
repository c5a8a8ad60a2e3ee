"""Writes docs/licences.md: the licences of everything that Svodka runs on and of the data in it.

Run in an environment with the product and the dev extra installed: python -m scripts.licences
"""

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXTRAS = ("postgres", "mtproto", "sentry")


def needed(extra: str = "") -> set[str]:
    """The distributions that `svodka` (or one extra of it) needs, those of its needs included."""
    found: set[str] = set()
    queue = [("svodka", extra)]
    while queue:
        name, wanted = queue.pop()
        try:
            requires = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        for line in requires:
            condition = re.search(r"extra\s*==\s*['\"]([^'\"]+)", line)
            if condition and condition[1] != wanted:
                continue
            if re.search(r"sys_platform\s*==\s*['\"]win32|platform_system\s*==\s*['\"]Windows", line):
                continue
            match = re.match(r"([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?", line)
            if match:
                key = match[1].lower().replace("_", "-")
                if key not in found:
                    found.add(key)
                    queue += [(key, part.strip()) for part in (match[2] or "").split(",")]
    return found


def table(names: set[str], known: dict[str, dict[str, str]]) -> list[str]:
    """Rows of a Markdown table, those that are not installed left out."""
    rows = ["| package | version | licence | home |", "|---|---|---|---|"]
    for name in sorted(names & known.keys()):
        row = known[name]
        licence = row["License"].replace("|", "/").split("\n")[0][:90]
        url = f"<{row['URL']}>" if row["URL"] != "UNKNOWN" else "not given"
        rows.append(f"| {row['Name']} | {row['Version']} | {licence} | {url} |")
    return rows


def page() -> str:
    """The whole page."""
    command = [sys.executable, "-m", "piplicenses", "--format=json", "--with-urls", "--from=mixed"]
    listed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    known = {row["Name"].lower().replace("_", "-"): row for row in listed}
    base = needed()
    data = (ROOT / "bot" / "gazetteer" / "data" / "README.md").read_text()
    data_rows = [line for line in data.splitlines() if line.startswith("|")]
    parts = [
        "# Licences",
        "Svodka itself: MIT (see LICENSE). This page is made by `python -m scripts.licences`; do not edit it.",
        "",
        "## What it runs on",
        *table(base, known),
        "",
        "LGPL (python-telegram-bot): used as an unmodified library that can be replaced by another version of itself.",
    ]
    for extra in EXTRAS:
        rows = table(needed(extra) - base, known)
        if len(rows) > 2:
            parts += ["", f"## Only with the extra `{extra}`", *rows]
    fonts = "DejaVu Sans, cut down (`bot/views/fonts`): Bitstream Vera's licence, which lies beside them."
    parts += ["", "## Data", *data_rows, "", "## Fonts of the pictures", fonts]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    (ROOT / "docs" / "licences.md").write_text(page())
