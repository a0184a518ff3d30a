"""The page of a record: its head, its blocks in the order of its kind, and its foot.

In: a record. Out: a sheet. Not here: the blocks of a kind (the modules named after kinds), what stands at the foot
(foot), what is left of a record that was retired or renamed (former).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ... import schema
from ...model.playbook import Entry, anchors
from ..blocks import Block, Fact, PageView, RichText
from . import advantages_and_pitfalls, checklist, foot, people_and_rewards, process, scenario, story, worksheet
from .common import Views
from .wording import FORM_WORDS, form_of

_CONTENT: Final[Mapping[str, Callable[[Views, Entry], Iterator[Block]]]] = {
    "scenario": scenario.content,
    "advantage": advantages_and_pitfalls.advantage,
    "pitfall": advantages_and_pitfalls.pitfall,
    "process": process.content,
    "reward": people_and_rewards.reward,
    "trait": people_and_rewards.trait,
    "role": people_and_rewards.role,
    "worksheet": worksheet.content,
    "checklist": checklist.content,
    "story": story.content,
}
"""Kind -> what makes the blocks of its page."""

PAPER: Final = ("checklist", "worksheet")
"""Kinds whose printed sheets each carry the title, because sheets are handed round one by one."""


def view(views: Views, entry: Entry) -> PageView:
    """The page of a record."""
    content = [block for block in _CONTENT[entry.kind.name](views, entry) if not block.empty]
    if entry.kind.name in ("checklist", "worksheet"):
        content.append(foot.share(entry))
    content.append(foot.backlinks(views, entry, content))
    return PageView(
        kind=entry.kind.name,
        eyebrow=_eyebrow(entry),
        title=entry.title,
        summary=entry.fields.summary,
        badge=views.badge(entry.provenance),
        scenarios=tuple(views.target(scenario) for scenario in views.playbook.scenarios_of(entry)),
        facts=tuple(_facts(views, entry)),
        ways=tuple(foot.ways(views, entry)),
        blocks=tuple(block for block in content if not block.empty),
        next=tuple(foot.onward(views, entry)),
        ref=entry.ref,
        paper=paper_name(entry) if entry.kind.name in PAPER else "",
        version=views.playbook.version,
        layer=layer.title if (layer := views.playbook.layer_of(entry)) else "",
        citation=views.playbook.license,
        anchors=tuple(anchors(views.playbook, entry)),
        data_path=entry.record.path,
        downloads=views.files(entry.kind.name, entry.id),
    )


def _eyebrow(entry: Entry) -> str:
    """What stands above the title: the kind, and the form where the kind has some."""
    word = entry.kind.word.capitalize()
    form = form_of(entry)
    return f"{word} · {FORM_WORDS.get(form, form)}" if form is not None else word


def _facts(views: Views, entry: Entry) -> Iterator[Fact]:
    """The lines of the head, below the summary."""
    fields, inherited = entry.fields, entry.provenance
    if isinstance(fields, schema.Advantage | schema.Pitfall):
        aspect = views.playbook.get("aspect", fields.aspect)
        if aspect:
            yield Fact("Aspect", targets=(views.target(aspect),))
        if fields.condition is not None:
            label = "Holds if" if isinstance(fields, schema.Advantage) else "How sure, and when"
            yield Fact(label, views.words(fields.condition, inherited))
    if isinstance(fields, schema.Process):
        own = inherited.within(fields.practice)
        yield Fact("How often", views.words(fields.practice.cadence, own))
        yield Fact("How long", views.words(fields.practice.length, own))
    if isinstance(fields, schema.Checklist | schema.Worksheet):
        yield Fact("When", RichText(fields.when, None))
    if isinstance(fields, schema.Checklist):
        owner = views.playbook.owner_of(entry)
        if owner is not None:
            yield Fact(owner.kind.word.capitalize(), targets=(views.target(owner),))


def paper_name(entry: Entry) -> str:
    """The class of a page, and the name of its sheets in the style sheet for paper."""
    return f"pb-paper-{entry.kind.name}-{entry.id}"
