"""Telegram's HTML is read as strictly as Telegram reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import parse_html, units
from bot.sandbox.refusal import Refusal
from bot.sandbox.render import to_html, to_preview


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<b>сбит", 'Can\'t find end tag corresponding to start tag "b"'),
        ("БПЛА <drone>", 'Unsupported start tag "drone" at byte offset 9'),
        ("а<br/>б", 'Unsupported start tag "br/" at byte offset 2'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("5 < 7", "Unclosed start tag at byte offset 2"),
        ('<span class="x">y</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_what_telegram_refuses_is_refused_in_its_words(source: str, fault: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_html(source)
    assert caught.value.code == 400
    assert caught.value.description == f"Bad Request: can't parse entities: {fault}"


def test_offsets_count_utf16_units_of_the_trimmed_text() -> None:
    text, entities = parse_html(' 🟢 <b>Отбой <i>везде</i></b> &lt;3 <a href="https://t.me/x?a=1&amp;b=2">канал</a>\n')
    assert text == "🟢 Отбой везде <3 канал"
    assert entities == [
        {"type": "bold", "offset": 3, "length": 11},
        {"type": "italic", "offset": 9, "length": 5},
        {"type": "text_link", "offset": 18, "length": 5, "url": "https://t.me/x?a=1&b=2"},
    ]


def test_rendered_again_it_is_the_same_html() -> None:
    source = '🟢 <b>Отбой <i>везде</i></b> &lt;3 <a href="https://t.me/x" target="_blank" rel="noopener">канал</a>'
    assert to_html(*parse_html(source)) == source


def test_the_preview_writes_breaks_emoji_and_links_as_the_site_does() -> None:
    html = to_preview(*parse_html('🔴 Тревога\n<a href="https://x.example/?a=1&amp;b=2">тут</a>'))
    assert "<b>🔴</b></i> Тревога<br/>" in html
    assert 'href="https://x.example/?a=1&amp;amp;b=2"' in html


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_escaped_text_is_always_taken_and_comes_back(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(f"<b>{escaped}</b>")[0] == text.strip()
    assert units(text) == sum(2 if ord(c) > 0xFFFF else 1 for c in text)
