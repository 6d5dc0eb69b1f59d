"""config.toml -> Settings. Every fault is reported at once; nothing starts on a faulty file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from monitor.config import faults, secrets
from monitor.config.schema import ChannelTable, ConfigTable, DocumentTable, FetchTable, VendorTable, WebTable
from monitor.errors import ConfigError, ConfigFault
from monitor.model import Category, Channel, Direction, Rhythm, SourceDocument, slug

LOG_CHANNEL = Channel(name="log", address=secrets.LOG_ADDRESS, undecided=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that the program is told by its operator. store, templates: absolute paths. channels: never empty."""

    file: Path
    store: Path
    sources: tuple[SourceDocument, ...]
    channels: tuple[Channel, ...]
    language: str
    confirm_after: timedelta
    blind_after: timedelta
    remind_every: timedelta
    remind_before: timedelta
    review_after: timedelta | None
    keep_captures: timedelta | None
    heartbeat: str | None = field(repr=False)
    base_url: str | None
    templates: Path | None
    fetch: FetchTable
    web: WebTable

    @property
    def intervals(self) -> dict[str, timedelta]:
        """How often each document is to be looked at, by its source's key."""
        return {source.key: source.interval for source in self.sources}


def load(file: Path, *, with_secrets: bool = True) -> Settings:
    """Reads a configuration. Raises ConfigError with every fault that it has.

    with_secrets: False, for who only reads the history, leaves out what holds some (the page's settings, request
    headers; channels have names alone).
    """
    raw = _parse(file) if with_secrets else secrets.left_out(_parse(file))
    found: list[ConfigFault] = []
    resolved: dict[str, Any] = secrets.resolve(raw, file.parent, found)
    unread = {fault.path for fault in found}  # what stands there in place of a secret has no shape to find fault with
    found += faults.of_meaning(resolved)
    table = None
    try:
        table = ConfigTable.model_validate(resolved)
    except ValidationError as error:
        found = [fault for fault in faults.of_validation(error) if fault.path not in unread] + found
    if found or table is None:
        raise ConfigError(str(file), tuple(found))
    settings = _settings(file, table)
    if with_secrets and settings.templates and not settings.templates.is_dir():  # else nobody would see the own words
        hint = f"make {settings.templates}, or leave the key out for the built-in words"
        fault = ConfigFault(path="messages.templates", problem="there is no such folder", hint=hint)
        raise ConfigError(str(file), (fault,))
    return settings


def _parse(file: Path) -> dict[str, Any]:
    def broken(problem: str, hint: str) -> ConfigError:
        return ConfigError(str(file), (ConfigFault(path="(the file)", problem=problem, hint=hint),))

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise broken("does not exist", "give --config FILE, or begin with `clausewatch add URL`") from None
    except OSError as error:
        raise broken(f"cannot be read: {error.strerror}", "check the path and its permissions") from None
    except UnicodeDecodeError as error:
        raise broken(f"is not UTF-8 (byte {error.start})", "save it as UTF-8") from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        hint = "quotes and brackets have to be closed, a key may stand once in its table; see toml.io"
        raise broken(f"is not TOML: {error}", hint) from None


def _settings(file: Path, table: ConfigTable) -> Settings:
    folder = file.absolute().parent
    keys = {slug(vendor.name): _key(vendor) for vendor in table.vendors}
    channels = tuple(_channel(name, channel, keys) for name, channel in table.channels.items())
    return Settings(
        file=file.absolute(),
        store=folder / Path(table.store).expanduser(),
        sources=tuple(source for vendor in table.vendors for source in _sources(vendor, table)),
        channels=channels or (LOG_CHANNEL,),
        language=table.language,
        confirm_after=table.confirm_after,
        blind_after=table.alarms.after,
        remind_every=table.alarms.remind,
        remind_before=table.alarms.remind_before,
        review_after=table.alarms.review_after,
        keep_captures=table.keep_captures,
        heartbeat=table.alarms.heartbeat,
        base_url=table.messages.base_url,
        templates=folder / Path(table.messages.templates).expanduser() if table.messages.templates else None,
        fetch=table.fetch,
        web=table.web,
    )


def _key(vendor: VendorTable) -> str:
    return vendor.key or slug(vendor.name)


def _sources(vendor: VendorTable, table: ConfigTable) -> list[SourceDocument]:
    return [_source(vendor, document, table) for document in vendor.documents or [vendor]]


def _source(vendor: VendorTable, document: DocumentTable, table: ConfigTable) -> SourceDocument:
    return SourceDocument(
        vendor=_key(vendor),
        vendor_name=vendor.name,
        terms_type=document.type,
        urls=(document.url,) if document.url else tuple(document.pages),
        site=vendor.site,
        interval=document.interval or vendor.interval or table.interval,
        language=document.language or vendor.language or table.language,
        expects_language=bool(document.language or vendor.language),
        tags=tuple(vendor.tags),
        select=tuple(document.select),
        remove=tuple(document.remove),
        headers=tuple(document.headers.items()),
        browser=document.browser,
        ignore_robots=document.ignore_robots,
        pins=tuple(document.pins),
        objection_days=vendor.objection_days,
    )


def _channel(name: str, table: ChannelTable, keys: Mapping[str, str]) -> Channel:
    """keys: of the vendors, by the short forms of their names."""
    return Channel(
        name=name,
        address=table.address,
        vendors=tuple(keys.get(slug(vendor), vendor) for vendor in table.vendors),
        tags=tuple(table.tags),
        categories=tuple(Category(category) for category in table.categories),
        undecided=table.undecided,
        directions=tuple(Direction(direction) for direction in table.directions),
        alarms=table.alarms,
        rhythm=Rhythm(table.rhythm),
        digest_at=table.digest_at,
        quiet=(table.quiet[0], table.quiet[1]) if table.quiet else None,
        timezone=table.timezone,
        language=table.language,
    )
