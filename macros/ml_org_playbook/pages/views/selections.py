"""Pages of selections from all checklists, and the links to them.

In: a selection. Out: its page. Not here: what belongs to it (model.selections), how items are shown
(checklist).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ... import schema
from ...model import addresses
from ...model.selections import Selection, all_selections
from ..blocks import Fact, LinkRow, PageView, RichText, Target, Texts
from .checklist import tasks
from .common import Views

_GROUPS: Final = {"role": "Items by role", "phase": "Items by phase", "scenario": "Items by scenario"}


def view(views: Views, one: Selection) -> PageView:
    """The page of a selection: each list with the items that belong to it."""
    content = [
        replace(tasks(views, checklist, prefix=f"{checklist.id}--", only=ids, title=checklist.title), id=checklist.id)
        for checklist, ids in one.lists
    ]
    content[:-1] = [replace(block, note=False) for block in content[:-1]]  # said once, at the end
    nothing = Texts(
        id="nothing", title="No items", words=(RichText("No checklist has such an item at present.", None),)
    )
    about = views.target(one.about) if one.about else None
    return views.listing(
        schema.PageText.model_construct(title=one.title, summary=one.summary),
        content or (nothing,),
        eyebrow=f"Checklist items by {one.by}",
        facts=(Fact("When", RichText(one.when, None)),),
        next=(LinkRow(about, RichText(about.summary, None)),) if about else (),
        downloads=views.files("selection", one.path) if content else (),
        searched=False,
    )


def links(views: Views) -> tuple[Fact, ...]:
    """Every selection of which something is on a list, for the index of the checklists."""
    found = [one for one in all_selections(views.playbook) if one.lists]
    groups = ((title, tuple(link(one) for one in found if one.by == by)) for by, title in _GROUPS.items())
    return tuple(Fact(title, targets=targets) for title, targets in groups if targets)


def link(one: Selection) -> Target:
    return Target(one.name, addresses.selection(one.by, one.id), "", "", one.id, one.summary)
