"""Lists in other people's pages, in a browser: each link that a page offers is pasted and followed, each frame used.

The playbook is served with the headers that docs/linking.md gives; the wiki that links it is on another host.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import markdown
import pytest
from helpers import ROOT, Build
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect
from serving import PREFIX, Handler, serving

pytestmark = pytest.mark.browser

EVERYWHERE, EMBEDDED = re.findall(r"^Content-Security-Policy: (.*)$", (ROOT / "docs/linking.md").read_text(), re.M)
LIST, FORM = "checklists/run-triage.html", "worksheets/findings-report.html"
NAMES = {LIST: "Run a triage meeting", FORM: "Findings report"}


class Bare(Handler):
    """A server that knows no policy."""

    def end_headers(self) -> None:
        SimpleHTTPRequestHandler.end_headers(self)


@dataclass
class Hosts:
    playbook: str
    wiki: str
    """Another origin of the same site, such as a subdomain."""
    far: str
    """The same wiki as another site."""
    folder: Path
    """What the wiki serves."""

    def publish(self, content: str) -> str:
        """The address of a page of the wiki with this content."""
        (self.folder / "page.html").write_text(
            f"<!doctype html><html lang=en><title>Wiki</title><h1>Wiki</h1>{content}<p><textarea></textarea>"
        )
        return f"{self.wiki}page.html"


@pytest.fixture(scope="module")
def hosts(built: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    folder = tmp_path_factory.mktemp("wiki")
    with serving(folder, Bare) as wiki:
        far = wiki.replace("127.0.0.1", "localhost")
        origins = " ".join(one.removesuffix(PREFIX) for one in (wiki, far))
        framed = EMBEDDED.replace("https://wiki.example.com", origins)
        assert framed != EMBEDDED

        class Documented(Handler):
            def end_headers(self) -> None:
                here = self.path.startswith(f"{PREFIX}embed/")
                self.send_header("Content-Security-Policy", framed if here else EVERYWHERE)
                SimpleHTTPRequestHandler.end_headers(self)

        with serving(built.site, Documented) as playbook:
            yield Hosts(playbook, wiki, far, folder)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"])
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def copied(page: Page, address: str, way: str) -> str:
    """What a button of the box "Link this …" puts on the clipboard."""
    page.goto(address)
    page.get_by_role("button", name=way, exact=True).click()
    expect(page.locator(".pb-share__said")).to_have_text("Copied.")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


# ---------------------------------------------------------------- the box "Link this list"


@pytest.mark.parametrize("path", NAMES)
def test_a_copied_address_leads_to_the_page(hosts: Hosts, page: Page, path: str) -> None:
    page.goto(copied(page, hosts.playbook + path, "Copy address"))
    page.wait_for_url(hosts.playbook + path)
    expect(page.locator("h1")).to_have_text(NAMES[path])


WAYS: dict[str, Callable[[str], str]] = {"Copy as Markdown": markdown.markdown, "Copy as HTML": str}
"""Button -> what makes a web page of the text that it copies."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", NAMES)
def test_a_copied_link_can_be_clicked_in_a_wiki(hosts: Hosts, page: Page, path: str, way: str) -> None:
    text = copied(page, hosts.playbook + path, way)
    page.goto(hosts.publish(WAYS[way](text)))
    page.get_by_role("link", name=NAMES[path], exact=True).click()
    page.wait_for_url(hosts.playbook + path)
    expect(page.locator("h1")).to_have_text(NAMES[path])


@pytest.mark.parametrize("way", [*WAYS, "Copy as a frame"])
def test_a_title_with_marks_of_markdown_and_html_is_copied_as_it_is(hosts: Hosts, page: Page, way: str) -> None:
    title = r"""Ask [a] *b* _c_ `d` \e <i>f</i> "g" &amp; h"""
    box = f'data-name="{NAMES[LIST]}"'
    page.route(
        f"**/{LIST}",
        lambda route: route.fulfill(body=route.fetch().text().replace(box, f'data-name="{html.escape(title)}"')),
    )
    text = copied(page, hosts.playbook + LIST, way)
    page.goto(hosts.publish(WAYS.get(way, str)(text)))
    if way in WAYS:
        expect(page.get_by_role("link")).to_have_text(title)
    else:
        expect(page.locator("iframe")).to_have_attribute("title", title)


def test_where_nothing_can_be_copied_the_text_is_shown(hosts: Hosts, page: Page) -> None:
    page.goto(hosts.playbook + LIST)
    page.evaluate("""() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined })
      document.execCommand = () => false
    }""")
    page.get_by_role("button", name="Copy address").click()
    expect(page.locator(".pb-share__said")).to_have_text(f"{hosts.playbook}c/run-triage.html")


# ---------------------------------------------------------------- inside a frame


@pytest.fixture
def frame(hosts: Hosts, page: Page) -> FrameLocator:
    """A list in the frame that was copied for it, on a page of the wiki."""
    page.goto(hosts.publish(copied(page, hosts.playbook + LIST, "Copy as a frame")))
    found = page.frame_locator(f"iframe[title='{NAMES[LIST]}']")
    expect(found.locator("[data-pb-checklist]")).to_have_attribute("data-on", "")
    return found


