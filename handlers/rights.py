"""Who may change a chat's alerts: the person in a private chat, administrators in groups. Asked of Telegram afresh."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Bot, Update, User
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot import log as logs

log = logs.get(__name__)

ANONYMOUS = 1087968824
"""GroupAnonymousBot: the sender of what an administrator says as the group. Presses carry the real person's id."""

FRESH = timedelta(seconds=60)
_FORGET_ABOVE = 10_000


@dataclass(frozen=True)
class Who:
    """Somebody who may change a chat; `user_id` 0 and no name for an administrator who speaks as the group."""

    user_id: int
    name: str = ""


@dataclass
class Rights:
    """Answers are kept for a minute at most, refusals too; a restart asks again."""

    _known: dict[tuple[int, int], tuple[datetime, bool]] = field(default_factory=dict)

    async def administers(self, bot: Bot, chat_id: int, user_id: int, now: datetime) -> bool:
        """Whether a person is an administrator or the owner of a group. A refused question means no."""
        key = (chat_id, user_id)
        asked, answer = self._known.get(key, (None, False))
        if asked is not None and timedelta(0) <= now - asked < FRESH:
            return answer
        try:
            member = await bot.get_chat_member(chat_id, user_id)
            answer = member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
        except TelegramError as fault:
            log.info("rights could not be asked", chat=chat_id, fault=str(fault))
            return False
        if len(self._known) > _FORGET_ABOVE:
            self._known.clear()
        self._known[key] = (now, answer)
        return answer

    async def may_change(self, update: Update, bot: Bot, chat_id: int, now: datetime) -> Who | None:
        """Who it is, if they may change the chat; else None.

        A message spoken as the group is an administrator's; one spoken as any other chat is nobody's.
        """
        query, message = update.callback_query, update.effective_message
        if query is not None:
            return await self._person(query.from_user, bot, chat_id, now)
        if message is None:
            return None
        if message.sender_chat is not None:
            spoken_as_group = message.sender_chat.id == message.chat.id == chat_id
            return Who(0) if spoken_as_group and message.chat.type != "channel" else None
        if message.from_user is None:
            return None
        return await self._person(message.from_user, bot, chat_id, now)

    async def _person(self, user: User, bot: Bot, chat_id: int, now: datetime) -> Who | None:
        mine = user.id == chat_id
        allowed = mine or (chat_id < 0 and await self.administers(bot, chat_id, user.id, now))
        return Who(user.id, _name(user)) if allowed else None


def _name(user: User) -> str:
    return f"@{user.username}" if user.username else user.full_name
