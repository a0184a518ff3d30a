"""Every problem that data can have: its exact message, its exact place.

Each folder below `bad/<code>/` holds the few files by which it differs from `minimal/`, and `expected.txt` with every
line that is reported. What git cannot hold, such as a pipe, is made here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from helpers import BAD, GOLDEN, TESTS, make_project

from ml_org_playbook import report, rules, schema
from ml_org_playbook.load import load
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.problems import CODES, Location, Problem, dotted, joined, suggestion, summary

CASES = sorted(path.relative_to(BAD).as_posix() for path in BAD.glob("*/*/") if path.is_dir())

REMEDIES: list[dict[str, str]] = yaml.safe_load((GOLDEN / "remedies.yml").read_text("utf-8"))


def _as_symlink(data: Path) -> None:
    (data / "terms/model.yml").rename(data.parent / "elsewhere.yml")
    (data / "terms/model.yml").symlink_to(data.parent / "elsewhere.yml")


def _as_symlinked_folder(data: Path) -> None:
    (data / "terms").rename(data.parent / "elsewhere")
    (data / "terms").symlink_to(data.parent / "elsewhere")


def _as_fifo(data: Path) -> None:
    (data / "terms/model.yml").unlink()
    os.mkfifo(data / "terms/model.yml")


def _as_folder(data: Path) -> None:
    (data / "terms/model.yml").unlink()
    (data / "terms/model.yml").mkdir()


def _moved(old: str, new: str) -> Callable[[Path], object]:
    return lambda data: (data / old).rename(data / new)


def _linked_pages(data: Path) -> None:
    """Links in `docs/` and `overrides/`, some of which lead out: straight, over another, and by a folder."""
    root = data.parent
    for folder in ("docs/images", "overrides", "shared", ".git"):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: x\ntheme: {custom_dir: overrides}\n")
    (root / "docs/.hidden").symlink_to("/etc/hostname")
    (root / "docs/again").symlink_to("../shared")
    (root / "docs/data.yml").symlink_to("../data/playbook.yml")
    (root / "docs/images/etc").symlink_to("/etc")
    (root / "docs/images/gone.txt").symlink_to("/nowhere")
    (root / "docs/images/key.txt").symlink_to("../../.git/config")
    (root / "docs/images/over.txt").symlink_to("../.hidden")
    (root / "docs/images/round").symlink_to("..")
    (root / "docs/images/self").symlink_to("self")
    (root / "docs/images/up.txt").symlink_to("../../../x")
    (root / "overrides/x.css").symlink_to("/etc/hostname")
    (root / "shared/deep.txt").symlink_to("/etc/hostname")


def _append(text: str) -> Callable[[Path], None]:
    def append(data: Path) -> None:
        with (data / "terms/model.yml").open("a") as file:
            file.write(text)

    return append


MADE: dict[str, Callable[[Path], object]] = {
    "file-refused/fifo": _as_fifo,
    "file-refused/another-kind-that-others-name": _moved("checklists/run-triage.yml", "processes/run-triage.yml"),
    "file-refused/folder-named-like-a-record": _as_folder,
    "file-refused/name-with-txt-alone": _moved("terms/model.yml", "terms/model.yml.txt"),
    "file-refused/in-another-folder": lambda data: (data / "processes/triage.yml").unlink(),
    "file-refused/linked-pages": _linked_pages,
    "file-refused/symlink": _as_symlink,
    "file-refused/symlinked-folder": _as_symlinked_folder,
    "file-refused/too-large": _append("#" * 1_000_000),
    "file-refused/settings-with-another-extension": lambda data: (data / "playbook.yml").rename(data / "playbook.yaml"),
    "missing-field/no-settings": lambda data: (data / "playbook.yml").unlink(),
    "no-such-kind/that-others-name": lambda data: (data / "processes").rename(data / "proceses"),
    "unknown-ref/list-that-was-deleted": lambda data: (data / "checklists/run-triage.yml").unlink(),
    "too-deep/hundred-thousand-brackets": _append("deep: " + "[" * 100_000),
}
"""Case -> what is done to the data by hand."""

ELSEWHERE = {
    "duplicate-id": "test_layers.py",
    "unnamed-layer": "test_layers.py",
    "macro-error": "golden/macros.yml",
    "dead-link": "test_settings.py",
    "not-in-navigation": "test_settings.py",
    "setting-refused": "test_settings.py",
    **{code: "test_audit.py" for code in CODES if code.startswith("site-")},
}
"""Code that one folder of data cannot cause -> the file in which its message is asserted."""


@pytest.mark.parametrize("case", CASES)
def test_bad_data_is_reported_with_exactly_these_lines(case: str, tmp_path: Path, update: bool) -> None:
    data = make_project(tmp_path, BAD / case)
    MADE.get(case, lambda data: None)(data)
    problems = load(tmp_path).problems
    found = "".join(f"{problem}\n" for problem in problems)
    expected = BAD / case / "expected.txt"
    if update:
        expected.write_text(found)
    assert found == expected.read_text()
    assert f" [{case.split('/')[0]}]\n" in found
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize("followed", REMEDIES, ids=[one["case"] for one in REMEDIES])
def test_who_does_what_the_message_says_has_no_problem(followed: dict[str, str], tmp_path: Path) -> None:
    data = make_project(tmp_path, BAD / followed["case"])
    text = (data / followed["file"]).read_text()
    assert text.count(followed["old"]) == 1
    (data / followed["file"]).write_text(text.replace(followed["old"], followed["new"]))
    assert load(tmp_path).problems == ()


def test_every_code_has_its_cases() -> None:
    assert {case.split("/")[0] for case in CASES} | set(ELSEWHERE) == set(CODES)


@pytest.mark.parametrize(("code", "file"), ELSEWHERE.items())
def test_codes_from_elsewhere_are_asserted_there(code: str, file: str) -> None:
    assert code in (TESTS / file).read_text()


def test_everything_made_by_hand_belongs_to_a_case() -> None:
    assert set(MADE) <= set(CASES)


def test_all_faults_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    cases = ["wrong-value/basis", "unknown-key/in-a-list", "unknown-ref/in-prose", "duplicate-key/nested"]
    make_project(tmp_path, *(BAD / case for case in cases))
    lines = "".join((BAD / case / "expected.txt").read_text() for case in cases).splitlines()
    assert sorted(map(str, load(tmp_path).problems)) == sorted(lines)


def test_a_fault_hides_no_other_and_brings_no_other(tmp_path: Path) -> None:
    """A misspelled key in a process: rules run all the same, but those that ask what processes do."""
    cases = ["unknown-key/in-a-list", "british-spelling/verb", "leftover/settings", "duplicate-anchor/story"]
    make_project(tmp_path, *(BAD / case for case in cases))
    lines = "".join((BAD / case / "expected.txt").read_text() for case in cases).splitlines()
    assert sorted(map(str, load(tmp_path).problems)) == sorted(lines)


def test_a_rule_waits_for_the_kinds_that_it_counts_on(minimal: Playbook) -> None:
    nobody_answers = replace(minimal, links=())
    codes = {problem.code for problem in rules.check(nobody_answers)}
    assert {"unanswered", "unused", "incomplete"} <= codes
    assert "unanswered" not in {problem.code for problem in rules.check(nobody_answers, frozenset({"reward"}))}
    assert rules.check(nobody_answers, frozenset(schema.KINDS)) == []


def test_every_rule_gives_its_reason_and_counts_on_kinds() -> None:
    for one in rules.RULES:
        assert getattr(one.validate, "func", one.validate).__doc__
        assert one.requires <= set(schema.KINDS)


def test_one_cause_in_many_places_is_said_once() -> None:
    def missing(line: int) -> Problem:
        return Problem(Location("data/a.yml", line), "see[0]", "no role 'x'.", "Add it.", "unknown-ref", "role:x")

    few, many = [missing(line) for line in range(1, 6)], [missing(line) for line in range(1, 9)]
    assert joined(reversed(few)) == few
    (said,) = joined(many)
    assert said.location.line == 1
    assert said.what == "no role 'x'. 7 other places name it too."


def test_a_message_names_place_fault_remedy_and_code() -> None:
    problem = Problem(Location("data/a.yml", 3, 5), "title", "this is missing.", "Add it.", "missing-field")
    assert str(problem) == "data/a.yml:3:5: title: this is missing. Add it. [missing-field]"


def test_a_message_without_value_or_remedy_has_no_gaps() -> None:
    problem = Problem(Location("data/a.yml"), "", "the file is empty.", "", "yaml-syntax")
    assert str(problem) == "data/a.yml:1:1: the file is empty. [yaml-syntax]"


def test_problems_are_sorted_by_file_then_line() -> None:
    def at(path: str, line: int) -> Problem:
        return Problem(Location(path, line), "", "", "", "yaml-syntax")

    assert sorted([at("b.yml", 1), at("a.yml", 10), at("a.yml", 9)]) == [
        at("a.yml", 9),
        at("a.yml", 10),
        at("b.yml", 1),
    ]


def test_a_problem_has_a_known_code() -> None:
    with pytest.raises(AssertionError, match="no-such-code"):
        Problem(Location("a.yml"), "", "", "", "no-such-code")


def test_paths_are_dotted_with_indexes_in_brackets() -> None:
    assert dotted(("addresses", 2, "pitfall")) == "addresses[2].pitfall"
    assert dotted(()) == ""


@pytest.mark.parametrize(
    ("found", "valid", "remedy"),
    [
        ("siloed-taem", {"siloed-team", "slow-team"}, "Did you mean 'siloed-team'?"),
        ("xyz", {"stated", "implied"}, "Choose one of: implied, stated."),
        ("xyz", {f"word-{number}" for number in range(8)}, ""),
        ("xyz", set(), ""),
    ],
)
def test_the_remedy_is_the_nearest_value_or_the_list_if_it_is_short(found: str, valid: set[str], remedy: str) -> None:
    assert suggestion(found, valid) == remedy


def test_the_summary_counts_problems_files_and_records() -> None:
    one = Problem(Location("a.yml", 1), "", "", "", "yaml-syntax")
    two = Problem(Location("b.yml", 1), "", "", "", "yaml-syntax")
    assert summary([], 3) == "3 records, 0 problems."
    assert summary([one], 3) == "1 problem in 1 file (3 records read). Nothing was built."
    assert summary([one, two], 3) == "2 problems in 2 files (3 records read). Nothing was built."


@pytest.mark.parametrize("link", ["docs/x.txt", "data/terms/x.yml"])
def test_a_report_shows_nothing_of_what_a_link_leads_to(
    link: str, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("a password\n")
    (project / link).parent.mkdir(exist_ok=True)
    (project / link).symlink_to(secret)
    loaded = load(project)
    assert [problem.location.path for problem in loaded.problems] == [link]
    assert "a password" not in report.text(loaded.problems, project, loaded.count)
