"""The built site before axe-core: names, roles, contrast and sizes, in light and dark, on wide and narrow screens.

Every family of pages is looked at, and a checklist in each of its states. The same list of rules holds for all: WCAG 2
up to 2.2, levels A and AA, and what axe calls best practice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers import Build
from playwright.sync_api import Browser, Page, expect
from serving import serving
from test_progress import begin, box, fill_in, press, ready, shared_link, unfold

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # else axe describes thousands of elements that are as they should be
}
WITHOUT_TOOLTIPS = {"exclude": [".md-tooltip2"]}
"""The theme shows one for what the mouse happens to be over."""
LOOKS = [("light", 1280), ("dark", 390)]
PAGES = (
    "404.html",
    "checklists/by-role/product-team.html",
    "checklists/hybrid.html",
    "compare/index.html",
    "index.html",
    "layers.html",
    "linking.html",
    "pitfalls/index.html",
    "processes/triage.html",
    "questions.html",
    "scenarios/hybrid.html",
    "stories/bigger-isnt-always-better.html",
    "tailor/fields/term.html",
    "tailor/problems/index.html",
    "transitions.html",
    "worksheets/triage-agenda.html",
)
"""One of each family."""
ALIKE = {"404.html", "layers.html", "linking.html", "pitfalls/index.html", "tailor/problems/index.html"}
"""Pages with nothing on them that is another on a narrow screen."""
LIST = "checklists/launch-model.html"


@pytest.fixture(scope="module")
def served(built: Build) -> Iterator[str]:
    with serving(built.site) as home:
        yield home


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(
        base_url=served, color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 900}
    )
    yield context.new_page()
    context.close()


def faults(page: Page) -> list[str]:
    """What axe finds on a page: the rule, the element, and what would fix it."""
    found = Axe().run(page, WITHOUT_TOOLTIPS, RULES).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]} {' '.join(node['failureSummary'].split())}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.mark.long
def test_pages_have_no_fault_that_axe_knows(page: Page) -> None:
    found = {}
    narrow = page.viewport_size is not None and page.viewport_size["width"] < 600
    for address in PAGES:
        if narrow and address in ALIKE:
            continue
        page.goto(f"{address}?sources={'shown' if narrow else 'hidden'}")  # what texts rest on, once each way
        found[address] = faults(page)
    assert {address: some for address, some in found.items() if some} == {}


def _options(page: Page) -> None:
    page.get_by_role("button", name="Options").first.click()


def _dialog(page: Page) -> None:
    press(page, "New run")
    expect(page.locator(".pb-dialog")).to_be_visible()


def _noted(page: Page) -> None:
    begin(page, "Search team, Q3")
    fill_in(page, ITEM, na=True, who="Kim", when="2026-11-23", note="Nothing to do here.")
    unfold(page, ITEM)


def _undo(page: Page) -> None:
    box(page, ITEM).click()
    press(page, "Reset")


def _shared(page: Page) -> None:
    box(page, ITEM).click()
    page.goto(shared_link(page))


ITEM = "goal-metric"
STATES: dict[str, Callable[[Page], None]] = {
    "options": _options,
    "a dialog": _dialog,
    "an item that is being edited": lambda page: unfold(page, ITEM).wait_for(),
    "an item with a note": _noted,
    "a reset that can be undone": _undo,
    "a shared run": _shared,
}


@pytest.mark.parametrize("state", STATES)
def test_a_list_has_no_fault_in_any_state(state: str, page: Page) -> None:
    page.goto(LIST)
    ready(page)
    STATES[state](page)
    assert faults(page) == []
