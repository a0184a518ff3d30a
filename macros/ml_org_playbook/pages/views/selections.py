"""Pages of selections from all checklists, and the links to them.

Not here: what belongs to a selection (model.selections), how items are shown (checklist).
"""

from dataclasses import replace
from typing import Final

from ...model.selections import Selection, all_selections
from ..blocks import Fact, PageView, RichText, Target, Texts
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
    words = RichText("No checklist has such an item at present.", None)
    return views.page(
        one.title,
        one.summary,
        content or (Texts(id="nothing", title="No items", words=(words,)),),
        eyebrow=f"Checklist items by {one.by}",
        facts=(Fact("When", RichText(one.when, None)),),
        next=(views.row(one.about),) if one.about else (),
        downloads=views.files("selection", one.path) if content else (),
        searched=False,
    )


def links(views: Views) -> tuple[Fact, ...]:
    """Every selection of which something is on a list, for the index of the checklists."""
    found = [one for one in all_selections(views.playbook) if one.lists]
    groups = ((title, tuple(link(one) for one in found if one.by == by)) for by, title in _GROUPS.items())
    return tuple(Fact(title, targets=targets) for title, targets in groups if targets)


def link(one: Selection) -> Target:
    return Target(one.name, one.address, id=one.id, summary=one.summary)
