"""Reading config.toml and the environment; every fault is named by key and value, with the nearest right one."""

import difflib
import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot.config.settings import Settings
from bot.errors import BadConfig


def load(path: Path, *, need_token: bool = False, need_file: bool = True) -> Settings:
    """Read the configuration. Raises BadConfig with one line for every fault found."""
    values: dict[str, Any] = {}
    if path.exists():
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise BadConfig(f"{path}: not valid TOML: {fault}") from fault
        except OSError as fault:
            raise BadConfig(f"{path}: cannot be read: {fault.strerror}") from fault
    elif need_file:
        raise BadConfig(
            f"{path}: no such file. Copy config.example.toml there and fill it in, or name one with --config."
        )
    _refuse_unknown_variables()
    try:
        settings = Settings(**values)
    except ValidationError as fault:
        raise BadConfig("\n".join(f"{path}: {line}" for line in _faults(fault))) from fault
    _refuse_repeats(path, settings)
    if need_token and not settings.telegram.token:
        raise BadConfig(
            f"{path}: telegram.token is missing. "
            "Get one from @BotFather and put it there, or into SVODKA__TELEGRAM__TOKEN."
        )
    return settings


def _refuse_repeats(path: Path, settings: Settings) -> None:
    seen: set[str] = set()
    for channel in settings.channels:
        if channel.username in seen:
            raise BadConfig(f"{path}: channels: {channel.username!r} stands there twice; remove one.")
        seen.add(channel.username)


def _refuse_unknown_variables() -> None:
    """pydantic-settings passes over unknown variables with the prefix; a typing slip must not pass in silence."""
    for name in os.environ:
        if name.upper().startswith("SVODKA__"):
            section, *rest = name[len("SVODKA__") :].lower().split("__")
            if section not in Settings.model_fields:
                raise BadConfig(f"environment: {name}: no such section {_nearest(section, Settings.model_fields)}")
            model = model_of(Settings.model_fields[section].annotation)
            if (
                rest
                and model is not None
                and rest[0] not in model.model_fields
                and section not in ("channels", "groups")
            ):
                raise BadConfig(f"environment: {name}: no such key {_nearest(rest[0], model.model_fields)}")


def _faults(fault: ValidationError) -> list[str]:
    lines = []
    for error in fault.errors():
        where = ".".join(str(part) for part in error["loc"] if not _is_branch(part))
        if error["type"] == "extra_forbidden":
            known = _known_keys(error["loc"][:-1])
            lines.append(f"{where}: no such key {_nearest(str(error['loc'][-1]), known)}")
        elif error["type"] == "missing":
            lines.append(f"{where}: is missing")
        else:
            message = error["msg"].removeprefix("Value error, ")
            hint = ""
            if error["type"] in ("literal_error", "enum") and isinstance(error["input"], str):
                options = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
                hint = " " + _nearest(error["input"], options) if options else ""
            value = "[redacted]" if where.endswith(("token", "secret", "api_hash")) else repr(error["input"])
            lines.append(f"{where} = {value}: {message}{hint}")
    return list(dict.fromkeys(lines))


def _is_branch(part: object) -> bool:
    """pydantic adds the name of a union's branch to the place of a fault; readers do not know those."""
    return isinstance(part, str) and (part.startswith(("literal[", "tuple[", "function-", "constrained-")))


def _known_keys(loc: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            model = model_of(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def model_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, list, Union, UnionType, Annotated):
        for inner in get_args(annotation):
            found = model_of(inner)
            if found is not None:
                return found
    return None


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1, 0.5)
    return f"(did you mean {near[0]!r}?)" if near else f"(known: {', '.join(known)})"
