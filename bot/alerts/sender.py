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
    """Says an alert: changes a message, or sends new ones. What is raised is the library's fault, where nothing on
    the spot helps."""

    def __init__(self, bot: ExtBot[int], *, paid: bool = False) -> None:
        self.bot, self.paid = bot, paid
        self._begun: dict[int, tuple[list[Html], list[int]]] = {}

    async def edit(self, alert: Alert, message_id: int, text: Html) -> bool:
        """Change a message. False where that cannot be done: it is gone, or too long for one."""
        try:
            await self._bare_if_refused(lambda said, mode: self._edit(alert, message_id, said, mode), text)
        except TelegramError as fault:
            match judge(fault).next:
                case Next.SAME:
                    return True
                case Next.ANEW | Next.SPLIT:
                    return False
            raise
        return True

    async def send(self, alert: Alert, planned: Plan, pages: Sequence[Html]) -> tuple[int, str]:
        """Send pages as new messages; returns the first one's id and what was said in all. The next try of what
        failed in the middle goes on there, in the words of the first."""
        parts, ids = self._begun.pop(alert.id, (list(pages), []))
        try:
            while len(ids) < len(parts):
                part = parts[len(ids)]
                try:
                    ids.append(
                        await self._bare_if_refused(lambda said, mode: self._new(alert, planned, said, mode), part)
                    )
                except TelegramError as fault:
                    if judge(fault).next is not Next.SPLIT or len(part) <= _SMALLEST:
                        raise
                    parts[len(ids) : len(ids) + 1] = _halves(part)
        except BaseException:
            if ids:
                self._begun[alert.id] = parts, ids
            raise
        return ids[0], "\n".join(parts)

    def forget(self, alert: Alert) -> None:
        """There will be no next try."""
        self._begun.pop(alert.id, None)

    @staticmethod
    async def _bare_if_refused(call: Callable[[str, str | None], Awaitable[int]], text: Html) -> int:
        """Call; on refused mark-up once more without any."""
        try:
            return await call(text, ParseMode.HTML)
        except TelegramError as fault:
            if judge(fault).next is not Next.PLAIN:
                raise
            return await call(plain(text), None)

    async def _new(self, alert: Alert, planned: Plan, text: str, mode: str | None) -> int:
        answered = planned.reply_to
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


def _halves(text: Html) -> list[Html]:
    return pages(Html(""), [Html(line) for line in text.split("\n")], limit=length(text) // 2 + 1)
