"""The built site in Chromium: what runs, what loads, what a page holds that no page may hold."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Request

from .library import HOST, WORD

POLICY: Final = "default-src 'self'; img-src 'self' data:"

HELD: Final = """(home) => {
  const found = [];
  if (window.__hit !== undefined) found.push("__hit is set");
  for (const element of document.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) found.push(`${element.tagName} ${attribute.name}=${attribute.value}`);
      if (/^(href|src|action|formaction|data|xlink:href|srcdoc)$/i.test(attribute.name) &&
          (/^\\s*(javascript|vbscript|data|blob|file):/i.test(attribute.value) || attribute.value.startsWith("//")) &&
          !attribute.value.startsWith(home))
        found.push(`${element.tagName} ${attribute.name}=${attribute.value}`);
    }
    if (/^(object|embed|base|frame|frameset|applet|math)$/i.test(element.tagName)) found.push(element.tagName);
    if (element.tagName === "IFRAME" && !element.hidden) found.push("IFRAME");
    if (element.tagName === "META" && element.httpEquiv) found.push(`META ${element.httpEquiv}`);
    if (element.tagName === "SCRIPT" && !element.src && element.type !== "application/json") found.push("SCRIPT");
    if (element.tagName === "STYLE") found.push("STYLE");
    if (element.tagName === "IMG" && element.closest("article, .md-search")) found.push("IMG");
  }
  return found;
}"""
"""What stands on a page and should not. The worker of the search is a hidden frame where workers are refused."""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, policy: str, **more: Any) -> None:
        self.policy = policy
        super().__init__(*arguments, **more)

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@contextmanager
def served(site: Path, policy: str) -> Iterator[str]:
    """Serve a site. Yields its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site), policy=policy)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class Visitor:
    """Opens pages of a site and notes what must not happen."""

    def __init__(self, context: BrowserContext, home: str, *, strict: bool) -> None:
        self.home, self.strict = home, strict
        self.found: list[str] = []
        self.page = context.new_page()
        self.page.set_default_timeout(120_000)  # the machine may be busy
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._note(f"error: {error}"))
        self.page.on("popup", lambda popup: self._note("a window was opened"))

    def visit(self, address: str) -> None:
        self.page.goto(self.home + address, wait_until="load")
        self._look()

    def search(self, address: str) -> int:
        """Search for the word on a page. Returns how many results are shown."""
        self.page.goto(self.home + address, wait_until="load")
        self.page.locator(".md-search__input").focus()
        self.page.keyboard.type(WORD)
        self.page.locator(".md-search-result__item").first.wait_for(state="attached")
        for summary in self.page.locator(".md-search-result__more summary").all()[:5]:
            summary.evaluate("element => element.click()")
        self.page.wait_for_timeout(300)
        self._look()
        return self.page.locator(".md-search-result__item").count()

    def _look(self) -> None:
        for what in self.page.evaluate(HELD, self.home):
            self._note(what)

    def _note(self, what: str) -> None:
        self.found.append(f"{self.page.url}: {what}")

    def _dialog(self, dialog: Dialog) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        own = request.url.startswith((self.home, "data:image/", f"blob:{self.home[:7]}"))
        if not own or HOST in request.url.split("?")[0]:
            self._note(f"request: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if self.strict and "Content Security Policy" in message.text:
            self._note(f"console: {message.text}")


def look_over(browser: Browser, site: Path, addresses: list[str], searched: str, *, every: int = 1) -> list[str]:
    """Visit pages with the policy, without it, and from files. Returns what happened that must not.

    every: without the policy and from files, only each n-th page is visited. Under the policy the browser says of
    whatever would run that it does not, so nothing goes unnoticed on the others.
    """
    found: list[str] = []
    for policy, visited in ((POLICY, addresses), ("", addresses[::every])):
        with served(site, policy) as home:
            found += _tour(browser, home, visited, searched, strict=bool(policy))
    opened = [address for address in addresses[::every] if address != "404.html"]  # which only a server shows
    return found + _tour(browser, f"{site.as_uri()}/", opened, searched, strict=False)


def _tour(browser: Browser, home: str, addresses: list[str], searched: str, *, strict: bool) -> list[str]:
    context = browser.new_context()
    visitor = Visitor(context, home, strict=strict)
    for address in addresses:
        visitor.visit(address)
    if visitor.search(searched) == 0:
        visitor._note("the search finds nothing")
    context.close()
    return visitor.found
