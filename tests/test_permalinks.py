"""What was published stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import MINIMAL, playbook_of

from ml_org_playbook.load import load
from ml_org_playbook.model import permalinks
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.reading.names import LOCK


def accept(project: Path) -> list[str]:
    return permalinks.accept(project / "data" / LOCK, permalinks.published(playbook_of(project)))


def test_accepting_lists_every_address_once_and_sorted(project: Path, minimal: Playbook) -> None:
    new = accept(project)
    lines = (project / "data/links.lock").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == new == sorted(permalinks.published(minimal))
    assert "checklists/run-triage.html#one-owner" in new
    assert accept(project) == []
    assert load(project).problems == ()


def test_accepting_never_removes_a_line(project: Path) -> None:
    path = project / "data/links.lock"
    path.write_text("terms/long-gone.html\n")
    loaded = load(project)
    assert loaded.playbook is not None
    permalinks.accept(path, permalinks.published(loaded.playbook))
    assert "terms/long-gone.html\n" in path.read_text()


@pytest.mark.parametrize("name", [path.relative_to(MINIMAL).as_posix() for path in sorted(MINIMAL.glob("*/*.yml"))])
def test_a_record_with_a_fault_is_not_called_gone_nor_are_its_parts(project: Path, name: str) -> None:
    (project / "data/terms/model.yml").write_text(POINTING)
    accept(project)
    path = project / "data" / name
    path.write_text(path.read_text().replace("summary:", "sumary:"))
    assert {problem.location.path for problem in load(project).problems} == {f"data/{name}"}


@pytest.mark.parametrize("name", [path.relative_to(MINIMAL).as_posix() for path in sorted(MINIMAL.glob("*/*.yml"))])
def test_a_record_that_is_gone_is_one_problem_whatever_parts_it_had(project: Path, name: str) -> None:
    accept(project)
    (project / "data" / name).unlink()
    gone = [problem for problem in load(project).problems if problem.code == "published-and-gone"]
    assert len(gone) == 1
    assert name in str(gone[0])


POINTING = """\
id: model
title: Model
summary: What is trained.
basis: editorial
definition: ["What a [step](checklist:implement-central#hire) and [another](scenario:central#step-hire) are about."]
see: ["checklist:run-triage#one-owner", "worksheet:agenda#problems-list", "story:late-launch#delay"]
"""
"""A term that links to parts of other records."""


def test_a_new_record_needs_no_entry(project: Path) -> None:
    accept(project)
    text = (project / "data/terms/model.yml").read_text()
    (project / "data/terms/corpus.yml").write_text(text.replace("id: model", "id: corpus").replace("Model", "Corpus"))
    assert load(project).problems == ()


def test_a_renamed_record_is_not_gone_if_it_keeps_its_old_id_as_an_alias(project: Path) -> None:
    accept(project)
    old, new = project / "data/terms/model.yml", project / "data/terms/ml-model.yml"
    text = old.read_text().replace("id: model", "id: ml-model")
    old.unlink()
    new.write_text(text)
    assert {problem.code for problem in load(project).problems} == {"published-and-gone"}
    new.write_text(text + "aliases: [model]\n")
    assert load(project).problems == ()


def test_a_record_that_is_gone_is_no_part_of_one_whose_id_begins_its_own(project: Path) -> None:
    drift = project / "data/terms/model-drift.yml"
    text = (project / "data/terms/model.yml").read_text()
    drift.write_text(text.replace("id: model", "id: model-drift").replace("title: Model", "title: Drift"))
    accept(project)
    drift.unlink()
    (problem,) = load(project).problems
    assert problem.what == "term 'model-drift' was published at 'glossary.html#model-drift' and is gone."


def test_a_retired_record_is_not_gone(project: Path) -> None:
    accept(project)
    with (project / "data/terms/model.yml").open("a") as file:
        file.write('retired: {reason: Nobody says so., instead: "process:triage"}\n')
    assert load(project).problems == ()


def _git_conflict(path: Path) -> None:
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[:3], "<<<<<<< ours\n", *lines[3:5], "=======\n", ">>>>>>> theirs\n", *lines[5:]]))


def _as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _as_link(path: Path) -> None:
    path.rename(path.parent.parent / "elsewhere")
    path.symlink_to(path.parent.parent / "elsewhere")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda path: path.write_bytes(b"\xff\xfe\n"),
            "1:1: the byte FF is no part of a text in UTF-8. Save the file as UTF-8.",
        ),
        (_as_pipe, "1:1: this is not an ordinary file. Put the list itself here, not a link or a device."),
        (_as_folder, "1:1: this is not an ordinary file. Put the list itself here, not a link or a device."),
        (_as_link, "1:1: this is not an ordinary file. Put the list itself here, not a link or a device."),
        (
            lambda path: path.write_text("# Nothing\n"),
            "1:1: no address is listed here, so none is protected. "
            "Bring the list back from version control; or delete it, if nothing was published yet.",
        ),
        (
            _git_conflict,
            "4:1: git left a conflict here. Keep the addresses of both sides, "
            "and delete the lines with <<<<<<<, |||||||, =======, >>>>>>>.",
        ),
    ],
    ids=["not UTF-8", "a pipe", "a folder", "a link", "empty", "a conflict"],
)
def test_a_lock_that_cannot_be_trusted_is_a_problem(project: Path, spoil: Callable[[Path], None], message: str) -> None:
    accept(project)
    spoil(project / "data/links.lock")
    assert list(map(str, load(project).problems)) == [f"data/links.lock:{message} [file-refused]"]


def test_a_lock_may_begin_with_a_byte_order_mark(project: Path) -> None:
    accept(project)
    path = project / "data/links.lock"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(project).problems == ()
    assert accept(project) == []


def test_lines_that_a_merge_lost_are_noticed(project: Path) -> None:
    accept(project)
    path = project / "data/links.lock"
    lines = path.read_text().splitlines(keepends=True)
    count, sum = len(lines) - 3, lines[2].split()[-1]
    path.write_text("".join([*lines[:8], *lines[10:]]))
    assert list(map(str, load(project).problems)) == [
        f"data/links.lock:3:1: this list had {count} addresses when it was written, and these are others: "
        f"it has {count - 2}. Bring back from version control what a merge or an edit has lost; then delete this line, "
        "and `playbook links accept` writes it anew. [file-refused]"
    ]
    path.write_text("".join([*lines[:2], *lines[3:]]))  # the remedy, to the letter
    assert load(project).problems == ()
    accept(project)
    assert (path.read_text().splitlines()[2].split()[-1], load(project).problems) == (sum, ())
    path.write_text("".join([*lines[:3], *reversed(lines[3:])]))  # their order means nothing
    assert load(project).problems == ()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("processes/triage.html", "processes/triagee.html"),
        ("processes/triage.html", "proceses/triage.html"),
        ("checklists/run-triage.html#one-owner", "checklists/run-triage.html#one-ownre"),
        ("scenarios/index.html", "scenarios/indx.html"),
    ],
)
def test_a_line_of_the_lock_that_is_misspelled_is_its_own_problem(project: Path, right: str, wrong: str) -> None:
    accept(project)
    path = project / "data/links.lock"
    before = path.read_text()
    assert f"\n{right}\n" in before
    path.write_text(before.replace(f"\n{right}\n", f"\n{wrong}\n"))
    number = path.read_text().splitlines().index(wrong) + 1
    assert list(map(str, load(project).problems)) == [
        f"data/links.lock:{number}:1: '{wrong}' is misspelled. "
        f"Write '{right}' again: so it stood here when this list was written. [file-refused]"
    ]


def test_a_layer_that_goes_away_with_its_lock_is_noticed(project: Path) -> None:
    lock = project / "data/links.lock"
    permalinks.accept(lock, permalinks.published(playbook_of(project)), layers=["acme"])
    assert list(map(str, load(project).problems)) == [
        "data/links.lock:3:1: the layer 'acme' has published addresses and is gone, with its links.lock. "
        "Bring the folder back from version control, and name it under 'layers' in mkdocs.yml; "
        "if nobody needs its addresses any more, delete its name here. [published-and-gone]"
    ]
    (project / "_acme").mkdir()  # set aside before anything of it was published
    assert load(project).problems == ()


def test_a_heading_that_vanishes_from_a_page_is_noticed(minimal: Playbook) -> None:
    lines = {"guide.html": 1, "guide.html#first": 2, "old.html": 3, "old.html#a": 4, "old.html#b": 5}
    now, unread = {"guide.html", "guide.html#other"}, permalinks.Unread(frozenset(), frozenset())
    heading, page = permalinks.check(lines, "data/links.lock", minimal, unread, now, whole=True)
    assert str(heading) == (
        "data/links.lock:2:1: the heading at 'guide.html#first' was published and is gone. Bring it back; "
        "or write '<a id=\"first\"></a>' above what took its place on the page. [published-and-gone]"
    )
    assert page.what == "'old.html' was published and is gone."
    assert list(permalinks.check(lines, "data/links.lock", minimal, unread, now, whole=False)) == []
