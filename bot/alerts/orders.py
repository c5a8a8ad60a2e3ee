"""Rows that people order rather than events: the test alert, and what a mute kept back."""

from datetime import datetime, timedelta

from bot.alerts.draft import MUTED
from bot.model import Alert, Change, ChangeKind, Chat, Priority, Severity
from bot.model.ports import Store
from bot.views.news import News, Tone

TEST_EXPIRES = timedelta(minutes=5)


def test(chat: Chat, now: datetime) -> Alert:
    """A test alert, labelled as such, by the same road as any other."""
    change = Change(kind=ChangeKind.NOTICE, about="test", regions=(), interest=None, severity=Severity.REPORT, at=now)
    return Alert(
        chat_id=chat.chat_id,
        topic=chat.topic,
        about="test",
        kind=ChangeKind.NOTICE,
        reason="test",
        key=f"test/{now.isoformat()}",
        priority=Priority.NOTICE,
        payload=News(tone=Tone.TEST, thread="test", change=change, regions=(), rule="test").model_dump_json(),
        created=now,
        not_before=now,
        expires_at=now + TEST_EXPIRES,
    )


async def let_go(store: Store, chat: Chat) -> int:
    """A mute was ended, or its end was moved: make due what it kept back. Where the chat is still muted, delivery
    puts that off anew. Returns how many rows."""
    return await store.make_due(chat.chat_id, chat.topic, MUTED)
