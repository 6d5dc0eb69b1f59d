"""How often is too often: intervals that would be a burden to a vendor's server. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from monitor.config.kinds import duration
from monitor.config.raw import tables
from monitor.errors import ConfigFault
from scrapers.network.addresses import Allowed, parse_allowed

LEAST = timedelta(minutes=15)
_LEAST_PAUSE = timedelta(minutes=1)  # before a second look: there is one of those for each change, not for each check


def too_often(raw: dict[str, Any]) -> list[ConfigFault]:
    """Intervals below LEAST, and a pause before the second look below _LEAST_PAUSE, but for pages on the operator's own
    hosts ([fetch] allow_private)."""
    own = _own_hosts(raw)
    others = [(place, interval) for place, interval, urls in _rhythms(raw) if not _all_own(urls, own)]
    hasty = [place for place, interval in others if _is_below(LEAST, interval)]
    faults = [_fault(place, "15m") for place in dict.fromkeys(hasty)]
    if others and _is_below(_LEAST_PAUSE, raw.get("confirm_after")):
        faults.append(_fault("confirm_after", "1m"))
    return faults


def _fault(place: str, least: str) -> ConfigFault:
    hint = f'write "{least}" or more; only hosts that [fetch] allow_private names as your own may be asked more often'
    return ConfigFault(path=place, problem="is too often for other people's servers", hint=hint)


def _rhythms(raw: dict[str, Any]) -> Iterator[tuple[str, object, list[object]]]:
    """Of each document: the path of the interval that is in force for it, the interval (None: ours), its addresses."""
    for index, vendor in enumerate(tables(raw.get("vendors"))):
        path = f"vendors[{index}]"
        places = [(f"{path}.documents[{n}].", document) for n, document in enumerate(tables(vendor.get("documents")))]
        for place, document in places or [(f"{path}.", vendor)]:
            for prefix, table in ((place, document), (f"{path}.", vendor), ("", raw)):
                if "interval" in table:
                    yield f"{prefix}interval", table["interval"], _addresses(document, vendor)
                    break
            else:
                yield "interval", None, _addresses(document, vendor)


def _addresses(document: dict[str, Any], vendor: dict[str, Any]) -> list[object]:
    pages = document.get("pages")
    return [document.get("url"), vendor.get("site"), *(pages if isinstance(pages, list) else ())]


def _is_below(least: timedelta, length: object) -> bool:
    try:
        return timedelta(0) < duration(length) < least
    except PydanticCustomError:  # a fault of its own, told with the others, as no time at all is
        return False


def _own_hosts(raw: dict[str, Any]) -> Allowed:
    fetch = raw.get("fetch")
    entries = fetch.get("allow_private") if isinstance(fetch, dict) else None
    try:
        return parse_allowed(
            entry for entry in (entries if isinstance(entries, list) else ()) if isinstance(entry, str)
        )
    except ValueError:  # likewise
        return Allowed()


def _all_own(urls: list[object], own: Allowed) -> bool:
    return all(_is_own(url, own) for url in urls if isinstance(url, str))


def _is_own(url: str, own: Allowed) -> bool:
    try:
        host = urlsplit(url).hostname or ""
        return own.names(host) or any(ipaddress.ip_address(host) in network for network in own.networks)
    except ValueError:  # a name, or no web address
        return False
