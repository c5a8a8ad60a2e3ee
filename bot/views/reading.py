"""What `svodka read` and `svodka evaluate` print: a post with its evidence marked, each claim beneath; the scores."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Protocol

from rich.console import Group
from rich.table import Table
from rich.text import Text

from bot.gazetteer import REGIONS
from bot.model import Claim, Count, Reading, Said, Span, Window, WindowSaid


class Zoned(Protocol):
    """Whatever knows the zone of the channel's clock (an extraction Context does)."""

    @property
    def zone(self) -> tzinfo: ...


_STYLES = {
    "count": "bold cyan", "launched": "bold cyan", "region": "cyan", "threat": "yellow", "damage": "magenta",
    "killed": "bold red", "injured": "bold red", "attack": "bold yellow", "airspace": "blue",
    "infrastructure": "magenta",
}  # fmt: skip
_LEFT_OVER = "reverse dim"


def render(text: str, context: Zoned, reading: Reading) -> Group:
    """The post with the evidence of every claim marked, the claims, and what was left unread."""
    parts = [_marked(text, reading), Text(), _claims(text, context, reading)]
    about = Text(style="dim")
    if reading.settlements:
        about.append(f"settlements: {', '.join(reading.settlements)}\n")
    if reading.flags:
        about.append(f"flags: {', '.join(reading.flags)}\n")
    if reading.leftovers:
        unread = ", ".join(repr(text[s.start : s.end][:40]) for s in reading.leftovers)
        about.append(f"unread: {unread}\n")
    return Group(*parts, about) if about.plain else Group(*parts)


def _marked(text: str, reading: Reading) -> Text:
    shown = Text(text)
    for claim in reading.claims:
        for span in claim.evidence:
            shown.stylize(_STYLES.get(span.field, "green"), span.start, span.end)
    for span in reading.leftovers:
        shown.stylize(_LEFT_OVER, span.start, span.end)
    return shown


def _claims(text: str, context: Zoned, reading: Reading) -> Table | Text:
    if not reading.claims:
        return Text("nothing new to record", style="dim")
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("says", "where", "how many", "when", "words"):
        table.add_column(heading, overflow="fold")
    for claim in reading.claims:
        when, words = _when(claim.window, context), _words(text, claim.evidence)
        table.add_row(_says(claim), _where(claim), _count(claim.count), when, words)
    return table


def _says(claim: Claim) -> str:
    words = [claim.subject.value.replace("_", " ")]
    if claim.weapon is not None:
        words.append(claim.weapon.value.replace("_", " "))
    if claim.state is not None:
        words.append(claim.state.value.replace("_", " "))
    if claim.object is not None:
        words.append(claim.object.value.replace("_", " "))
    if claim.role.value != "part":
        words.append(f"({claim.role.value})")
    if claim.act.value != "states":
        words.append(f"({claim.act.value})")
    return ", ".join(words)


def _where(claim: Claim) -> str:
    place = claim.place
    names = " + ".join(REGIONS[c].names["en"] if c in REGIONS else c for c in place.regions) or "not said"
    return f"{names}: {place.area}" if place.area else names


def _count(count: Count | None) -> str:
    if count is None:
        return ""
    bounds = f"[{count.low}, {'∞' if count.high is None else count.high}]"
    if count.said is Said.EXACT:
        return str(count.best)
    return f"{'?' if count.best is None else count.best} {count.said.value.replace('_', ' ')} {bounds}"


def _when(window: Window, context: Zoned) -> str:
    start, end = window.start.astimezone(context.zone), window.end.astimezone(context.zone)
    if window.said is WindowSaid.INFERRED:
        return "not said"
    if window.said is WindowSaid.POINT:
        return f"{start:%d.%m %H:%M}"
    return f"{start:%d.%m %H:%M} to {end:%d.%m %H:%M} ({window.said.value})"


def _words(text: str, evidence: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(text[s.start : s.end].split())[:60] for s in evidence)


def scores(result: Mapping[str, Any]) -> Table:
    """The scores of `evaluate`, a column for each language."""
    columns = {**result["languages"], "all": result["all"]}
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for name in columns:
        table.add_column(name, justify="right")
    for field in result["all"]:
        table.add_row(field.replace("_", " "), *(_score(found[field]) for found in columns.values()))
    return table


def _score(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['f1']:.3f}" if "f1" in value else f"{value['share']:.3f} ({value['right']}/{value['of']})"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
