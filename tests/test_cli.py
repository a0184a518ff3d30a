"""The `playbook` command: what it prints, and its exit codes."""

from __future__ import annotations

import errno
import json
import os
import re
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from helpers import BAD, MKDOCS, ROOT, make_project

from ml_org_playbook import report
from ml_org_playbook.cli import main
from ml_org_playbook.handwritten import docs_check
from ml_org_playbook.load import load

COMPLETE = MKDOCS.replace("site_name: Ours\n", "")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


@pytest.fixture
def complete(project: Path) -> Path:
    """A project with all that a build needs."""
    (project / "mkdocs.yml").write_text(COMPLETE)
    (project / "docs").mkdir()
    return project


@pytest.fixture
def faulty(project: Path) -> Path:
    """A project with one wrong reference."""
    assert run(project, "links", "accept").exit_code == 0
    make_project(project, BAD / "unknown-ref/in-prose")
    return project


@pytest.mark.spawns  # mkdocs-macros asks git
def test_clean_data_exits_with_0_and_names_the_next_command(complete: Path) -> None:
    assert run(complete, "links", "accept").exit_code == 0
    result = run(complete, "check")
    assert (result.exit_code, result.output) == (0, "23 records, 0 problems.\nNext: playbook build\n")


@pytest.mark.spawns  # mkdocs-macros asks git
def test_a_playbook_that_protects_no_addresses_is_told_so(complete: Path) -> None:
    result = run(complete, "check")
    assert (result.exit_code, result.output) == (
        0,
        "23 records, 0 problems.\n"
        "No data/links.lock: nothing protects published addresses. `playbook links accept` writes it.\n"
        "Next: playbook build\n",
    )


@pytest.mark.parametrize("content", [None, "", "# nothing yet\n"])
def test_settings_that_are_missing_or_empty_are_one_problem_that_names_the_file(
    complete: Path, content: str | None
) -> None:
    (complete / "mkdocs.yml").unlink()
    if content is not None:
        (complete / "mkdocs.yml").write_text(content)
    said = "the plugin 'playbook' is not named. Add it under 'plugins', after 'macros'. [setting-refused]"
    if content is None:
        said = "this file is missing, and says what a site is built with. "
        said += "Bring it back from version control, or name another one with -f. [file-refused]"
    result = run(complete, "check")
    assert (result.exit_code, result.output.splitlines()[0]) == (1, f"mkdocs.yml:1:1: {said}")


@pytest.mark.spawns  # mkdocs-macros asks git
def test_commands_that_come_next_have_the_settings_that_were_named(complete: Path) -> None:
    named = complete / "other one.yml"
    (complete / "mkdocs.yml").rename(named)
    result = CliRunner().invoke(main, ["check", "-f", str(named)])
    assert result.output.endswith(f"Next: playbook build -f '{named}'\n")
    assert f"`playbook links accept -f '{named}'` writes it." in result.output
    (complete / "data/terms/model.yml").write_text("id: x\n")
    result = CliRunner().invoke(main, ["check", "-f", str(named)])
    assert f"`playbook check -f '{named}'`. " in result.output


def test_a_problem_exits_with_1_and_points_at_its_place(faulty: Path) -> None:
    result = run(faulty, "check")
    assert result.exit_code == 1
    assert result.output == (
        "data/pitfalls/slow-team.yml:9:49: description[0]: no process 'trage'. Did you mean 'triage'? [unknown-ref]\n"
        '     9 | description: ["Everybody waits for the [triage](process:trage)."]\n'
        "       |                                                 ^\n"
        "1 problem in 1 file (23 records read). Nothing was built.\n"
        "Next: fix this, then `playbook check`. "
        "The code has a page: tailor/problems/unknown-ref.html on the site\n"
    )


def test_problems_for_programs_have_the_same_place(faulty: Path) -> None:
    result = run(faulty, "check", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.output)
    assert report["records"] == 23
    assert report["problems"] == [
        {
            "path": "data/pitfalls/slow-team.yml",
            "line": 9,
            "column": 49,
            "where": "description[0]",
            "what": "no process 'trage'.",
            "remedy": "Did you mean 'triage'?",
            "code": "unknown-ref",
            "help": "tailor/problems/unknown-ref.html",
        }
    ]


