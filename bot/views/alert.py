"""An alert in words: HTML pages that each fit one message, in the chat's language, times in its zone."""

from collections.abc import Mapping
from datetime import datetime

from bot.model import Channel, Chat
from bot.views import correction, episode, notices, report
from bot.views.markup import Html, bold, esc, lines, link, pages
from bot.views.news import News, Picture, Tone
from bot.views.teller import Teller


def word(news: News, picture: Picture, chat: Chat, channels: Mapping[str, Channel], now: datetime) -> list[Html]:
    """The words of an alert as things stand at `now`."""
    teller = Teller(chat, channels, now)
    match news.tone:
        case Tone.NOTICE:
            said = [line for text in news.notices for line in text.splitlines() or [""]]
            return pages(Html(""), [Html(f"🛠 {esc(notices.said(teller.t, line))}") for line in said])
        case Tone.DIGEST:
            return pages(Html(""), [Html(entry) for entry in news.written])
        case Tone.TEST:
            return test(teller)
        case Tone.CLEAR:
            return episode.clear(teller, news, picture)
        case Tone.MOVED:
            return [moved(teller, news)]
        case Tone.CORRECTION:
            return correction.correction(teller, news, picture)
        case Tone.RETRACTED:
            return correction.retracted(teller, news, picture)
        case Tone.STATE:
            if news.thread.startswith("episode:"):
                return episode.state(teller, news, picture)
            return report.state(teller, news, picture)


def moved(teller: Teller, news: News) -> Html:
    """What a message turns into that a newer one goes on from. It says nothing that could become untrue."""
    chat, said = teller.chat, esc(teller.t.gettext("goes on in a new message"))
    inner = -chat.chat_id - 10**12  # messages of supergroups and channels have addresses, others none
    if inner > 0:
        path = [inner, chat.topic, news.onward] if chat.topic else [inner, news.onward]
        said = link("/".join(map(str, ("https://t.me/c", *path))), said)
    return Html(f"⤵️ {esc(teller.where(news.regions[:3]))}: {said}")


def test(teller: Teller) -> list[Html]:
    """A test alert, labelled so in its first line: nobody should run to a cellar for it."""
    t = teller.t
    head = bold(esc("🧪 " + t.gettext("TEST. This is not an alarm.")))
    said = t.gettext("Alerts reach this chat. Asked for at {time} ({zone}).").format(
        time=teller.at(teller.now), zone=t.zone(teller.chat.timezone)
    )
    return [lines([head, esc(said)])]
