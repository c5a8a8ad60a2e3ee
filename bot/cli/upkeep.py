"""`svodka check | migrate | backup | outbox`: keeping a running bot well. None of them needs a network."""

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot import app
from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import BadConfig
from bot.model import Channel, Fate
from bot.model.ports import Health

EXAMPLES = (-1001234567890, -1009876543210)
"""The chats of config.example.toml."""

_TOKEN = re.compile(r"\d{6,12}:[\w-]{30,}")


async def check_command(settings: Settings, path: Path) -> None:
    """Open what `run` would open and say how it stands. Raises BadConfig where the token cannot be one."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    async with app.opened(settings, SystemClock()) as house:
        backlog = await house.store.backlog()
        dead = await house.store.outbox((Fate.DEAD,), limit=10_000)
        console.print(f"configuration  {path}: good; token {_token(settings.telegram.token)}")
        console.print(f"database       {app.shown_url(settings.storage.url)}: good")
        console.print(f"groups         {len(settings.groups)} configured")
        console.print(f"outbox         {backlog.owed} waiting, {len(dead)} dead")
        for line in _examples(settings):
            console.print(f"left over      {line}")
        # The store remembers channels that were taken out of the configuration; nobody reads them any more.
        channels = {name: c for name, c in house.channels.items() if name in settings.channel_map}
        if channels:
            Console(highlight=False, markup=False).print(_channels(channels, await house.store.healths()))
        else:
            console.print("channels       none configured: add [[channels]]")
    if settings.telegram.token and not _TOKEN.fullmatch(settings.telegram.token):
        raise BadConfig(f"{path}: telegram.token is not of the form that @BotFather gives (1234567890:AA…)")


def _channels(channels: Mapping[str, Channel], healths: Iterable[Health]) -> Table:
    """A channel a row; narrow enough for 80 columns."""
    table = Table("channel", "office", "region", "health", "last post (UTC)", box=None, pad_edge=False)
    by_name: dict[str, list[Health]] = {}
    for one in healths:
        by_name.setdefault(one.channel, []).append(one)
    for channel in channels.values():
        states = by_name.get(channel.name, [])
        health = "; ".join(f"{h.transport}: {h.state} {h.reason}".strip() for h in states) or "not seen yet"
        if channel.id is None:
            health += "; id not pinned"
        last = max((h.last_post for h in states if h.last_post), default=None)
        day = f"{last:%Y-%m-%d %H:%M}" if last else "–"
        table.add_row(channel.name, channel.authority.value, channel.region or "–", health, day)
    return table


def _token(token: str) -> str:
    if not token:
        return "missing (needed by `svodka run`)"
    return "set" if _TOKEN.fullmatch(token) else "set, but not one that @BotFather gives"


def _examples(settings: Settings) -> list[str]:
    """Tables of config.example.toml that were copied and not filled in: nothing can ever be sent there."""
    ids = [("[[groups]]", g.chat_id) for g in settings.groups] + [("[[relays]]", r.chat_id) for r in settings.relays]
    return [
        f"{table} chat_id = {n} is the example's; put your chat's there or remove it"
        for table, n in ids
        if n in EXAMPLES
    ]


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
    Console(highlight=False, markup=False).print(table if rows else "nothing is owed, nothing is dead")
