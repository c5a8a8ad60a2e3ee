"""Reading config.toml and the environment; every fault is named by key and value, with the nearest right one."""

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsError

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
        raise BadConfig("\n".join(_faults(fault, values, path))) from fault
    except SettingsError as fault:
        raise BadConfig(f"environment: {fault}: write JSON, or numbers with commas") from fault
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
    owners: dict[int, str] = {}
    for channel in settings.channels:
        if channel.id is not None and owners.setdefault(channel.id, channel.username) != channel.username:
            raise BadConfig(
                f"{path}: channels: id = {channel.id} stands with {owners[channel.id]!r} and with "
                f"{channel.username!r}; an id is one channel's."
            )


def _refuse_unknown_variables() -> None:
    """pydantic-settings passes over unknown variables with the prefix; a typing slip must not pass in silence."""
    for name in os.environ:
        if name.upper().startswith("SVODKA__"):
            section, *rest = name[len("SVODKA__") :].lower().split("__")
            if section not in Settings.model_fields:
                raise BadConfig(f"environment: {name}: no such section {_nearest(section, Settings.model_fields)}")
            if rest and section in ("channels", "groups", "relays"):
                raise BadConfig(
                    f"environment: {name}: write the whole list as JSON: SVODKA__{section.upper()}='[{{…}}]'"
                )
            model = model_of(Settings.model_fields[section].annotation)
            if rest and model is not None and rest[0] not in model.model_fields:
                raise BadConfig(f"environment: {name}: no such key {_nearest(rest[0], model.model_fields)}")


def _faults(fault: ValidationError, values: Mapping[str, Any], path: Path) -> list[str]:
    lines = []
    for error in fault.errors():
        loc = tuple(part for part in error["loc"] if not _is_branch(part))
        where, whose = f"{_source(loc) or path}: {'.'.join(map(str, loc))}", _whose(loc, values)
        if error["type"] == "extra_forbidden":
            lines.append(f"{where}{whose}: no such key {_nearest(str(loc[-1]), _known_keys(loc[:-1]))}")
        elif error["type"] == "missing":
            lines.append(f"{where}{whose}: is missing")
        elif error["type"] in ("literal_error", "enum") and isinstance(error["input"], str):
            options = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
            lines.append(f"{where} = {error['input']!r}{whose}: no such value {_nearest(error['input'], options)}")
        else:
            message = error["msg"].removeprefix("Value error, ")
            secret = str(loc[-1]).endswith(("token", "secret", "api_hash"))
            lines.append(f"{where} = {'[redacted]' if secret else repr(error['input'])}{whose}: {message}")
    return list(dict.fromkeys(lines))


def _source(loc: tuple[int | str, ...]) -> str:
    """The variable of the environment that said it, or ''."""
    said = ("SVODKA__" + "__".join(map(str, loc))).upper()
    return next((f"environment: {name}" for name in os.environ if (said + "__").startswith(name.upper() + "__")), "")


def _whose(loc: tuple[int | str, ...], values: Mapping[str, Any]) -> str:
    """Which entry of an array of tables is meant: people do not count them."""
    try:
        entry = values[str(loc[0])][loc[1]]
        name = entry.get("username") or entry.get("chat_id")
    except (AttributeError, IndexError, KeyError, TypeError):
        return ""
    return f" (of {name})" if name and loc[2:] not in (("username",), ("chat_id",)) else ""


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
