"""/subscribe and /unsubscribe: by words, or by pressing regions."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext.filters import MessageFilter

from bot.model import Interest, Severity, Subscription
from bot.views import replies
from bot.views import settings as words
from bot.views.words import region
from handlers import picker, wishes
from handlers.context import Context
from handlers.replies import reply
from handlers.seal import PREFIX
from handlers.target import Target, asked, changed, reopen


async def subscribe(update: Update, context: Context) -> None:
    """Subscribe to what was typed; with nothing typed show the regions."""
    target = await asked(update, context)
    if target is None:
        return
    typed = " ".join(context.args or ())
    if not typed:
        page = picker.picker(context, target, 0)
        await reply(update, context, words.pick(target.t, picker.title(target.t, 0)), page)
        return
    await _wished(update, context, target, typed)


async def typed(update: Update, context: Context) -> None:
    """A region typed in reply to a message of ours that has our buttons: searching by typing."""
    message, target = update.effective_message, await asked(update, context)
    if message is not None and target is not None:
        await _wished(update, context, target, message.text or "")


async def _wished(update: Update, context: Context, target: Target, typed: str) -> None:
    wish = wishes.read(typed, target.t)
    if not wish.regions:
        near = wish.near
        if near:
            await reply(update, context, words.pick(target.t, ""), picker.found(context, target, near))
        else:
            names = [region(target.t, code) for code in near]
            await reply(update, context, replies.no_such_region(target.t, wish.unknown or typed, names))
        return
    after = await add(context, target, wish.regions, wish.interests or target.interests, wish.severity)
    rows = [picker.neighbours(context, after, code) for code in wish.regions[:3]]
    rows.append([after.button(context, after.t.gettext("Settings"), "h")])
    text = words.subscribed(after.t, wish.regions, after.regions, relays(context, wish.regions))
    await reply(update, context, text, InlineKeyboardMarkup([row for row in rows if row]))


async def unsubscribe(update: Update, context: Context) -> None:
    """Take away what was typed, "all", or show what there is."""
    target = await asked(update, context)
    if target is None:
        return
    text = " ".join(context.args or ())
    if not text and target.regions:
        title = words.names(target.t, target.regions)
        await reply(update, context, words.pick(target.t, f"({title})"), picker.chosen(context, target))
        return
    wish = wishes.read(text, target.t)
    if text and not wish.regions:
        names = [region(target.t, code) for code in wish.near]
        await reply(update, context, replies.no_such_region(target.t, wish.unknown or text, names))
        return
    gone = [code for code in target.regions if code in wish.regions]
    after = await remove(context, target, gone) if gone else target
    await reply(update, context, words.unsubscribed(target.t, gone, after.regions))


async def add(
    context: Context,
    target: Target,
    regions: Iterable[str],
    interests: Iterable[Interest],
    severity: Severity | None = None,
) -> Target:
    """Subscribe the target to these regions."""
    codes = list(regions)
    if target.chat.closed:  # who asks for alerts wants to be spoken to again
        await reopen(context, target.chat)
    await context.desk.store.subscribe(
        [
            Subscription(
                chat_id=target.chat.chat_id,
                topic=target.chat.topic,
                region=code,
                interest=interest,
                severity=target.severity if severity is None else severity,
            )
            for code in codes
            for interest in interests
        ]
    )
    return await changed(context, target, f"+ {words.names(target.t, codes)}")


async def remove(context: Context, target: Target, regions: Sequence[str]) -> Target:
    """Unsubscribe the target from these regions; none = from everything."""
    await context.desk.store.unsubscribe(target.chat.chat_id, target.chat.topic, regions)
    return await changed(context, target, f"− {words.names(target.t, regions or target.regions)}")


async def rewish(
    context: Context, target: Target, interests: Sequence[Interest], severity: Severity, what: str
) -> Target:
    """Give every region of the target these subjects and this gravity."""
    regions = target.regions
    await context.desk.store.unsubscribe(target.chat.chat_id, target.chat.topic, ())
    await context.desk.store.subscribe(
        [
            Subscription(
                chat_id=target.chat.chat_id, topic=target.chat.topic, region=code, interest=value, severity=severity
            )
            for code in regions
            for value in interests
        ]
    )
    return await changed(context, target, what)


def relays(context: Context, regions: Iterable[str]) -> list[str]:
    """Public channels of the bot's own that carry these regions."""
    wanted = set(regions)
    found = [relay.username for relay in context.desk.settings.relays if relay.region in wanted and relay.username]
    return list(dict.fromkeys(found))


class _ToPicker(MessageFilter):
    """Replies to messages that carry our sealed buttons."""

    def filter(self, message: Message) -> bool:
        """Whether the message answers one."""
        markup = message.reply_to_message.reply_markup if message.reply_to_message else None
        rows = markup.inline_keyboard if markup else ()
        return any(isinstance(b.callback_data, str) and b.callback_data.startswith(PREFIX) for row in rows for b in row)


TO_PICKER = _ToPicker()