def test_problems_for_a_pull_request_are_annotations(faulty: Path) -> None:
    first, *_ = run(faulty, "check", "--format", "github").output.splitlines()
    assert first == (
        "::error file=data/pitfalls/slow-team.yml,line=9,col=49,title=unknown-ref::"
        "description[0]: no process 'trage'. Did you mean 'triage'? See tailor/problems/unknown-ref.html"
    )


def test_the_pages_of_codes_are_named_where_the_site_is_published(faulty: Path) -> None:
    page = "https://playbook.example/ml/tailor/problems/unknown-ref.html"
    assert page in run(faulty, "check", "--address", "https://playbook.example/ml").output
    (faulty / "mkdocs.yml").write_text("site_url: !ENV [NOWHERE_SET, 'https://playbook.example/ml/']\n")
    for shape in report.FORMATS:
        assert page in run(faulty, "check", "--format", shape).output


def test_problems_for_code_scanning_are_sarif(faulty: Path) -> None:
    (run_,) = json.loads(run(faulty, "check", "--format", "sarif").output)["runs"]
    (result,) = run_["results"]
    assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "unknown-ref"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "data/pitfalls/slow-team.yml"
    assert place["region"] == {"startLine": 9, "startColumn": 49}
    assert run_["originalUriBaseIds"]["ROOT"]["uri"] == f"{faulty.as_uri()}/"
    rule = run_["tool"]["driver"]["rules"][0]
    assert rule["helpUri"] == "tailor/problems/unknown-ref.html"
    assert rule["fullDescription"]["text"].startswith("A link, an id or the name of a section")


