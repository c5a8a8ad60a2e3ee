"""Coverage: which of the channels expected to speak were alive. No report is not zero (rule 11)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from bot.model import Channel, Coverage, LastPost
from bot.model.ports import Health


def expected(channels: Mapping[str, Channel], regions: Collection[str] = ()) -> tuple[Channel, ...]:
    """The offices that would tell if something happened: for regions their own channels and those that speak for
    a whole country, without wires and relays; without regions all of them. By name."""
    return tuple(channel for _, channel in sorted(channels.items()) if channel.would_tell_of(regions))


def coverage(
    channels: Mapping[str, Channel],
    healths: Iterable[Health],
    last_posts: Mapping[str, datetime],
    regions: Collection[str] = (),
    since: datetime | None = None,
) -> Coverage:
    """Who of the expected was alive: a transport of theirs is well, or they posted at or after `since` (the
    beginning of the day asked for). `last_posts` are channels' newest posting times, UTC."""
    by_channel: dict[str, list[Health]] = {}
    for health in healths:
        by_channel.setdefault(health.channel, []).append(health)
    last = []
    for channel in expected(channels, regions):
        known = by_channel.get(channel.name, [])
        times = [h.last_post for h in known if h.last_post is not None]
        if channel.name in last_posts:
            times.append(last_posts[channel.name])
        at = max(times, default=None)
        alive = any(h.alive for h in known) or (since is not None and at is not None and at >= since)
        last.append(_last(channel.name, at, alive))
    return Coverage(
        expected=len(last),
        alive=sum(post.alive for post in last),
        silent=tuple(post.channel for post in last if not post.alive),
        last=tuple(last),
    )


@lru_cache(maxsize=4096)
def _last(channel: str, at: datetime | None, alive: bool) -> LastPost:
    """A value, so that it can be given again as it is: of three hundred channels a post concerns one."""
    return LastPost(channel=channel, at=at, alive=alive)
