"""The page of a reward: which behavior is recognized, in which forms, on what evidence."""

from collections.abc import Iterator

from ... import schema
from ...model import relations
from ...model.playbook import Entry
from ..blocks import Block
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Reward]) -> Iterator[Block]:
    inherited, playbook, practice = entry.provenance, views.playbook, entry.fields.practice
    own = inherited.within(practice)
    yield views.recommended(entry.fields.recommended)
    yield views.texts("behavior", "What is recognized", entry.fields.behavior, inherited)
    yield views.in_scenarios(entry)
    yield views.rows("given-by", "Who gives it", playbook.links_from(entry, relations.GIVEN_BY), style="who")
    yield views.texts("forms", "Forms that it can take", practice.forms, own, "list")
    yield views.texts("evidence", "What counts as evidence", practice.evidence, own, "list")
    yield views.texts("goes-wrong", "How it goes wrong", practice.goes_wrong, own, "list")
    yield views.texts("start", "How to begin", practice.start, own, "list")
    yield views.rows("processes", "Processes that it reinforces", playbook.links_from(entry, relations.PROCESS))
    yield views.rows("traits", "People traits that it reinforces", playbook.links_from(entry, relations.TRAIT))
    yield views.answered(entry)
    yield views.rows("rewards", "Belongs with", playbook.links_from(entry, relations.REWARD))


record_page(schema.Reward, blocks)
