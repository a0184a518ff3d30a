"""After a year of changes, every address that was ever published still answers.

The changes are in `year.py`; the long run is `./dev run python tests/year.py --steps 300`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import ROOT, build, playbook_of
from lxml.html import fromstring
from playwright.sync_api import Browser, Page
from serving import Handler, serving
from year import CHANGES, active_items

from ml_org_playbook.audit import audit

pytestmark = pytest.mark.long

OLD = [line for line in (ROOT / "data/links.lock").read_text("utf-8").splitlines() if not line.startswith("#")]
"""What was published before that year."""


@pytest.fixture(scope="module")
def site(may_build: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("year")
    counts = active_items(root, seed=111, steps=12)
    assert set(counts) == set(CHANGES)  # this seed needs few steps for it
    done = build(root)
    assert done.code == 0, done.output
    playbook = playbook_of(root)
    assert playbook.retired
    assert [str(problem) for problem in audit(done.site, playbook)] == []
    return done.site


def by_page() -> dict[str, list[str]]:
    """Page -> the anchors on it that were published."""
    found: dict[str, list[str]] = defaultdict(list)
    for address in OLD:
        page, _, anchor = address.partition("#")
        found[page] += [anchor] if anchor else []
    return found


def test_every_address_is_a_page_with_the_anchor_even_without_scripts(site: Path) -> None:
    assert len(OLD) > 2_000
    for page, anchors in by_page().items():
        assert (site / page).is_file(), page
        ids = set(fromstring((site / page).read_bytes()).xpath("//@id[not(ancestor-or-self::*/@hidden)]"))
        assert set(anchors) - ids == set(), page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page(reduced_motion="reduce")
    yield made
    made.close()


class Hasty(Handler):
    """Leaves out how pages look and all scripts but the one that leads on: there are hundreds of pages."""

    def do_GET(self) -> None:
        if self.path.endswith((".css", ".svg", ".woff2")) or (self.path.endswith(".js") and "forward" not in self.path):
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()


def test_in_a_browser_every_address_that_leads_on_leads_to_something_that_can_be_seen(site: Path, page: Page) -> None:
    """The page that one arrives at has the anchor too.

    Of short addresses, which are all made alike, every fourth is opened. Of pages that do not lead on, every tenth:
    only a script could hide there what the test above has seen.
    """
    lost = []
    pages = {address: "data-pb-forward" in (site / address).read_text("utf-8") for address in by_page()}
    plain = [address for address, leads_on in pages.items() if not leads_on]
    short = [address for address, leads_on in pages.items() if leads_on and address.startswith("c/")]
    other = [address for address, leads_on in pages.items() if leads_on and not address.startswith("c/")]
    opened = {*plain[::10], *short[::4], *other}
    assert min(len(plain), len(short)) > 50
    assert other
    with serving(site, Hasty) as home:
        for address, anchors in by_page().items():
            if address not in opened:
                continue
            page.goto(f"{home}{address}{'#' + anchors[0] if anchors else ''}", wait_until="domcontentloaded")
            while page.locator("[data-pb-forward]").count():
                page.wait_for_load_state("domcontentloaded")
            seen = page.evaluate(SEEN, anchors)
            lost += [f"{address}#{anchor}" for anchor, there in zip(anchors, seen, strict=True) if not there]
            if not page.locator("h1").count():
                lost.append(address)
    assert lost == []


SEEN = """anchors => anchors.map(anchor => {
  const found = document.getElementById(anchor)
  return found !== null && (found.closest("[hidden]") === null)
})"""
