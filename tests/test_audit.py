"""The audit of a built site: each fault is planted into a good site, and its exact message comes out.

The good site is `site/`: a few pages made by hand. What one change of one file causes is in `golden/audit.yml`. What
needs more than that is planted here. Counts are looked at in a site made from the minimal data.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import html5lib
import pytest
import yaml
from helpers import GOLDEN, ROOT, TESTS, Case, agree, golden, make_project

from ml_org_playbook.audit import audit, links, weights
from ml_org_playbook.audit.page import Page
from ml_org_playbook.build import Site
from ml_org_playbook.handwritten.macros import Macros
from ml_org_playbook.load import load
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.pages.catalog import pages
from ml_org_playbook.pages.views import Views
from ml_org_playbook.problems import CODES
from ml_org_playbook.rendering.html import Renderer

GOOD = TESTS / "site"

PLANTED = {
    "site-dead-anchor",
    "site-dead-link",
    "site-duplicate-id",
    "site-empty-table",
    "site-inline-code",
    "site-other-host",
    "site-page-head",
    "site-refused",
    "site-template-left",
}
"""Codes with cases in golden/audit.yml; each of the others has a test here."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the good site, to plant faults in."""
    return shutil.copytree(GOOD, tmp_path / "site")


def lines(site: Path, playbook: Playbook | None = None) -> list[str]:
    return [str(problem) for problem in audit(site, playbook)]


def plant(site: Path, file: str, old: str, new: str) -> None:
    """Change the first place in a file where `old` stands."""
    path = site / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    if file == "search/search_index.json":
        (site / "search/search_index.js").write_text("var __index = " + path.read_text("utf-8"), "utf-8")


def test_the_good_site_has_no_problems() -> None:
    assert lines(GOOD) == []


@golden("audit")
def test_a_planted_fault_is_found(case: Case, site: Path, update: bool) -> None:
    plant(site, case.input["in"], case.input["instead of"], case.input["stands"])
    found = lines(site)
    assert found
    agree(case, found, update=update)


def test_every_code_of_the_audit_is_planted() -> None:
    cases = yaml.safe_load((GOLDEN / "audit.yml").read_text("utf-8"))
    found = {line.rsplit("[", 1)[1].rstrip("]") for case in cases for line in case["output"]}
    assert found == PLANTED
    here = {"site-count", "site-too-heavy", "site-unreadable"}
    assert here | PLANTED == {code for code in CODES if code.startswith("site-")}


def test_problems_come_by_file_then_line(site: Path) -> None:
    plant(site, "lists/first.html", "<ol>", '<ol onclick="go()">')
    plant(site, "index.html", "assets/js/site.js", "assets/js/gone.js")
    plant(site, "index.html", 'alt="A dot"', 'alt="{{ dot }}"')
    places = [(problem.location.path, problem.location.line) for problem in audit(site, None)]
    assert places == [("index.html", 17), ("index.html", 24), ("lists/first.html", 10)]


def test_a_fault_that_many_pages_share_is_said_once(site: Path) -> None:
    plant(site, "lists/first.html", "../index.html", "../home.html")
    for number in range(7):
        shutil.copy(site / "lists/first.html", site / f"lists/first-{number}.html")
    assert lines(site) == [
        "lists/first-0.html:18:4: a href: 'home.html' is not on the site. The same on 7 more pages. "
        "Did you mean 'index.html'? [site-dead-link]"
    ]


def test_a_fault_that_few_pages_share_is_said_for_each(site: Path) -> None:
    plant(site, "lists/first.html", "../index.html", "../home.html")
    for number in range(6):
        shutil.copy(site / "lists/first.html", site / f"lists/first-{number}.html")
    assert len(lines(site)) == 7


