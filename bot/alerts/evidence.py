"""What an alert was read from, for /why: the words of the revision that made it, be it changed or gone by now."""

from collections.abc import Sequence
from datetime import datetime

from bot.alerts.newest import DANGER, of_change
from bot.model import Revision, Stated
from bot.model.ports import Store
from bot.views.news import News
from bot.views.why import Ground


async def evidence(store: Store, news: News, owed: datetime) -> list[Ground]:
    """The very words behind an alert that was `owed` then, each once."""
    change = news.change
    stated: Sequence[Stated] = change.now or change.before
    if not stated and change.post and (then := _then(await store.revisions_of(change.post), owed)):
        said = await store.read_from(then.id)
        stated = of_change(change, [s for s in said if not change.episode or s.claim.subject in DANGER])
    found: dict[Ground, None] = {}
    for one in stated:
        kept = {revision.number: revision for revision in await store.revisions_of(one.post)}
        standing, revision = await store.post_text(one.post), kept.get(one.revision)
        text = revision.post.text if revision is not None else ""
        for words in [text[span.start : span.end] for span in one.claim.evidence] or [""]:
            ground = Ground(
                post=one.post,
                revision=one.revision,
                words=words,
                withdrawn=standing is not None and standing.withdrawn,
                changed=standing is not None and standing.number != one.revision,
            )
            found[ground] = None
    return list(found)


def _then(revisions: Sequence[Revision], at: datetime) -> Revision | None:
    """The newest that was known `at` the time."""
    known = [revision for revision in revisions if revision.post.seen <= at]
    return max(known or revisions[:1], key=lambda revision: revision.number, default=None)
