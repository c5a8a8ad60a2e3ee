"""How the bot stands in a chat: added, blocked, removed, back again; and a group that became a supergroup."""

from telegram import ChatMemberUpdated, InlineKeyboardMarkup, Update, User
from telegram.constants import ChatMemberStatus, ChatType, ParseMode
from telegram.error import TelegramError

from bot import log as logs
from bot.locales import translator
from bot.model import ChatKind
from bot.views import settings as words
from handlers.context import Context, newcomer
from handlers.gate import let_in
from handlers.rights import Who
from handlers.target import STOPPED, come_back, load

log = logs.get(__name__)

_THERE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED)


async def stands(update: Update, context: Context) -> None:
    """my_chat_member: the books are kept, a group that the bot came to is greeted once."""
    event = update.my_chat_member
    if event is None:
        return
    store, chat_id = context.desk.store, event.chat.id
    there = event.new_chat_member.status in _THERE
    was_there = event.old_chat_member.status in _THERE
    named = {"chat": chat_id} if chat_id < 0 else {}  # a person's chat leaves no line in the log
    log.info("membership", **named, before=event.old_chat_member.status, now=event.new_chat_member.status)
    if not there:
        private = event.chat.type == ChatType.PRIVATE
        await store.close_chat(chat_id, "blocked by the user" if private else "removed from the chat")
        return
    known = await store.chat(chat_id)
    # Given the right to write, it is back as well; what its people stopped stays so, unless they took it in anew.
    await come_back(context, chat_id, unless=STOPPED if was_there else None)
    in_group = event.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    # Promoted, or come with a migration: it has said hello before.
    if in_group and not was_there and (known is None or known.closed):
        await _greet(context, event)


async def migrated(update: Update, context: Context) -> None:
    """The service messages of a group that became a supergroup; either of the two will do."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        old, new = message.chat.id, message.migrate_to_chat_id
    elif message.migrate_from_chat_id is not None:
        old, new = message.migrate_from_chat_id, message.chat.id
    else:
        return
    await context.desk.store.migrate_chat(old, new)
    # Leaving the old group is part of moving, and may be told first: that closes nothing.
    await come_back(context, new, unless=STOPPED)


async def topic_reopened(update: Update, context: Context) -> None:
    """The service message of a forum topic that is open again: it is spoken to again."""
    message = update.effective_message
    if message is not None:
        await come_back(context, message.chat.id, message.message_thread_id or 0, unless=STOPPED)


async def _greet(context: Context, event: ChatMemberUpdated) -> None:
    adder: User = event.from_user
    if not await let_in(context.desk, event.chat.id, adder.id):
        return
    chat = newcomer(event.chat.id, 0, ChatKind(event.chat.type), event.chat.title or "", adder.language_code)
    shown = await load(context, event.chat.id, 0, Who(0), event.chat.id, chat)
    await context.desk.store.put_chat(shown.chat.model_copy(update={"kind": chat.kind, "title": chat.title}))
    shown = await load(context, event.chat.id, 0, Who(0), event.chat.id, chat)
    t = translator(shown.chat.language)
    buttons = [[shown.button(context, t.gettext("Choose regions"), "p0")], [shown.in_private(context)]]
    try:
        await context.bot.send_message(
            event.chat.id,
            words.greeting(t, context.bot.first_name),
            ParseMode.HTML,
            reply_markup=InlineKeyboardMarkup(buttons),
        )
    except TelegramError as fault:
        log.info("a group could not be greeted", chat=event.chat.id, fault=str(fault))
