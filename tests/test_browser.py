"""The built site in a browser: what only a browser can tell.

Served as strictly as it promises to bear, below a path, and opened from file://.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from export_readers import squeezed
from helpers import Build
from playwright.sync_api import Browser, Page, expect
from serving import Watched, WithSearch, serving

from ml_org_playbook import schema
from ml_org_playbook.model import addresses
from ml_org_playbook.model.playbook import Playbook

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(built: Build) -> Iterator[str]:
    """Where the site is."""
    with serving(built.site) as home:
        yield home


@pytest.fixture
def watched(browser: Browser, served: str) -> Iterator[Watched]:
    """A page under the policy. In the end, nothing was refused, missing, or asked of another host."""
    context = browser.new_context(base_url=served, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    found = Watched(context, served)
    yield found
    context.close()
    assert found.complaints == []


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    box = page.locator("input.md-search__input")
    expect(box).to_be_focused()
    box.press_sequentially(words)


@pytest.mark.parametrize("way", ["http", "file"])
def test_search_finds_the_triage_meeting(way: str, browser: Browser, built: Build) -> None:
    context = browser.new_context(reduced_motion="reduce")
    with serving(built.site, WithSearch) as served:
        home = served if way == "http" else f"{built.site.as_uri()}/"
        found = Watched(context, home)
        found.page.goto(f"{home}scenarios/hybrid.html")
        search(found.page, "triage meeting")
        result = found.page.locator(".md-search-result__link[href*='processes/triage.html']").first
        expect(result).to_be_in_viewport()
        result.click()
        expect(found.page.locator("h1")).to_have_text(re.compile("Triage meeting"))
        context.close()
    assert found.complaints == []


def test_a_click_goes_from_system_colors_to_light_to_dark_and_back(page: Page) -> None:
    page.goto("processes/triage.html")
    light = _background(page)
    page.locator("label[for=__palette_1]").click()
    page.locator("label[for=__palette_2]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert _background(page) != light
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("label[for=__palette_0]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert _background(page) == light


def test_a_dark_system_gets_dark_colors_at_once(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, color_scheme="dark")
    page = context.new_page()
    page.goto("index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    context.close()


def _background(page: Page) -> str:
    color: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return color


ONE_OF_EACH = [
    "index.html",
    "scenarios/hybrid.html",
    "compare/index.html",
    "processes/triage.html",
    "people/nuance.html",
    "pitfalls/siloed-decisions.html",
    "checklists/run-triage.html",
    "worksheets/findings-report.html",
    "worksheets/troubleshooting-record.html",  # names of long sections beside short headings
    "stories/bigger-isnt-always-better.html",
    "transitions.html",
    "questions.html",
    "star-model.html",
    "sources.html",
]
"""Pages that together hold every kind of block. Not 404.html: it needs to know where the site is published."""


@pytest.mark.parametrize("address", ONE_OF_EACH)
def test_a_page_bears_the_policy_and_a_narrow_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("address", ["compare/index.html", "macros.html", "scenarios/hybrid.html", "star-model.html"])
def test_tables_and_pictures_fit_their_page(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    regions = page.locator("article .pb-scroll:visible:not(.pb-field *)").all()
    cut = [one.evaluate("region => region.scrollWidth - region.clientWidth") for one in regions]
    assert cut == [0] * len(regions)


def test_a_stacked_table_is_still_a_table_to_a_screen_reader(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("compare/index.html")
    table = page.get_by_role("table").first
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(table.get_by_role("rowheader")).to_have_count(3)
    expect(table.get_by_role("cell").filter(has_text="Teams are specialized")).to_be_visible()


def test_every_box_of_a_checklist_has_a_name_and_toggles_with_the_space_key(page: Page, playbook: Playbook) -> None:
    checklist = playbook.get(schema.Checklist, "hybrid")
    assert checklist is not None
    page.goto(addresses.of(checklist))
    boxes = page.locator("article .pb-task input[type=checkbox]")
    items = list(playbook.active_items(checklist))
    expect(boxes).to_have_count(len(items))
    for box, item in zip(boxes.all(), items, strict=True):
        expect(box).to_have_accessible_name(re.compile(re.escape(item.text.split("{")[0])))
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_checked()
        page.keyboard.press("Space")
        expect(box).not_to_be_checked()


def test_an_item_can_be_linked_to(page: Page) -> None:
    page.goto("checklists/run-triage.html#one-owner")
    expect(page.locator("#one-owner")).to_be_in_viewport()


def test_without_scripts_every_item_is_there_with_a_box(browser: Browser, served: str, playbook: Playbook) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    checklist = playbook.get(schema.Checklist, "run-triage")
    assert checklist is not None
    page.goto(addresses.of(checklist))
    for item in playbook.active_items(checklist):
        expect(page.locator(f"#{item.id} > .pb-task__line .pb-task__text")).to_contain_text(item.text)
        expect(page.locator(f"#{item.id} > .pb-task__line input")).to_be_enabled()
    context.close()


# ---------------------------------------------------------------- paper


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("id", ["hybrid", "run-triage"])
def test_a_printed_checklist_holds_every_item_and_every_sheet_says_what_it_is_from(
    page: Page, playbook: Playbook, tmp_path: Path, paper: str, id: str
) -> None:
    checklist = playbook.get(schema.Checklist, id)
    assert checklist is not None
    page.goto(addresses.of(checklist))
    sheets = _printed(page, tmp_path, paper)
    text = squeezed(" ".join(sheets))
    for item in playbook.active_items(checklist):
        assert squeezed(_filled(playbook, item.text)) in text, item.id
        assert squeezed(_filled(playbook, item.done_when or "")) in text, item.id
    assert squeezed(checklist.title) in text
    for number, sheet in enumerate(sheets, 1):
        assert squeezed(f"{playbook.settings.title} {playbook.settings.version}") in squeezed(sheet)
        assert f"{number}/{len(sheets)}" in squeezed(sheet)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_brief_is_printed_on_one_sheet(page: Page, playbook: Playbook, tmp_path: Path, paper: str) -> None:
    for scenario in playbook.of(schema.Scenario):
        brief = scenario.fields.brief
        assert brief is not None
        page.goto(addresses.part(scenario, "brief"))
        (sheet,) = _printed(page, tmp_path, paper)
        text = squeezed(sheet)
        for words in (
            brief.what,
            *brief.choose_when,
            brief.money,
            *(one.notice for one in brief.risks),
            brief.leave_when,
        ):
            assert squeezed(words) in text, words


def test_a_printed_table_is_not_cut(page: Page, playbook: Playbook, tmp_path: Path) -> None:
    page.goto("compare/index.html")
    text = squeezed(" ".join(_printed(page, tmp_path, "A4")))
    for scenario in playbook.of(schema.Scenario):
        assert squeezed(scenario.fields.short) in text
    for statement in playbook.of(schema.Statement):
        first_words = " ".join(_filled(playbook, statement.fields.text).split()[:3])
        assert squeezed(first_words) in text, statement


def _printed(page: Page, folder: Path, paper: str) -> list[str]:
    """The text of each sheet."""
    path = folder / "printed.pdf"
    page.wait_for_load_state("networkidle")
    page.pdf(path=path, format=paper, print_background=False)
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext; `./dev test` installs poppler-utils")
    made = subprocess.run([program, "-raw", path, "-"], capture_output=True, check=True, text=True)
    return made.stdout.split("\f")[:-1]


def _filled(playbook: Playbook, text: str) -> str:
    value = playbook.settings.parameters["company_name"].value
    return text.replace("{company_name}", value)
