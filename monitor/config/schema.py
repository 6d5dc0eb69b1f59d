"""The shape of config.toml. Field descriptions are what `clausewatch config schema` prints."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from monitor.config.kinds import (
    BaseAddress,
    Duration,
    File,
    HeaderName,
    HeaderValue,
    Key,
    Language,
    Name,
    Pin,
    Port,
    PrivateEntry,
    Secret,
    Selector,
    Size,
    SocketAddress,
    Span,
    TimeOfDay,
    TimeZone,
    Token,
    WebAddress,
    unhurried,
)
from monitor.model import PRIVACY_POLICY


def _written(default: str, *, description: str) -> Any:
    """A field whose default stands as in the file, so that the printed schema shows what people would write."""
    return Field(default, validate_default=True, description=description)


class Table(BaseModel):
    """A TOML table: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class MessagesTable(Table):
    """What stands in messages."""

    base_url: BaseAddress | None = Field(None, description="Where people reach the daemon's page, for links to it.")
    templates: File | None = Field(None, description="A folder of templates that replace the built-in ones.")


class DocumentTable(Table):
    """One document of a vendor: its policy, cookie notice, list of sub-processors ..."""

    type: Name = Field(PRIVACY_POLICY, description="What it is, in Open Terms Archive's terms.")
    url: WebAddress | None = Field(None, description="Its page.")
    pages: list[WebAddress] = Field([], description="Its pages in reading order, where there are several.")
    language: Language | None = Field(
        None, description="The language to ask for and to expect: a text in another one is an alarm."
    )
    interval: Span | None = Field(None, description="How often to check; 15m at least.")
    select: list[Selector] = Field([], description="CSS selectors of the text; normally not needed.")
    remove: list[Selector] = Field([], description="CSS selectors of what to leave out; normally not needed.")
    headers: dict[HeaderName, HeaderValue] = Field(
        {}, description="Extra request headers; values may be ${env:NAME} or ${file:PATH}."
    )
    browser: bool = Field(False, description="Read the page with a browser (needs clausewatch[browser]).")
    ignore_robots: bool = Field(False, description="Fetch although robots.txt forbids it; you answer for it.")
    pins: list[Pin] = Field([], description="Sentences of the text that your records rely on, as they stand there.")


class VendorTable(DocumentTable):
    """A vendor. With one document, its keys stand here; with several, in [[vendors.documents]]."""

    name: Name = Field(description="The vendor's name as people know it.")
    key: Key | None = Field(
        None,
        description="What addresses, commands and the record call it (none: the name in small letters). "
        "It stays when the vendor changes its name, so that its history goes on.",
    )
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
    digest_at: TimeOfDay = _written("08:00", description="When daily digests come, and weekly ones on Mondays.")
    quiet: list[TimeOfDay] | None = Field(
        None, min_length=2, max_length=2, description='Send nothing between these: ["22:00", "07:00"].'
    )
    timezone: TimeZone = Field("UTC", description='For both: "Europe/Berlin".')
    language: Literal["en", "de", "fr", "es"] = Field(
        "en", description="Of the messages' own words; quotes are in the vendor's."
    )


class FetchTable(Table):
    """How pages are fetched."""

    contact: HeaderValue | None = Field(None, description="Your address or page, named in the user agent.")
    timeout: Span = _written("60s", description="The longest that one page may take in all.")
    max_size: Size = _written("10 MB", description="The largest page that is read.")
    spacing: Duration = _written(
        "5s",
        description="The least time between two requests to one host; 0s: one right after another.",
    )
    at_once: int = Field(4, ge=1, le=32, description="How many hosts are asked at the same time.")
    budget: int | None = Field(None, ge=1, description="The most checks in 24 hours; what is due beyond them waits.")
    browser: Literal["off", "on demand"] = Field(
        "on demand",
        description="Whether empty shells are read with a browser, where clausewatch[browser] is installed.",
    )
    browser_address: SocketAddress | None = Field(
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


class AlarmsTable(Table):
    """When a watch counts as broken, and what to be reminded of."""

    after: Duration = _written(
        "2d",
        description="How long a policy may stay unverified before an alarm; 0s: until the second look that fails.",
    )
    remind: Annotated[Duration, AfterValidator(unhurried)] = _written(
        "7d",
        description="When to remind while it stays so, 1h at least; later reminders come less and less often.",
    )
    remind_before: Duration = _written(
        "7d",
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

    store: File = Field("clausewatch.db", description="The database file, seen from this file's folder.")
    interval: Span = _written("1d", description="How often each policy is checked; 15m at least.")
    confirm_after: Span = _written("1h", description="When to look again before a change is believed; 1m at least.")
    language: Language = Field("en", description="The language to ask for where a document names none; others will do.")
    keep_captures: Span | None = Field(
        None, description="How long to keep raw captures that no version was read from; not set: for good."
    )
    vendors: list[VendorTable] = Field([], description="Whom to watch.")
    channels: dict[Name, ChannelTable] = Field({}, description="Whom to tell; none: the log.")
    messages: MessagesTable = Field(default_factory=MessagesTable)
    fetch: FetchTable = Field(default_factory=FetchTable)
    alarms: AlarmsTable = Field(default_factory=AlarmsTable)
    web: WebTable = Field(default_factory=WebTable)
