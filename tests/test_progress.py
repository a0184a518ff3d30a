"""Progress on a checklist, in a browser: what the reader does stays, whatever happens to the page or to storage.

A small site with one list is built in several versions, which take each other's place under one address, on a server
with the strict policy or from a file.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT, build, make_project, once
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from serving import Handler, Watched, serving

from ml_org_playbook.mkdocs_adapter import publishing

pytestmark = pytest.mark.browser

CONFIG = """\
INHERIT: base.yml
nav:
  - index.md
  - Processes: [processes/index.md]
watch: []
validation: {nav: {omitted_files: ignore}}
"""
START = """\
# Start

{{ pb_checklist("run-triage") }}

## Again

{{ pb_checklist("run-triage", items=["one-owner", "name-owner", "set-date"]) }}
"""
LIST = """\
id: run-triage
title: Run a triage meeting
summary: Before, during and after.
basis: editorial
purpose: run
when: Every week.
items:
  - {id: send-changes, text: Send the list of changes., why: Nobody likes surprises., role: lead, phase: before}
  - {id: check-attendance, text: Check who will be there., role: helper, phase: before}
  - id: one-owner
    text: Give every problem one owner.
    role: lead
    phase: during
    items:
      - {id: name-owner, text: Name the owner.}
      - {id: set-date, text: Set a date., role: helper}
  - {id: write-up, text: Write up what was decided., phase: after, after: [one-owner]}
  - {id: subgroups, aliases: [combinations], text: Form subgroups., retired: One group is enough.}
"""
RENAMED = LIST.replace("id: send-changes,", "id: share-changes, aliases: [send-changes],")
VERSIONS = {
    "first": LIST,
    "reworded": LIST.replace("Send the list of changes.", "Send the list of all changes."),
    "renamed": RENAMED,
    "removed": re.sub(r".*id: send-changes.*\n", "", LIST),
    "list renamed": RENAMED.replace("id: run-triage", "id: weekly-triage\naliases: [run-triage]"),
    "list retired": LIST.replace("id: run-triage", "id: run-triage\nretired: {reason: We meet no more.}"),
}
"""What the list's file holds."""
PAGE = "checklists/run-triage.html"
LINE_1 = "Send the list of changes."


