"""The commands and presses of alerts, for the one table of commands and the wiring."""

from typing import Any

from telegram.ext import Application, CallbackQueryHandler, ChatMemberHandler, MessageHandler, filters

from bot.locales import N_
from handlers import membership, settings, subscriptions, why
from handlers.command import Command, Section
from handlers.context import Context
from handlers.seal import PREFIX

COMMANDS: tuple[Command, ...] = (
    Command(
        "subscribe",
        subscriptions.subscribe,
        Section.ALERTS,
        N_("be warned about regions"),
        N_("[region or city] [with neighbours]"),
        "Belgorod",
    ),
    Command(
        "unsubscribe", subscriptions.unsubscribe, Section.ALERTS, N_("no more alerts"), N_("[region | all]"), "Belgorod"
    ),
    Command("settings", settings.settings, Section.ALERTS, N_("everything that is set for this chat")),
    Command("mute", settings.mute, Section.ALERTS, N_("send nothing for a while"), N_("30m | 2h | off"), "30m"),
    Command(
        "quiet",
        settings.quiet,
        Section.ALERTS,
        N_("hours without sound"),
        N_("23-07 [except missile] | off"),
        "23-07 except missile",
    ),
    Command("digest", settings.digest, Section.ALERTS, N_("a daily digest"), N_("08:00 | off"), "08:00"),
    Command("why", why.why, Section.ALERTS, N_("why an alert was sent, or was not"), N_("[number], or in reply")),
    Command("test", settings.test, Section.ALERTS, N_("send a test alert here")),
    Command("language", settings.language, Section.CHAT, N_("the bot’s language"), N_("ru | uk | en"), "uk"),
    Command(
        "timezone", settings.timezone, Section.CHAT, N_("the clock of this chat"), N_("city or zone"), "Europe/Kyiv"
    ),
    Command("stop", settings.stop, Section.CHAT, N_("send nothing here any more")),
)


def wire(application: "Application[Any, Context, Any, Any, Any, Any]", group: int) -> None:
    """Hang the presses, membership and service messages; commands are hung with the table."""
    add = application.add_handler
    add(CallbackQueryHandler(settings.press, pattern=f"^{PREFIX}"), group)
    add(ChatMemberHandler(membership.stands, ChatMemberHandler.MY_CHAT_MEMBER), group)
    add(MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, membership.migrated), group)
    reopened = filters.UpdateType.MESSAGE & filters.StatusUpdate.FORUM_TOPIC_REOPENED
    add(MessageHandler(reopened, membership.topic_reopened), group)
    typed = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND & ~filters.FORWARDED & subscriptions.TO_PICKER
    add(MessageHandler(typed, subscriptions.typed), group)
