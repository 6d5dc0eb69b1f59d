"""Secrets stand outside config.toml, as ${env:NAME} or ${file:PATH}; here they are put in their places.

A secret is never printed, logged or stored: faults name the place and the reference, never a value.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from monitor.config.raw import dotted
from monitor.errors import ConfigFault

LOG_ADDRESS = "log://"
_REFERENCE = re.compile(r"\$\{(env|file):([^}]*)\}")
_ANY_REFERENCE = re.compile(r"\$\{[^}]*\}?")
_LOGIN_FOLLOWS = re.compile(r"[^/?]*@")
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _may_hold_secret(path: tuple[str | int, ...]) -> bool:
    if path[0] == "web":
        return bool({"password", "read_tokens", "write_tokens"}.intersection(path))
    if path in {("alarms", "heartbeat"), ("fetch", "browser_address")}:
        return True
    return (path[0] == "channels" and path[-1] == "address") or "headers" in path


def left_out(value: Any, path: tuple[str | int, ...] = ()) -> Any:
    """The same tables without what holds secrets: who only reads the history may know none of them.

    Of a channel, which has to have an address, that of the log stands in its place.
    """
    if isinstance(value, dict):
        inner = {key: (*path, key) for key in value if not _needs_secrets((*path, key))}
        return {key: left_out(value[key], place) for key, place in inner.items()}
    if isinstance(value, list):
        return [left_out(item, (*path, index)) for index, item in enumerate(value)]
    return LOG_ADDRESS if _may_hold_secret(path) and isinstance(value, str) else value


def _needs_secrets(path: tuple[str | int, ...]) -> bool:
    return path == ("web",) or (path[0] != "channels" and _may_hold_secret(path))


def _read(kind: str, name: str, folder: Path) -> str:
    """The value of one reference. Raises LookupError or OSError with a message that holds no secret."""
    if kind == "env":
        if not os.environ.get(name):
            raise LookupError(f"the environment variable {name} is not set")
        return os.environ[name]
    return (folder / Path(name).expanduser()).read_text(encoding="utf-8").strip()


def resolve(value: Any, folder: Path, faults: list[ConfigFault], path: tuple[str | int, ...] = ()) -> Any:
    """The same tables with every reference replaced; what cannot be is added to `faults`."""
    if isinstance(value, dict):
        return {key: resolve(item, folder, faults, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item, folder, faults, (*path, index)) for index, item in enumerate(value)]
    if not isinstance(value, str) or "${" not in value:
        return value
    return _resolve_text(value, folder, faults, path)


def _resolve_text(text: str, folder: Path, faults: list[ConfigFault], path: tuple[str | int, ...]) -> str:
    def fault(problem: str, hint: str) -> None:
        faults.append(ConfigFault(path=dotted(path), problem=problem, hint=hint))

    if not _may_hold_secret(path):
        fault(f"{text!r} refers to a secret", "secrets are taken only in a channel's address, in headers and in [web]")
        return text
    for reference in _ANY_REFERENCE.findall(text):
        if not _REFERENCE.fullmatch(reference):
            fault(f"{reference!r} is no reference", "write ${env:NAME} or ${file:PATH}")

    def replacement(match: re.Match[str]) -> str:
        try:
            return _in_place(_read(match[1], match[2], folder), match)
        except LookupError as error:
            fault(str(error.args[0]), "set it before starting, or use ${file:PATH}")
        except (OSError, ValueError, RuntimeError) as error:  # the last: no such home folder
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "no UTF-8 text, or no name"
            fault(f"the file {match[2]} cannot be read: {reason}", "check the path and its permissions")
        return match[0]

    return _REFERENCE.sub(replacement, text)


def _in_place(value: str, match: re.Match[str]) -> str:
    """A secret as it can stand in the login or the query of an address: no sign of its own ends them.

    What is escaped already (%40) stays so. Elsewhere a value may be several parts of an address, or all of it.
    """
    before, after = match.string[: match.start()], match.string[match.end() :]
    if "://" not in before or not (before.endswith("=") or _LOGIN_FOLLOWS.match(after)):
        return value
    both = "" if before.endswith((":", "=")) else ":"  # user and password in one
    return _NO_ESCAPE.sub("%25", quote(value, safe="%" + both))
