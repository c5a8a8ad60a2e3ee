"""The corpus format (one JSON object a post): a Reading as such an object, and such an object's Context."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.extraction.context import Context, agrees
from bot.extraction.frames.census import total_of
from bot.gazetteer import REGIONS
from bot.model import Authority, Claim, Count, Reading, Role, Said, State, Subject, Window, WindowSaid

_DAMAGE_KINDS = {
    Subject.INTERCEPTION: "interception", Subject.SUPPRESSED: "interception", Subject.LOST: "interception",
    Subject.THREAT: "threat",
    Subject.ALL_CLEAR: "all_clear", Subject.ATTACK: "attack", Subject.LAUNCHED: "attack", Subject.DAMAGE: "damage",
    Subject.FIRE: "fire", Subject.INFRASTRUCTURE: "infrastructure", Subject.AIRSPACE: "airspace",
}  # fmt: skip
KINDS = ("interception", "threat", "all_clear", "attack", "damage", "casualties", "fire", "infrastructure", "airspace")
_ROWS = (Subject.INTERCEPTION, Subject.SUPPRESSED, Subject.LOST)


def context_of(post: Mapping[str, Any]) -> Context:
    """The Context of a corpus object: its zone is the home region's or the language's where their offset agrees."""
    posted = datetime.fromisoformat(post["posted"])
    if posted.tzinfo is None:
        raise ValueError(f"posted = {post['posted']!r} needs an offset")
    home, language = post["channel"]["home_region"], post["lang"]
    candidates = [REGIONS[home].timezone] if home in REGIONS else []
    candidates += {"uk": ["Europe/Kyiv"], "ru": ["Europe/Moscow"], "en": ["Europe/Kyiv", "Europe/Moscow"]}.get(
        language, []
    )
    zone = next((name for name in candidates if agrees(name, posted)), None)
    return Context(
        authority=Authority(post["channel"]["authority"]),
        home_region=home,
        language=language,
        timezone=zone,
        posted=posted,
    )


def gold_of(reading: Reading, context: Context) -> dict[str, Any]:
    """The reading as the format's "gold"."""
    claims = reading.claims
    figures = [c for c in claims if c.subject in _ROWS]
    total = next((c for role in (Role.TOTAL, Role.WIDER) for c in figures if c.role is role), None)
    launched = next((c for c in claims if c.subject is Subject.LAUNCHED), None)
    killed, injured = _people(claims, Subject.KILLED), _people(claims, Subject.INJURED)
    kinds = {_DAMAGE_KINDS[c.subject] for c in claims if c.subject in _DAMAGE_KINDS and c.role is not Role.WIDER}
    if any(c.subject in (Subject.KILLED, Subject.INJURED) and (c.count is None or c.count.best != 0) for c in claims):
        kinds.add("casualties")
    return {
        "kinds": [k for k in KINDS if k in kinds],
        "interceptions": [_row(c) for c in figures if c.role in (Role.PART, Role.REMAINDER)],
        "total": _number(total),
        "launched": _number(launched),
        "window": _window(reading.window, context),
        "threats": _threats(claims),
        "killed": killed,
        "injured": injured,
        "settlements": list(reading.settlements),
        "damage": list(dict.fromkeys(c.object.value for c in claims if c.object is not None)),
        "flags": [f.value for f in reading.flags],
    }


def post_of(text: str, context: Context, reading: Reading, name: str = "") -> dict[str, Any]:
    """One whole corpus object, with "evidence" and "leftovers" (DESIGN section 8, `read --json`)."""
    return {
        "id": name,
        "lang": reading.language or context.language,
        "channel": {"authority": context.authority.value, "home_region": context.home_region},
        "posted": context.posted.isoformat(),
        "text": text,
        "gold": gold_of(reading, context),
        "evidence": [list(span) for claim in reading.claims for span in claim.evidence],
        "leftovers": [list(span) for span in reading.leftovers],
    }


def _qualifier(count: Count) -> str:
    return "unknown" if count.said is Said.UNDISCLOSED else count.said.value


def _row(claim: Claim) -> dict[str, Any]:
    assert claim.count is not None and claim.weapon is not None
    row = {
        "regions": list(claim.place.regions),
        "count": claim.count.best,
        "qualifier": _qualifier(claim.count),
        "weapon": claim.weapon.value,
    }
    if claim.subject is not Subject.INTERCEPTION:
        row["means"] = "ew"
    return row


def _number(claim: Claim | None) -> dict[str, Any] | None:
    if claim is None or claim.count is None or claim.weapon is None:
        return None
    return {"count": claim.count.best, "qualifier": _qualifier(claim.count), "weapon": claim.weapon.value}


def _window(window: Window | None, context: Context) -> dict[str, Any] | None:
    if window is None:
        return None
    end = window.start if window.said is WindowSaid.POINT else window.end
    zone = context.zone
    return {
        "start": window.start.astimezone(zone).isoformat(),
        "end": end.astimezone(zone).isoformat(),
        "said": window.said.value,
    }


def _threats(claims: tuple[Claim, ...]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for claim in claims:
        if claim.subject in (Subject.THREAT, Subject.ALL_CLEAR) and claim.weapon is not None:
            state = claim.state or State.ON
            row = {"regions": list(claim.place.regions), "weapon": claim.weapon.value, "state": state.value}
            if row not in rows:
                rows.append(row)
    return rows


def _people(claims: tuple[Claim, ...], subject: Subject) -> int | None:
    """The post's number: what was said in all, or those named one by one (FORMAT convention 6)."""
    return total_of([(c.count.best, c.act.value) for c in claims if c.subject is subject and c.count is not None])
