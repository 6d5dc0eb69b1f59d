"""The invented vendors' site: real HTTP on loopback, pages that can change, be walled off or go away."""

from __future__ import annotations

import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

Mode = Literal["original", "changed", "bot_wall", "outage"]

# slug -> the vendor's name; each has a page of its own make in monitor/demo/pages
VENDORS = {
    "brightlamp": "Brightlamp",
    "hearthwise": "Hearthwise",
    "socketry": "Socketry",
    "quiet-home-desk": "Quiet Home & Desk",
    "nimbus-cam": "Nimbus Cam",
}


class Site:
    """Serves /<slug>/privacy for each vendor. `modes` says what each page is at the moment."""

    def __init__(self) -> None:
        self.modes: dict[str, Mode] = dict.fromkeys(VENDORS, "original")
        self._pages = Environment(
            loader=PackageLoader("monitor.demo", "pages"), autoescape=True, undefined=StrictUndefined
        )
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def address(self, slug: str) -> str:
        """The policy's address."""
        return f"http://127.0.0.1:{self._server.server_port}/{slug}/privacy"

    def answer(self, path: str) -> tuple[int, str]:
        """Status and page for a path."""
        slug = path.strip("/").removesuffix("/privacy")
        if slug not in VENDORS:
            return 404, "<h1>Not found</h1>"
        mode = self.modes[slug]
        if mode == "outage":
            return 503, "<h1>Service unavailable</h1>"
        name = "botwall.html.j2" if mode == "bot_wall" else f"{slug}.html.j2"
        # The token changes at every request, as on most real pages: raw bytes tell nothing.
        page = self._pages.get_template(name)
        return 200, page.render(vendor=VENDORS[slug], changed=mode == "changed", token=secrets.token_hex(8), year=2026)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, page = site.answer(self.path)
                body = page.encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Nobody wants to read an access log in a demonstration."""

        return Handler
