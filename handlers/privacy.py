"""/privacy and /delete: what is kept of a chat, and its end."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.views import replies as words
from bot.views.words import region
from handlers.context import Context, Reader
from handlers.replies import reply, rewrite
from handlers.target import AUDIT_KEPT, asked, audit

YES, NO = "forget:yes", "forget:no"


async def privacy(update: Update, context: Context) -> None:
    """What is kept of this chat."""
    reader = await context.reader(update)
    kept = context.desk.settings.retention
    stored = await _stored(context, reader)
    await reply(update, context, words.privacy(reader.t, stored, AUDIT_KEPT, kept.outbox_days, kept.chats_days))


async def delete(update: Update, context: Context) -> None:
    """Ask once; the button does it. In groups this is the administrators' to decide."""
    if await asked(update, context) is None:
        return
    reader = await context.reader(update)
    buttons = InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(reader.t.gettext("Delete everything"), callback_data=YES),
                InlineKeyboardButton(reader.t.gettext("Keep it"), callback_data=NO),
            ]
        ]
    )
    await reply(update, context, words.confirm_delete(reader.t), buttons)


async def decide(update: Update, context: Context) -> None:
    """The answer to "delete everything?"."""
    query, chat = update.callback_query, update.effective_chat
    if query is None or chat is None:
        return
    reader = await context.reader(update)
    # Rights are asked again: the button stays, and whoever sees it may press it.
    if not await _may(update, context, reader):
        await query.answer(reader.t.gettext("Only administrators may press this."))
        return
    if query.data == YES:
        await context.desk.store.forget_chat(chat.id)
        await rewrite(update, words.deleted(reader.t))
    else:
        await rewrite(update, words.kept(reader.t))
    await query.answer()


async def _may(update: Update, context: Context, reader: Reader) -> bool:
    desk = context.desk
    return await desk.rights.may_change(update, context.bot, reader.chat.chat_id, desk.clock.now()) is not None


async def _stored(context: Context, reader: Reader) -> list[str]:
    kept = await context.desk.store.chat(reader.chat.chat_id, reader.chat.topic)
    if kept is None and not reader.regions:
        return []
    t, chat = reader.t, reader.chat
    lines = [t.gettext("chat {id}").format(id=chat.chat_id) + (f" – {chat.title}" if chat.title else "")]
    lines.append(t.gettext("language {language}, {zone}").format(language=chat.language, zone=t.zone(chat.timezone)))
    if reader.regions:
        lines.append(t.gettext("regions: {names}").format(names=", ".join(region(t, code) for code in reader.regions)))
    if chat.quiet is not None:
        lines.append(
            t.gettext("quiet hours {start:%H:%M}–{end:%H:%M}").format(start=chat.quiet.start, end=chat.quiet.end)
        )
    if chat.digest is not None:
        lines.append(t.gettext("digest at {time:%H:%M}").format(time=chat.digest))
    if changes := await audit(context, chat):
        said = t.ngettext("{n} change of settings, by {names}", "{n} changes of settings, by {names}", len(changes))
        # An administrator who speaks as the group has no name.
        who = dict.fromkeys(name or t.gettext("an administrator") for _, name, _ in changes)
        lines.append(said.format(n=t.number(len(changes)), names=", ".join(who)))
    return lines
