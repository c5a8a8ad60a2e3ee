"""Opens what people hand to `import`: a file, a folder or a zip, with limits on what a zip may unfold to."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from bot.errors import BadInput

SIZE_LIMIT = 64 * 1024 * 1024
RATIO_LIMIT = 100
"""Exports shrink by 10 to 20; a file that unfolds to a hundred times its size is a bomb."""

_CHUNK = 1 << 18
_SUFFIXES = (".json", ".jsonl", ".ndjson")


def files(path: Path, limit: int = SIZE_LIMIT) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Every export in `path`: its name and its bytes, piece by piece.

    BadInput, naming the path, where there is none, a zip is broken or unsafe, or a file exceeds `limit` bytes.
    """
    if path.is_dir():
        found = sorted(p for pattern in ("result.json", "*/result.json", "*.jsonl") for p in path.glob(pattern))
        if not found:
            raise BadInput(f"{path}: holds no result.json; choose the folder that Telegram Desktop wrote")
        for one in found:
            yield one.name, _file(one, limit)
    elif zipfile.is_zipfile(path):
        yield from _zip(path, limit)
    else:
        yield path.name, _file(path, limit)


def _file(path: Path, limit: int) -> Iterator[bytes]:
    try:
        if path.stat().st_size > limit:
            raise BadInput(f"{path}: larger than {limit // 2**20} MiB")
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except OSError as fault:
        raise BadInput(f"{path}: cannot be read: {fault.strerror}") from fault


def _zip(path: Path, limit: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            found = [info for info in archive.infolist() if _wanted(path, info, limit)]
            if not found:
                raise BadInput(f"{path}: holds no result.json")
            for info in found:
                yield info.filename, _member(path, archive, info, limit)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as fault:
        raise BadInput(f"{path}: not a readable zip: {fault}") from fault


def _wanted(path: Path, info: zipfile.ZipInfo, limit: int) -> bool:
    name = PurePosixPath(info.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        raise BadInput(f"{path}: unsafe name in the zip: {info.filename[:80]!r}")
    if name.suffix not in _SUFFIXES or (name.suffix == ".json" and name.name != "result.json"):
        return False
    if info.flag_bits & 1:
        raise BadInput(f"{path}: the zip is encrypted")
    if info.file_size > limit:
        raise BadInput(f"{path}: {name} unfolds to more than {limit // 2**20} MiB")
    if info.file_size > RATIO_LIMIT * max(1, info.compress_size):
        raise BadInput(f"{path}: {name} unfolds to over {RATIO_LIMIT} times its size")
    return True


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    size = 0
    try:
        with archive.open(info) as stream:
            # What the zip says of sizes may be a lie; count what comes out.
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > min(limit, RATIO_LIMIT * max(1, info.compress_size)):
                    raise BadInput(f"{path}: {info.filename[:80]!r} unfolds to more than it says")
                yield chunk
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as fault:
        raise BadInput(f"{path}: not a readable zip: {fault}") from fault
