"""YAML text to plain values with line and column. What is refused is in `bad/`."""

from __future__ import annotations

import errno
import os
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml_org_playbook.load import load
from ml_org_playbook.problems import Location, Problem
from ml_org_playbook.reading import plain_yaml
from ml_org_playbook.reading.folders import read
from ml_org_playbook.reading.records import SourceRecord, parse


def record(text: str) -> SourceRecord:
    found = parse(text, "term", "model", "data/terms/model.yml")
    assert isinstance(found, SourceRecord), found
    return found


def refused(text: str) -> str:
    found = parse(text, "term", "model", "data/terms/model.yml")
    assert isinstance(found, Problem)
    return found.code


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("Off", "Off"),
        ("1:30", "1:30"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        (".inf", ".inf"),
        ("2026-11-23", "2026-11-23"),
        ("NULL", "NULL"),
        ("'7'", "7"),
        ("7", 7),
        ("-7", -7),
        ("7.5", 7.5),
        ("true", True),
        ("null", None),
        ("", None),
        ("9" * 19, "9" * 19),
    ],
)
def test_only_plain_numbers_and_constants_are_more_than_text(written: str, value: object) -> None:
    found = record(f"key: {written}\n").value["key"]
    assert (found, type(found)) == (value, type(value))


def test_a_value_knows_its_line_and_column() -> None:
    found = record("id: model\nlist:\n  - one\n  - {key: two}\n")
    assert found.at(("id",)) == Location("data/terms/model.yml", 1, 5)
    assert found.at(("list", 1, "key")) == Location("data/terms/model.yml", 4, 11)
    assert found.at(("list", 1, "key"), key=True) == Location("data/terms/model.yml", 4, 6)


def test_the_place_of_something_missing_is_that_of_what_it_belongs_to() -> None:
    assert record("list:\n  - {key: two}\n").at(("list", 0, "other")) == Location("data/terms/model.yml", 2, 5)


def test_text_is_found_on_its_line_inside_a_folded_block() -> None:
    found = record("text: >-\n  one\n  two three\nmore: three\n")
    assert found.within(("text",), "three") == Location("data/terms/model.yml", 3, 7)


def test_lines_may_end_as_on_windows() -> None:
    found = record("id: model\r\ntitle: Model\r\n")
    assert found.value == {"id": "model", "title": "Model"}
    assert found.at(("title",)).line == 2


def test_the_mark_with_which_some_editors_begin_a_file_is_passed_over() -> None:
    found = record("\ufeffid: model\ntitle: Model\n")
    assert found.value == {"id": "model", "title": "Model"}
    assert found.at(("id",)) == Location("data/terms/model.yml", 1, 5)


@pytest.mark.parametrize(
    "line",
    [
        "key: text #1 more",
        "key: é😀 #1 more\r",
        "key: [text #1\n  , more]",
        "key: text #1\n  more",
        "key: text #1\nbroken",
        "key:\n  name:\u00a0text",
        "key:\n  - \u00a0text",
    ],
)
def test_what_yaml_reads_otherwise_than_it_looks_is_refused(line: str) -> None:
    assert refused(f"{line}\n# note") == "yaml-syntax"


@pytest.mark.parametrize(
    "line",
    [
        "key: text # note",
        "key: text ## note",
        "key: text #",
        "key: 90 #note",
        "key: #note",
        "key: 'text #1 more'",
        'key: "text #1 more"',
        "key: |\n  text #1 more\n  name:\u00a0text",
        "key: >-\n  text #1 more",
        "key: text\n#note\n  #note",
        "key: text\u00a0and:\u00a0more",
        "key: text#1",
    ],
)
def test_a_sign_of_a_comment_in_a_text_and_a_comment_that_looks_like_one_are_read(line: str) -> None:
    assert list(record(f"{line}\n").value) == ["key"]


UNSEEN = [
    char
    for char in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}
    and char not in "\t\n\r\u200c\u200d"
    # Signs that stand before numbers in Arabic, Syriac, Kaithi and hieroglyphs are format characters, and seen.
    and not unicodedata.name(char, "").startswith(
        (
            "ARABIC NUMBER",
            "ARABIC SIGN",
            "ARABIC FOOTNOTE",
            "ARABIC END",
            "ARABIC DISPUTED",
            "ARABIC POUND",
            "ARABIC PIASTRE",
            "SYRIAC",
            "KAITHI",
            "EGYPTIAN",
        )
    )
]


def test_every_character_that_cannot_be_seen_is_refused() -> None:
    passed = [f"U+{ord(char):04X}" for char in UNSEEN if not plain_yaml._UNSEEN.search(char)]
    assert passed == []


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x0c", "\x1c", "\x85", "\xad", "\u2028", "\u202e", "\U000e0041"])
def test_an_unseen_character_is_refused_wherever_it_stands(char: str) -> None:
    for text in (
        f"{char}id: model",
        f"i{char}d: model",
        f"id: model{char}",
        f"id: model # {char}\n",
        f"id: |\n  a{char}\n",
    ):
        assert refused(text) == "unsafe-character"


def test_joiners_that_scripts_need_and_emoji_are_kept() -> None:
    text = "می\u200cخواهم 👩\u200d🔬 ❤\ufe0f"
    assert record(f"key: {text}\n").value["key"] == text


@given(st.text(alphabet=st.sampled_from("ab:-#[]{}&*!|>'\"%@`, \n\t?~<")))
def test_any_text_is_read_or_refused_and_never_raises_anything_else(text: str) -> None:
    found = parse(text, "term", "model", "data/terms/model.yml")
    assert isinstance(found, Problem) or isinstance(found.value, dict)


@given(depth=st.integers(min_value=plain_yaml.MAX_DEPTH, max_value=5_000), bracket=st.sampled_from(["[", "{a: ", "- "]))
def test_depth_is_refused_before_it_costs_anything(depth: int, bracket: str) -> None:
    assert refused("key:\n  " + bracket * depth) == "too-deep"


def test_hidden_files_templates_and_notes_are_not_records(project: Path) -> None:
    before = read(project / "data", {"terms": "term"}, project)
    (project / "data/terms/_template.yml").write_text("id: not-a-term\n")
    (project / "data/terms/.model.yml.swp").write_text("x")
    (project / "data/README.md").write_text("# Data\n")
    assert read(project / "data", {"terms": "term"}, project) == before


def test_paths_are_shown_relative_to_the_project(project: Path) -> None:
    reading = read(project / "data", {"terms": "term"}, project)
    assert [one.path for one in reading.records] == ["data/playbook.yml", "data/terms/model.yml"]


# ---------------------------------------------------------------- what the system does not give out


@pytest.mark.parametrize("name", [".", "terms", "terms/model.yml", "playbook.yml"])
def test_what_must_not_be_read_is_one_problem(project: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = project / "data" / name
    for method in ("iterdir", "open"):
        _close(monkeypatch, closed, method)
    path = "data" if name == "." else f"data/{name}"
    assert [str(problem) for problem in load(project).problems] == [
        f"{path}:1:1: cannot be read (permission denied). Give yourself the right to read it. [file-refused]"
    ]


def _close(monkeypatch: pytest.MonkeyPatch, closed: Path, method: str) -> None:
    """The superuser, who may run the tests, may read everything."""
    allowed = getattr(Path, method)

    def asked(path: Path, *arguments: Any, **named: Any) -> object:
        if path == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return allowed(path, *arguments, **named)

    monkeypatch.setattr(Path, method, asked)


def test_a_folder_of_data_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert [str(problem) for problem in load(tmp_path).problems] == [
        "data:1:1: this is not there. Make it, or correct what names it. [file-refused]"
    ]
