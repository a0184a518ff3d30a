"""The `playbook` command: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from helpers import BAD, make_project

from ml_org_playbook.cli import main


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


@pytest.fixture
def faulty(project: Path) -> Path:
    """A project with one wrong reference."""
    make_project(project, BAD / "unknown-ref/in-prose")
    return project


def test_clean_data_exits_with_0_and_names_the_next_command(project: Path) -> None:
    result = run(project, "check")
    assert (result.exit_code, result.output) == (0, "19 records, 0 problems.\nNext: playbook build\n")


def test_a_problem_exits_with_1_and_points_at_its_place(faulty: Path) -> None:
    result = run(faulty, "check")
    assert result.exit_code == 1
    assert result.output == (
        "data/pitfalls/slow-team.yml:9:49: description[0]: no process 'trage'. Did you mean 'triage'? [unknown-ref]\n"
        '     9 | description: ["Everybody waits for the [triage](process:trage)."]\n'
        "       |                                                 ^\n"
        "1 problem in 1 file (19 records read). Nothing was built.\n"
    )


def test_problems_for_programs_have_the_same_place(faulty: Path) -> None:
    result = run(faulty, "check", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.output)
    assert report["records"] == 19
    assert report["problems"] == [
        {
            "path": "data/pitfalls/slow-team.yml",
            "line": 9,
            "column": 49,
            "where": "description[0]",
            "what": "no process 'trage'.",
            "remedy": "Did you mean 'triage'?",
            "code": "unknown-ref",
        }
    ]


def test_problems_for_a_pull_request_are_annotations(faulty: Path) -> None:
    first, *_ = run(faulty, "check", "--format", "github").output.splitlines()
    assert first == (
        "::error file=data/pitfalls/slow-team.yml,line=9,col=49,title=unknown-ref::"
        "description[0]: no process 'trage'. Did you mean 'triage'?"
    )


def test_problems_for_code_scanning_are_sarif(faulty: Path) -> None:
    (run_,) = json.loads(run(faulty, "check", "--format", "sarif").output)["runs"]
    (result,) = run_["results"]
    assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "unknown-ref"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "data/pitfalls/slow-team.yml"
    assert place["region"] == {"startLine": 9, "startColumn": 49}


def test_a_long_line_is_cut_around_the_place(project: Path) -> None:
    path = project / "data/terms/model.yml"
    text = f"{'word ' * 60}[x](process:trage) {'word ' * 60}"
    path.write_text(path.read_text().replace("[What is trained.]", f"['{text}']"))
    _, excerpt, caret, _ = run(project, "check").output.splitlines()
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
    assert run(project, "links", "accept").exit_code == 0
    assert run(project, "links", "accept").output.startswith("0 new addresses")
