"""What an edited configuration changes, in lines for the log: names of keys, never a value, for it may be a secret."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any

from pydantic import BaseModel

from monitor.config import Settings

_AT_START = ("fetch.at_once", "web.enabled", "web.host", "web.port")
# What is called otherwise in the file.
_IN_THE_FILE = {
    "vendor_name": "name",
    "terms_type": "type",
    "urls": "url",
    "expects_language": "language",
    "blind_after": "alarms.after",
    "remind_every": "alarms.remind",
    "remind_before": "alarms.remind_before",
    "review_after": "alarms.review_after",
    "heartbeat": "alarms.heartbeat",
    "base_url": "messages.base_url",
    "templates": "messages.templates",
}
_MOST = 20  # lines of one kind; after an import of a thousand vendors the log says how many more


def changes(old: Settings, new: Settings) -> list[str]:
    """One line for each document, channel and setting that was added, removed or changed."""
    return [
        *_of_items("document", {s.key: s for s in old.sources}, {s.key: s for s in new.sources}),
        *_of_items("channel", {c.name: c for c in old.channels}, {c.name: c for c in new.channels}),
        *(f"setting changed: {name}{_from_when(name)}" for name in _names(_settings(old), _settings(new))),
    ]


def _from_when(name: str) -> str:
    return " (from the next start on)" if name in _AT_START else ""


def lines(
    noun: str, *, added: Sequence[str], removed: Sequence[str], changed: Mapping[str, Iterable[str]]
) -> list[str]:
    """Differences as lines. changed: the names of the keys that changed, by item."""
    edits = [f"{name} ({', '.join(keys)})" for name, keys in changed.items()]
    return [
        *_some(f"{noun} added", added),
        *_some(f"{noun} removed", removed),
        *_some(f"{noun} changed", edits),
    ]


def renamed(before: Mapping[str, str]) -> Iterator[str]:
    """What there is to say of documents that begin a new history although their page has one, by its key."""
    for key, old in islice(before.items(), _MOST):
        yield (
            f"{key} begins a history of its own; the same page has one as {old}. "
            f'If the vendor only got another name: key = "{old.partition("/")[0]}" beside it goes on with that one'
        )
    if len(before) > _MOST:
        yield f"so do {len(before) - _MOST} more"


def _some(what: str, names: Sequence[str]) -> Iterator[str]:
    yield from (f"{what}: {name}" for name in names[:_MOST])
    if len(names) > _MOST:
        yield f"{what}: {len(names) - _MOST} more"


def _of_items(noun: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    edited = {name: _names(_fields(old[name]), _fields(new[name])) for name in new if name in old}
    return lines(
        noun,
        added=[name for name in new if name not in old],
        removed=[name for name in old if name not in new],
        changed={name: keys for name, keys in edited.items() if keys},
    )


def _names(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    changed = [name for name in new if old.get(name) != new[name]]
    return list(dict.fromkeys(_IN_THE_FILE.get(name, name) for name in changed))


def _fields(item: Any) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _settings(settings: Settings) -> dict[str, Any]:
    """Everything but documents and channels; the keys of tables as table.key."""
    flat: dict[str, Any] = {}
    for name, value in _fields(settings).items():
        if isinstance(value, BaseModel):
            flat |= {f"{name}.{key}": getattr(value, key) for key in type(value).model_fields}
        elif name not in {"sources", "channels"}:
            flat[name] = value
    return flat
