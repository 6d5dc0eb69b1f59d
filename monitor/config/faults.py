"""What is wrong with a configuration, in words that say where, what, and how to mend it."""

from __future__ import annotations

import difflib
import ipaddress
import typing
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from monitor.config.pace import too_often
from monitor.config.raw import dotted, tables
from monitor.config.schema import ConfigTable
from monitor.config.secrets import LOG_ADDRESS
from monitor.errors import ConfigFault
from monitor.model import PRIVACY_POLICY, slug

_HINTS = {
    "missing": "add it",
    "string_type": "put it in quotes",
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number, without quotes",
    "list_type": 'write a list: ["..."]',
    "dict_type": 'write a table: { Name = "..." }',
    "string_too_short": "write something longer",
    "literal_error": "write one of these words, in quotes",
}


# A vendor with several documents gives these to each document; language and interval may stand for all.
_OF_ONE_DOCUMENT = ("type", "url", "pages", "select", "remove", "headers", "browser", "ignore_robots", "pins")


def of_validation(error: ValidationError) -> list[ConfigFault]:
    """Pydantic's findings as ours. The offending value is not repeated: it may be a secret."""
    return [_fault(details) for details in error.errors(include_url=False, include_input=False)]


def _fault(details: ErrorDetails) -> ConfigFault:
    path, kind = tuple(part for part in details["loc"] if part != "[key]"), details["type"]
    if kind == "extra_forbidden":
        return ConfigFault(path=dotted(path), problem="unknown key", hint=_near_key(path))
    hint = details.get("ctx", {}).get("hint") or _HINTS.get(kind, "see `clausewatch config schema`")
    if kind == "list_type" and _holds_tables(path):
        hint = f"write [[{'.'.join(part for part in path if isinstance(part, str))}]], in two brackets, above each"
    if kind == "model_type" or path == ("channels",):
        name = ".".join(part for part in path if isinstance(part, str))
        heading = (
            "[channels.NAME]" if name == "channels" else f"[[{name}]]" if isinstance(path[-1], int) else f"[{name}]"
        )
        return ConfigFault(path=dotted(path), problem="not a table", hint=f"write {heading} above its keys")
    return ConfigFault(path=dotted(path), problem=details["msg"].lower(), hint=hint)


def _near_key(path: tuple[str | int, ...]) -> str:
    keys = _keys_at(path[:-1])
    near = difflib.get_close_matches(str(path[-1]), keys, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known keys here: {', '.join(keys)}"


def _keys_at(path: tuple[str | int, ...]) -> list[str]:
    """The keys that the table at this path may hold."""
    model: type[BaseModel] = ConfigTable
    for part in path:
        field = model.model_fields.get(str(part))
        inner = _table_in(field.annotation) if field else None
        model = inner or model
    return list(model.model_fields)


def _holds_tables(path: tuple[str | int, ...]) -> bool:
    """Whether a list of tables belongs at this path."""
    return str(path[-1]) in _keys_at(path[:-1]) and _keys_at(path) != _keys_at(path[:-1])


def _table_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in typing.get_args(annotation) if (found := _table_in(inner))), None)


def of_meaning(raw: dict[str, Any]) -> list[ConfigFault]:
    """Faults that no single key shows: duplicates, a vendor without an address, one asked too often, dead channels.

    Works on the raw tables, so that they are reported together with wrong types elsewhere.
    """
    vendors = [(index, vendor) for index, vendor in enumerate(tables(raw.get("vendors"))) if vendor]
    return [
        *_duplicates(vendors),
        *(fault for index, vendor in vendors for fault in _addresses(index, vendor)),
        *too_often(raw),
        *_unknown_recipients(raw, [vendor for _, vendor in vendors]),
        *_channel_addresses(raw),
        *_open_listening(raw.get("web")),
    ]


def _duplicates(vendors: list[tuple[int, dict[str, Any]]]) -> list[ConfigFault]:
    faults, seen = [], dict[str, int]()
    for index, vendor in vendors:
        name = vendor.get("name")
        if not isinstance(name, str):
            continue
        key = _key(vendor)
        if not key:
            problem = f"{name!r} has no letter or digit to name it by in commands"
            hint = 'add a Latin name, or key = "..."'
            faults.append(ConfigFault(path=f"vendors[{index}].name", problem=problem, hint=hint))
        elif key in seen:
            problem = f"{name!r} is already vendors[{seen[key]}]: both are {key!r} in commands"
            hint = 'give each vendor once, with its [[vendors.documents]]; or another one a key = "..." of its own'
            faults.append(ConfigFault(path=f"vendors[{index}].name", problem=problem, hint=hint))
        else:
            seen[key] = index
    return faults


