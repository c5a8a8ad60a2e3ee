"""Updates that Telegram brings by itself, to /webhook of the service port."""

import hashlib
from collections.abc import Sequence
from typing import Any

from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot import log
from bot.clock import Clock
from bot.errors import BadConfig
from bot.model.ports import Store
from bot.sources.door import BACKOFF, Door, refused
from bot.sources.updates import Updates

logger = log.get("sources.webhook")

LOOK = 30.0
"""Seconds between two questions to Telegram whether it can deliver."""


class Webhook(Door):
    """`run` sets the webhook and then watches over it; `receive` is called by the service port."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        updates: Updates,
        store: Store,
        clock: Clock,
        allowed: Sequence[str],
        url: str,
        secret: str = "",
    ) -> None:
        # A Bot API server of one's own, spoken to without TLS, calls back without it, too.
        if not url.startswith(
            "https://" if application.bot.base_url.startswith("https://") else ("https://", "http://")
        ):
            raise BadConfig(f"telegram.webhook_url = {url!r}: must be the https address that Telegram calls")
        super().__init__(application, updates, store, clock, allowed)
        self.url = url
        # Without one of its own the secret follows from the token, so that it stays the same over restarts.
        self.secret = secret or hashlib.sha256(f"webhook {application.bot.token}".encode()).hexdigest()

    async def run(self) -> None:
        """Set the webhook, then ask every 30 s how it does. Raises BadConfig where the token is refused."""
        pause, is_set = BACKOFF[0], False
        bot: Bot = self.application.bot
        while True:
            self.last_tried = self.clock.now()
            try:
                if not is_set:
                    await bot.set_webhook(
                        self.url, allowed_updates=self.allowed, secret_token=self.secret, drop_pending_updates=False
                    )
                    is_set = True
                info = await bot.get_webhook_info()
                if info.url != self.url:
                    logger.warning("the webhook was changed by somebody; it is set again")
                    is_set = False
                    continue
            except InvalidToken as fault:
                raise refused() from fault
            except TelegramError as fault:
                self.lost(fault)
                await self.updates.silent(self.clock.now())
                await self.clock.sleep(pause)
                pause = min(BACKOFF[1], pause * 2)
                continue
            self.line.answered()
            pause, now = BACKOFF[0], self.clock.now()
            if info.last_error_date and (now - info.last_error_date).total_seconds() < 2 * LOOK:
                logger.warning("Telegram cannot deliver to the webhook", fault=info.last_error_message)
                await self.updates.silent(now)
            else:
                self.last_ok = now
                await self.updates.alive(now)
            await self.clock.sleep(LOOK)

    async def receive(self, data: Any) -> bool:
        """One update's JSON from the port; False where it could not be kept and Telegram must bring it again."""
        try:
            update = Update.de_json(data, self.application.bot)
        except Exception:
            logger.exception("an update that is none")
            return True
        taken = update is None or await self.take_in(update)
        if taken:
            self.last_ok = self.clock.now()
        return taken
