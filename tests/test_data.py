"""The project's own data: complete, consistent, and guarded against every single loss."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT

from ml_org_playbook import schema
from ml_org_playbook.load import load
from ml_org_playbook.model import permalinks, relations
from ml_org_playbook.model.link import PROSE_LINK, WEB, Checked, link
from ml_org_playbook.model.playbook import Entry, Playbook
from ml_org_playbook.reading import folders
from ml_org_playbook.reading import project as projects
from ml_org_playbook.reading.names import LOCK
from ml_org_playbook.reading.records import SourceRecord

DATA = ROOT / "data"
READ = folders.read(DATA, schema.FOLDERS, ROOT)
RECORDS = [record for record in READ.records if record.kind != "playbook"]
LOCKED = (DATA / LOCK).read_text("utf-8")
BY_HAND = projects.read(ROOT).by_hand()
SCENARIOS = ("centralized", "decentralized", "hybrid")


def test_it_has_no_problems() -> None:
    assert [str(problem) for problem in load(ROOT).problems] == []


# ---------------------------------------------------------------- what the project promises


def test_the_promised_counts(playbook: Playbook) -> None:
    counts = {kind: len(entries) for kind, entries in playbook.entries.items()}
    assert counts["scenario"] == 3
    assert counts["advantage"] == 18
    assert counts["pitfall"] == 39
    assert counts["statement"] == 27
    assert counts["aspect"] == 5
    assert counts["process"] >= 21
    assert counts["reward"] >= 21
    assert counts["trait"] >= 16
    assert all(counts.values())


def test_the_three_scenarios_are_those_of_the_chapter(playbook: Playbook) -> None:
    assert tuple(entry.id for entry in playbook.of(schema.Scenario)) == SCENARIOS


def test_every_process_has_a_checklist_for_adopting_and_one_for_running(playbook: Playbook) -> None:
    for process in playbook.of(schema.Process):
        purposes = [
            link.target.fields.variant for link in playbook.links_from(process) if link.relation in relations.OWN_LIST
        ]
        assert purposes == ["adopt", "run"], process


def test_every_scenario_has_its_steps_as_a_checklist(playbook: Playbook) -> None:
    for scenario in playbook.of(schema.Scenario):
        (checklist,) = [link.target for link in playbook.links_from(scenario, relations.STEPS_LIST)]
        assert checklist.fields.purpose == "implement"
        items, _ = playbook.items_of(checklist)
        assert items == scenario.fields.steps
        assert len(items) >= 5


def test_no_checklist_is_empty(playbook: Playbook) -> None:
    for checklist in playbook.of(schema.Checklist):
        assert len(list(playbook.active_items(checklist))) >= 3, checklist


def test_every_cell_of_the_summary_table_has_a_statement(playbook: Playbook) -> None:
    cells = {(entry.fields.aspect, entry.fields.scenario) for entry in playbook.of(schema.Statement)}
    assert cells == {(aspect, scenario) for aspect in ("people", "process", "rewards") for scenario in SCENARIOS}


def test_every_statement_is_backed_by_a_record_of_its_scenario(playbook: Playbook) -> None:
    for statement in playbook.of(schema.Statement):
        backing = [one.target for one in playbook.links_from(statement, relations.relation("backed_by.record"))]
        assert backing, statement
        scenarios = {scenario.id for entry in backing for scenario in playbook.scenarios_of(entry)}
        assert statement.fields.scenario in scenarios, statement


def test_every_text_that_is_stated_names_its_section(playbook: Playbook) -> None:
    sections = {f"{entry.id}/{part.id}" for entry in playbook.of(schema.Source) for part in entry.fields.sections}
    for entry in playbook.all():
        for provenance in _sourcings(entry.fields, entry):
            assert (provenance.section in sections) == (provenance.basis != "editorial"), entry


def _sourcings(value: Any, around: Any) -> Iterator[Any]:
    if isinstance(value, schema.Sourced):
        around = around.provenance if isinstance(around, Entry) else around.within(value)
        yield around
    if isinstance(value, schema.Model):
        for name in type(value).model_fields:
            yield from _sourcings(getattr(value, name), around)
    elif isinstance(value, tuple):
        for part in value:
            yield from _sourcings(part, around)


def test_a_pitfall_that_nobody_answers_says_so(playbook: Playbook) -> None:
    for pitfall in playbook.of(schema.Pitfall):
        assert playbook.answers(pitfall) or pitfall.fields.remedy == "none", pitfall


def test_every_section_of_the_chapter_is_used(playbook: Playbook) -> None:
    used = {provenance.section for entry in playbook.all() for provenance in _sourcings(entry.fields, entry)}
    assert {"chapter-14/" + part.id for part in playbook.of(schema.Source)[0].fields.sections} <= used


def test_every_record_begins_with_the_schema_line_of_its_kind() -> None:
    for record in RECORDS:
        assert record.lines[0] == f"# yaml-language-server: $schema=../../schemas/{record.kind}.json", record.path


def test_the_lock_lists_everything_that_is_published(playbook: Playbook) -> None:
    lines = [line for line in LOCKED.splitlines() if not line.startswith("#")]
    made = permalinks.published(playbook, BY_HAND)
    assert set(lines) == made | set(permalinks.headings(lines, BY_HAND))  # a build knows the headings
    assert lines == sorted(set(lines))


# ---------------------------------------------------------------- nothing can be lost or misspelled unnoticed


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{record.kind}:{record.stem}")
def test_a_deleted_record_is_missed(playbook: Playbook, record: SourceRecord) -> None:
    """By the list of what was published, and by every record that links to it, at the very place."""
    ref = f"{record.kind}:{record.stem}"
    gone = next(one for one in (*playbook.all(), *playbook.retired) if one.ref == ref)
    names = READ.names - {(record.kind, record.stem)}
    unread = permalinks.Unread(frozenset(), frozenset())
    left = _without(playbook, gone)
    now = permalinks.published(left, BY_HAND)
    missed = permalinks.check(permalinks.listed(LOCKED), "data/links.lock", left, unread, now, whole=True)
    assert f"{gone.kind.word} '{gone.id}' was published" in [problem.what.partition(" at ")[0] for problem in missed]

    links = playbook.links_to(gone)
    referring = {one.origin: Checked(one.origin.record, one.origin.fields) for one in links}
    _, dangling = link(list(referring.values()), names, playbook.settings)
    assert {problem.location for problem in dangling if problem.code == "unknown-ref"} == {
        one.location for one in links
    }


def _without(playbook: Playbook, gone: Entry) -> Playbook:
    entries = {kind: tuple(one for one in entries if one is not gone) for kind, entries in playbook.entries.items()}
    links = tuple(one for one in playbook.links if gone not in (one.origin, one.target))
    return Playbook(
        playbook.settings, entries, links, retired=tuple(one for one in playbook.retired if one is not gone)
    )


def test_a_deleted_file_is_missed(tmp_path: Path) -> None:
    """The same, through the whole recipe, for one file."""
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data/processes/triage.yml").unlink()
    problems = load(tmp_path).problems
    assert {problem.code for problem in problems} == {"unknown-ref", "published-and-gone"}
    assert "data/links.lock" in {problem.location.path for problem in problems}


def test_every_misspelled_reference_is_reported_at_its_place_with_the_right_word(tmp_path: Path) -> None:
    """One letter of every reference in every file is changed; each is reported by itself."""
    shutil.copytree(DATA, tmp_path / "data")
    expected = set()
    for record in RECORDS:
        if "retired" in record.value:
            continue  # the rest of it is shown nowhere
        lines = list(record.lines)
        for number, column, word, whole in _references(record):
            at = column - 1 + len(word) // 2 - (word[len(word) // 2] in "-/0123456789")
            line = lines[number - 1]
            lines[number - 1] = f"{line[:at]}{'q' if line[at] != 'q' else 'z'}{line[at + 1 :]}"
            expected.add((record.path, number, whole, word))
        (tmp_path / record.path).write_text("\n".join(lines) + "\n", "utf-8")
    found = set()
    for problem in load(tmp_path).problems:
        if problem.code == "unknown-ref":
            place = problem.location
            meant = re.fullmatch(r"Did you mean '(.*)'\?", problem.remedy)
            found.add((place.path, place.line, place.column, meant[1] if meant else problem.remedy))
    assert found == expected
    assert len(found) > 3000


def _references(record: SourceRecord) -> Iterator[tuple[int, int, str, int]]:
    """Line and column of the word that can be misspelled, the word, and the column at which it is reported."""
    for found in schema.marked_values(record):
        if isinstance(found.marker, schema.Ref | schema.SectionName):
            place = record.at(found.path)
            start = record.lines[place.line - 1].index(found.text, place.column - 1)
            assert start - (place.column - 1) in (0, 1), "the value stands where it is said to, perhaps in quotes"
            yield place.line, *_word(found.text, start + 1), place.column
        elif found.marker.sort == "prose":
            span = record.spans[found.path]
            for number in range(span.line, span.last_line + 1):
                for link in PROSE_LINK.finditer(
                    record.lines[number - 1], span.column - 1 if number == span.line else 0
                ):
                    if not WEB.match(link[1]):
                        yield number, *_word(link[1], link.start(1) + 1), link.start(1) + 1


def _word(reference: str, column: int) -> tuple[int, str]:
    """The id in `kind:id#item`; a bare id or section as it is."""
    id = reference.partition("#")[0]
    start = id.find(":") + 1
    return column + start, id[start:]


def test_everything_that_a_scenario_could_use_is_recommended_or_not_in_each(playbook: Playbook) -> None:
    entries = [entry for entry in playbook.all() if "recommended" in type(entry.fields).model_fields]
    assert len(entries) > 100
    for entry in entries:
        assert tuple(one.scenario for one in entry.fields.recommended) == SCENARIOS, entry.ref
