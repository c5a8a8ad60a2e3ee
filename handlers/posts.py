"""Channel posts, their edits and forwards: made into Posts and handed to intake."""

from telegram import Update

from bot.model import Post
from handlers.context import Context


def _made(update: Update, context: Context) -> Post | None:
    from bot.sources.updates import post_of

    message = update.effective_message
    return post_of(message, context.desk.channels, context.desk.clock.now()) if message else None


async def post(update: Update, context: Context) -> None:
    """A post or an edit of a channel that the bot is a member of."""
    made = _made(update, context)
    if made is not None:
        await context.desk.intake.take(made)


async def forwarded(update: Update, context: Context) -> None:
    """A watched channel's post that a person forwarded, or that a discussion group mirrors."""
    made = _made(update, context)
    if made is not None:
        await context.desk.intake.take(made)
