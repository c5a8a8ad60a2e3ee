"""The HTML of the public preview, after the structure of t.me/s as three independent readers describe it.

Traps are kept on purpose: texts nested in texts, reply quotes in the same class, emoji in <i><b>, addresses
escaped twice, a second <time> in videos, views and data-view that differ at each fetch.
"""

import base64
import secrets
from html import escape

from bot.sandbox.chats import Chat, Message
from bot.sandbox.render import to_preview
from bot.sandbox.world import World

PAGE = 20


def blocks(chat: Chat, before: int | None) -> list[list[Message]]:
    """The last page of posts before an id, oldest first."""
    return [block for block in every_block(chat) if before is None or block[0].id < before][-PAGE:]


def every_block(chat: Chat) -> list[list[Message]]:
    """Every post of the channel; an album is one block with its first id."""
    found: list[list[Message]] = []
    for one in chat.standing:
        if one.album and found and found[-1][0].album == one.album:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def history(chat: Chat | None, name: str, posts: list[list[Message]], world: World) -> str:
    """/s/<channel>."""
    shown = chat.username if chat else name
    title = escape(chat.title if chat else name)
    older = posts[0][0].id if posts else 0
    prev = f'<link rel="prev" href="/s/{shown}?before={older}">' if older > 1 else ""
    more = (
        f'<div class="tgme_widget_message_centered js-messages_more_wrap"><a href="/s/{shown}?before={older}" '
        f'class="tme_messages_more js-messages_more" data-before="{older}"></a></div>'
        if older > 1
        else ""
    )
    body = "\n".join(_block(chat, post, world) for post in posts) if chat else ""
    return (
        f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"><title>{title} – Telegram</title>'
        f'<meta property="og:title" content="{title}">{prev}</head>\n<body class="widget_frame_base tgme_webpreview">'
        f'<header class="tgme_header"><div class="tgme_header_info"><div class="tgme_header_title">'
        f'<span dir="auto">{title}</span></div><div class="tgme_header_counter">12.4K subscribers</div>'
        f"</div></header>"
        f'<main class="tgme_main" data-url="/{shown}"><div class="tgme_container">'
        f'<section class="tgme_channel_history js-message_history">\n{more}\n{body}\n</section></div>'
        "</main></body></html>"
    )


def single(chat: Chat, number: int, world: World) -> str:
    """/<channel>/<id>?embed=1."""
    post = next((block for block in every_block(chat) if number in [one.id for one in block]), None)
    inner = _block(chat, post, world) if post else '<div class="tgme_widget_message_error">Post not found</div>'
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Telegram Widget</title></head>'
        f'<body class="widget_frame_base">{inner}</body></html>'
    )


def shell(chat: Chat | None, name: str) -> str:
    """The page without messages: a private or missing name, a group, a channel whose preview is off."""
    title = escape(chat.title) if chat else f"@{escape(name)}"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Telegram: View @{escape(name)}</title>'
        f'<meta property="og:title" content="{title}"></head><body class="no_transition">'
        f'<div class="tgme_page_wrap"><div class="tgme_page"><div class="tgme_page_title"><span dir="auto">{title}'
        f'</span></div><div class="tgme_page_action"><a class="tgme_action_button_new" '
        f'href="tg://resolve?domain={escape(name)}">View in Telegram</a></div></div></div></body></html>'
    )


def renamed(html: str) -> str:
    """The same page after a redesign: the messages' classes have other names."""
    return html.replace("tgme_widget_message", "tgw_msg").replace("js-message_text", "js-m_text")


