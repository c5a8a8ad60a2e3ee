"""The newest state of a thread, looked up when a message about it is about to be sent."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.model import COUNTED, Change, ChangeKind, Episode, Incident, Stated, Subject
from bot.model.ports import Scope, Store
from bot.views.news import News, Picture, Tone

_TOUCH = timedelta(seconds=1)
_QUOTE = 300
_SENTENCE = re.compile(r"[.!?…]\s+")
DANGER = (Subject.THREAT, Subject.ATTACK, Subject.ALL_CLEAR)


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
    # Beside what is taken back stands whatever is on there, be it a danger by itself.
    apart = news.tone is Tone.CORRECTION
    cells = tuple(sorted((e for e in around if e.group == group or (apart and e.open)), key=_grave))
    withdrawn = news.change.kind is ChangeKind.WITHDRAWN
    quote = "" if withdrawn else await _quote(store, await _grounds(store, news))
    if not cells:
        return Picture(quote=quote)
    start = min(cell.since for cell in cells)
    # What the post of the all-clear counts is told with it, though the end itself was earlier.
    ends = [max(cell.ended or now, cell.cleared_by.at if cell.cleared_by else start) for cell in cells]
    end = (now if any(cell.open for cell in cells) else max(ends)) + _TOUCH
    figures = await store.stated(Scope(regions=frozenset(regions), start=start, end=end), COUNTED)
    happened = await store.incidents(regions, start, end)
    # Their windows are minutes: what was told before this danger began belongs to the one before it, or to none.
    incidents = [i for i in happened if any(voice.at >= start for voice in i.voices)]
    if (about := news.change.incident) is not None and all(i.id != about.id for i in incidents):
        quote = ""  # of people or things that this danger's message does not tell of
    return Picture(
        cells=cells,
        figures=tuple(s for s in figures if start <= s.posted < end and set(s.claim.place.regions) & set(regions)),
        incidents=tuple(incidents),
        quote=quote,
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
    gone = news.change.kind is ChangeKind.WITHDRAWN
    if news.change.incident is not None and not gone and all(i.id != news.change.incident.id for i in incidents):
        incidents.append(news.change.incident)
    own = [s for s in figures if not s.claim.place.regions or set(s.claim.place.regions) & set(news.regions)]
    return Picture(figures=tuple(figures), incidents=tuple(incidents), quote=await _quote(store, own))


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


async def _grounds(store: Store, news: News) -> Sequence[Stated]:
    """The claims that the news was read from: those that it carries, else what its post says of its places now."""
    change = news.change
    if change.now or change.before or not change.post:
        return change.now or change.before
    revision = await store.post_text(change.post)
    if revision is None:
        return ()
    posted = revision.post.posted
    scope = Scope(regions=frozenset(change.regions), start=posted, end=posted + _TOUCH)
    stated = await store.stated(scope, DANGER if change.episode else ())
    return of_change(change, [s for s in stated if s.post == change.post])


def of_change(change: Change, said: Iterable[Stated]) -> list[Stated]:
    """What a post says of the places of a change, and of its weapon if it names it."""
    here = [s for s in said if set(s.claim.place.regions) & set(change.regions)]
    return [s for s in here if s.claim.weapon is change.weapon] or here


async def _quote(store: Store, stated: Sequence[Stated]) -> str:
    """The lines of a post that claims were read from, in the official's own words; what lies between is left out."""
    for post in dict.fromkeys((said.post, said.revision) for said in stated if said.claim.evidence):
        revision = await store.post_text(post[0])
        if revision is None or revision.number != post[1]:
            continue
        spans = [span for said in stated if (said.post, said.revision) == post for span in said.claim.evidence]
        words = _around(revision.post.text, sorted((span.start, span.end) for span in spans))
        return words if len(words) <= _QUOTE else words[: _QUOTE - 1].rsplit(" ", 1)[0] + "…"
    return ""


def _around(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The lines around the spans, each once and in order. In a line too long to be quoted it begins with the
    sentence of the first."""
    said, upto = "", 0
    for first, last in spans:
        line, end = max(upto, text.rfind("\n", 0, first) + 1), text.find("\n", max(first, last - 1))
        start, end = line, len(text) if end < 0 else end
        if end <= upto:
            continue
        if end - line > _QUOTE:
            start = max([line, *(found.end() for found in _SENTENCE.finditer(text, line, first))])
        skipped = start > line or (said and text[upto:start].strip())
        said += f" {'… ' if skipped else ''}{text[start:end]}"
        upto = end
    return " ".join(said.split())
