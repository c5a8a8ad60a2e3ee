"""`svodka import | backfill | replay`: posts that come in by hand. None of them ever owes an alert."""

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot import app, replay
from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import BadInput, UsageError
from bot.model import Channel


async def import_command(settings: Settings, path: Path, channel: str) -> None:
    """Take in a Telegram Desktop export or the product's own jsonl."""
    from bot.sources import export

    async with app.opened(settings, SystemClock()) as house:
        known = dict(house.channels)
        posts = repeats = 0
        with progress("importing") as step:
            for item in export.read(path, known, channel):
                if isinstance(item, Channel):
                    await house.store.put_channels([item])
                    known[item.name] = item
                    house.intake.channels = known
                    continue
                before = house.intake.counters.repeats
                await house.intake.take(item)
                repeats += house.intake.counters.repeats - before
                posts += 1
                step()
        counters = house.intake.counters
    sys.stdout.write(
        f"{posts} revisions read, {repeats} of them known already; "
        f"{counters.claims} claims, {counters.unread} phrases left unread, {counters.failed} failed\n"
    )
    if not posts:
        raise BadInput(f"{path}: holds no posts of a configured channel")


async def backfill_command(settings: Settings, channel: str, since: date) -> None:
    """Read a channel's past from its public preview, newest page first."""
    from bot.sources import preview

    name = channel.lstrip("@").lower()
    async with app.opened(settings, SystemClock()) as house:
        if name not in house.channels:
            raise UsageError(f"{channel}: not configured (known: {', '.join(sorted(house.channels)) or 'none'})")
        posts = 0
        with progress("reading") as step:
            start = datetime.combine(since, time(), UTC)
            async for post in preview.backfill(settings.preview, house.channels[name], start, house.intake.clock):
                await house.intake.take(post)
                posts += 1
                step()
    sys.stdout.write(f"{name}: {posts} posts since {since}\n")


async def replay_command(settings: Settings, since: date, until: date) -> None:
    """Derive everything anew from kept revisions and print what differs. Nothing is written."""
    async with app.opened(settings, SystemClock()) as house:
        differences = await replay.differences(house.store, settings, since, until)
    for line in differences:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write("no differences\n" if not differences else f"{len(differences)} differences\n")


class progress:  # noqa: N801  (reads as a verb at its place of use)
    """A progress count: live on a terminal, silent elsewhere (the closing line tells)."""

    def __init__(self, what: str) -> None:
        self.what, self.count, self._live = what, 0, sys.stderr.isatty()

    def __enter__(self) -> "progress":
        return self

    def __call__(self) -> None:
        self.count += 1
        if self._live and self.count % 50 == 0:
            sys.stderr.write(f"\r{self.what} {self.count} …")

    def __exit__(self, *_: object) -> None:
        if self._live:
            sys.stderr.write("\r\x1b[K")
