"""Links are stored once and found from both ends, in whatever order files are read."""

from __future__ import annotations

import random
from typing import Any

import pytest
from helpers import MINIMAL, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from ml_org_playbook import schema
from ml_org_playbook.model import relations
from ml_org_playbook.model.link import Checked, link
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.reading.folders import read as read_folder
from ml_org_playbook.reading.records import SourceRecord, parse

NAMES = ["alpha", "beta", "gamma", "delta"]


def term(id: str, see: list[str]) -> SourceRecord:
    head = f"id: {id}\ntitle: {id.title()}\nsummary: A term.\nbasis: editorial\n"
    text = f"{head}definition: [A term.]\nsee: [{', '.join(see)}]\n"
    return parse(text, "term", id, f"data/terms/{id}.yml")


def linked(records: list[SourceRecord]) -> Playbook:
    about = schema.check(parse((MINIMAL / "playbook.yml").read_text(), "playbook", "playbook", "p"))[0]
    assert isinstance(about, schema.Settings)
    checked = [Checked(one, schema.check(one)[0]) for one in records]
    names = frozenset((one.kind, one.stem) for one in records)
    playbook, problems = link(checked, names, about)
    assert problems == []
    return playbook


def shape(playbook: Playbook) -> Any:
    """Everything that depends on order."""
    return (
        [entry.ref for entry in playbook.all()],
        [(one.origin.ref, str(one.relation), one.target.ref, one.anchor, one.location) for one in playbook.links],
        [[one.origin.ref for one in playbook.links_to(entry)] for entry in playbook.all()],
    )


@given(see=st.fixed_dictionaries({name: st.lists(st.sampled_from(NAMES), max_size=5) for name in NAMES}))
def test_every_link_is_found_from_both_ends(see: dict[str, list[str]]) -> None:
    see = {id: [other for other in others if other != id] for id, others in see.items()}
    playbook = linked([term(id, [f'"term:{other}"' for other in others]) for id, others in see.items()])
    from_origins = [one for entry in playbook.all() for one in playbook.links_from(entry)]
    from_targets = [one for entry in playbook.all() for one in playbook.links_to(entry)]
    stated = sorted((id, other) for id, others in see.items() for other in others)
    assert sorted((one.origin.id, one.target.id) for one in from_origins) == stated
    assert sorted(map(id, from_targets)) == sorted(map(id, from_origins))


@settings(max_examples=25)
@given(st.permutations(range(len(list(MINIMAL.rglob("*.yml"))))))
def test_the_order_in_which_files_are_read_does_not_matter(order: list[int]) -> None:
    records = list(read_folder(MINIMAL, schema.FOLDERS, ROOT).records)
    assert len(records) == len(order)
    assert shape(linked([records[index] for index in order])) == shape(linked(records))


def test_the_order_of_the_real_files_does_not_matter() -> None:
    records = list(read_folder(ROOT / "data", schema.FOLDERS, ROOT).records)
    shuffled = random.Random(14).sample(records, len(records))
    assert shape(linked(shuffled)) == shape(linked(records))


@pytest.mark.parametrize("which", ["minimal", "playbook"])
def test_links_from_and_links_to_tell_the_same(which: str, request: pytest.FixtureRequest) -> None:
    playbook = request.getfixturevalue(which)
    assert playbook.links
    for one in playbook.links:
        assert one in playbook.links_from(one.origin)
        assert one in playbook.links_to(one.target)
    assert sum(len(playbook.links_to(entry)) for entry in playbook.all()) == len(playbook.links)


def test_a_link_carries_its_own_words_and_what_they_rest_on(minimal: Playbook) -> None:
    triage = minimal.get(schema.Process, "triage")
    assert triage is not None
    (one,) = minimal.links_from(triage, relations.PITFALL)
    assert (one.target.ref, one.text) == ("pitfall:slow-team", "It finds what is slow.")
    assert (one.provenance.basis, one.provenance.section) == ("implied", "book/middle")


def test_a_link_in_running_text_is_a_mention_with_its_exact_place(minimal: Playbook) -> None:
    pitfall = minimal.get(schema.Pitfall, "slow-team")
    assert pitfall is not None
    (one,) = minimal.links_from(pitfall, relations.MENTION)
    assert one.target.ref == "process:triage"
    assert str(one.location) == "data/pitfalls/slow-team.yml:9:49"


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("checklist:run-triage", ["send-changes", "one-owner"]),
        ("checklist:implement-central", ["hire", "find-lead", "find-engineers", "meet"]),
        ("scenario:central", ["step-hire", "step-find-lead", "step-find-engineers", "step-meet"]),
        ("worksheet:agenda", ["problems", "problems-list"]),
        ("story:late-launch", ["promise", "delay"]),
        ("source:book", ["opening", "middle"]),
        ("process:triage", []),
    ],
)
def test_parts_that_others_link_to(minimal: Playbook, ref: str, expected: list[str]) -> None:
    entry = minimal.find(ref)
    assert entry is not None
    assert minimal.anchors(entry) == expected
