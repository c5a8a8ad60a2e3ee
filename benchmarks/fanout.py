"""From one change to many chats: matching it against subscriptions, owing, leasing."""

import random
from datetime import UTC, datetime, timedelta

from benchmarks.figures import Times
from benchmarks.history import CODES
from bot.model import Alert, ChangeKind, Interest, Priority, Severity
from storage import SqlStore
from storage.schema import subscriptions

AT = datetime(2025, 12, 13, 12, tzinfo=UTC)


async def measure(store: SqlStore, wishes: int) -> None:
    """Print the times of matching one change against so many subscriptions, and of a fan-out to a thousand chats."""
    dice = random.Random(5)
    # A subscriber wants a handful of regions, with everything that may be told of them.
    chats = range(1, wishes // (4 * len(Interest)) + 1)
    async with store.database.writing() as connection:
        for first in range(0, len(chats), 500):
            rows = [
                {
                    "chat_id": chat,
                    "topic": 0,
                    "region": region,
                    "interest": interest.value,
                    "severity": dice.choice([1, 3]),
                }
                for chat in chats[first : first + 500]
                for region in dice.sample(CODES, 4)
                for interest in Interest
            ]
            await connection.execute(subscriptions.insert(), rows)
    matching = Times(f"matching a change against {wishes:,} subscriptions")
    matched = 0
    for _ in range(50):
        async with store.work() as work, matching.one():
            found = await work.subscribers([dice.choice(CODES)], Interest.THREAT, Severity.DANGER)
        matched += len(found)
    matching.tell()
    print(f"  {'chats matched, on average':<52} {matched // 50}")
    owing, leasing = Times("owing 1,000 alerts"), Times("leasing 12 of them")
    for step in range(5):
        alerts = [_alert(chat, step) for chat in range(1, 1001)]
        async with store.work() as work, owing.one():
            await work.owe(alerts)
        for _ in range(10):
            async with leasing.one():
                await store.lease(AT + step * timedelta(hours=1), 12, timedelta(minutes=1), [])
    owing.tell()
    leasing.tell()


def _alert(chat: int, step: int) -> Alert:
    at = AT + step * timedelta(hours=1)
    return Alert(
        chat_id=chat,
        about="episode:e",
        kind=ChangeKind.OPENED,
        reason="subscribed",
        key=f"e#{step}",
        priority=Priority.THREAT,
        created=at,
        not_before=at,
    )