def _block(chat: Chat, post: list[Message], world: World) -> str:
    head = post[0]
    url = f"https://t.me/{chat.username}/{head.id}"
    view = base64.urlsafe_b64encode(secrets.token_bytes(12)).decode()
    return (
        f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message '
        f'text_not_supported_wrap js-widget_message" data-post="{chat.username}/{head.id}" data-view="{view}">'
        f'<div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author accent_color">'
        f'<a class="tgme_widget_message_owner_name" href="https://t.me/{chat.username}"><span dir="auto">'
        f"{escape(chat.title)}</span></a></div>{_forwarded(head)}{_reply(chat, head)}{_media(post, url)}"
        f"{_text(head)}{_footer(head, url)}</div></div></div>"
    )


def _forwarded(m: Message) -> str:
    if not m.origin or m.origin["type"] != "channel":
        return ""
    source = m.origin["chat"]
    return (
        f'<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from '
        f'<a class="tgme_widget_message_forwarded_from_name" '
        f'href="https://t.me/{source.get("username", "")}/{m.origin["message_id"]}">'
        f'<span dir="auto">{escape(source["title"])}</span></a></div>'
    )


def _reply(chat: Chat, m: Message) -> str:
    answered = chat.messages.get(m.reply_to or 0)
    if answered is None or answered.deleted:
        return ""
    return (
        f'<a class="tgme_widget_message_reply user-color-default" href="https://t.me/{chat.username}/{answered.id}">'
        f'<div class="tgme_widget_message_author accent_color"><span class="tgme_widget_message_author_name" '
        f'dir="auto">{escape(chat.title)}</span></div><div class="tgme_widget_message_text js-message_reply_text" '
        f'dir="auto">{to_preview(answered.text[:120].replace(chr(10), " "), [])}</div></a>'
    )


def _media(post: list[Message], url: str) -> str:
    parts = []
    for one in post:
        kind = one.media.kind if one.media else ""
        link = f"{url}?single" if len(post) > 1 else url
        tokens = f"{secrets.randbelow(10**10)} {secrets.randbelow(10**10)}_{one.id}"
        if kind == "photo":
            parts.append(
                f'<a class="tgme_widget_message_photo_wrap {tokens} js-message_photo" href="{link}" '
                f"style=\"width:800px;background-image:url('https://cdn.example/{one.id}.jpg')\">"
                f'<div class="tgme_widget_message_photo" style="padding-top:75%"></div></a>'
            )
        elif kind == "video":
            parts.append(
                f'<a class="tgme_widget_message_video_player js-message_video_player" href="{link}">'
                f'<i class="tgme_widget_message_video_thumb"></i><time class="message_video_duration '
                f'js-message_video_duration">0:15</time></a>'
            )
        elif kind == "document":
            parts.append('<div class="tgme_widget_message_document_wrap"></div>')
        elif kind:
            parts.append(
                '<div class="message_media_not_supported_wrap"><div class="message_media_not_supported">'
                '<div class="message_media_not_supported_label">Please open Telegram to view this post</div>'
                f'<a href="{url}" class="message_media_view_in_telegram">VIEW IN TELEGRAM</a></div></div>'
            )
    if len(parts) > 1:
        return (
            '<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap">'
            f'<div class="tgme_widget_message_grouped js-message_grouped">{"".join(parts)}</div></div>'
        )
    return "".join(parts)


def _text(m: Message) -> str:
    if not m.text or (m.media and m.media.kind == "unsupported"):
        return ""
    words = to_preview(m.text, m.entities)
    if m.media:  # captions come with the class twice, one inside the other
        words = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'


def _footer(m: Message, url: str) -> str:
    edited = "edited &nbsp;" if m.edited else ""
    views = f"{secrets.randbelow(900) / 10 + 1:.1f}K"
    return (
        f'<div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info '
        f'short js-message_info"><span class="tgme_widget_message_views">{views}</span>'
        f'<span class="copyonly"> views</span><span class="tgme_widget_message_meta">{edited}'
        f'<a class="tgme_widget_message_date" href="{url}"><time datetime="{m.date:%Y-%m-%dT%H:%M:%S}+00:00" '
        f'class="time">{m.date:%H:%M}</time></a></span></div></div>'
    )
