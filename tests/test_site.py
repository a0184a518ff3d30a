"""The built site, read as a browser gets it: nothing dead, nothing foreign, nothing missing."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from urllib.parse import unquote

import html5lib
import lxml.html
import npm
import pytest
from helpers import Build

from ml_org_playbook import schema
from ml_org_playbook.model import addresses, relations
from ml_org_playbook.model.playbook import Entry, Playbook
from ml_org_playbook.model.selections import all_selections
from ml_org_playbook.model.site_map import parts_of

SIGNS = {"stated": "●", "implied": "◐", "editorial": "○", None: "·"}
HEARD = {"stated": "source", "implied": "implied", "editorial": "ours", None: "no entry"}
"""What a screen reader says in place of a sign."""
LEFT_OVER = re.compile(r"\{\{.*|\{%.*|\{#.*|\{[a-z_]+\}|Macro \w+ Error.*")
EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Page:
    """One HTML file of the site."""

    def __init__(self, site: Path, path: Path) -> None:
        self.address = path.relative_to(site).as_posix()
        self.text = path.read_text("utf-8")
        self.tree = lxml.html.document_fromstring(self.text)
        self.ids = [str(id) for id in self.tree.xpath("//@id")]

    def resolve(self, link: str) -> tuple[str, str]:
        """Address from the root of the site, and anchor."""
        path, _, anchor = link.partition("#")
        path = path.partition("?")[0]
        if not path:
            return self.address, unquote(anchor)
        joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(self.address), unquote(path))).lstrip("/")
        return (joined if "." in posixpath.basename(joined) else posixpath.join(joined, "index.html")), unquote(anchor)

    def links(self, within: str = "") -> Iterator[tuple[str, str]]:
        """Where links inside the site lead."""
        for link in self.tree.xpath(f"{within}//a/@href"):
            if not EXTERNAL.match(link):
                yield self.resolve(str(link))


@pytest.fixture(scope="module")
def pages(built: Build) -> dict[str, Page]:
    found = [Page(built.site, path) for path in sorted(built.site.rglob("*.html"))]
    return {page.address: page for page in found}


# ---------------------------------------------------------------- the build


def test_the_build_warns_of_nothing(built: Build) -> None:
    assert [line for line in built.output.splitlines() if not line.startswith("INFO ")] == []


def test_two_builds_are_equal_byte_for_byte(builds: tuple[Build, Build]) -> None:
    one, two = (
        {path.relative_to(build.site): path for path in build.site.rglob("*") if path.is_file()} for build in builds
    )
    assert one.keys() == two.keys()
    assert [str(name) for name in one if one[name].read_bytes() != two[name].read_bytes()] == []


def test_the_build_leaves_nothing_but_the_site(built: Build) -> None:
    names = {path.name for path in built.site.parent.iterdir()}
    assert names == {"mkdocs.yml", "data", "docs", "overrides", "macros", "site"}


# ---------------------------------------------------------------- every page by itself


def test_every_link_and_anchor_leads_somewhere(built: Build, pages: dict[str, Page]) -> None:
    dead = set()
    for page in pages.values():
        for link in page.tree.xpath(
            "//@href | //@src | //@xlink:href", namespaces={"xlink": "http://www.w3.org/1999/xlink"}
        ):
            if EXTERNAL.match(link):
                continue
            address, anchor = page.resolve(str(link))
            target = pages.get(address)
            if target is None and not (built.site / address).is_file():
                dead.add((page.address, link))
            elif target is not None and anchor and anchor not in target.ids:
                dead.add((page.address, link))
    assert sorted(dead) == []


def test_references_between_elements_of_a_page_lead_somewhere(pages: dict[str, Page]) -> None:
    dead = set()
    for page in pages.values():
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
            for value in page.tree.xpath(f"//@{attribute}"):
                dead |= {(page.address, attribute, id) for id in value.split() if id not in page.ids}
    dead -= {(page.address, "for", "__toc") for page in pages.values()}  # the theme's, for a menu that it hides
    assert sorted(dead) == []


def test_no_id_is_used_twice_on_a_page(pages: dict[str, Page]) -> None:
    twice = {
        page.address: {id for id in page.ids if page.ids.count(id) > 1}
        for page in pages.values()
        if len(page.ids) > len(set(page.ids))
    }
    assert twice == {}


def test_every_page_has_one_heading_a_title_a_description_and_a_language(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert page.tree.get("lang") == "en", page.address
        assert len(page.tree.xpath("//h1")) == 1, page.address
        assert len(page.tree.xpath("//h1")[0].text_content().strip()) > 1, page.address
        assert page.tree.findtext(".//title").strip(), page.address
        assert page.tree.xpath("string(//meta[@name='description']/@content)").strip(), page.address


def test_every_field_has_a_name(pages: dict[str, Page]) -> None:
    nameless = set()
    for page in pages.values():
        labeled = set(page.tree.xpath("//label/@for"))
        for field in page.tree.xpath("//article//input | //article//textarea"):
            named = (field.get("aria-label") or "").strip() or field.get("aria-labelledby")
            if not named and field.get("id") not in labeled:
                nameless.add((page.address, lxml.html.tostring(field)))
    assert nameless == set()


def test_a_cell_of_a_form_is_named_by_its_column_and_row(pages: dict[str, Page]) -> None:
    page = pages["worksheets/findings-report.html"]
    (table,) = page.tree.xpath("//table[.//th[normalize-space()='Worst-served group of users']]")
    names = table.xpath(".//tr[3]//textarea/@aria-label")
    assert names == [f"{column}, Worst-served group of users" for column in ("Baseline", "Result", "How sure we are")]


def test_the_navigation_calls_pages_by_its_own_labels(pages: dict[str, Page]) -> None:
    page = pages["scenarios/index.html"]
    link = page.tree.xpath("//nav[contains(@class, 'md-nav--primary')]//a[contains(@class, 'md-nav__link--active')]")[0]
    assert link.text_content().strip() == "Overview"
    assert page.tree.xpath("string(//h1)").startswith("Scenarios")
    assert page.tree.findtext(".//title").startswith("Scenarios ·")


def test_titles_of_pages_differ(pages: dict[str, Page]) -> None:
    """In a tab, a bookmark or a search result nothing else tells them apart."""
    titles = defaultdict(list)
    for page in pages.values():
        if not page.address.startswith(("c/", "embed/")):  # other addresses of a checklist, with its title
            titles[page.tree.findtext(".//title").strip()].append(page.address)
    assert {title: found for title, found in titles.items() if len(found) > 1} == {}


def test_headings_go_down_one_level_at_a_time(pages: dict[str, Page]) -> None:
    jumps = set()
    for page in pages.values():
        levels = [
            int(heading.tag[1])
            for heading in page.tree.xpath(
                "(//article | //main[not(.//article)])//*[self::h1 or self::h2 or self::h3 or self::h4]"
            )
        ]
        jumps |= {(page.address, one, two) for one, two in zip(levels, levels[1:], strict=False) if two > one + 1}
    assert sorted(jumps) == []


def test_nothing_runs_or_looks_different_from_inside_a_page(pages: dict[str, Page]) -> None:
    """What a strict Content-Security-Policy would stop."""
    found = set()
    for page in pages.values():
        for script in page.tree.xpath("//script[not(@src)]"):
            if script.get("type") != "application/json":
                found.add((page.address, "script"))
        found |= {(page.address, "style") for _ in page.tree.xpath("//style | //@style")}
        for element in page.tree.iter(lxml.etree.Element):
            found |= {(page.address, name) for name in element.attrib if name.lower().startswith("on")}
        for link in page.tree.xpath("//@href | //@src"):
            if re.match(r"\s*(javascript|data|vbscript):", link, re.IGNORECASE):
                found.add((page.address, link))
    assert sorted(found) == []


@pytest.mark.spawns
def test_pages_are_valid_html(built: Build) -> None:
    """By the Nu checker of the W3C. The pages of a folder are made alike: the first of each, and every twelfth."""
    if not (shutil.which("java") and shutil.which("npm")):
        pytest.skip("the Nu checker needs Java and npm, and this machine has not both.")
    checker = npm.installed() / "node_modules/vnu-jar/build/dist/vnu.jar"
    addresses = sorted(path.relative_to(built.site) for path in built.site.rglob("*.html"))
    folders = Counter[Path]()
    chosen = [path for path in addresses if (folders.update([path.parent]), folders[path.parent])[1] % 12 == 1]
    chosen += [path for path in addresses if path.parent == Path() and path not in chosen]
    command = ["java", "-jar", str(checker), "--errors-only", *map(str, chosen)]
    done = subprocess.run(command, cwd=built.site, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), len(chosen)


def test_nothing_is_loaded_from_another_host(built: Build, pages: dict[str, Page]) -> None:
    found = set()
    for page in pages.values():
        loaded = page.tree.xpath(
            "//script/@src | //link[not(@rel='canonical')]/@href | //img/@src | //iframe/@src | //@srcset"
        )
        found |= {(page.address, link) for link in loaded if EXTERNAL.match(link)}
    for path in built.site.rglob("*.css"):
        for link in re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", path.read_text("utf-8")):
            if EXTERNAL.match("".join(link)) and not "".join(link).startswith("data:"):
                found.add((path.name, "".join(link)))
    assert sorted(found) == []


def test_no_template_syntax_or_parameter_is_left_over(built: Build, pages: dict[str, Page]) -> None:
    found = set()
    for page in pages.values():
        for code in page.tree.xpath("//pre | //code"):
            code.clear(keep_tail=True)
        text = lxml.html.tostring(page.tree, encoding="unicode")
        found |= {(page.address, match) for match in LEFT_OVER.findall(text)}
    assert sorted(found) == []


@pytest.mark.parametrize(
    "address",
    ["index.html", "404.html", "scenarios/hybrid.html", "processes/triage.html", "checklists/run-triage.html",
     "worksheets/findings-report.html", "stories/bigger-isnt-always-better.html", "compare/index.html", "glossary.html",
     "questions.html", "transitions.html", "sources.html", "people/nuance.html", "roles/ml-engineer.html"],
)  # fmt: skip
def test_a_strict_parser_finds_no_fault(pages: dict[str, Page], address: str) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(pages[address].text)
    assert [(position, code) for position, code, _ in parser.errors] == []


# ---------------------------------------------------------------- the data on the pages


def test_every_record_has_its_page_or_its_anchor(pages: dict[str, Page], playbook: Playbook) -> None:
    for entry in playbook.all():
        address, _, anchor = addresses.of(entry).partition("#")
        assert address in pages, entry
        assert not anchor or anchor in pages[address].ids, entry


def test_every_record_is_in_the_search_index(built: Build, playbook: Playbook) -> None:
    documents = json.loads((built.site / "search/search_index.json").read_text("utf-8"))["docs"]
    locations = {document["location"] for document in documents}
    pages_of_records = {addresses.of(entry) for entry in playbook.all() if entry.kind.has_pages}
    assert pages_of_records <= locations


def test_every_record_is_at_most_three_clicks_from_the_front_page(pages: dict[str, Page], playbook: Playbook) -> None:
    clicks = {"index.html": 0}
    edge = ["index.html"]
    for distance in (1, 2, 3):
        edge = [
            address for page in edge for address, _ in pages[page].links() if address in pages and address not in clicks
        ]
        clicks |= dict.fromkeys(edge, distance)
    far = [entry.ref for entry in playbook.all() if addresses.of(entry).partition("#")[0] not in clicks]
    assert far == []


each_kind = pytest.mark.parametrize("kind", list(schema.KINDS))


@each_kind
def test_every_page_links_back_to_every_record_that_links_to_it(
    pages: dict[str, Page], playbook: Playbook, kind: str
) -> None:
    missing = set()
    for entry in playbook.entries[kind]:
        page = pages[addresses.of(entry).partition("#")[0]]
        below = [pages[addresses.part(entry, name)] for name in parts_of(entry)]
        there = {link for one in (page, *below) for link in one.links("//article")}
        for link in playbook.links_to(entry):
            address, _, anchor = addresses.of(link.origin).partition("#")
            if link.relation == relations.RECOMMENDED:
                continue  # nearly every record says something of every scenario
            if link.origin.kind.name == "statement" and link.relation == relations.ASPECT:
                continue  # the heading of its row leads to the aspect; the aspect does not list its sentences
            if address != page.address and not any(
                found == address and (found_anchor == anchor or not anchor) for found, found_anchor in there
            ):
                missing.add((entry.ref, str(link.relation), link.origin.ref))
    assert sorted(missing) == []


def test_one_can_leaf_through_the_records_of_a_kind(pages: dict[str, Page], playbook: Playbook) -> None:
    """In the order of their index; the others of a record's group stand beside it."""
    for kind in schema.KINDS.values():
        entries = playbook.entries[kind.name]
        if not kind.has_pages or kind.model is schema.Scenario or len(entries) < 2:
            continue
        index = [address for address, _ in pages[addresses.index(kind.address)].links("//article")]
        own = [addresses.of(entry) for entry in entries]
        order = list(dict.fromkeys(address for address in index if address in own))
        walked = [order[0]]
        while after := pages[walked[-1]].tree.xpath("//a[@class='pb-turn__after']/@href"):
            walked.append(pages[walked[-1]].resolve(after[0])[0])
        assert walked == order, kind.name
        for address in order:
            beside = pages[address].links("//*[@class='pb-siblings']")
            assert (address, "") in beside
            assert {one for one, _ in beside} <= set(order)


