"""What operators are told of sources and updates, in their language.

Sources know no languages: a fault is kept as the line in which it was written down. The list of those lines is closed
(a test holds it against the sources' code), so that each can be said in a reader's language when it is shown. What a
network or a server says in its own words stays as it is.
"""

import re
from functools import cache

from bot.locales import N_, Translator
from bot.model import Transport

TRANSPORTS = {
    Transport.PREVIEW: N_("preview page"),
    Transport.UPDATES: N_("the bot as the channel’s administrator"),
    Transport.FORWARD: N_("forwarded posts"),
    Transport.EXPORT: N_("an export"),
    Transport.MTPROTO: N_("a reader’s account"),
}

_REASONS = (
    N_("not yet read"),
    N_("no posts yet"),
    N_("no posts for three days"),
    N_("no answer lately"),
    N_("no answer within {seconds} s"),
    N_("no connection: {words}"),
    N_("cannot be read: {words}"),
    N_("the host refuses ({code})"),
    N_("the server wants {seconds} s of peace"),
    N_("there is no such page ({code})"),
    N_("there is no such channel ({code})"),
    N_("there is no channel of this name"),
    N_("the bot is no administrator there any more"),
    N_("the previews moved to {address}: set preview.base_url to that"),
    N_("no preview: redirected to {address} ({code})"),
    N_("no preview: the page has no history section (private, a group, or its preview is off)"),
    N_("not a channel page ({code})"),
    N_("not a channel page: it is larger than 8 MB"),
    N_("not a channel page: its elements are nested beyond reason"),
    N_("not a channel page: it has no history section and is no page of Telegram's"),
    N_("the page's layout changed: its posts are not marked as they were"),
    N_("the page's layout changed: its posts are not numbered as they were"),
    N_("the page's layout changed: no post on it has a text or media where these were"),
    N_("the page's layout changed: its posts have no times"),
    N_("another channel ({id}) has this username now"),
    N_("the page is another channel's ({name})"),
    N_("the page has no posts, though the channel had some"),
    N_("before= is not honoured: the page before a post shows that post"),
)

_NOTICES = (
    N_("{name} ({way}) is broken: {reason}; last read {time} UTC. Its silence is not calm."),
    N_("{name} ({way}) is broken: {reason}. Its silence is not calm."),
    N_("{name} ({way}) is gone: {reason}; last read {time} UTC. Its silence is not calm."),
    N_("{name} ({way}) is gone: {reason}. Its silence is not calm."),
    N_("{name} ({way}) is read again."),
    N_("{name} opened an alarm at {time} UTC and has said nothing since."),
    N_("{name} is {username} now; it is followed there."),
    N_("{username} belongs to another channel now ({id}, «{title}»). {name} is not read until that is mended."),
    N_("{who} ({id}) looks like {name} ({known}) and is not it: ignored."),
    N_("{address} has not answered since {time} UTC; {n} channels are not read."),
    N_("{address} answers again."),
    N_("{post} could not be kept in {n} tries; see the log."),
    N_("{post}: cannot be read"),
    N_("Update {n} could not be kept; see the log."),
)


def said(t: Translator, line: str) -> str:
    """A notice, or a source's reason, in the reader's language; a line that is not on the list as it is."""
    for shape, message in _shapes():
        if match := shape.fullmatch(line):
            parts = match.groupdict()
            if "reason" in parts:
                parts["reason"] = said(t, parts["reason"])
            if "way" in parts:
                parts["way"] = way(t, parts["way"])
            return t.gettext(message).format(**parts)
    return line


def way(t: Translator, transport: str) -> str:
    """By which way a channel is read."""
    return t.gettext(TRANSPORTS[Transport(transport)]) if transport in set(Transport) else transport


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each line as an expression. Names, ways and times hold no blank, so that no line is taken for another."""
    words = dict.fromkeys(("name", "way", "address", "post", "username", "code", "id", "n", "seconds"), r"\S+")
    words |= {"time": r"[\d.]+ [\d:]+"}
    found = []
    for message in (*_REASONS, *_NOTICES):
        parts = re.split(r"\{(\w+)\}", message)
        shape = "".join(
            f"(?P<{part}>{words.get(part, '.+')})" if odd else re.escape(part)
            for part, odd in zip(parts, [False, True] * len(parts), strict=False)
        )
        found.append((re.compile(shape, re.DOTALL), message))
    return tuple(found)
