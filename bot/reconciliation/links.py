"""Links: the public address of a post."""

from bot.model import Channel

PRIVATE = "-100"
"""What the Bot API sets before a channel's own number."""


def post_url(channel: Channel | None, message_id: int, name: str = "") -> str:
    """https://t.me/<name>/<id>; of a channel without a username https://t.me/c/<number>/<id>.

    A channel that is configured by its number has that number for a name. `name` serves where the channel is
    not configured any more.
    """
    known = channel.name if channel is not None else name
    number = channel.id if channel is not None else None
    if known.lstrip("-").isdigit():
        number = number or int(known)
    elif known:
        return f"https://t.me/{known}/{message_id}"
    return f"https://t.me/c/{str(number or 0).removeprefix(PRIVATE)}/{message_id}"
