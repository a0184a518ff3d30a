"""Selections from all checklists: by role, by phase, by scenario.

In: the checklists. Out: slices, a sheet for each, and their links. Not here: how items are shown (checklist).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from .. import addresses, blocks, schema
from ..blocks import Group, Sheet, Target
from ..playbook import Entry, live
from .checklist import tasks
from .common import Views


@dataclass(frozen=True)
class Slice:
    """A selection from all checklists."""

    by: Literal["role", "phase", "scenario"]
    id: str
    title: str
    summary: str


def slices(views: Views) -> list[Slice]:
    """Every slice of which something is on a list, in the order of roles, phases and scenarios."""
    found = [
        *(
            Slice("role", role.id, role.title, f"Everything on any checklist that falls to the role: {role.title}.")
            for role in views.playbook.entries["role"]
        ),
        *(
            Slice("phase", phase, title, f"Everything on any checklist that is due in this phase: {title.lower()}.")
            for phase, title in schema.PHASES.items()
        ),
        *(
            Slice(
                "scenario",
                scenario.id,
                scenario.title,
                "The default implementation of this scenario, and how to adopt and run each process that it uses.",
            )
            for scenario in views.playbook.entries["scenario"]
        ),
    ]
    return [one for one in found if chosen(views, one)]


def chosen(views: Views, one: Slice) -> list[tuple[Entry, list[str] | None]]:
    """The checklists of a slice, each with the ids of the items that belong to it; None for all of them."""
    if one.by == "scenario":
        scenario = views.playbook.get("scenario", one.id)
        return [
            (checklist, None)
            for checklist in views.playbook.entries["checklist"]
            if (owner := views.playbook.owner_of(checklist)) and scenario in views.playbook.scenarios_of(owner)
        ]
    found: list[tuple[Entry, list[str] | None]] = []
    for checklist in views.playbook.entries["checklist"]:
        items = live(views.playbook.items_of(checklist)[0])
        ids = [item.id for item in items if getattr(item, one.by) == one.id]
        if ids:
            found.append((checklist, ids))
    return found


def sheet(views: Views, one: Slice) -> Sheet:
    """The page of a slice: each list with the items that belong to it."""
    content = [
        replace(
            tasks(views, checklist, prefix=f"{checklist.id}--", only=ids, title=checklist.title, parts=ids is None),
            id=checklist.id,
        )
        for checklist, ids in chosen(views, one)
    ]
    return views.listing(
        schema.PageText.model_construct(title=f"Checklist items: {one.title}", summary=one.summary),
        content,
        eyebrow=f"Checklist items by {one.by}",
        searched=False,
    )


def links(views: Views) -> blocks.Backlinks:
    """Every slice, for the index of the checklists."""
    groups = {"role": "By role", "phase": "By phase", "scenario": "By scenario"}
    found = slices(views)
    return blocks.Backlinks(
        id="slices",
        title="Items of all lists",
        groups=tuple(
            Group(
                title,
                tuple(
                    Target(one.title, addresses.slice(one.by, one.id), "", "", one.id, one.summary)
                    for one in found
                    if one.by == by
                ),
            )
            for by, title in groups.items()
        ),
    )
