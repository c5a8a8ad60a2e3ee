"""The bodies of requests: forms, multipart with files, JSON; as bots send them."""

import json
import re
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.methods.params import Params, Upload
from bot.sandbox.refusal import bad_request

_FIELD = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


async def read_params(request: Request) -> Params:
    """Parameters from the address and the body, whatever its type. Refusal 400 where it cannot be read."""
    values: dict[str, object] = dict(request.query_params)
    files: dict[str, Upload] = {}
    body, kind = await request.body(), request.headers.get("content-type", "")
    if body and kind.startswith("application/json"):
        try:
            values |= json.loads(body)
        except (ValueError, TypeError):
            raise bad_request("can't parse JSON in request body") from None
    elif body and kind.startswith("multipart/form-data"):
        _read_parts(body, kind, values, files)
    elif body:
        values |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return Params(values, files)


def _read_parts(body: bytes, kind: str, values: dict[str, object], files: dict[str, Upload]) -> None:
    match = re.search(r'boundary="?([^";]+)"?', kind)
    if match is None:
        raise bad_request("can't find boundary in multipart body")
    for part in body.split(b"--" + match[1].encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        lines = head.decode(errors="replace").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        fields = dict(_FIELD.findall(headers.get("content-disposition", "")))
        content = content.removesuffix(b"\r\n")
        if "filename" in fields:
            mime = headers.get("content-type", "application/octet-stream")
            files[fields.get("name", "")] = Upload(fields["filename"], mime, content)
        else:
            values[fields.get("name", "")] = content.decode(errors="replace")