def test_a_path_in_sarif_is_an_address(project: Path) -> None:
    (project / "data/terms/ä 1.txt").write_text("")
    (run_,) = json.loads(run(project, "check", "--format", "sarif").output)["runs"]
    uri = run_["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "data/terms/%C3%A4%201.txt"


def test_a_long_line_is_cut_around_the_place(project: Path) -> None:
    path = project / "data/terms/model.yml"
    text = f"{'word ' * 60}[x](process:trage) {'word ' * 60}"
    path.write_text(path.read_text().replace("[What is trained.]", f"['{text}']"))
    _, excerpt, caret, *_ = run(project, "check").output.splitlines()
    assert len(excerpt) < 120
    assert excerpt[caret.index("^") :].startswith("process:trage")


def test_a_folder_without_data_is_wrong_usage(tmp_path: Path) -> None:
    result = run(tmp_path, "check")
    assert result.exit_code == 2
    assert "there is no folder 'data'" in result.output


def test_an_id_that_is_none_is_wrong_usage_and_writes_nothing(project: Path) -> None:
    for id in ("Weekly", "../../escaped", "triage meeting"):
        result = run(project, "new", "process", id)
        assert result.exit_code == 2
        assert "is not an id" in result.output
    assert not list(project.rglob("escaped*"))
    assert not list(project.parent.glob("escaped*"))


def test_a_new_record_never_overwrites_one(project: Path) -> None:
    before = (project / "data/processes/triage.yml").read_text()
    assert run(project, "new", "process", "triage").exit_code == 2
    assert (project / "data/processes/triage.yml").read_text() == before


def test_links_are_accepted_only_from_clean_data(project: Path) -> None:
    make_project(project, BAD / "unknown-ref/in-prose")
    assert run(project, "links", "accept").exit_code == 1
    assert not (project / "data/links.lock").exists()
    (project / "data/pitfalls/slow-team.yml").unlink()
    make_project(project)
    assert run(project, "links", "accept").output.endswith("Next: commit data/links.lock\n")
    assert run(project, "links", "accept").output.startswith("0 new addresses")


@pytest.mark.spawns  # mkdocs-macros asks git
def test_it_says_what_nothing_protects_yet(complete: Path) -> None:
    run(complete, "links", "accept")
    assert run(complete, "check").output == "23 records, 0 problems.\nNext: playbook build\n"
    other = (complete / "data/terms/model.yml").read_text().replace("id: model", "id: modeling")
    (complete / "data/terms/modeling.yml").write_text(other.replace("title: Model", "title: Modeling"))
    said = "1 new address or anchor not protected yet. `playbook links accept` enters them in data/links.lock."
    assert said in run(complete, "check").output.splitlines()


# ---------------------------------------------------------------- what is made by hand


def test_pages_and_navigation_are_checked_too(project: Path) -> None:
    (project / "docs/guides").mkdir(parents=True)
    (project / "docs/guides/start.md").write_text(
        "---\ntitle: A\n---\n\n{{ pb_checklist('run-triag') }}\n{{ pb_no() }}\n"
    )
    (project / "docs/raw.md").write_text("---\nrender_macros: false\n---\n\n{{ pb_checklist('run-triag') }}\n")
    (project / "docs/other.md").write_text("# A {{ page.title }}\n\n{{ pb_list(page.kind) }}\n")
    (project / "docs/old.md").write_bytes(b"# Old\n\nGr\xfc\xdfe\n")
    (project / "mkdocs.yml").write_text("nav:\n  - A: index.md\n  - B: [x.md, '@proceses']\n")
    result = run(project, "check")
    assert result.exit_code == 1
    assert [line for line in result.output.splitlines() if line.endswith(("error]", "file-refused]"))] == [
        "docs/guides/start.md:5:4: pb_checklist: no checklist 'run-triag'. Did you mean 'run-triage'? [macro-error]",
        "docs/guides/start.md:6:4: pb_no: no macro 'pb_no'. Did you mean 'pb_link'? [macro-error]",
        "docs/old.md:3:3: the byte FC is no part of a text in UTF-8. Save the file as UTF-8. [file-refused]",
        "mkdocs.yml:3:15: nav: '@proceses' stands for no pages. Did you mean '@processes'? [macro-error]",
    ]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("---\ntitle: A: B\n---\n", "2:9: this is not readable as YAML: mapping values are not allowed"),
        ("---\r\n\ttitle: A\r\n---\r\n", "2:1: a tab stands here."),
        ("---\n- title: A\n---\n", "2:1: expected 'key: value' in the head of a page."),
        ("---\ntitle: A\n\n# Start\n", "1:1: the head of the page does not end."),
        ("---\ntitle: A\npb_link: x\n---\n", "3:1: the key 'pb_link' hides the macro of that name from this page."),
        ("---\ntags: [pb_a, {pb_b: pb_c}]\npb_d: x\n---\n", "3:1: the key 'pb_d' hides the macro"),
        ("---\ntitle: " + "[" * 100_000 + "\n---\n", "2:28: more than 20 lists and mappings are nested here."),
        ("---\ntitle: a\x01b\n---\n", "2:9: an invisible character stands here."),
        ("# A\n\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> x\n", "3:1: a merge has left its mark '<<<<<<<' here."),
    ],
)
def test_a_page_that_would_show_what_is_not_meant_for_readers_is_refused(project: Path, page: str, said: str) -> None:
    (project / "docs").mkdir(exist_ok=True)
    (project / "docs/start.md").write_bytes(page.encode())
    model = project / "data/terms/model.yml"
    model.write_text(model.read_text().replace("id: model", "id: modle"))  # hides nothing
    lines = run(project, "check").output.splitlines()
    assert [line for line in lines if line.startswith(f"docs/start.md:{said}")]
    assert [line for line in lines if line.startswith("data/terms/model.yml:1:5: ")]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (f"# A\n\nx: {'[' * 100_000}\n", "3:4: 100,000 brackets '['"),
        ("# A\n\n[a](b.md)\n" + "see [a\n" * 5_000, "4:5: 5,000 brackets '['"),
        ("# A\n\n" + "]" * 20_000 + "[" * 10_000 + "]" * 10_000, "3:20001: 10,000 brackets '['"),
        ("# A\n\n" + "[" * 500 + "word " * 20_000, "3:1: 500 brackets '['"),
        ("# A\n\n[a](b.md)\n" + "[a](b\n" * 4_000, "4:3: 4,000 brackets ']('"),
    ],
    ids=["line", "lines", "nested", "long", "addresses"],
)
def test_a_page_that_would_take_minutes_is_refused(tmp_path: Path, page: str, said: str) -> None:
    (tmp_path / "a.md").write_text(page)
    found = docs_check.text(tmp_path / "a.md", "docs/a.md")
    assert str(found) == (
        f"docs/a.md:{said} are open at once in this paragraph; Markdown looks for the end of each. "
        "Close them, or take them out. [too-deep]"
    )


