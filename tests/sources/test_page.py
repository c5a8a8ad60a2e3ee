"""Pages as t.me serves them, in three layouts (texts are ours), and pages that are none."""

import base64
import json
from datetime import datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import SourceBroken, SourceGone
from bot.sources.page import Item, Page, parse, stands
from bot.sources.text import tidy

PAGES = Path(__file__).parents[1] / "pages"


def _expected(name: str) -> Page:
    value = json.loads((PAGES / f"{name}.json").read_text())
    items = tuple(
        Item(
            **{
                **item,
                "posted": datetime.fromisoformat(item["posted"]),
                "media": tuple(item.get("media", ())),
                "members": tuple(item.get("members", ())),
            }
        )
        for item in value.pop("items")
    )
    return Page(items=items, **value)


@pytest.mark.parametrize("layout", ["plain", "media", "modern"])
def test_a_layout_is_read_to_the_last_field(layout: str) -> None:
    page, expected = parse((PAGES / f"{layout}.html").read_text()), _expected(layout)
    for item, wanted in zip(page.items, expected.items, strict=True):
        assert item == wanted
    assert page == expected


def test_an_album_stands_for_all_its_ids() -> None:
    page = parse((PAGES / "media.html").read_text())
    assert page.ids == {88, 89, 90, 91, 93, 94, 95, 96}


def test_a_pinned_message_does_not_say_again_what_it_pins() -> None:
    page = parse((PAGES / "media.html").read_text())
    assert not any("тривога" in item.text for item in page.items)


def test_an_empty_channel_is_a_page_without_posts() -> None:
    page = parse((PAGES / "empty.html").read_text())
    assert page.items == ()
    assert page.username == "new_channel"


def test_a_missing_channel_is_gone() -> None:
    with pytest.raises(SourceGone, match="no channel of this name"):
        parse((PAGES / "shell-missing.html").read_text())


def test_a_channel_without_preview_is_broken_and_not_calm() -> None:
    with pytest.raises(SourceBroken, match="no history section"):
        parse((PAGES / "shell-channel.html").read_text())


@pytest.mark.parametrize("page", ["redesigned", "redesigned-texts"])
def test_other_class_names_are_a_breakage(page: str) -> None:
    with pytest.raises(SourceBroken, match="layout changed"):
        parse((PAGES / f"{page}.html").read_text())


@pytest.mark.parametrize("body", ["", "<html></html>", "502 Bad Gateway", "<html><body>Please log in</body></html>"])
def test_what_is_no_page_of_telegrams_is_a_breakage(body: str) -> None:
    with pytest.raises(SourceBroken):
        parse(body)


def test_posts_without_times_are_a_breakage() -> None:
    html = (PAGES / "plain.html").read_text().replace("<time datetime=", "<time data-time=")
    with pytest.raises(SourceBroken, match="no times"):
        parse(html)


def test_one_unreadable_time_loses_no_post() -> None:
    html = (PAGES / "plain.html").read_text().replace('datetime="2026-09-03T21:02:40+00:00"', 'datetime="yesterday"')
    page = parse(html)
    assert [item.message_id for item in page.items] == [401, 402, 404, 405]
    assert page.items[1].posted == page.items[0].posted


def test_what_differs_at_each_fetch_is_not_read() -> None:
    html = (PAGES / "modern.html").read_text()
    later = html.replace("12.7K", "13K").replace("117", "205").replace('data-view="', 'data-view="x')
    assert parse(later).items == parse(html).items


def test_a_class_more_on_a_post_changes_nothing() -> None:
    html = (PAGES / "plain.html").read_text()
    assert parse(html.replace('class="tgme_widget_message ', 'class="new tgme_widget_message also ')) == parse(html)


def test_a_posts_own_page_tells_whether_it_stands() -> None:
    found = '<div class="tgme_widget_message" data-post="shtab/7"></div>'
    gone = '<div class="tgme_widget_message_error">Post not found</div>'
    assert stands(found, 7) is True
    assert stands(found, 8) is None
    assert stands(gone, 7) is False
    assert stands("<h1>502</h1>", 7) is None


