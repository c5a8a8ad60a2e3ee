"""Whatever a post holds, Telegram takes it; however long an answer is, nothing of it is lost."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.views.markup import TEXT_LIMIT, Html, bold, esc, length, link, pages, plain, quote

TAGS = {"b", "i", "a", "code", "blockquote"}


class Strict(HTMLParser):
    """Refuses what Telegram refuses: tags it does not know, and tags left open or closed twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def accepted(text: str) -> bool:
    parser = Strict()
    parser.feed(text)
    parser.close()
    return not parser.open


nasty = st.text(
    alphabet=st.one_of(st.sampled_from("<>&\"'/]()\u202e\u200b\x00\nё🟢"), st.characters(exclude_categories=["Cs"])),
    max_size=300,
)


@given(nasty)
def test_escaped_text_is_accepted_and_reads_as_it_was(text: str) -> None:
    for made in (bold(esc(text)), quote(text), link("https://t.me/a/1", esc(text))):
        assert accepted(made)
    seen = re.sub("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text)
    assert plain(esc(text)) == seen


@given(st.lists(st.text(alphabet="аb<&🟢 \n", min_size=1, max_size=5000), max_size=40), st.integers(60, 4096))
def test_pages_hold_everything_within_the_limit(texts: list[str], limit: int) -> None:
    made = pages(
        bold(Html("head")), [bold(esc(text)) if "\n" not in text else esc(text) for text in texts], limit=limit
    )
    assert made
    assert all(length(page) <= limit and accepted(page) for page in made)
    kept = "".join(plain(page) for page in made).replace("head", "").replace("\n", "")
    assert kept == "".join(texts).replace("\n", "")


@given(st.lists(st.text(alphabet="аb<&🟢 \n\n", max_size=3000), max_size=5), st.integers(60, 4096))
def test_a_quotation_longer_than_a_page_is_torn_nowhere(texts: list[str], limit: int) -> None:
    made = pages(bold(Html("head")), [quote(text) for text in texts], quote("\n".join(texts)), limit=limit)
    assert all(length(page) <= limit and accepted(page) for page in made)
    kept = "".join(plain(page) for page in made).replace("head", "").replace("\n", "")
    assert kept == ("".join(texts) * 2).replace("\n", "")


def test_five_thousand_regions_are_on_pages_and_none_is_lost() -> None:
    entries = [bold(esc(f"region {n} & co")) for n in range(5000)]
    made = pages(Html("head"), entries, Html("foot"))
    assert all(length(page) <= TEXT_LIMIT for page in made)
    assert sum(page.count("region") for page in made) == 5000
    assert made[-1].endswith("foot")


def test_only_web_links_become_links() -> None:
    assert link("tg://resolve?domain=x", esc("post")) == "post"
    assert link('https://t.me/a"onclick="x', esc("post")).count('"') == 2


def test_length_is_counted_as_telegram_counts() -> None:
    assert length(bold(esc("🟢&"))) == 3
