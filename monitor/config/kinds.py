"""The kinds of values in config.toml, as the file writes them: durations, sizes, addresses, times of day, names."""

from __future__ import annotations

import contextlib
import re
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from scrapers.network.addresses import parse_allowed

_LONGEST = timedelta(days=36_525)  # what is planned so far ahead must still be a date
_NO_HURRY = timedelta(hours=1)  # reminders of one trouble
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SIZES = {"kB": 1_000, "MB": 1_000_000}


def duration(value: object) -> timedelta:
    """A length of time as the file writes it: "12h". Raises PydanticCustomError."""
    match = re.fullmatch(r"(\d{1,999})\s*([smhdw])", value) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError("duration", "not a duration", {"hint": 'write a number and s, m, h, d or w: "12h"'})
    with contextlib.suppress(OverflowError):
        length = timedelta(**{_UNITS[match[2]]: int(match[1])})
        if length <= _LONGEST:
            return length
    raise PydanticCustomError("duration", "longer than a hundred years", {"hint": "write a shorter one"})


def _something(length: timedelta) -> timedelta:
    if not length:
        hint = "write a longer one; to do without, leave the key out"
        raise PydanticCustomError("duration", "no time at all", {"hint": hint})
    return length


def unhurried(length: timedelta) -> timedelta:
    if length < _NO_HURRY:
        raise PydanticCustomError("duration", "shorter than an hour", {"hint": 'write "1h" or more'})
    return length


def _size(value: object) -> int:
    match = re.fullmatch(r"(\d{1,999})\s*(kB|MB)", value) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError("size", "not a size", {"hint": 'write a number and kB or MB: "10 MB"'})
    if int(match[1]) == 0:
        raise PydanticCustomError("size", "nothing could be read", {"hint": 'write a larger one: "10 MB"'})
    return int(match[1]) * _SIZES[match[2]]


def _web_address(value: str) -> str:
    def refuse(problem: str, hint: str) -> PydanticCustomError:
        return PydanticCustomError("address", "{problem}", {"problem": problem, "hint": hint})

    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise refuse(f"not a web address ({error})", 'write it in full: "https://example.com/privacy"') from None
    if parts.scheme not in {"http", "https"}:
        raise refuse("not a web address", 'it has to begin with "https://" (or "http://")')
    if not parts.hostname or re.search(r"[\s\x00-\x1f\x7f-\x9f]", value) or port == 0:
        raise refuse("not a web address", 'write it in full: "https://example.com/privacy"')
    if parts.username or parts.password:
        raise refuse("the address holds a user name or password", "send it as a header (headers = ...)")
    return value


def _no_query(value: str) -> str:
    if re.search(r"[?#]", value):
        hint = 'write what comes before the paths of the pages: "https://watch.example.com"'
        raise PydanticCustomError("address", "links cannot begin with an address that has ? or #", {"hint": hint})
    return value


def _time_of_day(value: object) -> time:
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError("time", "not a time of day", {"hint": 'write it so: "07:30"'})
    return time(int(match[1]), int(match[2]))


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        hint = 'write its IANA name: "Europe/Berlin"'
        raise PydanticCustomError("timezone", "no such time zone", {"hint": hint}) from None
    return value


def _selector(value: str) -> str:
    from soupsieve import SelectorSyntaxError, compile  # late: most configurations hold none

    try:
        compile(value)
    except (SelectorSyntaxError, NotImplementedError) as error:  # the latter: what no document has, "::before"
        problem = f"not a CSS selector ({str(error).splitlines()[0].rstrip('.:').lower()})"
        raise PydanticCustomError(
            "selector", "{problem}", {"problem": problem, "hint": "try it in a browser"}
        ) from None
    return value


def _path(value: str) -> str:
    try:
        Path(value).expanduser()
    except RuntimeError:
        hint = "write the path in full"
        raise PydanticCustomError("path", "there is no such home folder", {"hint": hint}) from None
    return value


def _written_as(pattern: str, problem: str, hint: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise PydanticCustomError("form", "{problem}", {"problem": problem, "hint": hint})
        return value

    return AfterValidator(check)


def _private_entry(value: str) -> str:
    try:
        parse_allowed([value])
    except ValueError as error:
        hint = "write an address, a network (10.0.0.0/8) or a host name"
        raise PydanticCustomError("private", "{problem}", {"problem": str(error), "hint": hint}) from None
    return value


Duration = Annotated[
    timedelta, BeforeValidator(duration), WithJsonSchema({"type": "string", "pattern": r"^\d+\s*[smhdw]$"})
]
Span = Annotated[  # a duration that is not "0s"
    timedelta,
    BeforeValidator(duration),
    AfterValidator(_something),
    WithJsonSchema({"type": "string", "pattern": r"^0*[1-9]\d*\s*[smhdw]$"}),
]
Size = Annotated[int, BeforeValidator(_size), WithJsonSchema({"type": "string", "pattern": r"^0*[1-9]\d*\s*(kB|MB)$"})]
WebAddress = Annotated[str, AfterValidator(_web_address), Field(json_schema_extra={"format": "uri"})]
BaseAddress = Annotated[WebAddress, AfterValidator(_no_query)]
# Control characters, and marks of writing direction: names stand in terminals, mails and on pages.
_PRINTABLE = _written_as(
    "[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*",
    "holds a line break or a control character",
    "write it on one line, as people read it",
)
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), _PRINTABLE]
Key = Annotated[
    str,
    _written_as(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "cannot stand in addresses and commands",
        'write small letters and digits with hyphens between: "orbit-cameras"',
    ),
]
File = Annotated[str, StringConstraints(min_length=1), _PRINTABLE, AfterValidator(_path)]
TimeOfDay = Annotated[
    time, BeforeValidator(_time_of_day), WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"})
]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Selector = Annotated[Name, AfterValidator(_selector)]
HeaderName = Annotated[
    str,
    _written_as(
        r"[!#$%&'*+.^_`|~0-9A-Za-z-]+",
        "not a name of a header",
        'write one word of letters, digits and hyphens: "X-Reader"',
    ),
]
HeaderValue = Annotated[
    str,
    _written_as(r"[\t -~]*", "cannot be sent as a header", "write one line of letters, digits and signs of ASCII"),
]
PrivateEntry = Annotated[str, AfterValidator(_private_entry)]
Pin = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=2000)]
Port = Annotated[int, Field(ge=1, le=65535)]
Secret = Annotated[str, Field(json_schema_extra={"writeOnly": True})]
Token = Annotated[
    Secret,
    StringConstraints(min_length=16),
    _written_as(r"[!-~]+", "cannot be sent as a header", "write letters, digits and signs of ASCII, without spaces"),
]
SocketAddress = Annotated[
    str,
    _written_as(
        r"wss?://[^/\s]+\S*", "not the address of a Playwright server", 'it has to begin with "ws://" or "wss://"'
    ),
]
_LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
Language = Annotated[
    str,
    _written_as(_LANGUAGE, "not a language tag", 'write one such as "en" or "de"'),
    Field(json_schema_extra={"pattern": f"^{_LANGUAGE}$"}),
]
