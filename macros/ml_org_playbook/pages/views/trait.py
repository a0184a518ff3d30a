"""The page of a people trait: what to look for, how to ask for it, how to develop it."""

from collections.abc import Iterator

from ... import schema
from ...model import relations
from ...model.playbook import Entry
from ..blocks import Block, Interview
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Trait]) -> Iterator[Block]:
    inherited, playbook, practice = entry.provenance, views.playbook, entry.fields.practice
    own = inherited.within(practice)
    yield views.recommended(entry.fields.recommended)
    yield views.texts("description", "What it is", entry.fields.description, inherited)
    yield views.in_scenarios(entry)
    yield views.rows("who", "Who needs it", playbook.links_from(entry, relations.ROLE), style="who")
    yield views.texts("look-for", "What to look for", practice.look_for, own, "list")
    yield Interview(
        id="interview",
        title="Interview questions",
        badge=views.badge(own),
        rows=practice.interview,
    )
    yield views.texts("develop", "How to develop it", practice.develop, own, "list")
    yield views.texts("overdone", "Too much of it, or a false form", practice.overdone, own, "list")
    yield views.answered(entry)
    rewards = playbook.links_to(entry, relations.TRAIT, schema.Reward)
    yield views.rows("rewards", "Rewards that reinforce it", rewards, back=True)


record_page(schema.Trait, blocks)
