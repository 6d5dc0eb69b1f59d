"""Evidence packs: a vendor's history as plain files that need no clausewatch, with a manifest and a checker."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.errors import NotFoundError
from monitor.model import Judgement
from store import chain, checks, judgements, snapshots, sources, verify, versions
from store.database import Store
from store.figures import spells_of_blindness
from store.rows import judgement_to_json, to_instant, to_json

File = tuple[str, bytes]

_README = """\
This folder is evidence of what a vendor's policy said, and when, as clausewatch recorded it.

summary.html              the history in words: open it in a browser
SOURCE/versions/          every version of the text
SOURCE/versions.jsonl     their dates and hashes, one JSON object a line
SOURCE/captures/          the pages as served: bytes (.body) and headers (.headers.json)
SOURCE/judgements.jsonl   what each change was held to mean, under which rules
SOURCE/ledger.jsonl       every check, capture and version in order, each with a hash over itself and all before it
manifest.json             the sha256 of every file
verify.py                 checks all of this: python3 verify.py

Times are UTC. Note the sha256 of manifest.json, which verify.py prints, where nobody can change it (a signed mail, a
notary, a timestamping service): it seals everything else.
"""


def export(db: Store, keys: Sequence[str], folder: Path, *, now: datetime) -> str:
    """Writes the evidence pack of these sources; the manifest's sha256, to be noted elsewhere.

    Raises FileExistsError where the folder holds something already, NotFoundError without a source.
    """
    if not keys:
        raise NotFoundError("a source to export")
    with db.still():
        pruned = [f"{key}/{verify.capture_path(capture)}" for key in keys for capture in snapshots.pruned(db, key)]
        return write_pack(pack_files(db, keys, now=now), folder, now=now, pruned=pruned)


def write_pack(files: Iterable[File], folder: Path, *, now: datetime, pruned: Sequence[str] = ()) -> str:
    """Writes the files into a new folder, with the manifest that covers them; the manifest's sha256.

    pruned: files that the ledgers name and that are not kept any longer.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    hashes = {}
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        hashes[name] = hashlib.sha256(content).hexdigest()
    manifest = {"format": 1, "created_at": now.isoformat(), "pruned": sorted(pruned), "files": hashes}
    content = json.dumps(manifest, indent=1, sort_keys=True).encode()
    (folder / verify.MANIFEST).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def pack_files(db: Store, keys: Sequence[str], *, now: datetime) -> Iterator[File]:
    """The files of a pack, one after the other, so that a long history need not fit into memory."""
    yield "README.txt", _README.encode()
    yield "verify.py", Path(verify.__file__).read_bytes()
    yield "summary.html", summary(db, keys, now=now).encode()
    for key in keys:
        for name, content in _source_files(db, key):
            yield f"{key}/{name}", content


def summary(db: Store, keys: Sequence[str], *, now: datetime) -> str:
    """The history in words, as one HTML page; the words of others are escaped."""
    environment = Environment(loader=PackageLoader("store"), autoescape=True, undefined=StrictUndefined)
    described = [_description(db, key, now) for key in keys]
    return environment.get_template("evidence.html.j2").render(sources=described, now=now)


def dataset(db: Store, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Every version of these sources with its text and its last judgement, as JSON objects."""
    for key in keys:
        vendor = sources.vendor_name(db, key)
        for line in _version_lines(db, key):
            judgement = judgements.latest(db, key, line["number"])
            text = versions.get(db, key, line["number"]).text
            yield {"source": key, "vendor": vendor, **line, "judgement": judgement and _plain(judgement), "text": text}


def _source_files(db: Store, key: str) -> Iterator[File]:
    ledger = list(chain.entries(db, key))
    yield verify.LEDGER, _jsonl({**asdict(entry), "hash": entry.hash.hex()} for entry in ledger)
    yield "versions.jsonl", _jsonl(_version_lines(db, key))
    yield "judgements.jsonl", _jsonl(_judgement_line(*one) for one in judgements.all(db, key))
    for record in (entry.record for entry in ledger if entry.record is not None):
        if record["kind"] == "version":
            yield verify.version_path(record["number"]), versions.get(db, key, record["number"]).text.encode()
        elif record["kind"] == "capture":
            yield verify.headers_path(record["capture"]), snapshots.headers(db, record["capture"])
            body = snapshots.body(db, record["capture"])
            if body is not None:
                yield verify.capture_path(record["capture"]), body


def _version_lines(db: Store, key: str) -> Iterator[dict[str, Any]]:
    for found in versions.summaries(db, key):
        times = {"recorded_at": to_instant(found.recorded_at) + "Z"}
        dates = {name: str(value) for name in ("effective_date", "updated_date") if (value := getattr(found, name))}
        captures = versions.snapshots_of(db, key, found.number)
        yield {**asdict(found), **times, **dates, "captures": captures, "file": verify.version_path(found.number)}


def _judgement_line(old: int, new: int, judgement: Judgement) -> dict[str, Any]:
    return {"old_version": old, "new_version": new, **_plain(judgement)}


def _plain(judgement: Judgement) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(judgement_to_json(judgement))
    return plain


def _jsonl(lines: Iterable[dict[str, Any]]) -> bytes:
    return "".join(f"{to_json(line)}\n" for line in lines).encode()


def _description(db: Store, key: str, now: datetime) -> dict[str, Any]:
    """What the summary's template shows of a source."""
    found = versions.summaries(db, key)
    about = db.rows("SELECT vendor_name, terms_type, urls FROM sources WHERE key = ?", (key,))[0]
    looks = checks.since(db, key, found[0].recorded_at if found else now, now + timedelta(microseconds=1))
    return {
        "key": key,
        "vendor": about["vendor_name"],
        "terms_type": about["terms_type"],
        "urls": json.loads(about["urls"]),
        "blind": spells_of_blindness(db, key),
        "versions": [(version, judgements.latest(db, key, version.number)) for version in found],
        "checks": len(looks),
        "seen": sum(look.outcome in checks.SEEN for look in looks),
        "first_check": looks[0].checked_at if looks else None,
        "last_check": looks[-1].checked_at if looks else None,
        "head": chain.head(db, key),
    }
