"""MkDocs and the playbook: what a build does to the site that is there, and what its author is told.

Each test builds the minimal playbook, or one with a fault, as its author would.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import BAD, ROOT, Build, build, make_project

from ml_org_playbook.mkdocs_adapter import publishing
from ml_org_playbook.mkdocs_adapter.theme_markup import corrected

pytestmark = pytest.mark.builds

MKDOCS = """\
site_name: Minimal
use_directory_urls: false
theme: {name: material, font: false}
extra: {polyfills: [iframe-worker.js]}
plugins: [search, offline, macros: {on_undefined: strict, on_error_fail: false}, playbook]
nav:
  - index.md
  - Processes: [processes/index.md, "@processes"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the minimal data and one hand-written page."""
    make_project(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(MKDOCS)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Start\n\n{{ pb_scenarios() }}\n")
    return tmp_path


def files(project: Path) -> dict[str, str]:
    """Every page of the site."""
    site = project / "site"
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def built(project: Path) -> Build:
    result = build(project)
    assert result.code == 0, result.output
    return result


def test_a_project_of_its_own_needs_data_one_page_and_four_lines(project: Path) -> None:
    built(project)
    assert {"index.html", "processes/triage.html", "compare/index.html", "glossary.html"} <= files(project).keys()


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda root: make_project(root, BAD / "unknown-ref/in-prose"), "data/pitfalls/slow-team.yml:9:49: "),
        (lambda root: make_project(root, BAD / "yaml-syntax/tab"), "data/terms/model.yml:6:1: "),
        (
            lambda root: (root / "docs/index.md").write_text("---\ntitle: Start\n---\n\n{{ pb_checklist('triag') }}\n"),
            "docs/index.md:5:4: pb_checklist: ",
        ),
        (lambda root: (root / "docs/index.md").write_text("# Start\n\n{% if %}\n"), "docs/index.md:3:1: "),
        (lambda root: (root / "docs/index.md").write_text("# Start\n\n{{ nothing }}\n"), "docs/index.md:3:4: "),
    ],
    ids=["a reference", "YAML", "a macro's value", "template syntax", "an unknown name"],
)
def test_a_mistake_stops_the_build_names_its_place_and_leaves_the_last_good_site(
    project: Path, spoil: object, place: str
) -> None:
    built(project)
    before = files(project)
    assert callable(spoil)
    spoil(project)
    result = build(project)
    assert result.code == 1
    assert place in result.output
    assert "Traceback" not in result.output
    assert 'File "' not in result.output
    assert "Nothing was built." in result.output
    assert files(project) == before
    assert [path.name for path in project.iterdir() if "site" in path.name] == ["site"]


def test_a_warning_of_mkdocs_leaves_the_last_good_site_too(project: Path) -> None:
    built(project)
    before = files(project)
    (project / "docs/index.md").write_text("# Changed\n\n[Nowhere](nowhere.md)\n")
    result = build(project)
    assert result.code == 1
    assert "nowhere.md" in result.output
    assert files(project) == before
    assert [path.name for path in project.iterdir() if "site" in path.name] == ["site"]


def test_a_hand_written_page_wins_and_the_build_says_so(project: Path) -> None:
    (project / "docs/processes").mkdir()
    (project / "docs/processes/triage.md").write_text("# Our own triage\n\nHand-written.\n")
    result = built(project)
    assert "docs/processes/triage.md stands in for the page made from data/processes/triage.yml." in result.output
    page = files(project)["processes/triage.html"]
    assert "Hand-written." in page
    assert "A short weekly meeting." not in page.split("<article", 1)[1]


def test_a_hand_written_page_needs_no_place_in_the_navigation(project: Path) -> None:
    strict = "validation: {nav: {omitted_files: warn}}\nnav: [index.md, processes/index.md]\n"
    strict += "not_in_nav: |\n  *.md\n  !/processes/triage.md\n"
    (project / "mkdocs.yml").write_text(MKDOCS.partition("nav:")[0] + strict)
    (project / "docs/processes").mkdir()
    (project / "docs/processes/triage.md").write_text("# Our own triage\n\nHand-written.\n")
    built(project)
    assert "Hand-written." in files(project)["processes/triage.html"]


def publish(project: Path) -> Build:
    """`playbook build`, as its author runs it, with settings with which a site can be published."""
    if not (project / "overrides").exists():
        (project / "mkdocs.yml").write_text(helpers.MKDOCS)
    done = subprocess.run(
        [sys.executable, "-m", "ml_org_playbook", "build"], cwd=project, capture_output=True, text=True, check=False
    )
    return Build(done.returncode, done.stdout + done.stderr, project / "site")


@pytest.mark.parametrize("command", [build, publish])
def test_a_broken_template_is_named_with_its_line(project: Path, command: Callable[[Path], Build]) -> None:
    shutil.copytree(ROOT / "overrides", project / "overrides")
    (project / "overrides/main.html").write_text('{% extends "base.html" %}\n\n{% if %}\n')
    (project / "mkdocs.yml").write_text(helpers.MKDOCS.replace(str(ROOT / "overrides"), "overrides"))
    result = command(project)
    assert result.code == 1
    assert "overrides/main.html:3: TemplateSyntaxError: Expected an expression" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("# Start\n\n{{ pb_checklist('triag') }}\n", "docs/index.md:3:4: pb_checklist: "),
        ("# Start\n\n[Nowhere](nowhere.md)\n", "contains a link 'nowhere.md', but the target is not found"),
        ("# Start\n\n<p onclick='run()'>Here</p>\n", "[site-inline-code]"),
    ],
    ids=["a macro", "a warning of MkDocs", "the audit"],
)
def test_publishing_says_why_it_stopped(project: Path, page: str, said: str) -> None:
    (project / "docs/index.md").write_text(page)
    done = publish(project)
    assert done.code == 1
    assert said in done.output
    assert "The last good site is as it was." in done.output
    assert "Traceback" not in done.output
    assert not done.site.exists()


def test_a_new_process_is_one_new_file_and_nothing_else(project: Path) -> None:
    built(project)
    before = files(project)
    triage = (project / "data/processes/triage.yml").read_text()
    new = triage.replace("id: triage", "id: review").replace("Triage meeting", "Yearly review")
    (project / "data/processes/review.yml").write_text(new.replace("checklists: {run: run-triage}\n", ""))
    built(project)
    after = files(project)
    assert after.keys() - before.keys() == {"processes/review.html"}
    for page, link in {
        "processes/index.html": "review.html",
        "compare/index.html": "../processes/review.html",
        "pitfalls/slow-team.html": "../processes/review.html",
        "scenarios/central.html": "../processes/review.html",
        "roles/lead.html": "../processes/review.html",
        "sources.html": "processes/review.html",
        "processes/triage.html": "review.html",
    }.items():
        assert f'href="{link}"' in after[page], page
        assert f'href="{link}"' not in before[page], page
    matrix = after["compare/index.html"].split('id="matrix-process"', 1)[1].split("</table>", 1)[0]
    assert matrix.count("<tr>") == 1 + 2


def test_a_removed_process_leaves_no_page_behind(project: Path) -> None:
    triage = (project / "data/processes/triage.yml").read_text()
    new = triage.replace("id: triage", "id: review").replace("Triage meeting", "Yearly review")
    (project / "data/processes/review.yml").write_text(new.replace("checklists: {run: run-triage}\n", ""))
    built(project)
    assert "processes/review.html" in files(project)
    (project / "data/processes/review.yml").unlink()
    built(project)
    assert "processes/review.html" not in files(project)
    assert not any("review.html" in text for text in files(project).values())


def test_text_from_data_is_never_a_template(project: Path) -> None:
    """What the schema lets through must still not run: here, a brace that only looks like a beginning."""
    path = project / "data/terms/model.yml"
    path.write_text(
        path.read_text().replace("definition: [What is trained.]", "definition: ['{ {7*7} } {company_name} <3']")
    )
    built(project)
    assert "{ {7*7} } your company &lt;3" in files(project)["glossary.html"]


def test_macros_must_stand_before_playbook(project: Path) -> None:
    (project / "mkdocs.yml").write_text(
        MKDOCS.replace(
            "offline, macros: {on_undefined: strict, on_error_fail: false}, playbook", "offline, playbook, macros"
        )
    )
    result = build(project)
    assert result.code == 1
    assert "'macros' stands after 'playbook', which registers its macros there. Move it above" in result.output
    assert "Traceback" not in result.output


def test_an_unknown_kind_in_the_navigation_names_those_that_there_are(project: Path) -> None:
    (project / "mkdocs.yml").write_text(MKDOCS.replace("@processes", "@proceses"))
    result = build(project)
    assert result.code == 1
    assert ": nav: '@proceses' stands for no pages. Did you mean '@processes'? [macro-error]" in result.output
    assert "@processes" in result.output
    assert "Traceback" not in result.output


def test_the_data_may_be_in_another_folder(project: Path) -> None:
    (project / "data").rename(project / "ours")
    (project / "mkdocs.yml").write_text(MKDOCS.replace("playbook]", "playbook: {layers: [ours]}]"))
    built(project)
    assert "processes/triage.html" in files(project)
    make_project(project, BAD / "wrong-value/basis")
    for path in (project / "data").rglob("model.yml"):
        path.replace(project / "ours/terms/model.yml")
    assert "ours/terms/model.yml:4:8: basis: 'editorail'" in build(project).output


def test_a_second_build_of_a_site_waits_for_none_and_harms_none(project: Path) -> None:
    built(project)
    before = files(project)
    publication = publishing.Publication(project / "site")
    result = build(project)
    publication.abandon()
    assert result.code == 1
    assert "another build of this site" in result.output
    assert "Traceback" not in result.output
    assert files(project) == before
    built(project)


def test_a_site_that_is_a_link_is_replaced_where_it_leads(project: Path) -> None:
    (project / "elsewhere").mkdir()
    (project / "site").symlink_to("elsewhere")
    built(project)
    assert (project / "site").is_symlink()
    assert "processes/triage.html" in files(project)
    built(project)
    assert not [path for path in project.iterdir() if path.name.startswith(".")]


def test_a_site_that_is_a_file_is_left_alone(project: Path) -> None:
    (project / "site").write_text("Mine.")
    result = build(project)
    assert result.code == 1
    assert "site is not a folder. Move it away" in result.output
    assert (project / "site").read_text() == "Mine."


def test_data_that_is_not_where_the_settings_say_is_a_problem(project: Path) -> None:
    (project / "mkdocs.yml").write_text(MKDOCS.replace("playbook]", "playbook: {layers: [nodata]}]"))
    result = build(project)
    assert result.code == 1
    assert "the layer 'nodata' is not there. Did you mean 'data'? [file-refused]" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (b"# Start\n\n{{ 1/0 }}\n", "docs/index.md:3:1: ZeroDivisionError: division by zero."),
        (
            b"# Start\n\nGr\xfc\xdfe\n",
            "docs/index.md:3:3: the byte FC is no part of a text in UTF-8.",
        ),
        (b"# Start\n\n{{ pb_no() }}\n\n{{ pb_scenario('no') }}\n", "docs/index.md:5:4: pb_scenario: no scenario 'no'."),
    ],
    ids=["an expression", "no text", "after an unknown name"],
)
def test_what_a_page_has_wrong_is_one_problem_with_its_line(project: Path, page: bytes, said: str) -> None:
    (project / "docs/index.md").write_bytes(page)
    result = build(project)
    assert result.code == 1
    assert said in result.output
    assert "Traceback" not in result.output


def test_markup_of_the_theme_is_what_html_allows() -> None:
    page = '<input type="checkbox" id="__drawer" autocomplete="off"><label for="__toc" tabindex="">Contents</label>'
    assert corrected(page) == '<input type="checkbox" id="__drawer"><label>Contents</label>'
    assert corrected(f'{page}<input id="__toc">').endswith('<label for="__toc">Contents</label><input id="__toc">')
