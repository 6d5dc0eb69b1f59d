"""What whole checks cost: CPU milliseconds a page, fetched from loopback, read, confirmed and stored.

    python -m benchmarks.checking [--pages 100]

Real pages of the data folder (pages/captures; Open Terms Archive contributors, ODC-By 1.0), served by a process of its
own, so that only the client's CPU counts: first checks (the capture is packed, the practices are read, once a version),
then checks where a token in the page's source rotates, then those that the server answers with 304. Beside them, in
the same run: httpx alone, and httpx with BeautifulSoup (lxml), which only takes the page's words.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import mean, median

import httpx
from bs4 import BeautifulSoup

from benchmarks.captures import documents, lines
from monitor import pipeline
from monitor.check.record import Terms
from monitor.decide.confirm import observe
from monitor.decide.watch import Patience
from monitor.model import NotModified, Snapshot, SourceDocument, Validators
from scrapers.extract import extract_page
from scrapers.fetch import Fetcher
from store import sources
from store.database import Store, open_store
from tests.support.server import Answer, Request, Route, serve

PER_DOCUMENT = 3
TERMS = Terms(
    channels=(),
    confirm_after=timedelta(hours=1),
    patience=Patience(blind_after=timedelta(days=2), remind_every=timedelta(days=7)),
)


def run_server(pages: list[str]) -> None:
    """/{number}: the page with a token that rotates; with an entity tag (and 304) where one was sent for /etag/..."""
    tokens = itertools.count()

    def rotating(body: str, _request: Request) -> Answer:
        return Answer(body=body.replace("<body", f'<body data-token="{next(tokens):012x}"', 1).encode())

    def tagged(body: str, request: Request) -> Answer:
        if request.headers.get("if-none-match"):
            return Answer(status=304)
        return Answer(headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"')), body=body.encode())

    routes: dict[str, Route] = {}
    for number, page in enumerate(pages):
        routes[f"/{number}"] = partial(rotating, page)
        routes[f"/etag/{number}"] = partial(tagged, page)
    with serve(routes) as server:
        print(server.url("/"), flush=True)
        sys.stdin.read()


def captures(count: int) -> list[str]:
    """A few captures of each English policy, spread over its history."""
    chosen = []
    for path in documents("Privacy Policy", "en"):
        rows = [row["html"] for row in list(lines(path))[1:] if row["status"] == "ok"]
        chosen += rows[:: max(len(rows) // PER_DOCUMENT, 1)][:PER_DOCUMENT]
    return chosen[:count]


def measure(url: str, pages: list[str], folder: Path) -> None:
    print("CPU ms a page".ljust(44), "mean  median")
    count = len(pages)
    numbered = [f"{url}{number}" for number in range(count)]
    extract_page(pages[0])  # what is loaded once a process costs no page
    show("clausewatch, reading and confirming alone", [partial(_read, page.encode()) for page in pages])
    with httpx.Client() as client:
        show("httpx alone", [partial(client.get, address) for address in numbered])
        show("httpx and BeautifulSoup (lxml), words only", [partial(_words, client, address) for address in numbered])
    fetcher = Fetcher(user_agent="benchmark", allow_private=("127.0.0.1",))
    with open_store(folder / "benchmark.db") as db:
        rotating, tagged = (_sources(db, url, kind, count) for kind in ("", "etag/"))
        checks = [partial(_check, db, fetcher, source) for source in rotating]
        show("clausewatch, first check: stored and judged", checks)
        show("clausewatch, a token rotates", checks)
        again = [partial(_check, db, fetcher, source) for source in tagged]
        for check in again:
            check()
        show("clausewatch, 304", again)


def _read(content: bytes) -> object:
    return observe({}, extract_page(content), datetime.now(UTC))


def _words(client: httpx.Client, address: str) -> str:
    return BeautifulSoup(client.get(address).text, "lxml").get_text(" ")


def _sources(db: Store, url: str, kind: str, count: int) -> list[SourceDocument]:
    listed = [
        SourceDocument(
            vendor=f"vendor-{kind.strip('/')}{number}",
            vendor_name=f"Vendor {number}",
            terms_type="Privacy Policy",
            urls=(f"{url}{kind}{number}",),
            interval=timedelta(days=1),
        )
        for number in range(count)
    ]
    sources.sync(db, listed, datetime.now(UTC))
    return listed


def _check(db: Store, fetcher: Fetcher, source: SourceDocument) -> object:
    def now() -> datetime:
        return datetime.now(UTC)

    def fetch(source: SourceDocument, url: str, validators: Validators | None = None) -> Snapshot | NotModified:
        return fetcher.fetch(url, now=now, headers=source.headers, validators=validators)

    return pipeline.check(source, fetch=fetch, db=db, clock=now, terms=TERMS)


def show(name: str, runs: Sequence[Callable[[], object]]) -> None:
    spent = []
    for run in runs:
        began = time.process_time()
        run()
        spent.append(1000 * (time.process_time() - began))
    print(f"{name:44} {mean(spent):5.1f}  {median(spent):5.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        run_server(json.loads(options.serve.read_text("utf-8")))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = captures(options.pages)
        (folder / "pages.json").write_text(json.dumps(pages), "utf-8")
        print(
            f"{len(pages)} pages of {mean(map(len, pages)) / 1000:.0f} kB (median {median(map(len, pages)) / 1000:.0f})"
        )
        command = [sys.executable, "-m", "benchmarks.checking", "--serve", str(folder / "pages.json")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            measure(server.stdout.readline().strip(), pages, folder)
            server.terminate()


if __name__ == "__main__":
    main()
