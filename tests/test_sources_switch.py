"""What texts rest on is shown to who asks: the switch at the foot of a page, and the line that counts statements."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers import Build
from playwright.sync_api import Browser, Page, expect
from serving import serving

from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.pages import catalog
from ml_org_playbook.pages.blocks import Badge, PageView, RichText, Support, Texts
from ml_org_playbook.pages.support import counted

SHOWN = ".pb-mark:visible, .pb-legend:visible, .pb-on-demand:visible, .pb-answer .pb-basis:visible"
"""Whatever says what a text rests on."""
SWITCH = "[data-pb-sources-switch]"
ADDRESS = "processes/triage.html"

SAID = Badge("stated", "Scenario 1", "sources.html#a", "A book")
OWN = Badge("editorial", "", None)


@pytest.mark.parametrize(
    ("badges", "around", "sentence"),
    [
        ([SAID, OWN, None], OWN, "1 of 3 statements rests on A book; the rest is ours."),
        ([None, None, OWN], SAID, "2 of 3 statements rest on A book; the rest is ours."),
        ([None, None], SAID, "2 of 2 statements rest on A book."),
        ([None, OWN], OWN, "What stands here is this playbook's own."),
    ],
)
def test_statements_are_counted(badges: list[Badge | None], around: Badge, sentence: str) -> None:
    """A text without a mark of its own has that of its block."""
    texts = Texts(id="a", title="A", badge=around, words=tuple(RichText("B", badge) for badge in badges))
    view = PageView(kind="", eyebrow="", title="", summary="", blocks=(texts,))
    assert counted(view).support.sentence == sentence


def test_a_page_without_statements_has_no_count() -> None:
    assert counted(PageView(kind="", eyebrow="", title="", summary="")).support == Support()


def test_every_page_of_a_record_has_a_count(playbook: Playbook) -> None:
    pages = [page for page in catalog.pages(playbook) if page.place.role == "record"]
    assert [page.address for page in pages if not page.view.support.total] == []


@pytest.fixture
def page(browser: Browser, built: Build) -> Iterator[Page]:
    with serving(built.site) as home:
        context = browser.new_context(base_url=home, reduced_motion="reduce")
        yield context.new_page()
        context.close()


@pytest.mark.browser
def test_marks_are_off_at_first_and_on_for_who_asks(page: Page) -> None:
    page.goto(f"{ADDRESS}#steps")
    expect(page.locator(SHOWN)).to_have_count(0)
    switch = page.locator(SWITCH)
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.focus()
    page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert page.url.endswith(f"{ADDRESS}?sources=shown#steps")
    expect(page.locator(SHOWN)).not_to_have_count(0)
    page.goto("compare/index.html")  # it is remembered
    expect(page.locator(".pb-summary sup:visible")).not_to_have_count(0)
    page.emulate_media(media="print")  # and printed
    expect(page.locator(SHOWN)).not_to_have_count(0)
    page.emulate_media(media="screen")
    page.locator(SWITCH).click()
    assert page.url.endswith("compare/index.html")
    expect(page.locator(SHOWN)).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.locator(SHOWN)).to_have_count(0)


@pytest.mark.browser
def test_an_address_carries_the_choice(page: Page) -> None:
    page.goto(f"{ADDRESS}?sources=shown")
    expect(page.locator(SHOWN)).not_to_have_count(0)
    page.goto(f"{ADDRESS}?sources=hidden")
    expect(page.locator(SHOWN)).to_have_count(0)


@pytest.mark.browser
def test_without_scripts_nothing_is_kept_back(browser: Browser, built: Build) -> None:
    with serving(built.site) as home:
        context = browser.new_context(base_url=home, java_script_enabled=False)
        page = context.new_page()
        page.goto(ADDRESS)
        expect(page.locator(SHOWN)).not_to_have_count(0)
        expect(page.locator(SWITCH)).not_to_be_visible()
        context.close()
