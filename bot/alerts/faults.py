"""What a failed send means: a table from the library's exceptions to what is done next (FIELD B 2).

The library keeps the HTTP client's fault as the cause. A connection that was never made has sent nothing; a reply
that was lost says nothing about the message.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.alerts.pace import seconds_of


class Next(Enum):
    """What to do after a fault."""

    WAIT = auto()  # this chat is held for `after`
    MOVE = auto()  # the chat's new id is `moved_to`: re-key and send again
    CLOSE = auto()  # the chat is closed to us
    PLAIN = auto()  # once more without mark-up
    SPLIT = auto()  # in smaller parts
    AGAIN = auto()  # nothing was sent; try later
    UNCERTAIN = auto()  # it may have been sent
    SAME = auto()  # the message reads so already
    ANEW = auto()  # the message to edit is gone: send a new one
    NO_TOPIC = auto()  # the forum topic is gone, or closed to us
    DEAD = auto()  # no try will help


@dataclass(frozen=True)
class Verdict:
    """`after` and `moved_to` go with WAIT and MOVE. `says` is for the row and for people; it holds no address."""

    next: Next
    says: str
    after: timedelta = timedelta(0)
    moved_to: int = 0


# Descriptions of 400 as the Bot API server writes them (tdlib/telegram-bot-api, Client.cpp), lower case.
_BAD_REQUESTS = (
    ("message is not modified", Next.SAME),
    ("message to edit not found", Next.ANEW),
    ("message can't be edited", Next.ANEW),
    ("message_id_invalid", Next.ANEW),
    ("can't parse entities", Next.PLAIN),
    ("message is too long", Next.SPLIT),
    ("message_too_long", Next.SPLIT),
    ("message thread not found", Next.NO_TOPIC),
    ("topic_closed", Next.NO_TOPIC),
    ("topic_deleted", Next.NO_TOPIC),
    ("chat not found", Next.CLOSE),
    ("not enough rights", Next.CLOSE),
    ("have no rights to send", Next.CLOSE),
    ("need administrator rights", Next.CLOSE),
    ("chat_write_forbidden", Next.CLOSE),
    ("group chat was deactivated", Next.CLOSE),
    ("peer_id_invalid", Next.CLOSE),
)

_NOT_SENT = (httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ConnectError)


def judge(fault: Exception) -> Verdict:
    """What to do after `fault`. Never raises."""
    says = f"{type(fault).__name__}: {fault}"
    match fault:
        case RetryAfter():
            return Verdict(Next.WAIT, says, after=seconds_of(fault))
        case ChatMigrated():
            return Verdict(Next.MOVE, says, moved_to=fault.new_chat_id)
        case Forbidden():
            return Verdict(Next.CLOSE, fault.message)
        case BadRequest():
            for words, then in _BAD_REQUESTS:
                if words in fault.message.lower():
                    return Verdict(then, fault.message)
            return Verdict(Next.DEAD, says)
        case InvalidToken() | Conflict():
            # Not this message's fault: it waits until the bot is let in again.
            return Verdict(Next.AGAIN, says)
        case TimedOut() | NetworkError():
            return Verdict(Next.AGAIN if isinstance(fault.__cause__, _NOT_SENT) else Next.UNCERTAIN, says)
        case _:
            return Verdict(Next.UNCERTAIN, says)
