"""Incident: one happening at one place, gathered from claims of one or more posts."""

from bot.model.base import Frozen
from bot.model.claim import Object
from bot.model.count import Count
from bot.model.threat import Voice
from bot.model.window import Window


class Step(Frozen):
    """One figure's history: "2 → 3 at 08:41". `field` is killed or injured."""

    field: str
    before: Count | None
    after: Count | None
    by: Voice


class Incident(Frozen):
    """What happened at one place. `id` is a short string made from the first post, kept from then on."""

    id: str
    region: str
    area: str = ""
    window: Window
    objects: tuple[Object, ...] = ()
    fire: bool = False
    killed: Count | None = None
    injured: Count | None = None
    voices: tuple[Voice, ...] = ()
    history: tuple[Step, ...] = ()