def test_a_scenario_asks_for_no_more_patience_than_a_leader_has(pages: dict[str, Page], playbook: Playbook) -> None:
    """What is shown to who does not ask what texts rest on: words and links."""
    for scenario in playbook.of(schema.Scenario):
        words, links = _to_be_read(pages[addresses.of(scenario)])
        assert words <= 2500, scenario.id
        assert links <= 120, scenario.id
        assert _to_be_read(pages[addresses.part(scenario, "brief")])[0] <= 450, scenario.id


def _to_be_read(page: Page) -> tuple[int, int]:
    """Words and links of a page, without drawings and what is shown on demand."""
    article = deepcopy(page.tree.xpath("//article")[0])
    hidden = "self::svg or self::script or self::button or contains(@class, 'pb-on-demand') or @class='headerlink'"
    for one in article.xpath(f".//*[{hidden}]"):
        one.drop_tree()
    return len(article.text_content().split()), len(article.xpath(".//a[@href]"))


@each_kind
def test_every_reference_of_a_record_is_a_link_on_its_page(
    pages: dict[str, Page], playbook: Playbook, kind: str
) -> None:
    missing = set()
    for entry in playbook.entries[kind]:
        below = [pages[addresses.part(entry, name)] for name in parts_of(entry)]
        shown = (pages[addresses.of(entry).partition("#")[0]], *below)
        there = {link for one in shown for link in one.links("//article")}
        for link in playbook.links_from(entry):
            if link.path[0] == "steps":  # what explains a step stands on its list
                there |= set(pages[f"checklists/{entry.fields.checklist}.html"].links("//article"))
            address, _, anchor = addresses.of(link.target, link.anchor).partition("#")
            if (address, anchor) not in there and link.relation not in (relations.HIRES, relations.BEGINS):
                missing.add((entry.ref, str(link.relation), link.target.ref))
    assert sorted(missing) == []


