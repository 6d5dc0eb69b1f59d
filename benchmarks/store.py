"""The store on real history: bytes a version, versions a second, and how long questions take.

    python -m benchmarks.store [--records N] [--captures N]

Reads history/ota-contrib.bundle and pages/captures of the data folder ($CLAUSEWATCH_DATA, else ../shared). Beside each
figure stands its peer in the same run: git's own pack of the same history, zstd of each text or capture alone. The
import is the command's own, passages, titles and dates included, without the judging. CPU seconds: walls are noisy.
"""

from __future__ import annotations

import argparse
import heapq
import json
import lzma
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import zstandard

from monitor.compare.segment import passages
from monitor.importing import described
from monitor.model import Snapshot, SourceDocument, slug
from store import ota, search, snapshots, sources, versions
from store.database import Store, open_store
from store.history import Hooks, take_over

QUESTIONS = 200
QUERIES = (
    "advertising partners",
    '"legitimate interests"',
    "retention",
    "sell personal information",
    "data",
    "cookies",
)
SEARCH_TABLES = "passage"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000, help="how many records to store (default: 20,000)")
    parser.add_argument("--captures", type=int, default=2_000, help="how many raw captures to store (default: 2,000)")
    arguments = parser.parse_args()
    data = Path(os.environ.get("CLAUSEWATCH_DATA", Path(__file__).resolve().parents[2] / "shared"))
    with tempfile.TemporaryDirectory() as folder:
        history(data / "history" / "ota-contrib.bundle", Path(folder), arguments.records)
        captures(data / "pages" / "captures", Path(folder), arguments.captures)


def history(bundle: Path, folder: Path, wanted: int) -> None:
    repository = folder / "archive.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", bundle, repository], check=True)
    log = ota.read_log(repository)
    with open_store(folder / "history.db") as db:
        show_import(db, "the archive", repository, log[:wanted])
        show_sizes(db, repository, log[:wanted])
        if wanted > len(log):
            # The archive ends before 20,000: its first records once more, as those of other services.
            again = [replace(recorded, service=f"{recorded.service} again") for recorded in log[: wanted - len(log)]]
            show_import(db, "records of other services with the same words", repository, again)
        show_questions(db)


