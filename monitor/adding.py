"""A new vendor: its policy found from any page of its site and read, then written into the configuration."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from monitor.check.sight import unconditional
from monitor.config import load
from monitor.config.faults import of_validation
from monitor.config.schema import VendorTable
from monitor.edge import Edge
from monitor.errors import ConfigError, ConfigFault, Failure, FetchError
from monitor.model import PRIVACY_POLICY, Page, Snapshot, SourceDocument, slug
from scrapers.discover import Discovery, discover
from scrapers.extract import extract_page

_EMPTY = "# Written by clausewatch; `clausewatch config schema` describes every key.\n"

# Domain endings of two parts, whose first part is no vendor's name. For a suggestion a short list will do.
_SECOND_LEVEL = {"ac", "co", "com", "edu", "gov", "net", "org"}


def find(edge: Edge, url: str, wanted: str = PRIVACY_POLICY) -> tuple[Discovery, Page]:
    """Where the wanted document is, and the page as it reads. Fetches politely and guarded. Raises FetchError."""
    if in_full(url) != url:
        problem = "this is no web address; write it in full: https://example.com"
        raise FetchError(url, problem, failure=Failure.FORBIDDEN_ADDRESS)
    source = SourceDocument(vendor="new", vendor_name="new", terms_type=wanted, urls=(url,), interval=timedelta(days=1))

    def fetch(address: str) -> Snapshot:
        return unconditional(edge(source, address))

    def read(capture: Snapshot) -> Page:
        return extract_page(capture.content, url=capture.final_url, content_type=capture.header("content-type"))

    found = discover(url, fetch=fetch, read=read, wanted=wanted)
    return found, read(fetch(found.url))


def also(edge: Edge, policy: Discovery, kinds: Iterable[str]) -> Iterator[Discovery | FetchError]:
    """The vendor's other documents of these kinds, looked for from where a link to one was seen, else from its policy;
    or why there is none."""
    for kind in kinds:
        seen = (other.url for other in policy.others if other.terms_type == kind)
        try:
            yield find(edge, next(seen, policy.url), kind)[0]
        except FetchError as error:
            yield error


def in_full(typed: str) -> str | None:
    """A web address as people type it: "example.com" is meant with https://. None for what is no web address."""
    address = typed.strip()
    if "://" not in address:
        if "@" in address or "." not in address:  # a mail address, or a mere name
            return None
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that hold no IPv6 address
        return None
    is_web = parts.scheme in {"http", "https"} and parts.hostname
    return address if is_web and not re.search(r"\s", address) else None


def name_from(url: str) -> str | None:
    """A name for the vendor of an address: "https://www.example.co.uk/about" -> "Example"; None where it has none."""
    host = urlsplit(url).hostname or ""
    parts = [part for part in host.split(".") if part]
    if ":" in host or host.rpartition(".")[2].isdigit():  # an IP address
        return None
    if len(parts) > 2 and parts[-2] in _SECOND_LEVEL:
        parts.pop()
    return parts[-2].capitalize() if len(parts) >= 2 else None


def unfit(name: str, tags: Sequence[str]) -> str | None:
    """Why no vendor can be written down by this name and these tags; None where one can."""
    if not slug(name):
        return f"{name!r} has no letter or digit to name it by in commands; write a name with Latin letters"
    try:
        VendorTable.model_validate({"name": name, "tags": list(tags)})
    except ValidationError as error:
        fault = of_validation(error)[0]
        return f"the vendor's {fault.path} {fault.problem}; {fault.hint}"
    return None


def begin(config: Path) -> None:
    """An empty configuration, where there is none yet."""
    if not config.exists():
        try:
            config.write_text(_EMPTY, encoding="utf-8")
        except OSError as error:
            raise _unwritable(config, error, "go to a folder of your own, or name one with --config") from error


@contextmanager
def begun(config: Path, *, for_history: bool = False) -> Iterator[None]:
    """As `begin`, while vendors are looked for; an empty configuration goes again where none was added.

    for_history: it stays where all went well, for those commands that show what was imported.
    """
    is_new = not config.exists()
    begin(config)
    stays = False
    try:
        yield
        stays = for_history
    finally:
        if is_new and not stays and config.read_text(encoding="utf-8") == _EMPTY:
            config.unlink()


