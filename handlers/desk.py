"""The desk: everything that a handler may ask or use. One is made at start and handed to all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.config import Settings
from bot.model import Channel
from bot.model.ports import Store
from handlers.limits import Limits
from handlers.rights import Rights

if TYPE_CHECKING:
    from bot.alerts.delivery import Delivery
    from bot.intake import Intake
    from bot.sources.preview import Preview
    from bot.views.worker import Pictures


@dataclass(frozen=True)
class Desk:
    """`channels` is by Channel.name. `pictures` draws in its own process; `delivery` drains the outbox;
    `preview` reads channels' pages, None where nothing does."""

    store: Store
    clock: Clock
    settings: Settings
    intake: "Intake"
    channels: Mapping[str, Channel]
    delivery: "Delivery"
    pictures: "Pictures"
    limits: Limits = field(default_factory=Limits)
    rights: Rights = field(default_factory=Rights)
    preview: "Preview | None" = None
