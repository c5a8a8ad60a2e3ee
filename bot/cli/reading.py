"""`svodka read` and `svodka evaluate`: what the reader makes of texts. Neither needs a configuration or a database."""

import json
import sys
from datetime import datetime
from pathlib import Path

from bot.errors import BadInput, UsageError
from bot.extraction import Context, read
from bot.extraction.corpus import post_of
from bot.extraction.evaluation import evaluate, load


def read_command(file: str, channel_name: str, posted: str, as_json: bool, config: Path) -> None:
    """Read one post from a file or standard input and print it with the evidence marked, or as JSON."""
    text = _text(file)
    context = _context(channel_name, _moment(posted), config)
    if not posted and not as_json:
        sys.stderr.write(f"svodka: read as posted now, {context.posted:%Y-%m-%d %H:%M %Z}; --posted says otherwise\n")
    reading = read(text, context)
    if as_json:
        sys.stdout.write(json.dumps(post_of(text, context, reading), ensure_ascii=False) + "\n")
        return
    from rich.console import Console

    from bot.views.reading import render

    Console(highlight=False).print(render(text, context, reading))


def evaluate_command(files: list[Path], as_json: bool, errors: bool) -> None:
    """Score the reader on corpora and print the scores by language."""
    posts = list(load(files))
    if not posts:
        raise BadInput(f"{', '.join(map(str, files))}: no labelled post in it")
    result = evaluate(posts)
    # With --json standard output holds the one object and nothing else.
    out = sys.stderr if as_json else sys.stdout
    for line in result.errors if errors else ():
        out.write(f"{line}\n")
    if as_json:
        sys.stdout.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
    else:
        from rich.console import Console

        from bot.views.reading import scores

        Console(highlight=False).print(scores(result.as_json()))


def _text(file: str) -> str:
    if file == "-":
        data = sys.stdin.buffer.read()
    else:
        try:
            data = Path(file).read_bytes()
        except OSError as fault:
            raise BadInput(f"{file}: cannot be read: {fault.strerror}") from fault
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadInput(f"{file}: not UTF-8 text (byte {fault.start}); save it as UTF-8") from fault


def _context(name: str, posted: datetime, config: Path) -> Context:
    """A configured channel's context; without one, somebody's whose clock shows the time of posting."""
    from bot.config import load as load_settings

    if not name:
        if config.name != "config.toml":  # one that was named must be good, though nothing of it is needed
            load_settings(config)
        return Context(posted=posted)
    wanted = name.strip().lstrip("@").lower()
    known = load_settings(config).channel_map
    if wanted not in known:
        listed = ", ".join(sorted(known)) or "none"
        raise UsageError(f"--channel {name}: not in {config} (configured: {listed})")
    return Context.of(known[wanted], posted)


def _moment(text: str) -> datetime:
    if not text:
        return datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--posted {text!r}: write it as 2026-09-20T07:12:00+03:00") from None
    if moment.tzinfo is None:
        raise UsageError(f"--posted {text!r}: needs an offset, as in 2026-09-20T07:12:00+03:00")
    return moment