@pytest.mark.parametrize(
    "page",
    [
        "see [a\n" * 1_000,
        "see [a\n\n" * 9_000,
        "see [a\r\n \r\n" * 9_000,
        "| [0, 1) |\n" * 9_000,
        "[a](b.md)\n" * 9_000,
    ],
    ids=["some", "paragraphs", "windows", "table", "links"],
)
def test_many_brackets_that_take_no_time_are_no_problem(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.md").write_bytes(page.encode())
    assert isinstance(docs_check.text(tmp_path / "a.md", "docs/a.md"), str)


@pytest.mark.parametrize("page", ["---\n", "---\n\nA line: across.\n", "A\n===\n", "---\n---\n\n# A\n", "---\n\n---\n"])
def test_lines_across_a_page_are_no_head(project: Path, page: str) -> None:
    (project / "docs").mkdir(exist_ok=True)
    (project / "docs/start.md").write_text(page)
    assert "docs/start.md" not in run(project, "check").output


def test_the_settings_of_a_project_are_those_that_mkdocs_takes(project: Path) -> None:
    (project / "base").mkdir()
    (project / "base/mkdocs.yml").write_text(
        "docs_dir: pages\nexclude_docs: |\n  drafts/\n  !drafts/good.md\nnav: [index.md, '@proceses']\n"
    )
    (project / "mkdocs.yml").write_text("INHERIT: base/mkdocs.yml\nsite_name: Ours\n")
    (project / "pages/drafts").mkdir(parents=True)
    for name in ("drafts/bad.md", ".hidden.md", "drafts/good.md"):
        (project / "pages" / name).write_text("{{ pb_no() }}\n")
    result = run(project, "check")
    assert [line for line in result.output.splitlines() if line.endswith("error]")] == [
        "base/mkdocs.yml:5:17: nav: '@proceses' stands for no pages. Did you mean '@processes'? [macro-error]",
        "pages/drafts/good.md:1:4: pb_no: no macro 'pb_no'. Did you mean 'pb_link'? [macro-error]",
    ]


@pytest.mark.spawns
def test_the_project_s_own_pages_are_right() -> None:
    assert run(ROOT, "check").exit_code == 0


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize(
    "plugins",
    ["[search, playbook: {layers: [knowledge]}]", "{search: {}, playbook: {layers: [knowledge]}}"],
)
def test_the_folder_of_the_data_is_what_mkdocs_yml_says(project: Path, plugins: str) -> None:
    (project / "data").rename(project / "knowledge")
    (project / "mkdocs.yml").write_text(
        f"site_name: !ENV [A, b]\nextra: [!!python/name:os.system , !relative ]\nplugins: {plugins}\n"
    )
    assert "setting-refused" in run(project, "check").output  # there is no folder 'docs', and no 'macros'
    assert run(project, "new", "term", "feature-store").output.startswith(
        f"{project}/knowledge/terms/feature-store.yml"
    )
    assert "knowledge/terms/feature-store.yml:" in run(project, "check").output


def test_a_folder_of_data_that_is_not_there_is_named(project: Path) -> None:
    (project / "mkdocs.yml").write_text("plugins: [{playbook: {layers: [nodata]}}]\n")
    result = run(project, "check")
    assert result.exit_code == 2
    assert "there is no folder 'nodata', which 'layers' in mkdocs.yml names" in result.output


BAD_SETTINGS = {
    "a: [\n": "mkdocs.yml:2:1: expected ',' or ']' here. ",
    "a: b\n<<<<<<< ours\nc: d\n=======\n>>>>>>> theirs\n": "mkdocs.yml:2:1: a merge has left its mark '<<<<<<<' here. ",
    "a: \xff\n": "mkdocs.yml:1:1: this is no text in UTF-8. ",
    "plugins: [playbook: {layer: [data]}]\n": (
        "mkdocs.yml:1:22: 'playbook' has no option 'layer'. Did you mean 'layers'? [unknown-key]"
    ),
    "plugins: [playbook: {layers: data}]\n": (
        "mkdocs.yml:1:22: 'layers' is not a list of folders. Write 'layers: [data]'. [wrong-type]"
    ),
    "plugins: [playbook: {layers: []}]\n": "mkdocs.yml:1:22: 'layers' is not a list of folders. ",
    "plugins: [playbook: {layers: }]\n": "mkdocs.yml:1:22: 'layers' is not a list of folders. ",
    "plugins: [playbook: {layers: [data, '']}]\n": "mkdocs.yml:1:22: 'layers' is not a list of folders. ",
    "plugins: [playbook: {layers: [1]}]\n": "mkdocs.yml:1:22: 'layers' is not a list of folders. ",
}
"""mkdocs.yml -> how the message begins."""


@pytest.mark.parametrize("settings", BAD_SETTINGS)
def test_settings_that_cannot_be_read_are_said_and_nothing_is_begun(settings: str, project: Path) -> None:
    (project / "mkdocs.yml").write_bytes(settings.encode("latin-1"))
    result = run(project, "check")
    assert result.exit_code == 1
    assert result.output.startswith(BAD_SETTINGS[settings])
    result = run(project, "new", "term", "corpus")
    assert result.exit_code == 1
    assert result.output.startswith(BAD_SETTINGS[settings])
    assert not (project / "data/terms/corpus.yml").exists()


@pytest.mark.parametrize(
    ("child", "parent", "count"),
    [
        ("plugins: [search, playbook]", "plugins: [playbook: {layers: [data, more]}]", 23),
        ("plugins: {playbook: {}}", "plugins: {playbook: {layers: [data, more]}}", 24),
        ("plugins: {playbook: {layers: [data]}}", "plugins: {playbook: {layers: [data, more]}}", 23),
        ("docs_dir: docs", "plugins: [playbook: {layers: [data, more]}]", 24),
    ],
)
def test_inherited_settings_are_joined_as_mkdocs_joins_them(child: str, parent: str, count: int, project: Path) -> None:
    (project / "mkdocs.yml").write_text(f"INHERIT: base.yml\n{child}\n")
    (project / "base.yml").write_text(f"{parent}\n")
    (project / "more").mkdir()
    (project / "more/layer.yml").write_text('title: More\nversion: 0.0.1\nreleased: "2026-01-01"\n')
    assert load(project).count == count


# ---------------------------------------------------------------- editors


def test_a_new_record_can_be_referred_to_at_once(project: Path) -> None:
    (project / "data/terms/model.yml").write_text("id: model\nsumary: This one has faults.\n")
    assert run(project, "schema").exit_code == 0  # though something is wrong
    assert run(project, "new", "term", "feature-store").exit_code == 0
    ids = json.loads((project / "schemas/ids.json").read_text())["definitions"]
    assert {"term:feature-store", "term:model"} <= set(ids["record-or-item"]["anyOf"][0]["enum"])


def test_a_project_without_schemas_gets_none_by_a_new_record(project: Path) -> None:
    assert run(project, "new", "term", "feature-store").exit_code == 0
    assert not (project / "schemas").exists()


# ---------------------------------------------------------------- what the system refuses


@pytest.mark.parametrize(
    ("command", "method"),
    [
        (["new", "term", "feature-store"], "write_text"),
        (["links", "accept"], "write_text"),
        (["schema"], "write_text"),
        (["export", "--format", "csv"], "write_bytes"),
        (["export", "--format", "csv"], "mkdir"),
        (["build"], "open"),
    ],
    ids=["new", "links accept", "schema", "export", "export's folder", "build"],
)
def test_what_must_not_be_written_or_read_is_said_in_a_line(
    project: Path, command: list[str], method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = getattr(Path, method)

    def refused(path: Path, *arguments: object, **named: object) -> object:
        if method == "open" and path.name != "mkdocs.yml":
            return allowed(path, *arguments, **named)
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.chdir(project)
    monkeypatch.setattr(Path, method, refused)
    result = run(project, *command)
    assert result.exit_code == 1
    last = result.output.splitlines()[-1]
    assert re.fullmatch(
        r"Error: \S+: permission denied. Give yourself the right to it, or choose another place.", last
    ), result.output
    assert "Pango" not in result.output


def test_a_port_that_is_taken_is_said_before_anything_is_built(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: A\ntheme: material\nplugins: [macros, playbook]\n")
    (project / "docs").mkdir()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = run(project, "serve", "--address", address)
    assert result.exit_code == 2
    assert f"Error: {address} cannot be used: address already in use. Choose another" in result.output


@pytest.mark.parametrize("address", ["here", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:70000", ":8000"])
def test_an_address_that_is_none_is_wrong_usage(project: Path, address: str) -> None:
    assert f"'{address}' is not an address." in run(project, "serve", "--address", address).output


# ---------------------------------------------------------------- surroundings

LAYERED = "plugins: [playbook: {layers: [data, more]}]\n"


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
@pytest.mark.parametrize(
    ("link", "settings", "said"),
    [
        ("more", LAYERED, "mkdocs.yml:1:37: 'more' is a link that leads back to itself. Put the folder itself here."),
        ("site", "", "mkdocs.yml:1:1: the folder of the site, 'site', is a link that leads back to itself."),
    ],
)
def test_a_link_that_leads_back_to_itself_is_a_problem(project: Path, link: str, settings: str, said: str) -> None:
    (project / "mkdocs.yml").write_text(settings)
    (project / link).symlink_to(link)
    result = run(project, "check")
    assert result.exit_code == 1
    assert result.output.startswith(said), result.output


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
@pytest.mark.parametrize(
    ("links", "said"),
    [
        ({"a.md": "a.md"}, "docs/a.md:1:1: this link leads to 'a.md', in a circle"),
        ({"a": "b", "b": "a"}, "docs/a:1:1: this link leads to 'b', in a circle"),
        ({"in/up": "..", "in/top": "../.."}, "docs/in/top:1:1: this link leads to '../..', in a circle"),
        ({"one/in": "../two", "two/in": "../one"}, "docs/one/in/in:1:1: this link leads to '../one', in a circle"),
        ({"a.png": "b.png"}, "docs/a.png:1:1: this link leads to 'b.png', which is not there. Delete the link"),
    ],
)
def test_a_link_among_the_pages_that_has_no_end_is_a_problem(project: Path, links: dict[str, str], said: str) -> None:
    for name, target in links.items():
        (project / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "docs" / name).symlink_to(target)
    for command in (["check"], ["build"], ["links", "accept"]):
        result = run(project, *command)
        assert result.exit_code == 1
        assert said in result.output, result.output


@pytest.mark.skipif(os.name == "nt", reason="it writes files without holes")
@pytest.mark.parametrize("name", ["data/terms/large.yml", "docs/large.md"])
def test_a_file_that_is_too_large_is_not_read(project: Path, name: str) -> None:
    (project / "docs").mkdir(exist_ok=True)
    with (project / name).open("wb") as file:
        file.truncate(2**40)
    result = run(project, "check")
    assert result.exit_code == 1
    assert f"{name}:1:1: the file has 1,099,511,627,776 bytes; a " in result.output
    assert "|" not in result.output


@pytest.mark.parametrize("address", ["https://playbook.example/a b/", "https://playbook.example/a'b/", 'a"b', "a b"])
@pytest.mark.parametrize("command", [["export", "--format", "csv"], ["check"]])
def test_an_address_of_the_site_that_is_none_is_said(project: Path, address: str, command: list[str]) -> None:
    result = CliRunner(env={"SITE_URL": address}).invoke(main, [*command, "--root", str(project)])
    assert result.exit_code == 2
    assert "is not an address of a site" in result.output
