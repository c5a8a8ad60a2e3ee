"""Settings: what config.toml and the environment (SVODKA__SECTION__KEY) may say.

The keys are DESIGN section 7's. Only telegram.token, channels[].username and groups[].chat_id have no default.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config import values
from bot.gazetteer import REGIONS, home_timezone
from bot.model import (
    Authority,
    Channel,
    Chat,
    ChatKind,
    Interest,
    Quiet,
    Severity,
    Style,
    Subscription,
    Transport,
    Weapon,
    default_style,
)

Zone = Annotated[str, AfterValidator(values.zone)]
RegionCode = Annotated[str, AfterValidator(values.region)]
Origin = Annotated[str, AfterValidator(values.origin)]
Language = Literal["ru", "uk", "en"]


class Section(BaseModel):
    """A table of the configuration; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TelegramSettings(Section):
    """[telegram]"""

    token: str = ""
    api_base: Origin = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    operators: tuple[int, ...] = ()
    access: Literal["public"] | tuple[int, ...] = "public"
    webhook_url: str = ""
    webhook_secret: str = ""


class StorageSettings(Section):
    """[storage]"""

    url: str = "sqlite+aiosqlite:///svodka.db"


class PreviewSettings(Section):
    """[preview]: the public preview pages of channels.

    A channel whose region is in alarm is looked at every `alarm_poll_seconds`. Every `reread_seconds` one
    older page is read again, back to `reread_hours`, for edits and withdrawals. At first contact with a
    channel `first_pages` pages are read.
    """

    base_url: Origin = "https://t.me"
    poll_seconds: float = Field(20.0, gt=0)
    timeout_seconds: float = Field(10.0, gt=0)
    requests_per_second: float = Field(5.0, gt=0)
    alarm_poll_seconds: float = Field(8.0, gt=0)
    reread_seconds: float = Field(300.0, gt=0)
    reread_hours: float = Field(48.0, ge=0)
    first_pages: int = Field(1, ge=1, le=50)


class ServiceSettings(Section):
    """[service]: the port for /healthz, /metrics, /webhook and /rss; '' = off."""

    http: Annotated[str, AfterValidator(values.address)] = "127.0.0.1:8080"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    sentry_dsn: str = ""


class AlertSettings(Section):
    """[alerts]"""

    stale_minutes: float = Field(15, gt=0)
    episode_hours: float = Field(6, gt=0)
    overall_per_second: float = Field(30, gt=0)
    paid_broadcast: bool = False


class RetentionSettings(Section):
    """[retention]: days after which closed chats, and settled outbox rows, are removed; revisions are kept."""

    chats_days: int = Field(365, ge=1)
    outbox_days: int = Field(90, ge=1)


class MtprotoSettings(Section):
    """[mtproto]: a user's session as a source; off while api_id is 0. docs/sources.md tells the risk."""

    api_id: int = 0
    api_hash: str = ""
    session: str = "svodka.session"


class ChannelSettings(Section):
    """[[channels]]"""

    username: Annotated[str, AfterValidator(values.username)]
    id: Annotated[int | None, BeforeValidator(values.bot_api_id)] = None
    aliases: tuple[str, ...] = ()
    authority: Authority = Authority.OTHER
    region: RegionCode = ""
    district: str = ""
    language: Language = "ru"
    timezone: Annotated[str, AfterValidator(lambda v: values.zone(v) if v else v)] = ""
    via: tuple[Transport, ...] = (Transport.PREVIEW, Transport.UPDATES)
    style: Style | None = None
    relay_of: Annotated[str, AfterValidator(lambda v: values.username(v) if v else v)] = ""

    def channel(self) -> Channel:
        """The model's channel, defaults filled in: the zone is the home region's, the style the authority's."""
        kyiv = self.language == "uk" or self.authority is Authority.AIR_FORCE
        zone = self.timezone or (home_timezone(self.region).key if self.region else "")
        return Channel(
            name=self.username,
            id=self.id,
            aliases=self.aliases,
            authority=self.authority,
            region=self.region or None,
            district=self.district or None,
            language=self.language,
            timezone=zone or ("Europe/Kyiv" if kyiv else "Europe/Moscow"),
            via=self.via,
            style=self.style or default_style(self.authority),
            relay_of=self.relay_of,
        )


class GroupSettings(Section):
    """[[groups]]: a chat that is served without anybody's /subscribe."""

    chat_id: int
    topic: int = 0
    regions: tuple[RegionCode, ...] = ()
    subjects: tuple[Interest, ...] = (
        Interest.THREAT,
        Interest.INTERCEPTION,
        Interest.DAMAGE,
        Interest.CASUALTIES,
    )
    severity: int = Field(1, ge=1, le=5)
    language: Language = "ru"
    timezone: Zone = "Europe/Moscow"
    quiet: Annotated[str, AfterValidator(values.quiet_hours)] = ""
    quiet_except: tuple[Weapon, ...] = ()
    digest: Annotated[str, AfterValidator(values.digest_time)] = ""

    def chat(self) -> Chat:
        """The model's chat."""
        quiet = None
        if self.quiet:
            start, end = (values.clock_time(part) for part in self.quiet.split("-"))
            quiet = Quiet(start=start, end=end, but=self.quiet_except)
        return Chat(
            chat_id=self.chat_id,
            topic=self.topic,
            kind=ChatKind.SUPERGROUP if self.chat_id < 0 else ChatKind.PRIVATE,
            language=self.language,
            timezone=self.timezone,
            quiet=quiet,
            digest=values.clock_time(self.digest) if self.digest else None,
            configured=True,
        )

    def subscriptions(self) -> list[Subscription]:
        """What the group asked for: every region × subject; no regions = all of them."""
        return [
            Subscription(
                chat_id=self.chat_id,
                topic=self.topic,
                region=region,
                interest=interest,
                severity=Severity(self.severity),
            )
            for region in self.regions or tuple(REGIONS)
            for interest in self.subjects
        ]


class RelaySettings(Section):
    """[[relays]]: a channel of the bot's own that carries a region's alerts to any number of readers."""

    region: RegionCode
    chat_id: int
    username: str = ""
    language: Language = "ru"
    timezone: Zone = "Europe/Moscow"


class Environment(EnvSettingsSource):
    """Variables SVODKA__SECTION__KEY. A list of numbers may be JSON or, as people write it, parted by commas."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\s*-?\d+\s*(,\s*-?\d+\s*)*", value):
            return value.split(",")
        return super().decode_complex_value(field_name, field, value)


class Settings(BaseSettings):
    """The whole configuration."""

    model_config = SettingsConfigDict(
        env_prefix="SVODKA__",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    telegram: TelegramSettings = TelegramSettings()
    storage: StorageSettings = StorageSettings()
    preview: PreviewSettings = PreviewSettings()
    service: ServiceSettings = ServiceSettings()
    alerts: AlertSettings = AlertSettings()
    retention: RetentionSettings = RetentionSettings()
    mtproto: MtprotoSettings = MtprotoSettings()
    channels: tuple[ChannelSettings, ...] = ()
    groups: tuple[GroupSettings, ...] = ()
    relays: tuple[RelaySettings, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        return Environment(settings_cls), init_settings

    @cached_property
    def channel_map(self) -> Mapping[str, Channel]:
        """Every configured channel by name."""
        return {c.username: c.channel() for c in self.channels}
