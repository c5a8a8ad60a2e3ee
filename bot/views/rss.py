"""An RSS 2.0 feed of one region: its dangers, their ends, and what was damaged. For the service port."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from bot.locales import Translator
from bot.model import Episode, EpisodeState, Incident
from bot.model.ports import Store
from bot.views.incidents import what
from bot.views.words import danger, region

LENGTH = timedelta(days=7)
MOST_ITEMS = 50


class Item(NamedTuple):
    """One entry. `guid` never changes for the same thing."""

    at: datetime
    title: str
    link: str
    guid: str


async def feed(store: Store, code: str, t: Translator, now: datetime, address: str) -> str:
    """The last week of a region (ISO code), newest first; `address` is the feed's own URL."""
    start = now - LENGTH
    items = [
        *of_episodes(t, await store.episodes((code,), start, now)),
        *of_incidents(t, await store.incidents((code,), start, now)),
    ]
    newest = sorted(items, key=lambda item: item.at, reverse=True)[:MOST_ITEMS]
    return render(t.gettext("Svodka: {region}").format(region=region(t, code)), newest, t, now, address)


def of_episodes(t: Translator, episodes: Iterable[Episode]) -> list[Item]:
    """A danger's beginning and, where it was called over, its end."""
    items = []
    for it in episodes:
        name = t.gettext("attack under way") if it.attack else danger(t, it.weapon)
        place = f" ({it.area})" if it.area else ""
        by = it.opened_by
        items.append(Item(it.since, f"{name}{place}", f"https://t.me/{by.post}", f"{it.id}:on"))
        if it.state is EpisodeState.OFF and it.cleared_by is not None:
            over = t.gettext("All clear")
            link = f"https://t.me/{it.cleared_by.post}"
            items.append(Item(it.ended or it.cleared_by.at, f"{over}: {name}{place}", link, f"{it.id}:off"))
    return items


def of_incidents(t: Translator, incidents: Iterable[Incident]) -> list[Item]:
    """What happened; an item is as new as the last word of it."""
    items = []
    for it in incidents:
        last = max(it.voices, key=lambda voice: voice.at, default=None)
        link = f"https://t.me/{last.post}" if last else ""
        title = ": ".join(filter(None, [it.area, what(t, it)]))
        items.append(Item(last.at if last else it.window.start, title, link, it.id))
    return items


def render(title: str, items: Iterable[Item], t: Translator, now: datetime, address: str) -> str:
    """The feed's XML."""
    note = t.gettext("What officials published. Silence does not mean safety.")
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>',
        f"<title>{escape(title)}</title><link>{escape(address)}</link><description>{escape(note)}</description>",
        f"<language>{t.language}</language><lastBuildDate>{format_datetime(now)}</lastBuildDate>",
    ]
    for item in items:
        link = f"<link>{escape(item.link)}</link>" if item.link else ""
        parts.append(
            f"<item><title>{escape(item.title)}</title>{link}"
            f'<guid isPermaLink="false">{escape(item.guid)}</guid><pubDate>{format_datetime(item.at)}</pubDate></item>'
        )
    return "\n".join([*parts, "</channel></rss>\n"])