def append(
    config: Path,
    name: str,
    url: str,
    language: str | None = None,
    *,
    tags: Sequence[str] = (),
    others: Sequence[Discovery] = (),
) -> None:
    """Adds the vendor at the end of the file, which stays as it was before; the new file is read before it counts.

    language: of the text that was read, where it is known. It is written down where the file asks for another one.
    others: its documents beside the policy.
    Raises ConfigError where the file would not be sound, and leaves the old one in its place.
    """
    asked_for = load(config).language.partition("-")[0].lower()
    own = {"language": language} if language and language != asked_for else {}
    about: dict[str, Any] = {"name": name, **({"tags": list(tags)} if tags else {})}
    if others:
        policy = {"type": PRIVACY_POLICY, "url": url, **own}
        about["documents"] = [policy, *({"type": other.terms_type, "url": other.url} for other in others)]
    else:
        about |= {"url": url, **own}
    _append(config, _entry(about))


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """Names of vendors. known: in the configuration already. refused: name -> what is wrong with it."""

    added: tuple[str, ...]
    known: tuple[str, ...]
    refused: Mapping[str, str]


def append_documents(config: Path, documents: Iterable[SourceDocument]) -> Appended:
    """Adds the vendors of these documents as `append` does; those that stand there already are left as they are."""
    standing = {source.vendor for source in load(config).sources}
    added, known, refused = [], [], {}
    entries = ""
    for vendor in _vendors(documents):
        name = vendor["name"]
        try:
            VendorTable.model_validate(vendor)
        except ValidationError as error:
            refused[name] = error.errors()[0]["msg"]
            continue
        if slug(name) in standing:
            known.append(name)
        else:
            added.append(name)
            entries += _entry(vendor)
    if entries:
        _append(config, entries)
    return Appended(added=tuple(added), known=tuple(known), refused=refused)


def _vendors(documents: Iterable[SourceDocument]) -> list[dict[str, Any]]:
    """The documents as tables of the configuration, one a vendor."""
    grouped: dict[str, list[SourceDocument]] = {}
    for document in documents:
        grouped.setdefault(document.vendor, []).append(document)
    vendors: list[dict[str, Any]] = []
    for own in grouped.values():
        tables = [_table(document) for document in own]
        tags = sorted({tag for document in own for tag in document.tags})
        about = {"name": own[0].vendor_name, **({"tags": tags} if tags else {})}
        vendors.append({**about, **tables[0]} if len(tables) == 1 else {**about, "documents": tables})
    return vendors


def _table(document: SourceDocument) -> dict[str, Any]:
    lists = {"select": list(document.select), "remove": list(document.remove)}
    return {
        "type": document.terms_type,
        **({"url": document.urls[0]} if len(document.urls) == 1 else {"pages": list(document.urls)}),
        **{key: values for key, values in lists.items() if values},
    }


def _entry(vendor: Mapping[str, Any]) -> str:
    """A vendor as TOML."""
    text = "\n[[vendors]]\n" + "".join(_line(key, value) for key, value in vendor.items() if key != "documents")
    for document in vendor.get("documents", ()):
        text += "\n[[vendors.documents]]\n" + "".join(_line(key, value) for key, value in document.items())
    return text


def _line(key: str, value: str | list[str]) -> str:
    # A JSON string is a TOML string, but for escaped surrogates, and so is a list of them.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}\n"


def _append(config: Path, entries: str) -> None:
    draft = config.with_name(config.name + ".new")
    try:
        before = config.read_bytes()
        end = "\r\n" if b"\r\n" in before else "\n"
        draft.touch(mode=0o600)  # it may hold secrets
        draft.write_bytes(before.rstrip(b"\r\n") + (end + entries.replace("\n", end)).encode())
        load(draft)
        _put_in_place(draft, config)
    except ConfigError as error:  # of the draft, of which nobody knows
        raise ConfigError(str(config), error.faults) from error
    except OSError as error:
        raise _unwritable(config, error, f"add by hand:{entries}") from error
    finally:
        draft.unlink(missing_ok=True)


def _put_in_place(draft: Path, config: Path) -> None:
    """The draft becomes the file, for those who may read that; a link to it stays one."""
    known = config.stat()
    with suppress(OSError):  # not everybody may give files away
        os.chown(draft, known.st_uid, known.st_gid)
    draft.chmod(known.st_mode & 0o7777)
    draft.replace(config.resolve())


def _unwritable(config: Path, error: OSError, hint: str) -> ConfigError:
    fault = ConfigFault(path="(the file)", problem=f"cannot be written: {error.strerror}", hint=hint)
    return ConfigError(str(config), (fault,))
