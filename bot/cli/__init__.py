"""The command line (DESIGN section 8). Rooms are imported inside the commands, so that --help stays quick.

Exit codes: 0 done, 1 failed, 2 usage, 65 bad input data, 78 bad configuration.
"""

import asyncio
import sys
from collections.abc import Coroutine
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.cli.ending import faults_told
from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.config import Settings

cli = typer.Typer(
    name="svodka",
    help="Reads officials' posts about air attacks, counts without counting twice, alerts group chats.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

# Faults of files are told by whoever reads them, with the right exit code: click would call them faults of usage.
Config = Annotated[Path, typer.Option("--config", metavar="PATH", help="The configuration file.", readable=False)]
CONFIG = Path("config.toml")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"svodka {version('svodka')}\n")
        raise typer.Exit


@cli.callback()
def svodka(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """What is asked of no command."""


@cli.command()
def run(config: Config = CONFIG) -> None:
    """Run the bot until it is told to stop (SIGTERM drains within 10 seconds)."""
    from importlib.metadata import version

    from bot import app, log
    from bot.service import sentry

    settings = _settings(config, need_token=True)
    log.set_up(settings.service.log_level)
    sentry.start(settings.service.sentry_dsn, version("svodka"))
    _go(app.run(settings))


@cli.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="End when the sample night is over.")] = False,
    speed: Annotated[float, typer.Option(help="How many times as fast as life.", min=1)] = 3600.0,
    port: Annotated[int, typer.Option(help="The sandbox's port; 0 = any.", min=0, max=65535)] = 0,
    config: Config = CONFIG,
) -> None:
    """Show the whole product on a loopback Telegram with a sample night. Needs no token and no network."""
    from bot import log
    from bot.sandbox.demo import run_demo

    log.set_up("ERROR")
    raise typer.Exit(_go(run_demo(once=once, speed=speed, port=port)))


@cli.command()
def read(
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="A post's text; - = standard input.")] = "-",
    channel: Annotated[str, typer.Option(help="The configured channel that said it.")] = "",
    posted: Annotated[str, typer.Option(metavar="ISO", help="When, with an offset; default: now.")] = "",
    as_json: Json = False,
    config: Config = CONFIG,
) -> None:
    """Show what is read out of a post, with the evidence marked."""
    from bot.cli import reading

    reading.read_command(file, channel, posted, as_json, config)


@cli.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Corpora in FORMAT.md's form.", readable=False)],
    as_json: Json = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every difference by field (with --json on standard error).")
    ] = False,
    config: Config = CONFIG,
) -> None:
    """Measure the reader against labelled posts."""
    from bot.cli import reading

    reading.evaluate_command(files, as_json, errors)


@cli.command()
def tally(
    day: Annotated[str, typer.Option("--date", metavar="D", help="YYYY-MM-DD, today or yesterday.")] = "today",
    region: Annotated[str, typer.Option(metavar="R", help="Only this region (code or name).")] = "",
    subject: Annotated[str, typer.Option(help="What is counted.")] = "interception",
    weapon: Annotated[str, typer.Option(help="Which weapon.")] = "uav",
    timezone: Annotated[str, typer.Option(metavar="Z", help="The zone that cuts the day.")] = "Europe/Moscow",
    as_json: Json = False,
    config: Config = CONFIG,
) -> None:
    """Print a day's tally by region, source, headline, parts and coverage."""
    from bot.cli import facts

    _go(facts.tally_command(_settings(config), day, region, subject, weapon, timezone, as_json))


@cli.command(name="import")
def import_(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="Telegram Desktop's export, or export --format jsonl's.", readable=False),
    ],
    channel: Annotated[str, typer.Option(help="The channel, where the export's id does not tell.")] = "",
    max_mb: Annotated[int, typer.Option("--max-mb", help="Refuse more than so many MiB (unpacked).", min=1)] = 64,
    config: Config = CONFIG,
) -> None:
    """Take in an export: every revision is kept and read, no alert is sent."""
    from bot.cli import feeding

    _go(feeding.import_command(_settings(config), path, channel, max_mb))


@cli.command()
def backfill(
    channel: Annotated[str, typer.Argument(metavar="CHANNEL")],
    since: Annotated[str, typer.Option(metavar="D", help="YYYY-MM-DD.")],
    config: Config = CONFIG,
) -> None:
    """Read a channel's past from its public preview; no alert is sent."""
    from bot.cli import feeding

    _go(feeding.backfill_command(_settings(config), channel, _date(since, "--since")))


@cli.command()
def replay(
    since: Annotated[str, typer.Option(metavar="D", help="YYYY-MM-DD.")],
    until: Annotated[str, typer.Option(metavar="D", help="YYYY-MM-DD, not included; default: all.")] = "",
    config: Config = CONFIG,
) -> None:
    """Derive everything anew from kept revisions and print what differs; nothing is written."""
    from bot.cli import feeding

    last = _date(until, "--until") if until else date.max
    _go(feeding.replay_command(_settings(config), _date(since, "--since"), last))


@cli.command()
def export(
    form: Annotated[str, typer.Option("--format", help="csv, jsonl, geojson or cap.")] = "jsonl",
    since: Annotated[str, typer.Option(metavar="D", help="YYYY-MM-DD; default: all.")] = "",
    until: Annotated[str, typer.Option(metavar="D", help="YYYY-MM-DD, not included.")] = "",
    region: Annotated[str, typer.Option(metavar="R", help="Only this region.")] = "",
    config: Config = CONFIG,
) -> None:
    """Write what is known to standard output. jsonl carries channels and revisions and can be imported."""
    from bot.cli import facts

    start = _date(since, "--since") if since else None
    stop = _date(until, "--until") if until else None
    if start and stop and stop <= start:
        raise UsageError(f"--until {stop} is not after --since {start}: there is nothing between them")
    end = stop - timedelta(days=1) if stop else None
    _go(facts.export_command(_settings(config), form, start, end, region))


@cli.command()
def check(config: Config = CONFIG) -> None:
    """Check configuration and database, and show the channels' health. Needs no network."""
    from bot.cli import upkeep

    _go(upkeep.check_command(_settings(config), config))


@cli.command()
def migrate(config: Config = CONFIG) -> None:
    """Bring the database to this version."""
    from bot.cli import upkeep

    _go(upkeep.migrate_command(_settings(config)))


@cli.command()
def backup(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="The file to write; must not be there yet.", readable=False)
    ],
    config: Config = CONFIG,
) -> None:
    """Copy the database while the bot runs, and verify the copy."""
    from bot.cli import upkeep

    if path.exists():
        raise UsageError(f"{path}: is there already and is left as it is; name a new file for the copy")
    _go(upkeep.backup_command(_settings(config), path))


@cli.command()
def outbox(
    limit: Annotated[int, typer.Option(help="How many rows.", min=1)] = 50,
    config: Config = CONFIG,
) -> None:
    """Show the alerts that are owed, and the dead ones with their reasons."""
    from bot.cli import upkeep

    _go(upkeep.outbox_command(_settings(config), limit))


def main() -> NoReturn:
    """The script's entry."""
    with faults_told():
        cli()
    sys.exit(0)


def _settings(path: Path, *, need_token: bool = False) -> "Settings":
    from bot import config, log

    settings = config.load(path, need_token=need_token)
    log.hide(settings.telegram.token)
    log.hide(settings.telegram.webhook_secret)
    if not need_token:
        log.set_up("WARNING")
    return settings


def _go(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _date(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} {text!r}: not a date; write it as {datetime.now(UTC).date()}") from None
