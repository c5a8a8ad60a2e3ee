"""`svodka check | migrate | backup | outbox`: keeping a running bot well. None of them needs a network."""

import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot import app
from bot.clock import SystemClock
from bot.config import Settings
from bot.model import Fate


async def check_command(settings: Settings, path: Path) -> None:
    """Open what `run` would open and say how it stands."""
    console = Console(highlight=False)
    token = "set" if settings.telegram.token else "missing (needed by `svodka run`)"
    async with app.opened(settings, SystemClock()) as house:
        healths = {(h.channel, h.transport): h for h in await house.store.healths()}
        waiting = await house.store.outbox((Fate.WAITING, Fate.LEASED), limit=10_000)
        dead = await house.store.outbox((Fate.DEAD,), limit=10_000)
        console.print(f"configuration  {path}: good; token {token}")
        console.print(f"database       {app.shown_url(settings.storage.url)}: good")
        console.print(f"groups         {len(settings.groups)} configured")
        console.print(f"outbox         {len(waiting)} waiting, {len(dead)} dead")
        table = Table("channel", "office", "region", "identity", "by", "health", "last post", box=None)
        for channel in house.channels.values():
            states = [h for (name, _), h in healths.items() if name == channel.name]
            health = "; ".join(f"{h.transport}: {h.state} {h.reason}".strip() for h in states) or "not seen yet"
            last = max((h.last_post for h in states if h.last_post), default=None)
            table.add_row(
                channel.name,
                channel.authority.value,
                channel.region or "–",
                str(channel.id) if channel.id else "not pinned yet",
                ", ".join(channel.via),
                health,
                f"{last:%Y-%m-%d %H:%M} UTC" if last else "–",
            )
        console.print(table if house.channels else escape("channels       none configured: add [[channels]]"))


async def migrate_command(settings: Settings) -> None:
    """Opening migrates; say what came of it."""
    async with app.opened(settings, SystemClock()):
        sys.stdout.write(f"{app.shown_url(settings.storage.url)}: at this version\n")


async def backup_command(settings: Settings, path: Path) -> None:
    """Copy the database while it is in use, verify the copy."""
    import storage

    await storage.backup(settings.storage.url, path)
    sys.stdout.write(f"{path}: written and verified\n")


async def outbox_command(settings: Settings, limit: int) -> None:
    """Show alerts whose fate is open or bad, newest first."""
    async with app.opened(settings, SystemClock()) as house:
        rows = await house.store.outbox((Fate.WAITING, Fate.LEASED, Fate.UNCERTAIN, Fate.DEAD), limit=limit)
    table = Table("id", "chat", "about", "what", "fate", "tries", "not before", "reason", box=None)
    for a in rows:
        chat = f"{a.chat_id}/{a.topic}" if a.topic else str(a.chat_id)
        due = f"{a.not_before:%m-%d %H:%M:%S}"
        table.add_row(str(a.id), chat, a.about, a.kind, a.fate, str(a.attempts), due, a.fate_reason or a.reason)
    Console(highlight=False).print(table if rows else "nothing is owed, nothing is dead")