@pytest.mark.parametrize("kind", [kind.name for kind in schema.KINDS.values() if kind.compared])
def test_a_matrix_says_of_each_record_what_the_data_says(pages: dict[str, Page], playbook: Playbook, kind: str) -> None:
    head, *rows = _table(pages["compare/index.html"], f"matrix-{kind}")
    scenarios = playbook.of(schema.Scenario)
    assert [cell.text_content() for cell in head[1:]] == [scenario.fields.short for scenario in scenarios]
    assert len(rows) == len(playbook.entries[kind])
    for entry, row in zip(playbook.entries[kind], rows, strict=True):
        assert row[0].text_content().strip() == _filled(playbook, entry)
        links = playbook.links_from(entry)
        uses = {link.target: link.provenance.basis for link in links if link.relation == "scenarios.scenario"}
        advised = {one.scenario: one for one in entry.fields.recommended}
        expected = []
        for scenario in scenarios:
            basis, advice = uses.get(scenario), advised.get(scenario.id)
            used = SIGNS[basis] + HEARD[basis]
            if advice:
                said = " ".join(filter(None, (scenario.fields.short, schema.LEVELS[advice.level], advice.when)))
                expected.append(f"{said} used in the source: {used}" if basis else said)
            else:
                expected.append(f"{scenario.fields.short} {'used ' if basis else ''}{used}")
        assert [" ".join(cell.text_content().split()) for cell in row[1:]] == expected