# What people and clients put into texts; control characters other than line breaks never reach a page.
_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=120)
_EMOJI = st.sampled_from(["🔴", "🟢", "⚡️", "❗", "👨‍👩‍👧", "🇺🇦"])
_PIECES = st.lists(
    st.one_of(
        st.tuples(st.just("text"), _TEXTS),
        st.tuples(st.just("emoji"), _EMOJI),
        st.tuples(st.sampled_from(["b", "i", "u", "s", "code", "tg-spoiler", "a"]), _TEXTS),
    ),
    max_size=8,
)


def _html(pieces: list[tuple[str, str]]) -> str:
    out = []
    for kind, text in pieces:
        inner = escape(text).replace("\n", "<br/>")
        if kind == "text":
            out.append(inner)
        elif kind == "emoji":
            out.append(f'<i class="emoji" style="background-image:url(x)"><b>{inner}</b></i>')
        elif kind == "a":
            out.append(f'<a href="https://example.org/?a=1&amp;amp;b=2" target="_blank">{inner}</a>')
        else:
            out.append(f"<{kind}>{inner}</{kind}>")
    return "".join(out)


@settings(max_examples=1000)
@given(st.lists(_PIECES, min_size=1, max_size=4), st.booleans())
def test_the_pages_text_is_the_posts_text(posts: list[list[tuple[str, str]]], nested: bool) -> None:
    blocks = []
    for number, pieces in enumerate(posts, 1):
        body = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{_html(pieces)}</div>'
        if nested:
            body = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{body}</div>'
        blocks.append(
            f'<div class="tgme_widget_message" data-post="shtab/{number}"><div class="tgme_widget_message_photo_wrap">'
            f'</div>{body}<a class="tgme_widget_message_date"><time datetime="2026-09-01T00:00:00+00:00"></time></a>'
            "</div>"
        )
    page = parse(f'<section class="tgme_channel_history">{"".join(blocks)}</section>')
    for item, pieces in zip(page.items, posts, strict=True):
        plain = "".join(text.replace("&amp;", "&") if kind == "a" and "://" in text else text for kind, text in pieces)
        assert item.text == tidy(plain)


_GOLDEN = [(PAGES / f"{name}.html").read_text() for name in ("plain", "media", "modern", "shell-channel")]


@settings(max_examples=300)
@given(
    st.sampled_from(_GOLDEN),
    st.lists(
        st.tuples(st.integers(0, 9000), st.integers(0, 400), st.sampled_from(["", "<", '"', "</div>", "9" * 5000]))
    ),
)
def test_a_damaged_page_is_read_or_named_broken(html: str, cuts: list[tuple[int, int, str]]) -> None:
    for at, length, put in cuts:
        html = html[:at] + put + html[at + length :]
    try:
        page = parse(html)
    except (SourceBroken, SourceGone):
        return
    assert all(0 < item.message_id < 10**15 for item in page.items)
    assert list(page.items) == sorted(page.items, key=lambda item: item.message_id)


_POST = (
    '<section class="tgme_channel_history"><div class="tgme_widget_message" {}>{}'
    '<a class="tgme_widget_message_date"><time datetime="2026-09-01T00:00:00+00:00"></time></a></div></section>'
)


@pytest.mark.parametrize("number", ["0", "-7", "", "9" * 5000, "1a"])
def test_posts_without_a_readable_number_are_no_calm_channel(number: str) -> None:
    text = '<div class="tgme_widget_message_text">Отбой</div>'
    with pytest.raises(SourceBroken, match="not numbered"):
        parse(_POST.format(f'data-post="shtab/{number}"', text))


@pytest.mark.parametrize(
    "post",
    [
        f'data-post="shtab/1" data-peer="c{"9" * 5000}_1"',
        f'data-post="shtab/1" data-view="{base64.urlsafe_b64encode(b"[" * 100_000).decode()}"',
    ],
)
def test_absurd_numbers_do_no_harm(post: str) -> None:
    page = parse(_POST.format(post, '<div class="tgme_widget_message_text">Отбой</div>'))
    assert page.channel_id is None
    assert [item.message_id for item in page.items] == [1]
    deep = _POST.format(post, f'<div class="tgme_widget_message_text">{"<b>" * 5000}x</div>')
    try:
        parse(deep)
    except SourceBroken as fault:
        assert "nested" in str(fault)


def test_a_time_before_all_time_is_no_time() -> None:
    html = (PAGES / "plain.html").read_text().replace("2026-09-03T21:02:40+00:00", "0001-01-01T00:00:00+23:59")
    assert len(parse(html).items) == 4
