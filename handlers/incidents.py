"""/incident and /place: one happening in full, and what is known of one town or village."""

import re
from datetime import timedelta

from telegram import Update

from bot.gazetteer import every_name, key, lookup_table
from bot.model import Incident
from bot.reconciliation import edited
from bot.views import incidents as view
from bot.views import replies as words
from handlers.answers import Asker
from handlers.context import Context
from handlers.replies import reply

BACK = timedelta(days=365)
_AT = re.compile(r"^(?:in|at|near|в|во|на|у|під|под|біля|возле)\s+", re.IGNORECASE)
_KINDS = ("settlement", "district", "hromada", "quarter")  # any case of their names is understood
MOST_PAGES = 3


async def incident(update: Update, context: Context) -> None:
    """ "/incident ID" or "/incident_ID", as lists print it; without an id the newest of the chat's regions."""
    asker = await _asker(update, context)
    found = await _wanted(update, context, asker)
    t = asker.reader.t
    if found is None:
        await reply(update, context, words.no_such_incident(t))
        return
    store, quotes, history = asker.desk.store, {}, list(found.history)
    for post in view.posts(found):
        revision = await store.post_text(post)
        if revision is not None and not revision.withdrawn:
            quotes[post] = revision.post.text
        if revision is not None and revision.number > 1:
            kept = [r for r in await store.revisions_of(post) if r.number <= revision.number]
            versions = [(r.post.edited or r.post.seen, await store.read_from(r.id)) for r in kept]
            history += edited(found, versions)
    found = found.model_copy(update={"history": tuple(sorted(history, key=lambda step: step.by.at))})
    pages = view.incident(t, found, quotes, asker.desk.channels, asker.reader.zone, asker.now)
    for page in pages[:MOST_PAGES]:
        await reply(update, context, page)


async def place(update: Update, context: Context) -> None:
    """What happened in a town, village or district within a year, newest first."""
    asker = await _asker(update, context)
    t, typed = asker.reader.t, " ".join(context.args or ())[:100]
    if not typed:
        await reply(update, context, words.which_place(t))
        return
    typed = _AT.sub("", typed)
    meant = [entry for entry in lookup_table().entries(key(typed)) if entry.kind in _KINDS]
    wanted = {key(typed)} | {key(entry.name) for entry in meant}
    # A town is told of in any language, under any of its names.
    names = {(code, key(name)) for one in meant for code in one.regions for name in every_name(code, one.name)}

    def named(region: str, area: str) -> bool:
        said = key(area)
        return (region, said) in names or any(f" {name} " in f" {said} " for name in wanted)

    found = await asker.desk.store.incidents_at(named, asker.now - BACK, asker.now)
    title = t.gettext("{place}, the last year")
    if found:
        title = t.ngettext("{place}: {n} incident in a year", "{place}: {n} incidents in a year", len(found))
    title = title.format(place=typed, n=t.number(len(found)))
    pages = view.listed(t, title, found, asker.reader.zone, asker.now)
    for page in pages[:MOST_PAGES]:
        await reply(update, context, page)


async def _asker(update: Update, context: Context) -> Asker:
    return Asker(context.desk, await context.reader(update), context.desk.clock.now())


async def _wanted(update: Update, context: Context, asker: Asker) -> Incident | None:
    message = update.effective_message
    typed = context.args[0] if context.args else ""
    if not typed and message is not None and message.text:
        typed = message.text.split("@")[0].partition("_")[2]
    if typed:
        return await asker.desk.store.incident(typed[:64])
    recent = await asker.desk.store.incidents(asker.reader.regions, asker.now - timedelta(days=7), asker.now)
    return max(recent, key=lambda one: one.window.start, default=None)