def test_in_a_copied_frame_one_can_tick_and_it_stays(hosts: Hosts, page: Page, frame: FrameLocator) -> None:
    frame.locator(".pb-task__box").first.check()
    expect(frame.locator(".pb-progress__count")).to_have_text("1 of 7 done")
    page.reload()
    expect(frame.locator(".pb-task__box").first).to_be_checked()
    page.goto(hosts.playbook + LIST)
    expect(page.locator(".pb-task__box").first).to_be_checked()


def test_in_a_frame_of_another_site_one_can_tick_and_is_told_if_it_does_not_stay(
    hosts: Hosts, page: Page, frame: FrameLocator
) -> None:
    page.goto(page.url.replace(hosts.wiki, hosts.far))
    frame.locator("[data-on] .pb-task__box").first.check()
    expect(frame.locator(".pb-progress__count")).to_have_text("1 of 7 done")
    told = "lets this frame store nothing" in frame.locator(".pb-progress__notices").inner_text()
    page.reload()
    expect(frame.locator("[data-pb-checklist]")).to_have_attribute("data-on", "")
    expect(frame.locator(".pb-task__box").first).to_be_checked(checked=not told)


def test_a_link_in_a_frame_opens_in_place_of_the_page_around_it(hosts: Hosts, page: Page, frame: FrameLocator) -> None:
    wiki = page.url
    for path in ("roles/ml-production-engineer.html", "pitfalls/uncertain-change-impact.html", LIST):
        name = "Open in the playbook" if path == LIST else None
        link = frame.get_by_role("link", name=name) if name else frame.locator(f"a[href$='{path}']").first
        link.click()
        page.wait_for_url(hosts.playbook + path)
        expect(page.locator("h1")).to_be_visible()
        page.goto(wiki)
        expect(frame.locator("[data-pb-checklist]")).to_have_attribute("data-on", "")


def test_a_link_to_another_item_stays_in_the_frame(page: Page, frame: FrameLocator) -> None:
    wiki = page.url
    link = frame.locator(".pb-task__meta a[href^='#']").first
    anchor = link.get_attribute("href")
    link.click()
    expect(frame.locator(f"{anchor}:target")).to_be_in_viewport()
    assert page.url == wiki


def test_the_sign_beside_an_item_copies_its_address_from_within_a_frame(
    hosts: Hosts, page: Page, frame: FrameLocator
) -> None:
    frame.locator("[data-item=one-owner] .pb-task__copy").first.click()
    expect(frame.locator("[data-item=one-owner] .pb-task__copy").first).to_have_text("Link copied")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    expect(page.locator("textarea")).to_have_value(f"{hosts.playbook}c/run-triage.html#one-owner")


def test_no_other_page_of_the_playbook_can_be_framed(hosts: Hosts, page: Page) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(hosts.publish(f'<iframe src="{hosts.playbook}{LIST}"></iframe>'))
    page.wait_for_load_state("networkidle")
    assert "frame-ancestors" in " ".join(refused)


# ---------------------------------------------------------------- how bare pages look

LOOKS = {
    ".pb-task__meta .pb-link": ("color", "text-decoration-line"),
    ".pb-progress__row > button": ("color", "background-color", "border-top-color", "font-family", "font-size"),
    ".pb-task__open": ("color", "background-color", "border-top-style", "font-family"),
    ".pb-progress select": ("color", "background-color", "color-scheme", "font-size", "height"),
    "h1": ("color", "font-family", "font-weight"),
    ".pb-checklist__phase": ("color", "font-family", "font-size", "font-weight", "line-height", "letter-spacing"),
    "body": ("background-color",),
}
"""Part -> what must be the same on the site and on a bare page."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_bare_page_looks_like_the_site_in_the_colors_of_the_system(
    hosts: Hosts, browser: Browser, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    seen = []
    for path in (LIST, "embed/run-triage.html"):
        page.goto(hosts.playbook + path)
        expect(page.locator("[data-pb-checklist]")).to_have_attribute("data-on", "")
        seen.append(page.evaluate(COMPUTED, {part: list(names) for part, names in LOOKS.items()}))
    assert seen[1] == seen[0]
    context.close()


COMPUTED = """looks => Object.entries(looks).map(([part, names]) => {
  const style = getComputedStyle(document.querySelector(part))
  return [part, ...names.map(name => style.getPropertyValue(name))]
})"""


@pytest.mark.parametrize("path", ["embed/run-triage.html", "c/run-triage.html"])
def test_a_bare_page_follows_the_system_without_scripts_and_prints_light(
    hosts: Hosts, browser: Browser, path: str
) -> None:
    context = browser.new_context(color_scheme="dark", java_script_enabled=False)
    page = context.new_page()
    page.goto(hosts.playbook + path)
    background = "getComputedStyle(document.body).backgroundColor"
    ink = "getComputedStyle(document.querySelector('h1')).color"
    assert page.evaluate(background) == "rgb(20, 24, 30)"
    assert page.evaluate(ink) == "rgb(230, 226, 217)"
    expect(page.locator(".headerlink:visible")).to_have_count(0)
    page.emulate_media(media="print")
    assert page.evaluate(ink) == "rgb(29, 37, 48)"
    context.close()
