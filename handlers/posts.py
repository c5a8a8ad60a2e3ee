"""Forwarded posts, answered. The posts themselves are taken in by bot.sources before any handler sees them."""

from datetime import timedelta

from telegram import Update

from bot.gazetteer import REGIONS
from bot.model import Post
from bot.model.ports import Scope
from bot.sources.roster import Roster
from bot.sources.updates import sort
from bot.views import replies as words
from handlers.context import Context
from handlers.replies import reply


async def forwarded(update: Update, context: Context) -> None:
    """In a private chat, tell what became of a channel's post that was forwarded to the bot."""
    desk, message = context.desk, update.effective_message
    if message is None:
        return
    found = sort(message, Roster(desk.channels), desk.clock.now())
    if found is None:
        return
    t = (await context.reader(update)).t
    if isinstance(found, Post):
        channel = desk.channels[found.channel]
        await reply(update, context, words.taken(t, channel.title or f"@{found.channel}", await _read(context, found)))
    else:
        await reply(update, context, words.not_watched(t, found.title or found.username))


async def _read(context: Context, post: Post) -> int:
    """How many statements stand that were read in the post."""
    minute = timedelta(minutes=1)
    scope = Scope(regions=frozenset(REGIONS), start=post.posted - minute, end=post.posted + minute)
    stated = await context.desk.store.stated(scope)
    return sum(1 for one in stated if one.post == post.key)
