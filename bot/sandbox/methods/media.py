"""sendPhoto, sendDocument, sendMediaGroup, getFile: pictures and files, and file_id used again."""

from dataclasses import replace
from typing import Any

from bot.sandbox.chats import Media
from bot.sandbox.methods.params import Params, Upload, formatted
from bot.sandbox.methods.sending import CAPTION, caption, put, writable
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.wire import message
from bot.sandbox.world import World, picture_size

PHOTO_BYTES, UPLOAD_BYTES, DOWNLOAD_BYTES = 10 << 20, 50 << 20, 20 << 20


def accept(world: World, params: Params, kind: str, given: str, upload: Upload | None) -> Media:
    """A new upload, or a file that the server knows already."""
    if given.startswith("attach://"):
        upload = params.files.get(given.removeprefix("attach://"))
    if upload is not None:
        return _take(world, kind, upload)
    if given.startswith(("http://", "https://")):
        raise bad_request("wrong type of the web page content")  # the sandbox fetches nothing
    known = world.files.get(given)
    if known is None:
        raise bad_request(
            f"there is no {kind} in the request" if not given else "wrong file identifier/HTTP URL specified"
        )
    if known.kind != kind:
        raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
    return replace(known)


def _take(world: World, kind: str, upload: Upload) -> Media:
    if len(upload.data) > UPLOAD_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        width, height = picture_size(upload.data)
        if len(upload.data) > PHOTO_BYTES:
            raise bad_request("file is too big")
        if not width or not height:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return world.keep_file(kind, upload.data, upload.name, upload.mime)


def _send(world: World, params: Params, kind: str) -> Any:
    chat = writable(world, params)
    words = caption(params)
    media = accept(world, params, kind, params.text(kind), params.files.get(kind))
    return message(put(world, chat, params, words, media=media), world)


def send_photo(world: World, params: Params) -> Any:
    """sendPhoto."""
    return _send(world, params, "photo")


def send_document(world: World, params: Params) -> Any:
    """sendDocument."""
    return _send(world, params, "document")


def send_media_group(world: World, params: Params) -> Any:
    """sendMediaGroup: 2 to 10 of them, one message each."""
    chat = writable(world, params)
    items = params.json("media") or []
    if not 2 <= len(items) <= 10:
        raise bad_request("wrong number of messages in the album; 2-10 expected")
    ready = []
    for item in items:
        if item.get("type") not in ("photo", "document"):
            raise bad_request("unsupported media type in the sandbox")
        mode, given = item.get("parse_mode") or "", item.get("caption_entities")
        words = formatted(item.get("caption") or "", mode, given, CAPTION, "caption")
        ready.append((words, accept(world, params, item["type"], item.get("media", ""), None)))
    album = world.token("album")
    sent = [put(world, chat, params, words, media=media, album=album) for words, media in ready]
    return [message(one, world) for one in sent]


def get_file(world: World, params: Params) -> Any:
    """getFile: where the file can be fetched from."""
    media = world.files.get(params.text("file_id").removesuffix("s")) or world.files.get(params.text("file_id"))
    if media is None:
        raise bad_request("invalid file_id")
    if len(media.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": media.file_id,
        "file_unique_id": media.unique_id,
        "file_size": len(media.data),
        "file_path": f"{media.kind}s/{media.file_id}",
    }


METHODS = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
