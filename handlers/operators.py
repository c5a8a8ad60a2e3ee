"""/status: for those whom telegram.operators names; to anybody else there is no such command."""

from telegram import Update

from bot.model import Fate
from bot.views import status as view
from handlers.context import Context
from handlers.replies import reply
from handlers.start import unknown

OPEN = (Fate.WAITING, Fate.LEASED, Fate.UNCERTAIN, Fate.DEAD)
MOST_PAGES = 3


async def status(update: Update, context: Context) -> None:
    """Counters, sources that are not well, alerts that wait."""
    desk, user = context.desk, update.effective_user
    if user is None or user.id not in desk.settings.telegram.operators:
        await unknown(update, context)
        return
    reader, counted = await context.reader(update), desk.intake.counters
    t = reader.t
    facts = {
        t.gettext("Posts taken"): counted.posts,
        t.gettext("Claims read"): counted.claims,
        t.gettext("Phrases left unread"): counted.unread,
        t.gettext("Posts that could not be weighed"): counted.failed,
        t.gettext("Pictures drawn"): desk.pictures.drawn,
    }
    owed = await desk.store.outbox(OPEN, 1000)
    for page in view.status(t, facts, await desk.store.healths(), owed, reader.zone, desk.clock.now())[:MOST_PAGES]:
        await reply(update, context, page)
