"""Sender: one alert to one chat by the Bot API, and what can be mended on the spot when it is refused."""

from collections.abc import Awaitable, Callable, Sequence

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.alerts.faults import Next, judge
from bot.alerts.plan import Plan
from bot.model import Alert
from bot.views.markup import Html, length, pages, plain

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SMALLEST = 400
"""A text shorter than this is not too long, whatever is said of it."""


class Sender:
    """Says an alert, part by part."""

    def __init__(self, bot: ExtBot[int], *, paid: bool = False) -> None:
        self.bot, self.paid = bot, paid
        self._said: dict[int, list[int]] = {}

    async def say(self, alert: Alert, planned: Plan, parts: Sequence[Html]) -> tuple[int, bool]:
        """Edit or send; returns the (first) message's id and whether it was an edit. Raises the library's fault
        where nothing on the spot helps; parts that went out before it are not sent again by the next try."""
        if planned.edit and len(parts) == 1:
            try:
                await self._mended(lambda text, mode: self._edit(alert, planned.edit, text, mode), parts[0])
                return planned.edit, True
            except TelegramError as fault:
                if judge(fault).next is not Next.ANEW:
                    raise
        said = self._said.setdefault(alert.id, [])
        for number in range(len(said), len(parts)):
            said.append(await self._mended(lambda text, mode: self._new(alert, planned, text, mode), parts[number]))
        del self._said[alert.id]
        return said[0], False

    async def _mended(self, call: Callable[[str, str | None], Awaitable[int]], text: Html) -> int:
        """Call; on refused mark-up once more without any, on a text that is too long in halves."""
        try:
            return await call(text, ParseMode.HTML)
        except TelegramError as fault:
            match judge(fault).next:
                case Next.SAME:
                    return 0
                case Next.PLAIN:
                    return await call(plain(text), None)
                case Next.SPLIT if len(text) > _SMALLEST:
                    halves = pages(Html(""), [Html(line) for line in text.split("\n")], limit=length(text) // 2 + 1)
                    ids = [await self._mended(call, half) for half in halves]
                    return ids[0]
            raise

    async def _new(self, alert: Alert, planned: Plan, text: str, mode: str | None) -> int:
        answered = planned.reply_to or planned.edit
        reply = ReplyParameters(answered, allow_sending_without_reply=True) if answered else None
        message = await self.bot.send_message(
            alert.chat_id,
            text,
            mode,
            disable_notification=planned.silent,
            message_thread_id=alert.topic or None,
            reply_parameters=reply,
            link_preview_options=NO_PREVIEW,
            allow_paid_broadcast=self.paid or None,
            rate_limit_args=int(alert.priority),
        )
        return message.message_id

    async def _edit(self, alert: Alert, message_id: int, text: str, mode: str | None) -> int:
        await self.bot.edit_message_text(
            text,
            alert.chat_id,
            message_id,
            parse_mode=mode,
            link_preview_options=NO_PREVIEW,
            rate_limit_args=int(alert.priority),
        )
        return message_id
