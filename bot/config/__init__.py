"""The configuration: config.toml and the environment."""

from bot.config.loading import load
from bot.config.settings import (
    AlertSettings,
    ChannelSettings,
    GroupSettings,
    MtprotoSettings,
    PreviewSettings,
    RelaySettings,
    RetentionSettings,
    ServiceSettings,
    Settings,
    StorageSettings,
    TelegramSettings,
)

__all__ = [
    "AlertSettings",
    "ChannelSettings",
    "GroupSettings",
    "MtprotoSettings",
    "PreviewSettings",
    "RelaySettings",
    "RetentionSettings",
    "ServiceSettings",
    "Settings",
    "StorageSettings",
    "TelegramSettings",
    "clock_time",
    "load",
]
