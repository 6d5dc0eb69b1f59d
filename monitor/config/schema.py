"""The shape of config.toml. Field descriptions are what `clausewatch config schema` prints."""

from __future__ import annotations

import contextlib
import re
from datetime import time, timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from monitor.model import PRIVACY_POLICY
from scrapers.addresses import parse_allowed

_LONGEST = timedelta(days=36_525)  # what is planned so far ahead must still be a date
_NO_HURRY = timedelta(hours=1)  # reminders of one trouble
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SIZES = {"kB": 1_000, "MB": 1_000_000}


def duration(value: object) -> timedelta:
    """A length of time as the file writes it: "12h". Raises PydanticCustomError."""
    match = re.fullmatch(r"(\d+)\s*([smhdw])", value) if isinstance(value, str) else None
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


def _unhurried(length: timedelta) -> timedelta:
    if length < _NO_HURRY:
        raise PydanticCustomError("duration", "shorter than an hour", {"hint": 'write "1h" or more'})
    return length


def _size(value: object) -> int:
    match = re.fullmatch(r"(\d+)\s*(kB|MB)", value) if isinstance(value, str) else None
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
    if not parts.hostname or re.search(r"\s", value) or port == 0:
        raise refuse("not a web address", 'write it in full: "https://example.com/privacy"')
    if parts.username or parts.password:
        raise refuse("the address holds a user name or password", "send it as a header (headers = ...)")
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
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
TimeOfDay = Annotated[
    time, BeforeValidator(_time_of_day), WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"})
]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
PrivateEntry = Annotated[str, AfterValidator(_private_entry)]
Pin = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=2000)]
Port = Annotated[int, Field(ge=1, le=65535)]
Secret = Annotated[str, Field(json_schema_extra={"writeOnly": True})]
Token = Annotated[Secret, StringConstraints(min_length=16, pattern=r"^[!-~]+$")]  # visible ASCII: it goes in a header
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Table(BaseModel):
    """A TOML table: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class MessagesTable(Table):
    """What stands in messages."""

    base_url: WebAddress | None = Field(None, description="Where people reach the daemon's page, for links to it.")
    templates: str | None = Field(
        None, min_length=1, description="A folder of templates that replace the built-in ones."
    )


class DocumentTable(Table):
    """One document of a vendor: its policy, cookie notice, list of sub-processors ..."""

    type: Name = Field(PRIVACY_POLICY, description="What it is, in Open Terms Archive's terms.")
    url: WebAddress | None = Field(None, description="Its page.")
    pages: list[WebAddress] = Field([], description="Its pages in reading order, where there are several.")
    language: Language | None = Field(
        None, description="The language to ask for and to expect: a text in another one is an alarm."
    )
    interval: Span | None = Field(None, description="How often to check; 15m at least.")
    select: list[Name] = Field([], description="CSS selectors of the text; normally not needed.")
    remove: list[Name] = Field([], description="CSS selectors of what to leave out; normally not needed.")
    headers: dict[str, str] = Field({}, description="Extra request headers; values may be ${env:NAME} or ${file:PATH}.")
    browser: bool = Field(False, description="Read the page with a browser (needs clausewatch[browser]).")
    ignore_robots: bool = Field(False, description="Fetch although robots.txt forbids it; you answer for it.")
    pins: list[Pin] = Field([], description="Sentences of the text that your records rely on, as they stand there.")


class VendorTable(DocumentTable):
    """A vendor. With one document, its keys stand here; with several, in [[vendors.documents]]."""

    name: Name = Field(description="The vendor's name as people know it.")
    site: WebAddress | None = Field(None, description="Any page of the vendor's site, to find the policy from.")
    tags: list[Name] = Field([], description="Words to group vendors by.")
    objection_days: int | None = Field(
        None, ge=1, le=365, description="How many days your contract gives you to object to a change."
    )
    documents: list[DocumentTable] = Field([], description="The vendor's documents, where there are several.")


class ChannelTable(Table):
    """A way to people: an Apprise address, and what it wants to hear."""

    address: str = Field(min_length=1, description="Apprise address; ${env:NAME} or ${file:PATH} keeps it out of here.")
    vendors: list[Name] = Field([], description="Only these vendors (none: all).")
    tags: list[Name] = Field([], description="Only vendors with one of these tags (none: all).")
    categories: list[Literal["sharing", "retention", "legal_basis"]] = Field([], description="Only these topics.")
    undecided: bool = Field(False, description="Also tell changes that the rules cannot decide.")
    directions: list[Literal["less_protective", "more_protective", "mixed", "neutral"]] = Field(
        [], description="Only changes in these directions."
    )
    alarms: bool = Field(True, description="Tell when a policy can no longer be verified, and when it can again.")
    rhythm: Literal["immediate", "daily", "weekly"] = Field("immediate", description="When changes are told.")
    digest_at: TimeOfDay = Field(time(8), description="When daily digests come, and weekly ones on Mondays.")
    quiet: list[TimeOfDay] | None = Field(
        None, min_length=2, max_length=2, description='Send nothing between these: ["22:00", "07:00"].'
    )
    timezone: TimeZone = Field("UTC", description='For both: "Europe/Berlin".')
    language: Literal["en", "de", "fr", "es"] = Field(
        "en", description="Of the messages' own words; quotes are in the vendor's."
    )


class FetchTable(Table):
    """How pages are fetched."""

    contact: str | None = Field(None, description="Your address or page, named in the user agent.")
    timeout: Span = Field(timedelta(seconds=60), description="The longest that one page may take in all.")
    max_size: Size = Field(10_000_000, description="The largest page that is read.")
    spacing: Duration = Field(
        timedelta(seconds=5),
        description="The least time between two requests to one host; 0s: one right after another.",
    )
    at_once: int = Field(4, ge=1, le=32, description="How many hosts are asked at the same time.")
    budget: int | None = Field(None, ge=1, description="The most checks in 24 hours; what is due beyond them waits.")
    browser: Literal["off", "on demand"] = Field(
        "on demand",
        description="Whether empty shells are read with a browser, where clausewatch[browser] is installed.",
    )
    browser_address: Annotated[str, StringConstraints(pattern=r"^wss?://")] | None = Field(
        None, repr=False, description="A Playwright server (ws://...) instead of a local browser; ${env:NAME} works."
    )
    ports: list[Port] = Field([80, 443], description="The ports that may be connected to.")
    allow_private: list[PrivateEntry] = Field(
        [], description="Private addresses, networks or hosts that may be fetched."
    )


class WebTable(Table):
    """The page and the API. Away from loopback they are served only behind a password or a token."""

    enabled: bool = Field(True, description="Whether the daemon serves them.")
    host: Name = Field("127.0.0.1", description="The address to listen at.")
    port: int = Field(8650, ge=0, le=65535, description="The port to listen at; 0: any free one.")
    names: list[Name] = Field([], description="Host names by which a reverse proxy passes requests on.")
    password: Secret | None = Field(None, min_length=8, repr=False, description="Asked of people who open the page.")
    read_tokens: list[Token] = Field([], repr=False, description="Bearer tokens for programs that read.")
    write_tokens: list[Token] = Field([], repr=False, description="Bearer tokens for programs that also change things.")

    @property
    def has_secret(self) -> bool:
        return bool(self.password or self.read_tokens or self.write_tokens)


class AlarmsTable(Table):
    """When a watch counts as broken, and what to be reminded of."""

    after: Duration = Field(
        timedelta(days=2),
        description="How long a policy may stay unverified before an alarm; 0s: until the second look that fails.",
    )
    remind: Annotated[Duration, AfterValidator(_unhurried)] = Field(
        timedelta(days=7),
        description="When to remind while it stays so, 1h at least; later reminders come less and less often.",
    )
    remind_before: Duration = Field(
        timedelta(days=7),
        description="How long before a change takes effect or objections end to remind of it; 0s: on the day.",
    )
    review_after: Span | None = Field(
        None, description="Remind weekly of material changes that nobody has reviewed for so long; not set: never."
    )
    heartbeat: WebAddress | None = Field(
        None, repr=False, description="Asked for every few minutes while all is well; ${env:NAME} keeps it out of here."
    )


class ConfigTable(Table):
    """config.toml: the operator's only file."""

    store: str = Field("clausewatch.db", min_length=1, description="The database file, seen from this file's folder.")
    interval: Span = Field(timedelta(days=1), description="How often each policy is checked; 15m at least.")
    confirm_after: Span = Field(
        timedelta(hours=1), description="When to look again before a change is believed; 1m at least."
    )
    language: Language = Field("en", description="The language to ask for where a document names none; others will do.")
    keep_captures: Span | None = Field(
        None, description="How long to keep raw captures that no version was read from; not set: for good."
    )
    vendors: list[VendorTable] = Field([], description="Whom to watch.")
    channels: dict[Name, ChannelTable] = Field({}, description="Whom to tell; none: the log.")
    messages: MessagesTable = MessagesTable()
    fetch: FetchTable = FetchTable()
    alarms: AlarmsTable = AlarmsTable()
    web: WebTable = WebTable()