def _key(vendor: dict[str, Any]) -> str:
    """What it is called in addresses and commands; "" where nothing can be made of its name."""
    key, name = vendor.get("key"), vendor.get("name")
    return key if isinstance(key, str) and key else slug(name) if isinstance(name, str) else ""


def _addresses(index: int, vendor: dict[str, Any]) -> list[ConfigFault]:
    path, documents = f"vendors[{index}]", tables(vendor.get("documents"))
    misplaced = [key for key in _OF_ONE_DOCUMENT if documents and key in vendor]
    if misplaced:
        problem = f"has both documents and {', '.join(misplaced)} of its own"
        return [ConfigFault(path=path, problem=problem, hint="move it into a [[vendors.documents]]")]
    places = [(f"{path}.documents[{n}]", table) for n, table in enumerate(documents)] or [(path, vendor)]
    faults, types = [], defaultdict[str, list[str]](list)
    for place, table in places:
        types[slug(str(table.get("type", PRIVACY_POLICY)))].append(place)
        if table.get("url") and table.get("pages"):
            faults.append(ConfigFault(path=place, problem="has both url and pages", hint="keep one of them"))
        elif not (table.get("url") or table.get("pages") or vendor.get("site")):
            hint = 'give url = "https://...", or site = "https://..." to have it found'
            faults.append(ConfigFault(path=place, problem="has no address", hint=hint))
    for same in types.values():
        faults += [
            ConfigFault(path=place, problem=f"is of the same type as {same[0]}", hint="give each document its own type")
            for place in same[1:]
        ]
    return faults


def _unknown_recipients(raw: dict[str, Any], vendors: Sequence[dict[str, Any]]) -> Iterator[ConfigFault]:
    """Vendors and tags that a channel is for and that are not there: it would hear nothing, and nobody would know."""
    named = {slug(vendor["name"]) for vendor in vendors if isinstance(vendor.get("name"), str)} | set(
        map(_key, vendors)
    )
    tagged = {tag.strip() for vendor in vendors for tag in _texts(vendor.get("tags"))}
    for name, channel in _channels(raw).items():
        for wanted in _texts(channel.get("vendors")):
            if slug(wanted) not in named:
                problem = f"{wanted!r} is no vendor here"
                yield ConfigFault(path=f"channels.{name}.vendors", problem=problem, hint="check its name")
        for wanted in _texts(channel.get("tags")):
            if wanted.strip() not in tagged:
                problem = f"no vendor here has the tag {wanted!r}"
                hint = f"tags here: {', '.join(sorted(tagged)) or 'none'}"
                yield ConfigFault(path=f"channels.{name}.tags", problem=problem, hint=hint)


def _channels(raw: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = raw.get("channels")
    return {name: table for name, table in found.items() if isinstance(table, dict)} if isinstance(found, dict) else {}


def _texts(found: Any) -> list[str]:
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _channel_addresses(raw: dict[str, Any]) -> list[ConfigFault]:
    addresses = {
        name: channel["address"]
        for name, channel in _channels(raw).items()
        if isinstance(channel.get("address"), str)
        and "${" not in channel["address"]
        and channel["address"] != LOG_ADDRESS
    }
    if not addresses:
        return []
    from notifiers.addresses import check  # late: Apprise takes 100 ms to import

    return [
        ConfigFault(path=f"channels.{name}.address", problem=problem, hint="see https://appriseit.com/services/")
        for name, address in addresses.items()
        if (problem := check(address))
    ]


def is_loopback(host: str) -> bool:
    """Whether listening there is out of reach of other machines."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _open_listening(web: Any) -> list[ConfigFault]:
    """Other machines, and whoever a reverse proxy lets through, have to show a password or a token."""
    if not isinstance(web, dict) or any(web.get(key) for key in ("password", "read_tokens", "write_tokens")):
        return []
    hint = 'set password = "${file:PATH}", or read_tokens = ["${env:NAME}"]'
    if not is_loopback(str(web.get("host", "127.0.0.1"))):
        problem = "listens beyond this machine without a password or a token"
        return [ConfigFault(path="web.host", problem=problem, hint=hint)]
    if web.get("names"):
        problem = "is reached under other names without a password or a token"
        return [ConfigFault(path="web.names", problem=problem, hint=hint)]
    return []
