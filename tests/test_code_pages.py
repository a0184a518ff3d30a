"""Pages of problem codes: every code is explained, and every example is proven.

An example is laid over good data, or over the good site, once fixed and once as it should not be. Fixed it gives
nothing; else it gives its message, word for word with line and column, and nothing more.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from helpers import MKDOCS, TESTS, make_project
from lxml.html import fromstring
from test_macros import Page as HandWritten

from ml_org_playbook.audit import audit
from ml_org_playbook.authoring.code_explanations import Code, Piece, explained
from ml_org_playbook.load import load
from ml_org_playbook.mkdocs_adapter.rehearsal import look
from ml_org_playbook.model import addresses, permalinks
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.pages import code_pages
from ml_org_playbook.pages.blocks import Excerpt, Meanings, Sample
from ml_org_playbook.pages.catalog import pages
from ml_org_playbook.pages.page import Page
from ml_org_playbook.problems import CODES
from ml_org_playbook.reading.project import read
from ml_org_playbook.rendering.html import Renderer

GOOD = TESTS / "site"
EXPLAINED = explained()
REHEARSED = {"dead-link", "not-in-navigation", "setting-refused"}
"""Codes that are found by what MkDocs says."""
TRIED = [
    pytest.param(code, id=name, marks=[pytest.mark.spawns] * (name in REHEARSED)) for name, code in EXPLAINED.items()
]


# ---------------------------------------------------------------- the examples


class Stage:
    """A folder with good files, into which an example is put."""

    def __init__(self, root: Path, code: Code, minimal: Playbook) -> None:
        self.root, self.code, self.minimal = root, code, minimal
        if code.name == "site-count":
            write_pages(root, minimal)
        elif code.group == "site":
            shutil.copytree(GOOD, root, dirs_exist_ok=True)
        else:
            make_project(root)
        if code.name in REHEARSED:
            (root / "docs").mkdir()
            (root / "docs/index.md").write_text("# Start\n")
            (root / "mkdocs.yml").write_text(f"{MKDOCS}nav: [index.md, processes/index.md]\n")

    def put(self, pieces: tuple[Piece, ...], instead_of: tuple[Piece, ...]) -> None:
        """Write whole files, and lines of files in place of what they are now."""
        for old in instead_of:
            if old.line is None and (self.root / old.file).is_file():
                (self.root / old.file).unlink()
        for new in pieces:
            path = self.root / new.file
            path.parent.mkdir(parents=True, exist_ok=True)
            if new.size is not None:
                path.write_bytes(b"x" * new.size)
            elif new.line is None:
                path.write_text(new.text, "utf-8")
            else:
                (old,) = (one for one in instead_of if (one.file, one.line) == (new.file, new.line))
                path.write_text(replaced(path.read_text("utf-8"), new.line, old.text, new.text), "utf-8")

    def problems(self) -> list[str]:
        if self.code.group == "site":
            found = audit(self.root, self.minimal if self.code.name == "site-count" else None)
        elif self.code.name == "macro-error":
            return [line for path in sorted(self.root.glob("docs/**/*.md")) for line in self.of_macros(path)]
        else:
            found = list((look if self.code.name in REHEARSED else load)(read(self.root)).problems)
        return [str(problem) for problem in found]

    def of_macros(self, path: Path) -> list[str]:
        assert path == self.root / "docs/guides/start.md"  # the page that test_macros writes by hand
        return HandWritten(self.minimal, path.read_text("utf-8")).problems


def replaced(text: str, line: int, old: str, new: str) -> str:
    """A text with the lines that stand at one place replaced."""
    lines, before, after = text.splitlines(keepends=True), old.splitlines(keepends=True), new.splitlines(keepends=True)
    start, end = line - 1, line - 1 + len(before)
    assert lines[start:end] == before
    return "".join([*lines[:start], *after, *lines[end:]])


def write_pages(root: Path, playbook: Playbook) -> None:
    """Everything that a playbook publishes, on pages as if written by hand."""
    parts: dict[str, list[str]] = {"index.html": []}
    for address in sorted(permalinks.published(playbook)):
        page, _, anchor = address.partition("#")
        parts.setdefault(page, []).extend([f'<p id="{anchor}">{anchor}</p>'] if anchor else [])
    for page, lines in parts.items():
        path = root / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SHELL.format("\n".join(lines)), "utf-8")


SHELL = """\
<!doctype html>
<html lang="en">
<head><title>Page</title><meta name="description" content="A page."></head>
<body>
<h1>Page</h1>
{}
</body>
</html>
"""


@pytest.mark.parametrize("code", TRIED)
def test_the_fixed_example_has_no_problem_and_the_bad_one_gives_its_message(
    code: Code, minimal: Playbook, tmp_path: Path
) -> None:
    stage = Stage(tmp_path, code, minimal)
    stage.put(code.fixed, instead_of=code.fixed)
    assert stage.problems() == []
    stage.put(code.bad, instead_of=code.fixed)
    assert stage.problems() == [code.message]
    assert code.message.endswith(f" [{code.name}]")


@pytest.mark.parametrize("code", EXPLAINED.values(), ids=EXPLAINED)
def test_both_examples_are_of_the_same_lines(code: Code) -> None:
    places = [{(piece.file, piece.line) for piece in pieces if piece.line} for pieces in (code.bad, code.fixed)]
    assert places[0] == places[1]
    assert code.bad != code.fixed


# ---------------------------------------------------------------- the list


def test_every_code_is_explained_and_nothing_else() -> None:
    assert set(EXPLAINED) == set(CODES)


def test_codes_are_listed_by_groups_in_the_order_in_which_faults_are_looked_for() -> None:
    found = [code.group for code in EXPLAINED.values()]
    assert list(dict.fromkeys(found)) == list(code_pages.GROUPS)
    assert found == sorted(found, key=list(code_pages.GROUPS).index)


def test_the_group_of_the_site_holds_what_the_audit_finds() -> None:
    assert {name for name, code in EXPLAINED.items() if code.group == "site"} == {
        name for name in CODES if name.startswith("site-")
    }


@pytest.mark.parametrize("code", EXPLAINED.values(), ids=EXPLAINED)
def test_an_explanation_is_whole(code: Code) -> None:
    for text in (code.means, code.todo):
        assert re.fullmatch(r"[A-Z`].+[.]", text)
        assert "\n" not in text
    assert code.see
    assert len(set(code.see) - {code.name}) == len(code.see)
    assert set(code.see) <= set(CODES)


# ---------------------------------------------------------------- the pages


@pytest.fixture(scope="module")
def made(minimal: Playbook) -> dict[str, Page]:
    """Address -> page."""
    return {page.address: page for page in pages(minimal) if page.place.role in ("codes-index", "code")}


def test_there_is_an_index_and_a_page_for_each_code(made: dict[str, Page], minimal: Playbook) -> None:
    assert list(made) == [code_pages.INDEX, *(f"tailor/problems/{name}.html" for name in CODES)]
    assert set(made) < {page.address for page in pages(minimal)}


def test_the_index_lists_every_code_with_its_meaning_in_its_group(made: dict[str, Page]) -> None:
    blocks = [block for block in made[code_pages.INDEX].view.blocks if isinstance(block, Meanings)]
    assert [block.id for block in blocks] == list(code_pages.GROUPS)
    assert {row.title: row.summary for block in blocks for row in block.rows} == CODES
    assert {row.title: row.address for block in blocks for row in block.rows} == {
        name: addresses.code(name) for name in CODES
    }


def _excerpts(page: Page, id: str) -> tuple[Excerpt, ...]:
    (block,) = (block for block in page.view.blocks if isinstance(block, Sample) and block.id == id)
    return block.excerpts


@pytest.mark.parametrize("code", EXPLAINED.values(), ids=EXPLAINED)
def test_the_place_of_the_message_is_marked_in_the_example(code: Code, made: dict[str, Page]) -> None:
    file, line, column, _ = code.message.split(":", 3)
    shown = _excerpts(made[addresses.code(code.name)], "example")
    if (line, column) == ("1", "1"):
        about = [one.file for one in shown if one.all_wrong]
        assert all(f"{one}/".startswith(f"{file}/") for one in about)
        assert len(about) == (code.name != "site-too-heavy")  # it names the page that loads the file
        assert all(one.wrong is None for one in shown)
    else:
        (with_badges,) = (one for one in shown if one.wrong is not None)
        assert (with_badges.file, with_badges.wrong) == (file, int(line))
        assert int(line) in [number for number, _ in with_badges.lines]
        assert not any(one.all_wrong for one in shown)
    fixed = _excerpts(made[addresses.code(code.name)], "fixed")
    assert not any(one.wrong or one.all_wrong for one in fixed)


@pytest.mark.parametrize("name", CODES)
def test_a_page_shows_everything_that_is_said_of_a_code(name: str, made: dict[str, Page], minimal: Playbook) -> None:
    page, code = made[addresses.code(name)], EXPLAINED[name]
    html = Renderer(minimal).fragment("page.html.j2", page.address, view=page.view)
    tree = fromstring(html)
    assert tree.xpath("//script | //style | //@*[name() = 'style' or starts-with(name(), 'on')]") == []
    text = str(tree.text_content())
    for said in (CODES[name], code.message, *(piece.file for piece in (*code.bad, *code.fixed))):
        assert said in text
    for piece in (*code.bad, *code.fixed):
        assert piece.text.replace("\u200b", "[U+200B]").rstrip("\n") in text
    for other in (*code.see, "index"):
        assert f'href="{other}.html"' in html


def test_an_invisible_character_can_be_seen(made: dict[str, Page]) -> None:
    (shown,) = _excerpts(made[addresses.code("unsafe-character")], "example")
    assert (2, "title: Feature[U+200B] store") in shown.lines
