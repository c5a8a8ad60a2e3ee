"""For operators: how the bot itself is doing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.locales import Translator
from bot.model import Alert, Fate
from bot.model.ports import Health
from bot.views.markup import Html, bold, esc, lines, pages
from bot.views.now import ALIVE

MOST_ROWS = 10


def status(t: Translator, facts: Mapping[str, int], healths: Sequence[Health], outbox: Sequence[Alert],
           zone: str, now: datetime) -> list[Html]:  # fmt: skip
    """Counters since the start, sources that are not well and why, and alerts that wait or failed."""
    entries = [esc(f"{name}: {t.number(value)}") for name, value in facts.items()]
    ill = [h for h in healths if h.state not in ALIVE]
    entries += [Html(""), bold(esc(t.gettext("Sources that are not heard")))]
    entries += [
        esc(f"{h.channel} ({h.transport}): {h.state}, {t.moment(h.since, zone, now)}. {h.reason}") for h in ill
    ] or [esc(t.gettext("none"))]
    owed = [a for a in outbox if a.fate in (Fate.WAITING, Fate.LEASED, Fate.UNCERTAIN, Fate.DEAD)]
    entries += [Html(""), bold(esc(t.gettext("Alerts not delivered")))]
    entries += [
        esc(f"#{a.id} → {a.chat_id}: {a.fate.value} ×{a.attempts} {a.fate_reason}".rstrip()) for a in owed[:MOST_ROWS]
    ] or [esc(t.gettext("none"))]
    if len(owed) > MOST_ROWS:
        entries.append(esc(f"… {t.number(len(owed))}"))
    return pages(bold(esc(t.gettext("How I am doing"))), entries, lines([]))
