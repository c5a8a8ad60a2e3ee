"""`svodka import | backfill | replay`: posts that come in by hand. None of them ever owes an alert."""

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot import app, replay
from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import BadInput, SourceFault, SvodkaError, UsageError
from bot.model import Channel, Transport
from bot.sources import archive, export
from bot.sources.preview import Preview


async def import_command(settings: Settings, path: Path, channel: str, max_mb: int) -> None:
    """Take in a Telegram Desktop export or the product's own jsonl. The number of posts grows with the size let in."""
    limit = max_mb * 1024 * 1024
    most = export.COUNT_LIMIT * max(1, limit // archive.SIZE_LIMIT)
    async with app.opened(settings, SystemClock()) as house:
        known = dict(house.channels)
        house.intake.channels = known
        with progress("importing") as step:
            try:
                for item in export.read(path, known, channel, clock=house.clock, limit=limit, most=most):
                    match item:
                        case Channel():
                            await house.store.put_channels([item])
                            known[item.name] = item
                        case export.Withdrawn():
                            await house.intake.withdrawn(item.post_key)
                        case _:
                            await house.intake.take(item)
                            step()
            except BadInput as fault:
                raise BadInput(f"{fault}{_so_far(step.count)}") from fault
            posts = step.count
        counters = house.intake.counters
    if not posts:
        raise BadInput(f"{path}: holds no posts of a configured channel")
    sys.stdout.write(
        f"{posts} revisions taken in, {counters.repeats} of them known already; {counters.claims} claims, "
        f"{counters.unread} phrases left unread, {counters.failed} failed\n"
    )


def _so_far(posts: int) -> str:
    """A second line: what is in, though the command failed; '' where nothing is."""
    if not posts:
        return ""
    said = "1 post of it is in" if posts == 1 else f"{posts} posts of it are in"
    return f"\n{said}; when that is mended, run it again: nothing is added twice"


async def backfill_command(settings: Settings, channel: str, since: date) -> None:
    """Read a channel's past from its public preview, newest page first."""
    name = channel.lstrip("@").lower()
    start = datetime.combine(since, time(), UTC)
    async with app.opened(settings, SystemClock()) as house:
        if name not in house.channels:
            raise UsageError(f"{channel}: not configured (known: {', '.join(sorted(house.channels)) or 'none'})")
        wanted = house.channels[name].model_copy(update={"via": (Transport.PREVIEW,)})
        preview = Preview(settings.preview, {name: wanted}, house.store, house.clock, house.intake)
        with progress("reading") as step:
            try:
                page = await preview.newest(name)
                while page:
                    for post in page:
                        if post.posted >= start:
                            await house.intake.take(post)
                            step()
                    if page[0].posted < start:
                        break
                    page = await preview.before(name, page[0].message_id)
            except SourceFault as fault:
                asked = f"{settings.preview.base_url.rstrip('/')}/s/{preview.watches[name].username}"
                raise SvodkaError(f"{asked}: {fault}{_so_far(step.count)}") from fault
            finally:
                await preview.stop()
    sys.stdout.write(f"{name}: {step.count} posts since {since}\n")


async def replay_command(settings: Settings, since: date, until: date) -> None:
    """Derive everything anew from kept revisions and print what differs. Nothing is written."""
    async with app.opened(settings, SystemClock()) as house:
        differences = await replay.differences(house.store, settings, house.clock, since, until)
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
