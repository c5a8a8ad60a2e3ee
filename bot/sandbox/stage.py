"""The stage of the demo: the night's channels, its group and its subscriber in a sandbox, and a bot among them."""

from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.config import Settings
from bot.model import Transport
from bot.sandbox.chats import Chat, Message, Person
from bot.sandbox.night import Night
from bot.sandbox.sandbox import Sandbox

LOOK_EVERY = 6.0
"""Seconds of the played night between two looks at a preview: a fraction of one of the machine's."""


class StageSettings(Settings):
    """Settings that no environment variable of the machine can change."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


class Stage:
    """Who is there."""

    def __init__(self, sandbox: Sandbox, night: Night) -> None:
        self.sandbox, self.night = sandbox, night
        self.channels: dict[str, Chat] = {
            voice.username: sandbox.channel(
                voice.username,
                title=voice.title,
                admin=Transport.UPDATES in voice.via,
                authority=voice.authority,
            )
            for voice in night.channels
        }
        self.subscriber: Person = sandbox.user("Анна", username="anna_demo", language=night.group.language)
        self.group: Chat = sandbox.group(night.group.title, admins=(self.subscriber,), members=(self.subscriber,))

    def settings(self, folder: Path) -> Settings:
        """A bot's configuration that has everything here; its database lies in `folder`."""
        values: dict[str, Any] = {
            "telegram": {"token": self.sandbox.token, "api_base": self.sandbox.url},
            "storage": {"url": f"sqlite+aiosqlite:///{folder / 'demo.db'}"},
            "preview": {
                "base_url": self.sandbox.url,
                "poll_seconds": LOOK_EVERY,
                "alarm_poll_seconds": LOOK_EVERY,
                "requests_per_second": 100.0,
            },
            "service": {"http": ""},
            "channels": [
                {
                    "username": voice.username,
                    "id": self.channels[voice.username].id,
                    "authority": voice.authority,
                    "region": voice.region,
                    "language": voice.language,
                    "via": voice.via,
                }
                for voice in self.night.channels
            ],
            "groups": [
                {
                    "chat_id": self.group.id,
                    "regions": self.night.group.regions,
                    "language": self.night.group.language,
                }
            ],
        }
        return StageSettings(**values)

    def post(self, channel: str, text: str) -> int:
        """An official posts."""
        return self.sandbox.post(self.channels[channel], text.strip())

    def last_post(self, channel: str) -> Message:
        """The channel's newest post. LookupError where there is none."""
        posts = self.channels[channel].standing
        if not posts:
            raise LookupError(f"@{channel} has no post")
        return posts[-1]

    def ask(self, text: str) -> Message:
        """The subscriber writes to the bot."""
        return self.sandbox.say(self.subscriber, self.subscriber, text)
