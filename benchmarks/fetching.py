"""What a fetch costs: CPU milliseconds a page of 116 kB from loopback, beside httpx with one shared client.

    python -m benchmarks.fetching [--pages 1000]

The server runs in a process of its own, so that only the client's CPU counts. Our fetcher makes a client for each fetch
(scrapers/fetch.py says why); the guard, the deadline, the caps and the decoding are in its figures.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from scrapers.fetch import Fetcher
from tests.support.server import Answer, Request, serve

PAGE = (b"<p>We share data with partners who help us to run the service.</p>" * 2000)[:116_000]
ETAG = '"1"'


def _page(request: Request) -> Answer:
    if request.headers.get("if-none-match") == ETAG:
        return Answer(status=304)
    return Answer(headers=(("Content-Type", "text/html"), ("ETag", ETAG)), body=PAGE)


def run_server() -> None:
    with serve({"*": _page}) as server:
        print(server.url("/"), flush=True)
        sys.stdin.read()


def cost(fetch: Callable[[str], object], url: str, *, pages: int, threads: int) -> float:
    """CPU milliseconds a page, fetched by that many threads."""
    numbers = itertools.count()

    def work() -> None:
        while (number := next(numbers)) < pages:
            fetch(f"{url}{number}")

    workers = [threading.Thread(target=work) for _ in range(threads)]
    started = time.process_time()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return (time.process_time() - started) * 1000 / pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        run_server()
        return
    command = [sys.executable, "-m", "benchmarks.fetching", "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        measure(server.stdout.readline().strip(), options.pages)
        server.terminate()


def measure(url: str, pages: int) -> None:
    ours = Fetcher(user_agent="benchmark", allow_private=("127.0.0.1",))
    shared = httpx.Client(limits=httpx.Limits(max_connections=50))

    def page(address: str) -> object:
        return ours.fetch(address, now=lambda: datetime.now(UTC))

    def unchanged(address: str) -> object:
        return ours.fetch(address, now=lambda: datetime.now(UTC), validators=(address, ETAG, None))

    page(url)
    print("CPU ms a page          10 threads  50 threads")
    for name, fetch in (("clausewatch", page), ("clausewatch, ETag", unchanged), ("httpx, one client", shared.get)):
        few, many = (cost(fetch, url, pages=pages, threads=threads) for threads in (10, 50))
        print(f"{name:22} {few:10.2f}  {many:10.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
