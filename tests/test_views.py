"""What a page shows: numbers of items, what a text rests on, matrices."""

from __future__ import annotations

from typing import Any

import pytest
from helpers import Case, agree, golden

from ml_org_playbook import export, schema
from ml_org_playbook.model import relations
from ml_org_playbook.model.playbook import Playbook, Provenance
from ml_org_playbook.pages.views import Views
from ml_org_playbook.pages.views.checklist import tasks
from ml_org_playbook.pages.views.common import PURPOSES
from ml_org_playbook.pages.views.compare import matrix
from ml_org_playbook.pages.views.definitions import definition
from ml_org_playbook.pages.views.process import agenda
from ml_org_playbook.pages.views.record import view


def item(shape: Any) -> schema.Item:
    """`a`, or `{a: [b, c]}` for an item with parts."""
    (id, parts), *_ = shape.items() if isinstance(shape, dict) else [(shape, [])]
    return schema.Item(id=id, text="Do it.", items=tuple(map(item, parts)))


@golden("numbers")
def test_numbers(case: Case, update: bool) -> None:
    items = [item(shape) for shape in case.input]
    agree(case, {one.id: number for one, number in schema.numbered_items(items)}, update=update)


@golden("basis")
def test_basis(case: Case, update: bool) -> None:
    basis, section = case.input["around"]
    inner = Provenance(basis, section).within(schema.Sourced(**case.input["part"]))
    agree(case, [inner.basis, inner.section], update=update)


@pytest.fixture(scope="module")
def views(minimal: Playbook) -> Views:
    return Views(minimal)


def test_the_list_of_an_implement_checklist_is_its_scenarios_steps(minimal: Playbook, views: Views) -> None:
    checklist = minimal.get(schema.Checklist, "implement-central")
    assert checklist is not None
    block = tasks(views, checklist)
    assert block.count == 4
    assert [(task.number, task.text) for group in block.groups for task in group.tasks] == [
        ("1", "Hire the team."),
        ("2", "Meet every week."),
    ]
    assert [part.number for part in block.groups[0].tasks[0].parts] == ["1.1", "1.2"]


def test_items_stand_under_the_heading_of_their_phase(minimal: Playbook, views: Views) -> None:
    checklist = minimal.get(schema.Checklist, "run-triage")
    assert checklist is not None
    assert [(group.title, len(group.tasks)) for group in tasks(views, checklist).groups] == [
        ("Before", 1),
        ("During", 1),
    ]


def test_some_items_of_a_checklist_keep_their_numbers_under_what_they_are_parts_of(
    minimal: Playbook, views: Views
) -> None:
    checklist = minimal.get(schema.Checklist, "implement-central")
    assert checklist is not None
    block = tasks(views, checklist, only=["find-engineers"])
    (above,) = (task for group in block.groups for task in group.tasks)
    (part,) = above.parts
    assert (above.number, above.context) == ("1", True)
    assert (part.number, part.id, part.context) == ("1.2", "find-engineers", False)
    assert block.count == 1


def test_a_matrix_has_a_row_for_each_record_and_a_column_for_each_scenario(minimal: Playbook, views: Views) -> None:
    block = matrix(views, schema.KINDS["process"])
    assert [row.head.id for row in block.rows] == ["triage"]
    assert [column.id for column in block.columns] == ["central"]
    assert block.rows[0].cells[0].basis == "stated"


def test_a_pitfall_shows_what_answers_it_in_fixed_order(minimal: Playbook, views: Views) -> None:
    pitfall = minimal.get(schema.Pitfall, "slow-team")
    assert pitfall is not None
    rows = next(block for block in view(views, pitfall).blocks if block.id == "answers")
    assert [(row.target.kind, row.target.id) for row in rows.rows] == [  # type: ignore[attr-defined]
        ("process", "triage"),
        ("reward", "shared-credit"),
        ("trait", "patience"),
    ]


def test_the_length_of_an_agenda_is_the_sum_of_its_points(minimal: Playbook, views: Views) -> None:
    triage = minimal.get(schema.Process, "triage")
    assert triage is not None
    block = agenda(views, triage.fields.practice.steps, triage.provenance)
    assert (block.title, block.total) == ("Agenda", 30)