def test_the_matrix_of_pitfalls_names_every_answer_and_what_it_rests_on(
    pages: dict[str, Page], playbook: Playbook
) -> None:
    page = pages["compare/index.html"]
    _, *rows = _table(page, "matrix-pitfall")
    for pitfall, (head, *cells) in zip(playbook.of(schema.Pitfall), rows, strict=True):
        assert head.text_content().strip() == _filled(playbook, pitfall)
        shown = [
            (page.resolve(answer.xpath("string(.//a/@href)"))[0], answer.xpath("string(.//*[@aria-hidden])"))
            for cell in cells
            for answer in cell.xpath(".//*[@class='pb-answer']")
        ]
        answers = playbook.answers(pitfall)
        assert shown == [(addresses.of(link.origin), SIGNS[link.provenance.basis]) for link in answers]


def test_the_summary_table_holds_every_statement_in_its_cell(pages: dict[str, Page], playbook: Playbook) -> None:
    _, *rows = _table(pages["compare/index.html"], "summary")
    scenarios = [scenario.id for scenario in playbook.of(schema.Scenario)]
    shown = {
        str(id): (aspect, scenario)
        for aspect, row in zip(("people", "process", "rewards"), rows, strict=True)
        for scenario, cell in zip(scenarios, row[1:], strict=True)
        for id in cell.xpath(".//li/@id")
    }
    assert shown == {entry.id: (entry.fields.aspect, entry.fields.scenario) for entry in playbook.of(schema.Statement)}


