"""/subscribe and /unsubscribe: by words, or by pressing regions."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext.filters import MessageFilter

from bot.model import Interest, Severity, Subscription
from bot.views import coverage, replies
from bot.views import settings as words
from bot.views.words import region
from handlers import picker, wishes
from handlers.context import Context
from handlers.replies import reply
from handlers.seal import Sealed, unpack
from handlers.target import Target, asked, changed, pressed, reopen


async def subscribe(update: Update, context: Context) -> None:
    """Subscribe to what was typed; with nothing typed show the regions."""
    target = await asked(update, context)
    if target is None:
        return
    typed = " ".join(context.args or ())
    if not typed:
        page = picker.picker(context, target, 0)
        await reply(update, context, words.pick(target.t, picker.title(target.t, 0), marked=picker.marked(page)), page)
        return
    await _wished(update, context, target, typed)


async def typed(update: Update, context: Context) -> None:
    """A region typed in reply to a message of ours that has our buttons: searching by typing."""
    message = update.effective_message
    picker_of = _picker_of(message.reply_to_message) if message is not None else None
    if message is None or picker_of is None:
        return
    # The picker tells whose regions it chooses: in an administrator's private chat it may be a group's.
    target = await pressed(update, context, picker_of.chat_id, picker_of.topic)
    if target is None:
        reader = await context.reader(update)
        await reply(update, context, words.admins_only(reader.t, context.bot.username))
        return
    await _wished(update, context, target, message.text or "")


async def _wished(update: Update, context: Context, target: Target, typed: str) -> None:
    wish = wishes.read(typed, target.t)
    if not wish.regions:
        near = wish.near
        if near:
            found = picker.found(context, target, near)
            await reply(update, context, words.pick(target.t, "", marked=picker.marked(found)), found)
        else:
            names = [region(target.t, code) for code in near]
            await reply(update, context, replies.no_such_region(target.t, wish.unknown or typed, names))
        return
    after = await add(context, target, wish.regions, wish.interests or target.interests, wish.severity)
    rows = [picker.neighbours(context, after, code) for code in wish.regions[:3]]
    rows.append([after.button(context, after.t.gettext("Settings"), "h")])
    relayed = relays(context, wish.regions)
    channels = context.desk.channels
    text = words.subscribed(
        after.t, wish.regions, after.regions, relayed, wish.within, wish.unknown,
        coverage.unwatched(channels, wish.regions), coverage.local(channels, wish.regions),
        coverage.without_alarms(channels, wish.regions),
    )  # fmt: skip
    await reply(update, context, text, InlineKeyboardMarkup([row for row in rows if row]))


async def unsubscribe(update: Update, context: Context) -> None:
    """Take away what was typed, "all", or show what there is."""
    target = await asked(update, context)
    if target is None:
        return
    text = " ".join(context.args or ())
    if not text and target.regions:
        title = words.names(target.t, target.regions)
        chosen = picker.chosen(context, target)
        await reply(update, context, words.pick(target.t, f"({title})", marked=picker.marked(chosen)), chosen)
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


def _picker_of(message: Message | None) -> Sealed | None:
    """What the first of a message's sealed buttons is for; None where it has none."""
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    found = (unpack(button.callback_data) for row in rows for button in row if isinstance(button.callback_data, str))
    return next((sealed for sealed in found if sealed is not None), None)


class _ToPicker(MessageFilter):
    """Replies to messages that carry our sealed buttons."""

    def filter(self, message: Message) -> bool:
        """Whether the message answers one."""
        return _picker_of(message.reply_to_message) is not None


TO_PICKER = _ToPicker()