def test_a_page_is_looked_up_once_however_many_of_its_links_are_dead(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = "".join(f'<a href="../index.html#gone-{number}">here</a>' for number in range(100))
    plant(site, "lists/first.html", "<ol>", f"{dead}<ol>")
    looked_up: list[str] = []

    def page(address: str, source: str) -> Page:
        looked_up.append(address)
        return Page(address, source)

    monkeypatch.setattr(links, "Page", page)
    assert len(lines(site)) == 100
    assert looked_up == ["lists/first.html"]


# ---------------------------------------------------------------- files


def test_a_folder_without_a_site_is_reported(tmp_path: Path) -> None:
    assert lines(tmp_path) == [
        "index.html:1:1: the site has no home page. Name the folder that `playbook build` made. [site-unreadable]"
    ]


UNREADABLE = (
    "{}:1:1: the file is empty or not readable as what its name says. "
    "Build the site anew; if it stays so, look at what writes this file. [site-unreadable]"
)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("lists/second.html", b" \n"),
        ("lists/second.html", b"<p>\xff</p>"),
        ("assets/js/second.js", b"\xff"),
        ("sitemap.xml", b"<urlset>"),
        ("search/search_index.json", b"{"),
        ("search/search_index.json", b"[]"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(site: Path, file: str, content: bytes) -> None:
    (site / file).write_bytes(content)
    assert lines(site) == [UNREADABLE.format(file)]


def test_the_index_of_the_search_is_the_same_from_a_disk(site: Path) -> None:
    (site / "search/search_index.js").write_text("var __index = {}")
    assert lines(site) == [
        "search/search_index.js:1:1: this is not what search/search_index.json holds, and pages opened from a disk "
        "read it here. Build the site anew. [site-unreadable]"
    ]


def test_what_no_server_can_send_is_reported(site: Path) -> None:
    (site / "assets/gone.png").symlink_to("nowhere.png")
    os.mkfifo(site / "lists/pipe.html")
    said = "this is neither a file nor a folder, and no server can send it. Build the site anew. [site-unreadable]"
    assert lines(site) == [f"{name}:1:1: {said}" for name in ("assets/gone.png", "lists/pipe.html")]


@pytest.mark.parametrize("file", ["assets/css/site.css", "assets/js/site.js"])
def test_a_style_or_a_script_that_is_empty_is_reported(site: Path, file: str) -> None:
    (site / file).write_text("\n")
    assert UNREADABLE.format(file) in lines(site)


def test_a_search_without_its_index_is_reported(site: Path) -> None:
    plant(site, "index.html", '<p id="intro">', '<p id="intro" role="search">')
    (site / "assets/js/iframe-worker.js").write_text("1;\n")
    assert lines(site) == []
    (site / "search/search_index.json").unlink()
    (site / "search/search_index.js").unlink()
    (site / "404.html").unlink()
    needs = "the search of the pages needs this file, and it is missing. Build the site anew. [site-unreadable]"
    assert lines(site) == [
        "404.html:1:1: this page is missing: servers show it where there is no other. "
        "Build the site anew. [site-unreadable]",
        f"search/search_index.js:1:1: {needs}",
        f"search/search_index.json:1:1: {needs}",
    ]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>go()</script>", "script: a script stands in the drawing."),
        ('<g onload="go()"/>', "g onload: the attribute holds code."),
        ('<a href="javascript:go()"><g/></a>', "a href: 'javascript:go()' is a script."),
    ],
)
def test_code_in_a_drawing_is_reported(site: Path, inside: str, said: str) -> None:
    (site / "assets/img/mark.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{inside}</svg>')
    assert lines(site) == [
        f"assets/img/mark.svg:2:1: {said} Draw it without. The Content-Security-Policy refuses it. [site-inline-code]"
    ]


def test_the_page_of_a_failed_macro_is_reported(site: Path) -> None:
    """As mkdocs-macros writes it. The same words in a text are words."""
    plant(site, "lists/first.html", "Go on", "Macro Syntax Error, UndefinedError, Traceback (most recent call last)")
    assert lines(site) == []
    plant(site, "lists/first.html", "<h1>", "<h1><em>Macro Syntax Error</em></h1><h1>")
    assert any("em: the page shows 'Macro Syntax Error'." in line for line in lines(site))


def test_a_site_that_does_not_say_where_it_is_published_is_fine(site: Path) -> None:
    plant(site, "index.html", '<link rel="canonical" href="https://playbook.example/ml/index.html">', "")
    plant(site, "404.html", "/ml/index.html", "/index.html")
    plant(site, "404.html", "/ml/assets", "/assets")
    (site / "sitemap.xml").unlink()
    assert lines(site) == []


# ---------------------------------------------------------------- weight


def noise(count: int) -> str:
    """Text that hardly gets shorter when it is compressed."""
    state, out = 1, []
    for _ in range(count):
        state = state * 6364136223846793005 % 2**64
        out.append(f"{state:016x}")
    return " ".join(out)


def markup(count: int) -> str:
    """Elements that say nothing, each unlike the others."""
    return "".join(f'<i class="{one}"></i>' for one in noise(count).split())


def test_a_page_with_too_much_markup_for_its_words_is_reported(site: Path) -> None:
    plant(site, "lists/first.html", "Go on", markup(1000))
    (line,) = lines(site)
    size = weights.packed("first.html", (site / "lists/first.html").read_bytes())
    assert line.startswith(f"lists/first.html:1:1: the page has {size / 1000:.1f} kB compressed, and its budget is 7.")
    assert line.endswith(
        " kB. Look for markup that repeats or says nothing, or give 'playbook' a 'budget_percent' above 100 among the "
        "plugins. [site-too-heavy]"
    )
    assert list(audit(site, None, budget_percent=200)) == []


def test_markup_that_repeats_is_reported_by_what_it_is_unpacked(site: Path) -> None:
    plant(site, "lists/first.html", "Go on", "<i></i>" * 10_000)
    (heavy,) = lines(site)
    assert heavy.startswith("lists/first.html:1:1: the page has 70.6 kB, and its budget is 60.")


def test_a_page_may_have_as_many_words_as_it_likes(site: Path) -> None:
    plant(site, "lists/first.html", "Go on", "".join(f"<p>{one}</p>" for one in noise(50_000).split()))
    assert lines(site) == []


def test_a_first_visit_counts_fonts_that_english_needs(site: Path) -> None:
    (site / "assets/fonts/a.woff2").write_bytes(b"x" * 350_000)
    (line,) = lines(site)
    what = "index.html:1:1: a first visit here, the heaviest of 2 over the budget, loads beside the page 350."
    assert line.startswith(what)
    assert (
        " kB compressed, and its budget is 320.0 kB. Make 'assets/fonts/a.woff2' smaller, which has 350.0 kB, or give"
        in line
    )


def test_a_first_visit_does_not_count_fonts_of_other_letters(site: Path) -> None:
    (site / "assets/fonts/a.woff2").write_bytes(b"x" * 350_000)
    plant(site, "assets/css/site.css", "U+0000-00FF", "U+0100-02FF")
    assert lines(site) == []


def test_an_index_of_the_search_over_its_budget_is_reported(site: Path) -> None:
    plant(site, "search/search_index.json", "See", noise(50_000))
    (line,) = lines(site)
    assert line.startswith("search/search_index.json:1:1: the index of the search has 4")
    assert " kB compressed, and its budget is 40." in line
    assert "Leave parts of pages out of it with 'data-search-exclude', or give" in line


# ---------------------------------------------------------------- counts

FRAME = """\
<!doctype html>
<html lang="en">
<head>
<meta name="description" content="A page.">
<title>Page</title>
</head>
<body>
{}
</body>
</html>
"""


THEME = [path for folder in ("css", "js", "img", "fonts") for path in (ROOT / "overrides/assets" / folder).iterdir()]


@pytest.fixture(scope="module")
def made_once(minimal: Playbook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the minimal data, without MkDocs and theme."""
    root = tmp_path_factory.mktemp("made")
    renderer = Renderer(minimal)
    macros = Macros(minimal, Views(minimal), renderer)
    site = Site(minimal, {page.source_uri: page for page in pages(minimal)}, renderer, macros)
    framed = {page.address: FRAME.format(site.body(page)).encode() for page in site.pages.values()}
    bare = {address: content.encode() for address, content in site.files().items()}
    by_hand = {name: FRAME.format("<h1>Page</h1>").encode() for name in ("index.html", "linking.html")}
    theme = {path.relative_to(ROOT / "overrides").as_posix(): path.read_bytes() for path in THEME}
    for address, content in {**framed, **bare, **by_hand, **theme}.items():
        path = root / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


@pytest.fixture
def made(made_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made_once, tmp_path / "site")


def cut(site: Path, file: str, start: str, end: str) -> None:
    """Take the first piece of a page out that begins with one text and ends with another."""
    text = (site / file).read_text("utf-8")
    first = text.index(start)
    plant(site, file, text[first : text.index(end, first) + len(end)], "")


def test_a_site_made_from_the_data_holds_what_the_data_holds(made: Path, minimal: Playbook) -> None:
    assert lines(made, minimal) == []


LOOK = "Look at its view and its template. [site-count]"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "checklists/run-triage.html",
            'class="pb-task"',
            'class="pb-other"',
            "the page shows 1 items, and the data has 2.",
        ),
        (
            "scenarios/central.html",
            '<tr class="pb-plan__step"',
            '<tr class="pb-plan__step"></tr><tr class="pb-plan__step"',
            "the page shows 5 steps, and the data has 4.",
        ),
        (
            "checklists/index.html",
            '<li class="pb-card ',
            '<li class="pb-card"></li><li class="pb-card ',
            "the page shows 3 checklists, and the data has 2.",
        ),
        (
            "compare/index.html",
            "<tbody>\n<tr>\n<th",
            '<tbody><tr><td><ul><li id="more">More</li></ul></td></tr>\n<tr>\n<th',
            "the page shows 4 statements, and the data has 3.",
        ),
        (
            "compare/index.html",
            '<tbody>\n<tr><th scope="row"><a class="pb-link" href="../processes/triage.html">',
            '<tbody>\n<tr><td>1</td></tr><tr><th scope="row"><a class="pb-link" href="../processes/triage.html">',
            "the page shows 2 rows of processes, and the data has 1.",
        ),
        (
            "worksheets/agenda.html",
            'class="pb-field ',
            'class="',
            "the page shows 0 fields, and the data has 1.",
        ),
        (
            "stories/late-launch.html",
            '<ol class="pb-timeline">',
            '<ol class="pb-timeline"><li>And then</li>',
            "the page shows 3 events, and the data has 2.",
        ),
        (
            "glossary.html",
            'class="pb-definition"',
            'class=""',
            "the page shows 0 terms, and the data has 1.",
        ),
        (
            "questions.html",
            'class="pb-question"',
            'class=""',
            "the page shows 0 questions, and the data has 1.",
        ),
    ],
)
def test_a_count_that_differs_from_the_data_is_reported(
    made: Path, minimal: Playbook, file: str, old: str, new: str, message: str
) -> None:
    plant(made, file, old, new)
    assert lines(made, minimal) == [f"{file}:1:1: {message} {LOOK}"]


def test_a_page_of_a_record_that_is_missing_is_reported(made: Path, minimal: Playbook) -> None:
    (made / "stories/late-launch.html").unlink()
    found = [line for line in lines(made, minimal) if line.endswith("[site-count]")]
    assert found == [
        "stories/late-launch.html:1:1: the data has this page, and the site has not. "
        "Build the site anew, from the same data. [site-count]"
    ]


def test_an_item_that_has_lost_its_anchor_is_reported(made: Path, minimal: Playbook) -> None:
    plant(made, "stories/late-launch.html", '<li id="delay">', "<li>")
    plant(made, "stories/late-launch.html", ' href="#delay"', ' href="#top"')
    assert lines(made, minimal) == [
        "stories/late-launch.html:1:1: the data has 'delay', and the page has no such anchor. "
        "Look at its view and its template; on a page written by hand, give it this id. [site-count]"
    ]


def test_a_page_of_a_record_that_the_data_does_not_have_is_reported(made: Path, minimal: Playbook) -> None:
    plant(made, "people/patience.html", "<code>trait:patience</code>", "<code>trait:gone</code>")
    (line,) = lines(made, minimal)
    assert line.endswith(
        ": code: the page is that of 'trait:gone', and the data has no such record. Build the site anew. [site-count]"
    )


def test_the_page_of_a_retired_record_may_say_so(made: Path, tmp_path: Path) -> None:
    data = make_project(tmp_path)
    path = data / "traits/patience.yml"
    (data / "traits/calm.yml").write_text(
        path.read_text().replace("id: patience", "id: calm").replace("title: Patience", "title: Calm")
        + "retired: {reason: Nobody says so.}\n"
    )
    playbook = load(tmp_path).playbook
    assert playbook is not None
    assert [entry.ref for entry in playbook.retired] == ["trait:calm"]
    for name in ("calm", "calm-2"):
        (made / f"people/{name}.html").write_text(
            FRAME.format('<h1>A</h1><footer><span class="pb-foot__ref"><code>trait:calm</code></span></footer>')
        )
    (line,) = lines(made, playbook)
    assert line.endswith(
        "the page is that of 'trait:calm', as people/calm-2.html is already. "
        "Look at what makes the second page. [site-count]"
    )


def test_two_pages_of_one_record_are_reported(made: Path, minimal: Playbook) -> None:
    shutil.copy(made / "people/patience.html", made / "people/patience-2.html")
    (line,) = lines(made, minimal)
    assert line.startswith("people/patience.html:")
    assert line.endswith(
        ": code: the page is that of 'trait:patience', as people/patience-2.html is already. "
        "Look at what makes the second page. [site-count]"
    )


def test_a_record_named_twice_on_one_page_is_reported(made: Path, minimal: Playbook) -> None:
    name = '<span class="pb-foot__ref"><code>trait:patience</code></span>'
    plant(made, "people/patience.html", name, name + name)
    (line,) = lines(made, minimal)
    assert line.endswith(
        ": code: the page is that of 'trait:patience', as people/patience.html is already. "
        "Look at what makes the second page. [site-count]"
    )


def test_a_page_written_by_hand_in_a_record_s_place_keeps_the_anchors_alone(made: Path, minimal: Playbook) -> None:
    by_hand = '<h1>A</h1><p id="send-changes">B</p><p id="one-owner">C</p>'
    (made / "checklists/run-triage.html").write_text(FRAME.format(by_hand), "utf-8")
    assert lines(made, minimal) == []


def test_without_a_playbook_nothing_is_counted(made: Path) -> None:
    plant(made, "checklists/run-triage.html", 'class="pb-task"', 'class="pb-other"')
    assert lines(made) == []


# ---------------------------------------------------------------- the parser


def test_the_parser_sees_the_elements_and_attributes_that_a_browser_sees(made: Path) -> None:
    """html5lib follows the standard to the letter, and is too slow for a whole site."""
    for path in [*made.rglob("*.html"), *GOOD.rglob("*.html")]:
        text = path.read_text("utf-8")
        # libxml2 writes an attribute without a value, such as defer, as defer="defer"
        ours = [
            (one.tag, sorted((name, value or name) for name, value in one.attrib.items()))
            for one in Page("x.html", text).elements
        ]
        tree = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
        theirs = [
            (_plain(one.tag), sorted((_plain(name), value or _plain(name)) for name, value in one.attrib.items()))
            for one in tree.iter()
        ]
        assert ours == theirs, path


def _plain(name: object) -> str:
    """The name of an element or attribute without its vocabulary, as libxml2 writes it."""
    return str(name).rsplit("}", 1)[-1].lower()


def test_an_element_is_located_behind_tags_that_were_left_out() -> None:
    page = Page("x.html", "<!doctype html>\n<title>x</title>\n<p>a <b>b</b>\n<p>c <b id=x>d</b>")
    assert str(page.at(page.ids["x"])) == "x.html:4:6"


def test_a_drawing_is_no_hiding_place_for_a_frame() -> None:
    page = Page("x.html", "<svg><title><iframe src='//x.example/'></iframe></title></svg>")
    assert "iframe" not in [element.tag for element in page.elements]  # why markup.py looks for '<' there
