"""The newest state of a thread, looked up when a message about it is about to be sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model import COUNTED, Episode, Incident, Stated, Subject
from bot.model.ports import Scope, Store
from bot.views.news import News, Picture, Tone

_TOUCH = timedelta(seconds=1)
_QUOTE = 300


async def picture(store: Store, news: News, now: datetime) -> Picture:
    """What is known of the news' thread at `now`."""
    if news.tone in (Tone.NOTICE, Tone.DIGEST, Tone.TEST):
        return Picture()
    if news.thread.startswith("episode:"):
        return await _of_episode(store, news, now)
    return await _of_post(store, news)


async def _of_episode(store: Store, news: News, now: datetime) -> Picture:
    group = news.thread.removeprefix("episode:")
    regions = news.change.regions
    # Its own episode says when it began; without one, a day back holds every episode that expiry has not ended.
    begun = news.change.episode.since if news.change.episode else news.change.at
    around = await store.episodes(regions, begun - timedelta(days=1), now + _TOUCH)
    cells = tuple(sorted((e for e in around if e.group == group), key=_grave))
    if not cells:
        return Picture(quote=await _quote(store, news.change.now))
    start = min(cell.since for cell in cells)
    end = now + _TOUCH if any(cell.open for cell in cells) else max(cell.ended or now for cell in cells) + _TOUCH
    figures = await store.stated(Scope(regions=frozenset(regions), start=start, end=end), COUNTED)
    incidents = await store.incidents(regions, start, end)
    return Picture(
        cells=cells,
        figures=tuple(s for s in figures if start <= s.posted < end and set(s.claim.place.regions) & set(regions)),
        incidents=tuple(incidents),
        quote=await _quote(store, news.change.now),
    )


async def _of_post(store: Store, news: News) -> Picture:
    """A post's figures as they stand, and what is known by now of the incidents that it told of first."""
    post = news.thread.removeprefix("report:")
    posted = _posted(news, post)
    scope = Scope(regions=frozenset(news.change.regions), start=posted, end=posted + _TOUCH)
    figures = [s for s in await store.stated(scope) if s.post == post]
    incidents: list[Incident] = []
    if news.change.incident is not None or any(_harm(s) for s in figures):
        span = timedelta(days=2)
        around = await store.incidents(news.regions, posted - span, posted + span)
        incidents = [i for i in around if i.voices and i.voices[0].post == post]
    if news.change.incident is not None and all(i.id != news.change.incident.id for i in incidents):
        incidents.append(news.change.incident)
    return Picture(figures=tuple(figures), incidents=tuple(incidents), quote=await _quote(store, figures))


def _posted(news: News, post: str) -> datetime:
    for stated in (*news.change.now, *news.change.before):
        if stated.post == post:
            return stated.posted
    if news.change.incident is not None and news.change.incident.voices:
        return news.change.incident.voices[0].at
    return news.change.at


def _harm(stated: Stated) -> bool:
    return stated.claim.subject in (
        Subject.DAMAGE, Subject.FIRE, Subject.INFRASTRUCTURE, Subject.KILLED, Subject.INJURED,
    )  # fmt: skip


def _grave(cell: Episode) -> tuple[bool, datetime]:
    return (not cell.open, cell.since)


async def evidence(store: Store, stated: Iterable[Stated]) -> list[tuple[str, int, str]]:
    """The very words that claims were read from: (post, revision, words), each once."""
    found: dict[tuple[str, int, str], None] = {}
    for said in stated:
        revision = await store.post_text(said.post)
        if revision is None or revision.number != said.revision:
            found[(said.post, said.revision, "")] = None
            continue
        for span in said.claim.evidence:
            found[(said.post, said.revision, revision.post.text[span.start : span.end])] = None
    return list(found)


async def _quote(store: Store, stated: Iterable[Stated]) -> str:
    """The lines of the post that the first claim was read from, in the official's own words."""
    for said in stated:
        spans = said.claim.evidence
        revision = await store.post_text(said.post) if spans else None
        if revision is None or revision.number != said.revision:
            continue
        text = revision.post.text
        first, last = min(s.start for s in spans), max(s.end for s in spans)
        start = text.rfind("\n", 0, first) + 1
        end = text.find("\n", last)
        words = " ".join(text[start : end if end >= 0 else len(text)].split())
        return words if len(words) <= _QUOTE else words[: _QUOTE - 1].rsplit(" ", 1)[0] + "…"
    return ""