# ---------------------------------------------------------------- one site in several versions


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Name -> the built site."""
    folder, made = once(tmp_path_factory, "versions-of-a-list", build_versions)
    return {name: folder / path for name, path in made.items()}


def build_versions(folder: Path) -> dict[str, str]:
    """Build each version in a folder. Returns where their sites are in it."""
    for name, text in VERSIONS.items():
        project = folder / name
        project.mkdir()
        data = make_project(project)
        id = text.partition("\n")[0].removeprefix("id: ")
        (data / "checklists/run-triage.yml").unlink()
        (data / f"checklists/{id}.yml").write_text(text)
        process = (data / "processes/triage.yml").read_text()
        used = "" if "\nretired:" in text else f"checklists: {{run: {id}}}"
        (data / "processes/triage.yml").write_text(process.replace("checklists: {run: run-triage}", used))
        helper = (data / "roles/lead.yml").read_text().replace("id: lead", "id: helper")
        (data / "roles/helper.yml").write_text(re.sub(r"^title:.*$", "title: Helper", helper, flags=re.MULTILINE))
        shutil.copy(ROOT / "mkdocs.yml", project / "base.yml")
        shutil.copytree(ROOT / "overrides", project / "overrides")
        (project / "mkdocs.yml").write_text(CONFIG)
        (project / "docs").mkdir()
        (project / "docs/index.md").write_text(START.replace("run-triage", id) if used else "# Start")
        done = build(project)
        assert done.code == 0, done.output
        for path in done.site.glob("assets/javascripts/bundle.*.js"):
            path.write_text("")  # the theme's scripts do a third of the work of a page, and nothing for a list
    return {name: f"{name}/site" for name in VERSIONS}


class Shelf:
    """A site under one address, of which the version can be changed as by a rebuild."""

    def __init__(self, versions: dict[str, Path], folder: Path) -> None:
        self.versions, self.folder = versions, folder
        self.address = f"{folder.as_uri()}/"
        self.rebuild("first")

    def rebuild(self, version: str) -> None:
        new = self.folder.with_name("next")
        shutil.copytree(self.versions[version], new)
        publishing.replace(new, self.folder)  # at once: a page that is still open may ask for something late


class Fresh(Handler):
    """The browser must not take a page of the version before; what looks and scripts are is the same in all of them."""

    def end_headers(self) -> None:
        page = self.path.partition("?")[0].endswith((".html", "/"))
        self.send_header("Cache-Control", "no-store" if page else "max-age=600")
        super().end_headers()


@pytest.fixture
def served(versions: dict[str, Path], tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(versions, tmp_path / "site")
    with serving(shelf.folder, Fresh) as home:
        shelf.address = home
        yield shelf


@pytest.fixture(params=["http", "file"])
def shelf(request: pytest.FixtureRequest, versions: dict[str, Path], tmp_path: Path) -> Shelf:
    """The site on a server, and the site as files: for what storage and addresses may do differently there."""
    if request.param == "file":
        return Shelf(versions, tmp_path / "site")
    found: Shelf = request.getfixturevalue("served")
    return found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser."""
    made = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def open_page(context: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Open a page of a shelf. In the end, nothing was refused, missing, or asked of another host."""
    watched = []

    def opened(shelf: Shelf, path: str = PAGE, context: BrowserContext = context) -> Page:
        found = Watched(context, shelf.address)
        watched.append(found)
        found.page.goto(shelf.address + path)
        ready(found.page)
        return found.page

    yield opened
    assert [complaint for one in watched for complaint in one.complaints] == []


# ---------------------------------------------------------------- what a reader does


def ready(page: Page) -> None:
    expect(page.locator("[data-pb-checklist]").first).to_have_attribute("data-on", "")


def reload(page: Page) -> None:
    page.reload()
    ready(page)


def box(page: Page, id: str) -> Locator:
    return page.locator(f"[data-item={id}] > .pb-task__line .pb-task__box").first


def record(page: Page, id: str) -> Locator:
    return page.locator(f"[data-item={id}] > .pb-task__record").first


def day_of(page: Page, id: str) -> Locator:
    return page.locator(f"[data-item={id}] > .pb-task__more .pb-task__at").first


def unfold(page: Page, id: str) -> Locator:
    page.locator(f"[data-item={id}] > .pb-task__line .pb-task__open").first.click()
    return page.locator(f"[data-item={id}] > .pb-task__edit").first


def fill_in(page: Page, id: str, *, na: bool = False, who: str = "", when: str = "", note: str = "") -> None:
    edit = unfold(page, id)
    if na:
        edit.get_by_label("Not applicable").check()
    edit.get_by_label("Who").fill(who)
    edit.get_by_label("When").fill(when)
    edit.get_by_label("Note").fill(note)


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True).first
    if not button.is_visible():
        page.get_by_role("button", name="Options").first.click()
    button.click()


def count(page: Page) -> Locator:
    return page.locator(".pb-progress__count").first


def notice(page: Page) -> Locator:
    return page.locator(".pb-progress__notices").first


def runs(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Run", exact=True).first


def begin(page: Page, name: str) -> None:
    press(page, "New run")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".pb-dialog")).to_have_count(0)


def today() -> str:
    now = datetime.now(UTC).astimezone()
    return f"{now:%b} {now.day}"


def stored(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("({ ...localStorage })")
    return {key: value for key, value in found.items() if key.startswith("playbook.")}


def exported(page: Page, button: str = "Export this run") -> Path:
    with page.expect_download() as download:
        press(page, button)
    path = Path(download.value.path())
    named = path.with_name(f"{path.name}-{download.value.suggested_filename}")
    return path.rename(named)


def bring(page: Page, path: Path, choice: str) -> None:
    with page.expect_file_chooser() as chooser:
        press(page, "Import")
    chooser.value.set_files(path)
    page.locator(".pb-dialog").get_by_role("button", name=choice).click()
    expect(page.locator(".pb-dialog")).to_have_count(0)


def shared_link(page: Page) -> str:
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false"
    )
    press(page, "Copy a link to this run")
    link = page.get_by_role("textbox", name="Link").input_value()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".pb-dialog")).to_have_count(0)
    return link


# ---------------------------------------------------------------- it stays


def test_what_is_entered_stays_after_a_reload(shelf: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(shelf)
    box(page, "send-changes").check()
    fill_in(
        page, "check-attendance", na=True, who="Ana", when="2026-11-23", note="All of them\nwill come. <b>&amp;</b>"
    )
    expect(count(page)).to_have_text("1 of 5 done, 1 not applicable")
    reload(page)
    expect(box(page, "send-changes")).to_be_checked()
    expect(day_of(page, "send-changes")).to_have_text(f"Done {today()}")
    expect(box(page, "check-attendance")).not_to_be_checked()
    expect(day_of(page, "check-attendance")).to_be_hidden()
    for part in ("Not applicable", "Ana", "Nov 23, 2026", "All of them\nwill come. <b>&amp;</b>"):
        expect(record(page, "check-attendance")).to_contain_text(part)
    expect(count(page)).to_have_text("1 of 5 done, 1 not applicable")
    edit = unfold(page, "check-attendance")
    expect(edit.get_by_label("When")).to_have_value("2026-11-23")
    box(page, "check-attendance").check()
    reload(page)
    expect(count(page)).to_have_text("2 of 6 done")
    expect(record(page, "check-attendance")).to_contain_text("Ana")


def test_a_tick_survives_new_words_and_says_that_they_changed(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    served.rebuild("reworded")
    reload(page)
    expect(box(page, "send-changes")).to_be_checked()
    expect(record(page, "send-changes")).to_contain_text("Changed since you ticked it.")
    expect(page.get_by_text(f"“{LINE_1}”")).to_be_hidden()
    page.get_by_role("button", name="What it said").click()
    expect(page.get_by_text(f"“{LINE_1}”")).to_be_visible()
    page.get_by_role("button", name="Still done").click()
    expect(box(page, "send-changes")).to_be_focused()
    reload(page)
    expect(box(page, "send-changes")).to_be_checked()
    expect(record(page, "send-changes")).to_be_hidden()


def test_a_tick_follows_an_item_to_its_new_id(shelf: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(shelf)
    box(page, "send-changes").check()
    fill_in(page, "send-changes", note="Sent.")
    shelf.rebuild("renamed")
    reload(page)
    expect(box(page, "share-changes")).to_be_checked()
    expect(record(page, "share-changes")).to_contain_text("Sent.")
    expect(page.locator(".pb-progress__gone")).to_be_hidden()
    box(page, "share-changes").uncheck()
    reload(page)
    expect(box(page, "share-changes")).not_to_be_checked()
    expect(record(page, "share-changes")).to_contain_text("Sent.")


def test_a_tick_stays_through_new_words_a_new_id_and_a_new_id_of_the_list(
    shelf: Shelf, open_page: Callable[..., Page]
) -> None:
    page = open_page(shelf)
    begin(page, "Ads")
    box(page, "write-up").check()
    begin(page, "My run")
    box(page, "send-changes").check()
    fill_in(page, "one-owner", note="Ask Ben.")
    reload(page)
    expect(box(page, "send-changes")).to_be_checked()
    shelf.rebuild("reworded")
    reload(page)
    expect(box(page, "send-changes")).to_be_checked()
    shelf.rebuild("renamed")
    reload(page)
    expect(box(page, "share-changes")).to_be_checked()
    shelf.rebuild("list renamed")
    page.goto(shelf.address + PAGE)
    page.wait_for_url("**/checklists/weekly-triage.html")
    ready(page)
    expect(box(page, "share-changes")).to_be_checked()
    expect(record(page, "one-owner")).to_contain_text("Ask Ben.")
    expect(runs(page).locator("option")).to_have_text(["Ads", "My run"])
    expect(runs(page).locator("option:checked")).to_have_text("My run")
    assert not any(":run-triage" in key for key in stored(page))
    reload(page)
    expect(box(page, "share-changes")).to_be_checked()
    runs(page).select_option("Ads")
    expect(box(page, "write-up")).to_be_checked()


def test_a_window_that_still_has_the_list_under_its_former_id_loses_nothing(
    served: Shelf, open_page: Callable[..., Page]
) -> None:
    old = open_page(served)
    box(old, "send-changes").check()
    served.rebuild("list renamed")
    new = open_page(served, "checklists/weekly-triage.html")
    expect(box(new, "share-changes")).to_be_checked()
    fill_in(new, "one-owner", note="Ask Cleo.")
    fill_in(old, "one-owner", note="Ask Ben.")
    box(old, "write-up").check()
    expect(count(new)).to_have_text("2 of 6 done")
    for part in ("Ask Ben.", "Ask Cleo."):
        expect(record(new, "one-owner").locator(".pb-task__note")).to_contain_text(part)


def test_when_storage_is_full_a_list_with_a_new_id_still_has_its_progress(
    served: Shelf, open_page: Callable[..., Page]
) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    served.rebuild("list renamed")
    page.context.add_init_script(
        """if (!sessionStorage.getItem('emptied')) Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError')
        }"""
    )
    page.goto(f"{served.address}checklists/weekly-triage.html")
    ready(page)
    expect(box(page, "share-changes")).to_be_checked()
    expect(notice(page)).to_contain_text("storage is full")
    assert any(":run-triage:" in key for key in stored(page))
    page.evaluate("delete Storage.prototype.setItem")
    page.close(run_before_unload=False)


def test_a_file_and_a_link_of_a_list_that_has_a_new_id_are_taken(
    shelf: Shelf, open_page: Callable[..., Page], browser: Browser
) -> None:
    page = open_page(shelf)
    box(page, "send-changes").check()
    file, link = exported(page), shared_link(page)
    shelf.rebuild("list renamed")
    elsewhere = browser.new_context()
    other = open_page(shelf, link.removeprefix(shelf.address), context=elsewhere)
    expect(notice(other)).to_contain_text("“My run” came with a link: 1 of 6 done.")
    expect(box(other, "share-changes")).to_be_checked()
    other.get_by_role("button", name="Dismiss").click()
    bring(other, file, "Add as a new run")
    expect(box(other, "share-changes")).to_be_checked()
    reload(other)
    expect(box(other, "share-changes")).to_be_checked()
    elsewhere.close()


@pytest.mark.parametrize("path", [PAGE, "c/run-triage.html", "embed/run-triage.html"])
def test_what_a_browser_has_of_a_retired_list_can_be_read_and_exported(
    served: Shelf, context: BrowserContext, open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    fill_in(page, "one-owner", note="Ask Ben.", who="Ana")
    served.rebuild("list retired")
    page.goto(served.address + path)
    kept = page.locator(".pb-kept")
    expect(kept).to_contain_text("You have 1 run of this list in this browser.")
    kept.get_by_text("“My run”: 1 done").click()
    for part in (LINE_1, f"Done {today()}", "Give every problem one owner.", "Ask Ben.", "Ana"):
        expect(kept).to_contain_text(part)
    with page.expect_download() as download:
        kept.get_by_role("button", name="Export").click()
    (run,) = json.loads(Path(download.value.path()).read_text())["runs"]
    assert run["items"]["one-owner"]["note"] == "Ask Ben."
    page.evaluate("localStorage.clear()")
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(kept).to_be_hidden()
    expect(page.locator("article, main").first).to_contain_text("We meet no more.")


@pytest.mark.parametrize("path", [PAGE, "c/run-triage.html", "embed/run-triage.html"])
def test_a_shared_run_of_a_retired_list_can_be_read_and_exported(
    served: Shelf, open_page: Callable[..., Page], browser: Browser, path: str
) -> None:
    page = open_page(served)
    begin(page, "Search team, Q3")
    box(page, "send-changes").check()
    fill_in(page, "one-owner", note="Ask Ben.", who="Ana")
    link = shared_link(page).replace(PAGE, path)
    elsewhere = browser.new_context()
    other = open_page(served, context=elsewhere)
    served.rebuild("list retired")
    other.goto(link)
    other.reload()
    shared = other.locator(".pb-kept")
    expect(shared).to_contain_text("“Search team, Q3” came with a link.")
    expect(shared).to_be_in_viewport()
    for part in (LINE_1, f"Done {today()}", "Give every problem one owner.", "Ask Ben.", "Ana"):
        expect(shared.get_by_text(part).first).to_be_visible()
    with other.expect_download() as download:
        shared.get_by_role("button", name="Export").click()
    (run,) = json.loads(Path(download.value.path()).read_text())["runs"]
    assert (run["list"], run["name"], run["items"]["send-changes"]["text"]) == ("run-triage", "Search team, Q3", LINE_1)
    assert stored(other) == {}
    other.evaluate("location.hash = 'write-up'")
    assert other.evaluate("document.querySelector('#write-up').matches(':target')")
    other.wait_for_url(link)
    elsewhere.close()


def test_a_link_that_cannot_be_read_says_so_on_the_page_of_a_retired_list(
    served: Shelf, open_page: Callable[..., Page]
) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    before = stored(page)
    page.goto(f"{served.address}{PAGE}#run=")
    said = notice(page).locator("span").inner_text()
    served.rebuild("list retired")
    page.reload()
    for code in HOSTILE.values():
        page.goto(f"{served.address}{PAGE}#run={code}")
        expect(page.locator(".pb-kept .pb-progress__notice").first).to_have_text(said)
        expect(page.locator(".pb-kept")).to_contain_text("You have 1 run of this list in this browser.")
        assert stored(page) == before


def test_what_is_no_longer_on_the_list_is_shown_and_comes_back_with_it(
    served: Shelf, open_page: Callable[..., Page]
) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    fill_in(page, "send-changes", note="Sent.")
    served.rebuild("removed")
    reload(page)
    box(page, "write-up").check()
    expect(count(page)).to_have_text("1 of 5 done")
    page.get_by_text("Progress on items that are gone (1)").click()
    gone = page.locator(".pb-progress__gone li")
    for part in (LINE_1, "Done", "Sent."):
        expect(gone).to_contain_text(part)
    served.rebuild("first")
    reload(page)
    expect(box(page, "send-changes")).to_be_checked()
    expect(count(page)).to_have_text("2 of 6 done")


# ---------------------------------------------------------------- runs, filter, reset


def test_each_run_has_progress_of_its_own(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    begin(page, "Search team, Q3")
    expect(runs(page).locator("option:checked")).to_have_text("Search team, Q3")
    expect(count(page)).to_have_text("0 of 6 done")
    box(page, "write-up").check()
    press(page, "Rename")
    page.get_by_role("textbox", name="Name").fill("Search team, Q4")
    page.keyboard.press("Enter")
    expect(notice(page)).to_contain_text("Now called “Search team, Q4”.")
    reload(page)
    expect(runs(page).locator("option:checked")).to_have_text("Search team, Q4")
    expect(box(page, "send-changes")).not_to_be_checked()
    runs(page).select_option("My run")
    expect(box(page, "send-changes")).to_be_checked()
    expect(box(page, "write-up")).not_to_be_checked()
    press(page, "Delete")
    expect(runs(page).locator("option")).to_have_text(["Search team, Q4"])
    notice(page).get_by_role("button", name="Undo").click()
    expect(runs(page).locator("option")).to_have_text(["My run", "Search team, Q4"])
    reload(page)
    expect(box(page, "send-changes")).to_be_checked()


def test_the_filter_shows_a_role_or_phase_with_what_it_belongs_to(
    served: Shelf, open_page: Callable[..., Page]
) -> None:
    page = open_page(served)
    shown = page.locator("article .pb-task:not([hidden]) > .pb-task__line .pb-task__box")
    page.get_by_role("combobox", name="Role").select_option("Helper")
    expect(shown).to_have_count(3)  # its two, and the item of which one is a part
    expect(page.get_by_role("status").first).to_have_text("Showing 3 of 6 items.")
    expect(page.get_by_role("heading", name="After")).to_be_hidden()
    page.get_by_role("combobox", name="Phase").select_option("During")
    expect(shown).to_have_count(2)
    expect(count(page)).to_have_text("0 of 6 done")
    page.evaluate("location.hash = 'write-up'")
    expect(box(page, "write-up")).to_be_in_viewport()
    expect(shown).to_have_count(6)


def test_a_reset_can_be_undone_even_later(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    fill_in(page, "one-owner", note="Ask Ben.")
    press(page, "Reset")
    expect(count(page)).to_have_text("0 of 6 done")
    expect(record(page, "one-owner")).to_be_hidden()
    notice(page).get_by_role("button", name="Undo").click()
    expect(count(page)).to_have_text("1 of 6 done")
    press(page, "Reset")
    box(page, "write-up").check()
    reload(page)
    press(page, "Undo reset")
    expect(box(page, "send-changes")).to_be_checked()
    expect(box(page, "write-up")).to_be_checked()
    expect(page.locator("[data-item=one-owner] .pb-task__note")).to_contain_text("Ask Ben.")


def test_a_reset_spares_what_the_page_does_not_show(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    box(page, "check-attendance").check()
    page.goto(f"{served.address}checklists/by-role/helper.html")
    ready(page)
    box(page, "set-date").check()
    press(page, "Reset the items shown here")
    expect(notice(page)).to_contain_text("The others are as they were.")
    expect(box(page, "check-attendance")).not_to_be_checked()
    page.goto(served.address + PAGE)
    ready(page)
    expect(count(page)).to_have_text("1 of 6 done")
    expect(box(page, "send-changes")).to_be_checked()
    press(page, "Undo reset")
    expect(count(page)).to_have_text("3 of 6 done")

    page.get_by_role("combobox", name="Role").select_option("Team lead")
    press(page, "Reset the items shown here")
    expect(count(page)).to_have_text("2 of 6 done")
    page.get_by_role("combobox", name="Role").select_option("All roles")
    press(page, "Reset")
    expect(count(page)).to_have_text("0 of 6 done")


# ---------------------------------------------------------------- files and links


def test_an_export_comes_in_elsewhere_as_a_new_run_or_merged(
    shelf: Shelf, open_page: Callable[..., Page], browser: Browser
) -> None:
    page = open_page(shelf)
    box(page, "send-changes").check()
    fill_in(page, "one-owner", note="Ask Ben.")
    file = exported(page)
    assert re.search(r"run-triage-my-run-\d{4}-\d\d-\d\d\.json$", file.name)
    assert json.loads(file.read_text())["runs"][0]["items"]["send-changes"]["state"] == "done"

    elsewhere = browser.new_context()
    other = open_page(shelf, context=elsewhere)
    box(other, "write-up").check()
    fill_in(other, "one-owner", note="Ask Cleo.")
    bring(other, file, "Add as a new run")
    expect(runs(other).locator("option:checked")).to_have_text("My run (2)")
    expect(count(other)).to_have_text("1 of 6 done")
    runs(other).select_option("My run")
    bring(other, file, "Merge into “My run”")
    expect(count(other)).to_have_text("2 of 6 done")
    for part in ("Ask Ben.", "Ask Cleo."):
        expect(record(other, "one-owner").locator(".pb-task__note")).to_contain_text(part)
    bring(other, file, "Merge into “My run”")
    expect(notice(other)).to_contain_text("The file holds nothing new.")
    press(other, "Undo import")
    expect(count(other)).to_have_text("1 of 6 done")
    everything = json.loads(exported(other, "Export all runs").read_text())
    assert [run["name"] for run in everything["runs"]] == ["My run", "My run (2)"]
    elsewhere.close()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"format":"other"}', '{"format":"ml-org-playbook-progress","version":2,"runs":[]}',
     '{"format":"ml-org-playbook-progress","version":1,"runs":[{"v":1,"list":"other","id":"x","name":"X","items":{}}]}'],
)  # fmt: skip
def test_a_file_of_something_else_changes_nothing(
    served: Shelf, open_page: Callable[..., Page], tmp_path: Path, text: str
) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    before = stored(page)
    (tmp_path / "x.json").write_text(text)
    with page.expect_file_chooser() as chooser:
        press(page, "Import")
    chooser.value.set_files(tmp_path / "x.json")
    expect(notice(page)).to_contain_text("Nothing was changed.")
    assert stored(page) == before


def test_a_file_of_very_many_runs_is_refused_at_once(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    path = exported(page)
    content = json.loads(path.read_text())
    content["runs"] = [{**content["runs"][0], "id": f"run-{number}"} for number in range(3000)]
    path.write_text(json.dumps(content))
    before = stored(page)
    with page.expect_file_chooser() as chooser:
        press(page, "Import")
    chooser.value.set_files(path)
    expect(notice(page)).to_contain_text("holds 3000 runs of this list, and a file to import at most 200.")
    assert stored(page) == before
    content["runs"] = content["runs"][:200]
    path.write_text(json.dumps(content))
    bring(page, path, "Add as 200 new runs")
    expect(notice(page)).to_contain_text("Added: 200 runs.")


def test_a_shared_link_is_read_only_until_adopted(
    shelf: Shelf, open_page: Callable[..., Page], browser: Browser
) -> None:
    page = open_page(shelf)
    begin(page, "Search team, Q3")
    box(page, "send-changes").check()
    fill_in(page, "one-owner", note="“Ask” Ben \U0001f600", who="Ana")
    link = shared_link(page)
    assert len(link) - len(shelf.address) < 400

    shelf.rebuild("reworded")
    elsewhere = browser.new_context()
    other = open_page(shelf, link.removeprefix(shelf.address), context=elsewhere)
    expect(notice(other)).to_contain_text("“Search team, Q3” came with a link: 1 of 6 done.")
    expect(box(other, "send-changes")).to_be_checked()
    expect(box(other, "send-changes")).to_be_disabled()
    expect(record(other, "send-changes")).to_contain_text("Changed since somebody ticked it.")
    expect(day_of(other, "send-changes")).to_have_text(f"Done {today()}")
    expect(record(other, "one-owner")).to_contain_text("“Ask” Ben \U0001f600")
    expect(other.locator(".pb-task__open").first).to_be_hidden()
    assert stored(other) == {}

    other.get_by_role("button", name="Dismiss").click()
    expect(box(other, "send-changes")).not_to_be_checked()
    expect(box(other, "send-changes")).to_be_enabled()
    assert "#" not in other.url
    assert stored(other) == {}

    other.goto(link)
    other.get_by_role("button", name="Adopt as a run of mine").click()
    assert "#" not in other.url
    expect(runs(other).locator("option:checked")).to_have_text("Search team, Q3")
    box(other, "write-up").check()
    reload(other)
    expect(count(other)).to_have_text("2 of 6 done")
    elsewhere.close()


def test_a_link_to_an_item_leaves_the_shared_run_in_the_address(served: Shelf, open_page: Callable[..., Page]) -> None:
    link = f"{PAGE}#run={fragment([1, 'run-triage', 'Search team', [['write-up', 1, 'Write it up.']]])}"
    page = open_page(served, link)
    page.set_viewport_size({"width": 1280, "height": 300})
    expect(notice(page)).to_contain_text("“Search team” came with a link")
    after = page.locator("[data-item=write-up] .pb-task__fact a[href='#one-owner']")
    for follow in (after.click, lambda: after.press("Enter")):
        follow()
        expect(page.locator("[data-item=one-owner] > .pb-task__line")).to_be_in_viewport()
        assert marked(page, "one-owner")
        assert page.url == served.address + link
    reload(page)
    expect(notice(page)).to_contain_text("“Search team” came with a link")
    page.get_by_role("button", name="Dismiss").click()
    after.click()
    assert page.url == f"{served.address}{PAGE}#one-owner"


def fragment(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


HOSTILE = {
    "nothing": "",
    "no base64": "%%%",
    "no JSON": fragment("{"),
    "another version": fragment([9, "run-triage", "X", []]),
    "another list": fragment([1, "run-other", "X", []]),
    "no list of items": fragment([1, "run-triage", "X", {"a": 1}]),
    "prototypes": fragment([1, "run-triage", "X", [["__proto__", 1, "x"], ["constructor", 1, "x"]]]),
    "a wrong state": fragment([1, "run-triage", "X", [["send-changes", 7, "x"]]]),
    "a wrong type": fragment([1, "run-triage", {"toString": 1}, [["send-changes", 1, "x"]]]),
    "a long text": fragment([1, "run-triage", "X" * 200, []]),
    "deep": fragment("[" * 20000),
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_link_does_nothing(served: Shelf, open_page: Callable[..., Page], code: str) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    before = stored(page)
    page.goto(f"{served.address}{PAGE}#run={code}")
    reload(page)
    expect(notice(page)).to_contain_text("Nothing was changed.")
    expect(box(page, "send-changes")).to_be_checked()
    expect(box(page, "send-changes")).to_be_enabled()
    assert stored(page) == before


def test_markup_in_a_link_stays_text(served: Shelf, open_page: Callable[..., Page]) -> None:
    markup = "<img src=x onerror=\"document.title='hit'\"><script>document.title='hit'</script>"
    code = fragment(
        [1, "run-triage", markup, [["send-changes", 2, markup, 0, markup, markup, markup[:40]], ["gone", 1, markup]]]
    )
    page = open_page(served, f"{PAGE}#run={code}")
    expect(notice(page)).to_contain_text("<img src=x")
    page.get_by_text("Progress on items that are gone (1)").click()
    page.get_by_role("button", name="Adopt as a run of mine").click()
    unfold(page, "send-changes")
    reload(page)
    assert page.locator("article img, article script").count() == 0
    assert "hit" not in page.title()


# ---------------------------------------------------------------- many places, many windows


def test_all_places_of_one_list_stay_in_step(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served, "index.html")
    places = page.locator("[data-pb-checklist]")
    whole, part = places.nth(0), places.nth(1)
    whole.locator("[data-item=name-owner] .pb-task__box").check()
    expect(part.locator("[data-item=name-owner] .pb-task__box")).to_be_checked()
    part.locator("[data-item=set-date] .pb-task__open").click()
    part.get_by_label("Note").fill("Next week.")
    expect(whole.locator("[data-item=set-date] .pb-task__note")).to_contain_text("Next week.")
    expect(part.locator(".pb-progress__gone")).to_be_hidden()
    expect(part.locator(".pb-progress__count")).to_have_text("1 of 6 done")
    page.goto(served.address + PAGE)
    expect(box(page, "name-owner")).to_be_checked()


def test_a_bare_page_for_frames_has_the_same_progress(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    bare = page.context.new_page()
    bare.goto(f"{served.address}embed/run-triage.html")
    ready(bare)
    expect(box(bare, "send-changes")).to_be_checked()
    box(bare, "write-up").check()
    expect(count(page)).to_have_text("2 of 6 done")


def test_windows_stay_in_step_and_a_run_deleted_in_one_is_not_lost_in_the_other(
    served: Shelf, open_page: Callable[..., Page]
) -> None:
    one, two = open_page(served), open_page(served)
    box(one, "send-changes").check()
    expect(box(two, "send-changes")).to_be_checked()
    box(two, "write-up").check()
    expect(count(one)).to_have_text("2 of 6 done")
    press(one, "Delete")
    expect(count(one)).to_have_text("0 of 6 done")
    expect(notice(two)).to_contain_text("was deleted in another window")
    expect(count(two)).to_have_text("2 of 6 done")
    box(two, "set-date").check()
    reload(two)
    expect(count(two)).to_have_text("3 of 6 done")


def test_a_note_that_is_open_in_two_windows_is_one_note(served: Shelf, open_page: Callable[..., Page]) -> None:
    one, two = open_page(served), open_page(served)
    notes = [unfold(page, "one-owner").get_by_label("Note") for page in (one, two)]
    notes[1].press_sequentially("Both of ")
    expect(notes[0]).to_have_value("Both of ")
    notes[0].focus()
    one.keyboard.press("End")
    one.keyboard.type("us")
    expect(notes[1]).to_have_value("Both of us")  # though the cursor is still in it
    two.keyboard.press("End")
    two.keyboard.type(" wrote.")
    expect(notes[0]).to_have_value("Both of us wrote.")


def test_what_can_be_undone_is_on_offer_until_something_else_is_said(
    served: Shelf, open_page: Callable[..., Page]
) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    press(page, "Delete")
    box(page, "write-up").check()
    expect(notice(page)).to_contain_text("“My run” is deleted.")
    undo = notice(page).get_by_role("button", name="Undo")
    undo.focus()
    page.keyboard.press("Enter")
    expect(notice(page)).to_contain_text("“My run” is back.")
    expect(box(page, "send-changes")).to_be_checked()
    expect(page.get_by_role("button", name="Options")).to_be_focused()


# ---------------------------------------------------------------- storage that fails


def test_without_storage_the_page_says_so_and_lets_one_export(
    versions: dict[str, Path], served: Shelf, browser: Browser
) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } })"
    )
    page = context.new_page()
    page.goto(served.address + PAGE)
    ready(page)
    expect(notice(page)).to_be_empty()
    box(page, "send-changes").check()
    expect(notice(page)).to_contain_text("lets this page store nothing")
    expect(page.get_by_role("status").first).to_contain_text("lets this page store nothing")
    expect(count(page)).to_have_text("1 of 6 done")
    box(page, "write-up").check()
    with page.expect_download() as download:
        notice(page).get_by_role("button", name="Export").click()
    (run,) = json.loads(Path(download.value.path()).read_text())["runs"]
    assert {id for id, entry in run["items"].items() if entry["state"] == "done"} == {"send-changes", "write-up"}
    context.close()


def test_when_storage_is_full_the_page_goes_on_and_catches_up(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    page.evaluate(
        """() => {
          let size = 5e6
          for (let n = 0; size >= 1; n++)
            try { localStorage.setItem(`x${n}`, "x".repeat(size)) } catch { size = Math.floor(size / 2) }
        }"""
    )
    fill_in(page, "one-owner", note="This does not fit any more.")
    expect(notice(page)).to_contain_text("storage is full")
    expect(count(page)).to_have_text("1 of 6 done")
    assert "does not fit" not in json.dumps(stored(page))
    assert "send-changes" in json.dumps(stored(page))
    page.evaluate("for (const key of Object.keys(localStorage)) if (key.startsWith('x')) localStorage.removeItem(key)")
    box(page, "write-up").check()
    expect(notice(page)).to_be_empty()
    reload(page)
    expect(count(page)).to_have_text("2 of 6 done")
    expect(record(page, "one-owner")).to_contain_text("This does not fit any more.")


GARBAGE = ["", "x", "null", "{", "[1]", '{"v":2}', '{"v":1,"list":"run-triage","id":"other"}', "\u0000\ud83d"]


@pytest.mark.parametrize("text", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_in_storage_is_put_aside_and_can_be_downloaded(
    served: Shelf, open_page: Callable[..., Page], text: str
) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    (key,) = (key for key in stored(page) if key.startswith("playbook.progress:"))
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    reload(page)
    expect(notice(page)).to_contain_text("cannot be read")
    expect(count(page)).to_have_text("0 of 6 done")
    box(page, "write-up").check()
    assert text in [value for key, value in stored(page).items() if key.startswith("playbook.aside:")]
    reload(page)
    expect(count(page)).to_have_text("1 of 6 done")
    with page.expect_download() as download:
        notice(page).get_by_role("button", name="Download it").click()
    assert Path(download.value.path()).read_bytes() == text.encode("utf-8", "replace").replace(b"?", "\ufffd".encode())
    notice(page).get_by_role("button", name="Discard it").click()
    assert not any(key.startswith("playbook.aside:") for key in stored(page))


def test_what_can_be_read_of_a_damaged_run_is_used_and_all_of_it_kept(
    served: Shelf, open_page: Callable[..., Page]
) -> None:
    page = open_page(served)
    box(page, "send-changes").check()
    box(page, "write-up").check()
    (key,) = (key for key in stored(page) if key.startswith("playbook.progress:"))
    damaged = stored(page)[key].replace('"state":"done"', '"state":5', 1)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, damaged])
    reload(page)
    expect(count(page)).to_have_text("1 of 6 done")
    assert damaged in stored(page).values()


# ---------------------------------------------------------------- links to items


def top(part: Locator) -> float:
    y: float = part.evaluate("part => part.getBoundingClientRect().top")
    return y


def bottom(part: Locator) -> float:
    y: float = part.evaluate("part => part.getBoundingClientRect().bottom")
    return y


def marked(page: Page, id: str) -> bool:
    """Whether what stands around an anchor looks chosen."""
    found: bool = page.evaluate(
        """id => {
          const wash = document.createElement('p')
          document.body.append(wash)
          wash.style.background = 'var(--pb-accent-wash)'
          const wanted = getComputedStyle(wash).backgroundColor
          wash.remove()
          return getComputedStyle(document.getElementById(id).closest('li')).backgroundColor === wanted
        }""",
        id,
    )
    return found


@pytest.mark.parametrize("id", ["share-changes", "send-changes", "subgroups", "combinations"])
def test_a_link_to_an_item_by_any_of_its_ids_marks_it(served: Shelf, open_page: Callable[..., Page], id: str) -> None:
    served.rebuild("renamed")
    page = open_page(served)
    page.set_viewport_size({"width": 1280, "height": 300})
    assert not marked(page, id)
    page.goto(f"{served.address}c/run-triage.html#{id}")
    page.wait_for_url(f"**/{PAGE}#{id}")
    place = page.locator(f"li:is(#{id}, :has(> #{id}))")
    expect(place).to_be_in_viewport()
    assert marked(page, id)
    assert top(place) >= bottom(page.locator(".md-header"))


def test_where_an_address_leads_on_without_scripts_each_item_says_what_it_is(
    versions: dict[str, Path], served: Shelf, browser: Browser
) -> None:
    served.rebuild("renamed")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.address}c/run-triage.html#send-changes")
    expect(page.locator("li:has(> #send-changes)")).to_have_text(LINE_1)
    expect(page.locator("li:has(> #combinations)")).to_have_text("Form subgroups. One group is enough.")
    page.locator("li:has(> #send-changes) a").click()
    expect(page.locator("#share-changes")).to_be_in_viewport()
    served.rebuild("list retired")
    page.goto(f"{served.address}c/run-triage.html#combinations")
    expect(page.locator("li:has(> #combinations)")).to_have_text("Form subgroups. One group is enough.")
    expect(page.locator("li#send-changes")).to_have_text(LINE_1)
    context.close()


WHERE = {
    PAGE: "#one-owner",
    "index.html": "#run-triage--one-owner",
    "checklists/by-role/lead.html": "#run-triage--one-owner",
    "embed/run-triage.html": "#one-owner",
}
"""Page -> anchor of an item there."""


@pytest.mark.parametrize("clipboard", ["new", "old"])
@pytest.mark.parametrize("path", WHERE)
def test_the_sign_beside_an_item_copies_its_permanent_address(
    served: Shelf, context: BrowserContext, open_page: Callable[..., Page], path: str, clipboard: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page(served, path)
    if clipboard == "old":  # pages on http have only this
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    link = page.locator("[data-item=one-owner] > .pb-task__line .pb-task__copy").first
    link.click()
    expect(link).to_have_text("Link copied")
    assert page.url == served.address + path
    edit = unfold(page, "one-owner")
    edit.get_by_label("Note").focus()
    page.keyboard.press("Control+V")
    expect(edit.get_by_label("Note")).to_have_value(f"{served.address}c/run-triage.html#one-owner")


@pytest.mark.parametrize(("path", "anchor"), WHERE.items())
def test_without_scripts_the_sign_beside_an_item_leads_to_the_item(
    served: Shelf, browser: Browser, path: str, anchor: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address + path)
    page.locator("[data-item=one-owner] > .pb-task__line .pb-task__copy").first.click()
    assert page.url == served.address + path + anchor
    assert page.locator(anchor).evaluate("item => item.matches(':target')")
    context.close()


# ---------------------------------------------------------------- without a mouse, without eyes, without scripts


def test_everything_works_by_keyboard(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    runs(page).focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Options")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="New run")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Ads")
    page.keyboard.press("Enter")
    expect(runs(page).locator("option:checked")).to_have_text("Ads")
    expect(page.get_by_role("button", name="New run")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="New run")).to_be_focused()

    box(page, "send-changes").focus()
    page.keyboard.press("Space")
    expect(box(page, "send-changes")).to_be_checked()
    for _ in range(2):
        page.keyboard.press("Tab")
    more = page.get_by_role("button", name="More on item 1")
    expect(more).to_be_focused()
    expect(more).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "text":
            break
    page.keyboard.type("Ana s/f.")
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    expect(record(page, "send-changes")).to_contain_text("Ana s/f.")

    page.get_by_role("button", name="Reset", exact=True).focus()
    page.keyboard.press("Enter")
    undo = notice(page).get_by_role("button", name="Undo")
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Options")).to_be_focused()
    expect(box(page, "send-changes")).to_be_checked()


def test_every_control_has_a_name_and_every_state_is_said(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    fill_in(page, "send-changes", na=True, who="Ana", note="No changes.")
    page.get_by_role("button", name="More on item 1").click()
    press(page, "Reset")
    press(page, "Undo reset")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    roles = {"button", "checkbox", "radio", "combobox", "textbox", "Date", "progressbar", "progress", "group", "link"}
    inside = page.evaluate(
        "document.querySelectorAll('[data-pb-checklist] :is(button, input, select, textarea):not([hidden])').length"
    )
    named = [node for node in nodes if not node["ignored"] and node["role"]["value"] in roles]
    assert len(named) > inside / 2
    assert [node for node in named if not node.get("name", {}).get("value")] == []
    expect(page.get_by_role("progressbar")).to_have_accessible_name("Done")
    first = page.locator("[data-item=send-changes] .pb-task__box")
    expect(first).to_have_accessible_name(f"1 {LINE_1}")
    expect(first).to_have_accessible_description(
        re.compile(r"Not applicable.*Ana.*Note: No changes\..*Nobody likes surprises", re.DOTALL)
    )
    expect(page.get_by_role("status").first).to_have_text("Undone. 0 of 5 done, 1 not applicable.")
    sizes = page.evaluate(
        """[...document.querySelectorAll('[data-pb-checklist] :is(button, select, label:has(input))')]
           .map(one => one.getBoundingClientRect()).filter(({ width }) => width)
           .map(({ width, height }) => Math.min(width, height))"""
    )
    assert min(sizes) >= 24


def test_without_scripts_there_is_only_the_list(served: Shelf, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address + PAGE)
    expect(page.locator("[data-pb-checklist] :is(button, select, progress, textarea)")).to_have_count(0)
    expect(page.locator(".pb-task__box")).to_have_count(6)
    assert page.evaluate("document.querySelector('.pb-progress').getBoundingClientRect().height") == 0
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_moves_when_the_controls_come_and_all_of_it_fits(
    served: Shelf, context: BrowserContext, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(served)
    page.set_viewport_size({"width": width, "height": 900})
    held: list[Any] = []
    page.route("**/progress-*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    expect(page.locator(".md-footer")).to_be_attached()
    page.evaluate("document.fonts.ready.then(() => null)")
    page.wait_for_timeout(200)
    where = """[...document.querySelectorAll('.pb-task__text, .pb-task__copy, .pb-checklist__note')].map(one => {
      const { x, y } = one.getBoundingClientRect()
      return [x, y + scrollY]
    })"""
    before = page.evaluate(where)
    for route in held:
        route.continue_()
    ready(page)
    assert page.evaluate(where) == [[pytest.approx(x, abs=0.5), pytest.approx(y, abs=0.5)] for x, y in before]
    fill_in(page, "name-owner", na=True, who="A" * 60, note="word " * 30 + "W" * 80)
    press(page, "Reset")
    unfold(page, "set-date")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_only_pages_with_a_list_fetch_what_lists_need(served: Shelf, open_page: Callable[..., Page]) -> None:
    page = open_page(served)
    page.goto(served.address + "glossary.html")
    page.wait_for_load_state("networkidle")
    assert page.locator("script[src*='progress-']").count() == 0
    scripts = ROOT / "overrides/assets/js"
    assert len(gzip.compress((scripts / "checklist.js").read_bytes())) < 1100
    for_lists = [path for path in scripts.glob("progress-*.js") if path.stem != "progress-kept"]  # of retired lists
    assert sum(len(gzip.compress(path.read_bytes())) for path in for_lists) < 16200


@pytest.mark.parametrize("path", [PAGE, "embed/run-triage.html"])
def test_on_a_narrow_screen_a_sentence_has_the_line_to_itself(
    served: Shelf, open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(served, path)
    page.set_viewport_size({"width": 390, "height": 844})
    line = page.locator("[data-item=send-changes] > .pb-task__line")
    width = "element => element.clientWidth"
    all_of_it, *taken = (one.evaluate(width) for one in (line, line.locator(".pb-task__box"), line.locator("label")))
    assert all_of_it - sum(taken) <= 16
    assert top(line.locator(".pb-task__tools")) >= bottom(line.locator("label"))


def test_the_bar_shows_progress_where_the_system_sets_the_colors(
    served: Shelf, browser: Browser, open_page: Callable[..., Page]
) -> None:
    context = browser.new_context(forced_colors="active")
    page = open_page(served, context=context)
    meter = page.locator(".pb-progress progress")
    nothing = meter.screenshot()
    page.evaluate("document.querySelector('.pb-progress progress').style.visibility = 'hidden'")
    assert meter.evaluate("bar => bar.value") == 0
    hidden = page.locator(".pb-progress__bar").screenshot()
    page.evaluate("document.querySelector('.pb-progress progress').style.visibility = ''")
    assert page.locator(".pb-progress__bar").screenshot() != hidden
    box(page, "send-changes").check()
    assert meter.screenshot() != nothing
    context.close()


# ---------------------------------------------------------------- paper


def printed(page: Page, folder: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext; `./dev test` installs poppler-utils")
    page.pdf(path=folder / "printed.pdf", format="A4")
    made = subprocess.run([program, "-layout", folder / "printed.pdf", "-"], capture_output=True, check=True, text=True)
    return re.sub(r"\s+", " ", made.stdout)


def test_it_prints_blank_or_with_progress(served: Shelf, open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(served)
    begin(page, "Search team, Q3")
    fresh = printed(page, tmp_path)
    box(page, "write-up").check()
    fill_in(page, "send-changes", na=True, who="Ana Lima", when="2026-11-23", note="There were no changes.")
    assert printed(page, tmp_path) == fresh
    page.emulate_media(media="print")
    drawn = "getComputedStyle(document.querySelector('[data-item=write-up] .pb-task__box'), '::before').display"
    struck = "getComputedStyle(document.querySelector('[data-item=send-changes] .pb-task__text')).textDecorationLine"
    assert page.evaluate(drawn) == "none"
    assert page.evaluate(struck) == "none"
    page.emulate_media(media="null")

    page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
    page.get_by_label("With progress").check()
    page.get_by_role("button", name="Print", exact=True).click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    text = printed(page, tmp_path)
    for part in (
        "Search team, Q3. 1 of 5 done, 1 not applicable. Printed",
        "Not applicable",
        "There were no changes.",
        f"Done {today()}",
        "Owner Ana Lima",
        "Date Nov 23, 2026",
    ):
        assert part in text, part
    for part in ("Options", "All roles", "⋯", "More on item"):
        assert part not in text
    assert f"Done {today()}" not in fresh
    page.emulate_media(media="print")
    assert page.evaluate(drawn) == "block"
    assert page.evaluate(struck) == "line-through"


# ---------------------------------------------------------------- whatever the reader does


SEQUENCES, STEPS = 120, 12
"""A thousand sequences take a minute and a half; the first 120 of them have every action forty times."""


def test_random_sequences_of_actions_lose_nothing(
    served: Shelf, open_page: Callable[..., Page], browser: Browser
) -> None:
    context = browser.new_context(bypass_csp=True)
    page = open_page(served, context=context)
    counts = page.evaluate(
        (Path(__file__).parent / "progress_sequences.js").read_text(),
        {"sequences": SEQUENCES, "steps": STEPS, "seed": 14, "script": "../assets/js/progress-view.js"},
    )
    context.close()
    assert sum(counts.values()) == SEQUENCES * STEPS
    assert min(counts.values()) > 40
