"""/health /reread /outbox: for those whom telegram.operators names; to anybody else there are no such commands."""

from collections.abc import Mapping

from telegram import Update

from bot.errors import SourceFault
from bot.model import Fate
from bot.views import status as view
from bot.views.markup import Html
from bot.views.teller import Teller
from handlers.context import Context, Reader
from handlers.replies import reply
from handlers.start import unknown

OPEN = (Fate.WAITING, Fate.LEASED, Fate.UNCERTAIN, Fate.DEAD)
MOST_PAGES = 3
MOST_NEAR = 3


async def health(update: Update, context: Context) -> None:
    """Counters, sources that are not well, alerts that wait."""
    reader = await _operator(update, context)
    if reader is None:
        return
    t, desk = reader.t, context.desk
    counted = desk.intake.counters
    facts = {
        t.gettext("Posts taken"): counted.posts,
        t.gettext("Claims read"): counted.claims,
        t.gettext("Phrases left unread"): counted.unread,
        t.gettext("Posts that could not be weighed"): counted.failed,
        t.gettext("Pictures drawn"): desk.pictures.drawn,
    }
    owed = await desk.store.outbox(OPEN, 1000)
    teller = Teller(reader.chat, desk.channels, desk.clock.now())
    await _say(update, context, view.status(teller, facts, await desk.store.healths(), owed))


async def outbox(update: Update, context: Context) -> None:
    """The newest alerts that are owed, uncertain or dead, and why."""
    reader = await _operator(update, context)
    if reader is None:
        return
    desk = context.desk
    rows = await desk.store.outbox(OPEN, view.MOST_ALERTS + 1)
    await _say(update, context, view.outbox(Teller(reader.chat, desk.channels, desk.clock.now()), rows))


async def reread(update: Update, context: Context) -> None:
    """Read a channel's preview pages again at once, back to preview.reread_hours."""
    reader = await _operator(update, context)
    if reader is None:
        return
    t, preview = reader.t, context.desk.preview
    usernames = {name: watch.username for name, watch in preview.watches.items()} if preview else {}
    if not context.args:
        await reply(update, context, view.which_channel(t, next(iter(usernames), "")))
        return
    typed = context.args[0]
    name = _meant(typed, usernames)
    if preview is None or name is None:
        from rapidfuzz import process  # see handlers.start

        near = [n for n, _, _ in process.extract(_username(typed), list(usernames), limit=MOST_NEAR, score_cutoff=60)]
        await reply(update, context, view.not_by_preview(t, typed, near))
        return
    try:
        said = view.reread(t, name, await preview.reread(name))
    except SourceFault as fault:
        said = view.not_reread(t, name, str(fault))
    await reply(update, context, said)


async def _operator(update: Update, context: Context) -> Reader | None:
    """The operator who asks in a private chat. Anybody else gets what a command that does not exist gets, and a
    group gets nothing that is the operators' own."""
    user, room = update.effective_user, update.effective_chat
    private = room is not None and room.type == "private"
    if user is None or user.id not in context.desk.settings.telegram.operators:
        if private:
            await unknown(update, context)
        return None
    reader = await context.reader(update)
    if not private:
        await reply(update, context, view.in_private(reader.t))
        return None
    return reader


async def _say(update: Update, context: Context, pages: list[Html]) -> None:
    for page in pages[:MOST_PAGES]:
        await reply(update, context, page)


def _username(typed: str) -> str:
    """A channel as people write it (@name, t.me/name, t.me/s/name/12) -> its username."""
    bare = typed.lower().removeprefix("https://").removeprefix("http://").removeprefix("t.me/").removeprefix("s/")
    return bare.removeprefix("@").partition("/")[0].partition("?")[0]


def _meant(typed: str, usernames: Mapping[str, str]) -> str | None:
    """The name by which a channel is configured; its username of today is understood too."""
    wanted = _username(typed)
    if wanted in usernames:
        return wanted
    return next((name for name, username in usernames.items() if username.lower() == wanted), None)
