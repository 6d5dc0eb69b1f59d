"""The page at 1,000 vendors and 20,000 versions: milliseconds on the server and kilobytes of each page.

    python -m benchmarks.web [--vendors N] [--versions N] [--keep FILE]

Invented vendors with policies of about 2,500 words. Each page is asked for over HTTP on loopback, at several vendors
and changes, so that no answer comes from a cache. Floors: 100 ms of CPU in the median (walls depend on what else the
machine does; they are shown beside), 300 kB for the largest.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import httpx

from monitor.config import load
from monitor.model import Category, CategoryVerdict, Direction, Finding, Judgement, Operation, SourceState, Verdict
from monitor.web.app import create_app
from monitor.web.health import Health
from monitor.web.server import serve
from store import sources
from store.database import Store, open_store
from tests.support.invented import Invented, document
from tests.support.web_history import add_version

FLOOR_MS, FLOOR_KB = 100, 300
_ASKED = ["data", "partners", "advertising", "retention", "consent", "country", "transfer", "deletion"]
# A policy's vocabulary: few words that policies share, many that they do not.
_WORDS = [
    *_ASKED,
    *(f"{a}{b}{c}" for a in ("ba", "co", "di", "fe", "gu") for b in _ASKED for c in ("ment", "ing", "ary")),
]
_WORDS += [f"word{number}" for number in range(1_000)]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--vendors", type=int, default=1_000)
    arguments.add_argument("--versions", type=int, default=20, help="of each vendor")
    arguments.add_argument("--keep", type=Path, help="keep the store there, and use it where it exists")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = wanted.keep or Path(folder) / "clausewatch.db"
        if not path.exists():
            _build(path, wanted.vendors, wanted.versions)
        return _measure(path, Path(folder), wanted.vendors, wanted.versions)


def _build(path: Path, vendors: int, versions: int) -> None:
    now = datetime.now(UTC)
    chance = random.Random(7)  # noqa: S311 - the same vendors every time
    started = time.perf_counter()
    invented = [
        Invented(name=f"Vendor {n:04}", product="things", tags=(f"tag-{n % 9}",), edits=()) for n in range(vendors)
    ]
    with open_store(path) as db:
        sources.sync(db, [document(vendor) for vendor in invented], now)
        for number, vendor in enumerate(invented):
            with db.transaction():
                _history(db, document(vendor).key, versions, chance, now)
            if number % 100 == 99:
                print(
                    f"built {number + 1} of {vendors} vendors, {time.perf_counter() - started:.0f} s", file=sys.stderr
                )


def _history(db: Store, key: str, count: int, chance: random.Random, now: datetime) -> None:
    sentences = [_sentence(chance) for _ in range(160)]
    for number in range(count):
        place = chance.randrange(len(sentences))
        before, sentences[place] = sentences[place], _sentence(chance)
        text = "\n\n".join(f"## Part {n // 8}\n\n{words}" if n % 8 == 0 else words for n, words in enumerate(sentences))
        when = now - timedelta(days=80 * (count - number) - chance.random() * 60)
        add_version(db, key, f"# Policy\n\n{text}", when, _judgement(before, sentences[place], chance))
    seen = now - timedelta(hours=chance.random() * 24)
    blind = now - timedelta(days=4) if chance.random() < 0.02 else None
    sources.save(
        db,
        SourceState(
            source=key,
            next_check_at=now + timedelta(hours=3),
            verified_at=blind or seen,
            checked_at=seen,
            blind_since=blind,
            failures=4 if blind else 0,
            problem="the server answered 403" if blind else "",
        ),
    )


def _sentence(chance: random.Random) -> str:
    return f"We {' '.join(chance.choices(_WORDS, k=15))}."


def _judgement(old: str, new: str, chance: random.Random) -> Judgement:
    topic = chance.choice(list(Category))
    finding = Finding(
        category=topic,
        rule="invented",
        direction=Direction.LESS_PROTECTIVE,
        reason="a sentence was replaced by another one",
        section="Part 1",
        old=old,
        new=new,
    )
    material = chance.random() < 0.3
    return Judgement(
        verdict=Verdict.MATERIAL if material else Verdict.NOT_MATERIAL,
        categories={
            category: CategoryVerdict(material=material and category is topic, direction=finding.direction)
            for category in Category
        },
        findings=(finding,) if material else (),
        changes=dict.fromkeys(Operation, 0) | {Operation.MODIFIED: 1},
        rules_version=1,
    )


def _addresses(vendors: int, versions: int) -> Iterator[tuple[str, list[str]]]:
    some = [f"vendor-{n:04}" for n in range(0, vendors, max(1, vendors // 12))]
    yield "overview", ["/", "/?page=7", "/?tag=tag-3", "/?topic=retention", "/?name=99"]
    yield "vendor", [f"/vendors/{vendor}" for vendor in some]
    yield "change", [f"/changes/{vendor}/privacy-policy:{versions - 1}" for vendor in some]
    yield "any two versions", [f"/changes/{vendor}/privacy-policy:{versions}?from=1" for vendor in some]
    yield "version", [f"/vendors/{vendor}/privacy-policy/versions/{versions // 2}" for vendor in some]
    yield "changes", ["/changes", "/changes?topic=sharing", "/changes?verdict=material", "/changes?since=2025-01-01"]
    yield "search", [f"/search?q={a}+{b}" for a, b in pairwise(_ASKED)]
    yield "status", ["/status"] * 5
    yield "feed", ["/feeds/all.atom", "/feeds/tags/tag-3.atom", *(f"/feeds/{vendor}.atom" for vendor in some[:4])]
    yield "metrics", ["/metrics"] * 5
    yield "API vendors", ["/api/v1/vendors", "/api/v1/vendors?limit=200", "/api/v1/vendors?tag=tag-3"]
    yield "API changes", ["/api/v1/changes", "/api/v1/changes?limit=200", "/api/v1/changes?topic=retention"]
    yield "API change", [f"/api/v1/changes/{vendor}/privacy-policy:3" for vendor in some]


def _measure(path: Path, folder: Path, vendors: int, versions: int) -> int:
    config = folder / "config.toml"
    config.write_text(f'store = "{path.absolute()}"\n', encoding="utf-8")
    settings = load(config)
    now = datetime.now(UTC)
    app = create_app(
        open_db=lambda: open_store(settings.store),
        settings=lambda: settings,
        health=lambda: Health(started_at=now, ticked_at=datetime.now(UTC), tick=timedelta(seconds=5)),
    )
    serving = serve(app, "127.0.0.1", 0)
    failed = False
    print(f"{vendors:,} vendors, {vendors * versions:,} versions, a store of {path.stat().st_size / 1e6:.0f} MB")
    print(f"{'page':18} {'CPU ms':>8} {'slowest':>8} {'wall ms':>8} {'kB':>5}   floors {FLOOR_MS} ms, {FLOOR_KB} kB")
    with httpx.Client(base_url=serving.url, timeout=60) as client:
        client.get("/vendors/vendor-0001")  # the rules of reading are loaded once in a daemon's life
        for name, addresses in _addresses(vendors, versions):
            times, walls, sizes = [], [], []
            for address in addresses:
                started, began = time.process_time(), time.perf_counter()
                answer = client.get(address)
                times.append((time.process_time() - started) * 1000)
                walls.append((time.perf_counter() - began) * 1000)
                sizes.append(len(answer.content) / 1000)
                assert answer.status_code == 200, f"{address}: {answer.status_code}"
            median = statistics.median(times)
            missed = median > FLOOR_MS or max(sizes) > FLOOR_KB
            failed |= missed
            mark = "  MISSED" if missed else ""
            wall = statistics.median(walls)
            print(f"{name:18} {median:8.0f} {max(times):8.0f} {wall:8.0f} {max(sizes):5.0f}{mark}")
    serving.stop()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