def show_import(db: Store, what: str, repository: Path, log: list[ota.Recorded]) -> None:
    started = time.process_time()
    memory = [peak_memory()]
    hooks = Hooks(describe=described, segmenter=passages, progress=lambda *_: memory.append(peak_memory()))
    with ota.blob_reader(repository) as read:
        records = [ota.record(recorded, read) for recorded in log]
        done = take_over(db, records, now=datetime.now(UTC), hooks=hooks)
    seconds = time.process_time() - started
    halfway, end = memory[len(memory) // 2], memory[-1]
    print(f"import of {what}: {done.versions:,} versions, {done.repeated} repeated records")
    print(f"  {done.versions / seconds:,.0f} versions/s of CPU; peak memory {halfway} MB half-way, {end} MB at the end")


def show_sizes(db: Store, repository: Path, log: list[ota.Recorded]) -> None:
    count = db.value("SELECT count(*) FROM versions")
    rows = db.rows(
        """SELECT coalesce((SELECT tbl_name FROM sqlite_master AS m WHERE m.name = d.name), d.name) AS name,
                  sum(pgsize) AS bytes FROM dbstat AS d GROUP BY 1 ORDER BY 2 DESC"""
    )
    index = sum(row["bytes"] for row in rows if row["name"].startswith(SEARCH_TABLES))
    total = sum(row["bytes"] for row in rows)
    packs = sum(path.stat().st_size for path in (repository / "objects" / "pack").glob("*.pack"))
    print(f"bytes a version: {(total - index) / count:,.0f} without the search index, {index / count:,.0f} for it")
    print(f"  git's pack of the whole archive: {packs / commits(repository):,.0f} a commit")
    print(f"  zstd -9 of each text alone: {alone(repository, log) / count:,.0f}")
    for row in rows[:10]:
        print(f"  {row['name']:<20} {row['bytes'] / count:8,.0f}")


def commits(repository: Path) -> int:
    return int(subprocess.check_output(["git", "-C", repository, "rev-list", "--all", "--count"]))


def alone(repository: Path, log: list[ota.Recorded]) -> int:
    """The bytes of the same texts without any common store."""
    with ota.blob_reader(repository) as read:
        return sum(len(zstandard.ZstdCompressor(level=9).compress(read(one.blob).encode())) for one in log)


def show_questions(db: Store) -> None:
    keys = [row["key"] for row in db.rows("SELECT key FROM sources ORDER BY random() LIMIT ?", (QUESTIONS,))]
    longest = db.value(
        "SELECT key FROM sources JOIN versions ON id = source_id GROUP BY id ORDER BY count(*) DESC LIMIT 1"
    )
    print(f"questions at {db.value('SELECT count(*) FROM versions'):,} versions, ms (median; 95th; worst)")
    late = datetime(2026, 1, 1, tzinfo=UTC)
    ask("the text in force on a day", [partial(versions.latest, db, key) for key in keys])
    ask("... in the middle of a history", [partial(middle, db, key) for key in keys])
    ask("the versions of a source", [partial(versions.summaries, db, key) for key in keys])
    ask("... of the longest history", [partial(versions.summaries, db, longest)] * 20)
    for query in QUERIES:
        ask(f"search: {query}", [partial(search.search, db, query)] * 5)
        ask(f"search: {query}, as of a day", [partial(search.search, db, query, at=late)] * 5)


def middle(db: Store, key: str) -> object:
    count = versions.count(db, key)
    return versions.at(db, key, versions.get(db, key, (count + 1) // 2).recorded_at)


def ask(what: str, questions: list[Callable[[], object]]) -> None:
    times = []
    for question in questions:
        started = time.process_time()
        question()
        times.append((time.process_time() - started) * 1000)
    times.sort()
    print(f"  {what:<55} {statistics.median(times):7.2f} {times[int(len(times) * 0.95)]:7.2f} {times[-1]:7.2f}")


def captures(corpus: Path, folder: Path, wanted: int) -> None:
    raw = count = zipped = 0
    seconds = 0.0
    with open_store(folder / "captures.db") as db:
        for document, page in islice(fetches(corpus), wanted):
            sources.add_unwatched(db, document, page.fetched_at)
            started = time.process_time()
            snapshots.add(db, document.key, page)
            seconds += time.process_time() - started
            count, raw = count + 1, raw + len(page.content)
            zipped += len(zstandard.ZstdCompressor(level=9).compress(page.content))
        size = db.value("PRAGMA page_count") * db.value("PRAGMA page_size")
        some = db.rows("SELECT id FROM snapshots ORDER BY random() LIMIT ?", (QUESTIONS,))
        print(f"{count:,} raw captures of {raw / count:,.0f} bytes: {size / count:,.0f} bytes each")
        print(f"  {seconds / count * 1000:.1f} ms of CPU each")
        print(f"  zstd -9 of each alone: {zipped / count:,.0f}")
        ask("reading one, ms (median; 95th; worst)", [partial(snapshots.get, db, row["id"]) for row in some])


def fetches(corpus: Path) -> Iterator[tuple[SourceDocument, Snapshot]]:
    """The captures of a vendor's pages in the order of their times, one vendor after the other."""
    for _, files in groupby(sorted(corpus.glob("*.jsonl.xz")), key=lambda file: header(file)["service"]):
        yield from heapq.merge(*map(fetches_of, files), key=lambda fetch: fetch[1].fetched_at)


def fetches_of(file: Path) -> Iterator[tuple[SourceDocument, Snapshot]]:
    about = header(file)
    document = SourceDocument(
        vendor=slug(about["service"]), vendor_name=about["service"], urls=(), interval=datetime.resolution,
        terms_type=" ".join(filter(None, (about["terms_type"], about["doc_id"]))),
    )  # fmt: skip
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 1, None):
            fetch: dict[str, Any] = json.loads(line)
            if fetch.get("html"):
                yield document, Snapshot(
                    url=fetch["url"], final_url=fetch["url"], status=200, content=fetch["html"].encode(),
                    headers=(("content-type", "text/html"), ("date", fetch["t"])),
                    fetched_at=datetime.fromisoformat(fetch["t"]),
                )  # fmt: skip


def header(file: Path) -> dict[str, str]:
    """What the first line of a file says of the others."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        about: dict[str, str] = json.loads(lines.readline())
    return about


def peak_memory() -> int:
    """In MB; Linux reports kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