def test_a_pitfall_that_a_process_answers_and_runs_itself_stands_in_one_row(playbook: Playbook) -> None:
    triage = playbook.get(schema.Process, "triage")
    assert triage is not None
    found = {block.id: block for block in view(Views(playbook), triage).blocks}
    assert "endangered" not in found
    assert found["pitfalls"].aliases == ("endangered",)
    both = [row for row in found["pitfalls"].rows if row.besides]  # type: ignore[attr-defined]
    assert [row.target.id for row in both] == [
        link.origin.id for link in playbook.links_to(triage, relations.PROCESS, schema.Pitfall)
    ]


def test_the_head_of_a_process_leads_to_its_lists_and_forms(playbook: Playbook) -> None:
    triage = playbook.get(schema.Process, "triage")
    assert triage is not None
    shortcuts = view(Views(playbook), triage).shortcuts
    assert [(way.kind, way.title) for way in shortcuts[:2]] == [
        ("checklist", "Run it: checklist"),
        ("checklist", "Adopt it: checklist"),
    ]
    assert {way.kind for way in shortcuts[2:]} == {"worksheet"}


def test_a_pitfall_says_where_the_remedy_of_the_source_stands(playbook: Playbook) -> None:
    """Where nothing that answers it rests on the source, its words do."""
    views = Views(playbook)
    said = {}
    for pitfall in playbook.of(schema.Pitfall):
        if pitfall.fields.remedy == "given":
            lead = next(block for block in view(views, pitfall).blocks if block.id == "answers").lead
            said[pitfall.id] = "](pitfall:" in lead[0].text
    assert said["convenient-metric"] is True
    assert said["clashing-updates"] is False


def test_an_entry_begins_with_its_summary_and_what_that_rests_on(minimal: Playbook, views: Views) -> None:
    term = minimal.of(schema.Term)[0]
    entry = definition(views, term, term.fields.definition)
    assert entry.summary is not None
    assert entry.summary.text == term.fields.summary
    assert entry.summary.badge is not None
    assert entry.summary.badge.basis == term.provenance.basis


def test_a_text_may_say_that_it_rests_on_the_source_around_it(minimal: Playbook) -> None:
    """Advice is ours in what it says to do, unless it says otherwise there."""
    advice = schema.Advice(
        id="start-small", title="Start small", summary="One model.", basis="stated", source="book/opening",
        description=("One model.",), do=(schema.Passage(text="Choose one.", basis="stated"),),
    )  # fmt: skip
    entry = minimal.of(schema.Advice)[0]
    marks = [words.badge for words in definition(Views(minimal), _with(entry, advice), (), todo=advice.do).todo]
    assert [(badge.basis, badge.address) for badge in marks if badge] == [("stated", "sources.html#book-opening")]


def _with(entry: Any, fields: schema.Record) -> Any:
    return type(entry)(entry.kind, fields, entry.record)


def test_downloads_stand_together_by_what_they_are_for(minimal: Playbook) -> None:
    views = Views(minimal, downloads=tuple(export.FORMATS.values()))
    found = {group.title: [address for _, address in group.files] for group in views.files("checklist", "x")}
    assert found == {
        "Print and read": ["downloads/x.pdf"],
        "Spreadsheet": ["downloads/x.xlsx", "downloads/x.csv"],
        "Tracker": [
            *("downloads/x.issue.md", "downloads/x.issue-form.yml"),
            *("downloads/x.jira.csv", "downloads/x.linear.csv"),
        ],
        "Text and data": ["downloads/x.md", "downloads/x.json"],
    }
    assert {one.purpose for one in export.FORMATS.values()} <= set(PURPOSES)


def test_what_a_retired_item_was_made_of_is_gone_with_it(views: Views, minimal: Playbook) -> None:
    checklist = minimal.get(schema.Checklist, "run-triage")
    assert checklist is not None
    gone = schema.Item(id="old", text="Do it.", retired="Nobody needs it.", items=(item("part"),))
    fields = checklist.fields.model_copy(update={"items": (*checklist.fields.items, gone)})
    block = tasks(views, _with(checklist, fields))
    assert [(one.anchors, one.reason) for one in block.retired] == [
        (("old",), "Nobody needs it."),
        (("part",), "Nobody needs it."),
    ]