def test_a_checklist_has_a_labeled_box_for_every_item_in_order(pages: dict[str, Page], playbook: Playbook) -> None:
    for checklist in playbook.of(schema.Checklist):
        page = pages[addresses.of(checklist)]
        boxes = page.tree.xpath("//article//li[contains(@class, 'pb-task')]//input[@type='checkbox']")
        items = list(playbook.active_items(checklist))
        assert [box.get("id") for box in boxes] == [f"{item.id}--tick" for item in items]
        for box, item in zip(boxes, items, strict=True):
            (label,) = page.tree.xpath("//label[@for=$id]", id=box.get("id"))
            assert label.text_content().split(maxsplit=1)[1].strip().startswith(item.text.split("{")[0]), item.id


def test_a_page_of_lists_ends_with_what_their_marks_hold_for(pages: dict[str, Page], playbook: Playbook) -> None:
    own = {addresses.of(checklist) for checklist in playbook.of(schema.Checklist)}
    for address in own | {addresses.selection(one.by, one.id) for one in all_selections(playbook) if one.lists}:
        parts = pages[address].tree.xpath("//article//*[@class='pb-task__line' or @class='pb-checklist__note']/@class")
        assert parts.index("pb-checklist__note") == len(parts) - 1, address


def test_the_index_of_checklists_begins_with_selections_and_says_how_long_each_list_is(
    pages: dict[str, Page], playbook: Playbook
) -> None:
    page = pages["checklists/index.html"]
    selections = {address for address, _ in page.links("//header") if "/by-" in address}
    assert selections == {addresses.selection(one.by, one.id) for one in all_selections(playbook) if one.lists}
    sizes = {
        page.resolve(card.xpath("string(.//a/@href)"))[0]: card.xpath("string(.//*[@class='pb-card__size'])")
        for card in page.tree.xpath("//li[contains(@class, 'pb-card--checklist')]")
    }
    assert sizes == {
        addresses.of(checklist): f"{len(list(playbook.active_items(checklist)))} items"
        for checklist in playbook.of(schema.Checklist)
    }


def test_a_link_that_leaves_a_frame_says_so(pages: dict[str, Page]) -> None:
    """Other pages refuse to be framed: they must take the place of the page around the frame."""
    staying = {
        (page.address, str(link.get("href")))
        for page in pages.values()
        if page.address.startswith("embed/")
        for link in page.tree.xpath("//a[not(@target = '_top')]")
        if not link.get("href").startswith("#")
    }
    assert staying == set()


def _table(page: Page, id: str) -> list[list[lxml.html.HtmlElement]]:
    (table,) = page.tree.xpath("//section[@aria-labelledby=$id]//table", id=id)
    return [row.xpath("./th | ./td") for row in table.xpath(".//tr")]


def _filled(playbook: Playbook, entry: Entry) -> str:
    return entry.title.replace("{company_name}", playbook.settings.parameters["company_name"].value)
