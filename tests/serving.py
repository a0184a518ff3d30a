"""A folder served on this machine, as strictly as the site promises to bear, and pages that note what goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Request

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
PREFIX = "/deep/sub/"
"""The site is published below a path, as on most servers inside a company."""
NOTHING_TO_FIND = b'{"config": {"lang": ["en"], "separator": " ", "pipeline": [], "fields": {"title": {}}}, "docs": []}'
"""An index of the search without a page in it."""


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below the prefix, with the policy, and without a word.

    The index of the search is empty, as taking it apart costs a browser more than all else of a page.
    """

    protocol_version = "HTTP/1.1"  # a page asks for thirty files: not over as many connections
    disable_nagle_algorithm = True  # else each file waits for the browser to confirm its head

    def do_GET(self) -> None:
        if self.path.endswith("search/search_index.json") and not isinstance(self, WithSearch):
            self.send_response(200)
            self.send_header("Content-Length", str(len(NOTHING_TO_FIND)))
            self.end_headers()
            self.wfile.write(NOTHING_TO_FIND)
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX.rstrip("/")))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class WithSearch(Handler):
    """Serves the index of the search as it is."""


@contextmanager
def serving(site: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """The address at which a site is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        finally:
            server.shutdown()
            thread.join()


class Watched:
    """A page and everything about it that must not happen."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.on(
            "console", lambda message: message.type in ("error", "warning") and self.complaints.append(message.text)
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda request: (
                request.url.startswith((home, "data:", "blob:")) or self.complaints.append(f"asked {request.url}")
            ),
        )
        self.page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        """Note what was refused or not answered, but not what the browser itself broke off as its page was left."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed {request.url}: {request.failure}")
