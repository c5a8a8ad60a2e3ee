"""The road of a post, step 1 to 5, through the real intake: what a post costs as the past behind it grows."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from benchmarks.figures import Times
from benchmarks.history import CHANNELS, CODES, LAST
from bot.clock import SetClock
from bot.config import Settings
from bot.gazetteer import REGIONS
from bot.intake import Intake
from bot.model import Channel, Post, Transport
from storage import SqlStore

START = datetime.combine(LAST + timedelta(days=1), time(), UTC)
EVERY = timedelta(minutes=5)
RUSSIAN = tuple(code for code in CODES if code.startswith("RU-"))


def posts(seed: int = 7) -> Iterator[tuple[Channel, Post]]:
    """Posts as officials write them (our own words): one in ten a list for the whole country."""
    dice = random.Random(seed)
    named = {channel.name: channel for channel in CHANNELS}
    number = 10_000_000
    at = START
    while True:
        at += EVERY
        number += 1
        if dice.random() < 0.1:
            channel, text = named["ministry"], _list(dice)
        else:
            code = dice.choice(RUSSIAN)
            channel, text = named[f"governor_{code.lower()}"], _regional(dice)
        yield (
            channel,
            Post(channel=channel.name, message_id=number, posted=at, text=text, transport=Transport.UPDATES, seen=at),
        )


def _list(dice: random.Random) -> str:
    told = [(REGIONS[code].over["ru"], dice.randrange(1, 30)) for code in dice.sample(RUSSIAN, dice.randrange(3, 12))]
    lines = "\n".join(f"▪️ {n} – {over};" for over, n in told)
    return f"За прошедшую ночь силами ПВО сбито {sum(n for _, n in told)} беспилотников:\n{lines}"


def _regional(dice: random.Random) -> str:
    n = dice.randrange(2, 15)
    return dice.choice(
        [
            "❗️ Внимание! Опасность атаки беспилотников. Уйдите от окон.",
            "Опасность атаки БПЛА сохраняется. Ждите отбоя.",
            "Отбой опасности атаки БПЛА.",
            f"За минувшую ночь над областью сбито {n} беспилотников. Пострадавших и разрушений нет.",
            f"Ещё {n} БПЛА уничтожены над территорией региона. Обломки повредили частный дом, ранены {n} человек.",
            "Поздравляю педагогов области с праздником! Спасибо за ваш труд.",
        ]
    )


class Road:
    """An intake at work on a store. Alerts are owed to one group that wants everything."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.clock = SetClock(START)
        store.clock = self.clock
        channels = {channel.name: channel for channel in CHANNELS}
        self.intake = Intake(store, self.clock, Settings(), channels)
        self.posts = posts()

    async def take(self, times: Times) -> None:
        """One more post."""
        _, post = next(self.posts)
        self.clock.set(post.posted)
        async with times.one():
            await self.intake.take(post)
