"""Selections from all checklists: what falls to a role, what is due in a phase, what a scenario calls for.

In: a linked playbook. Out: selections, each with the items that belong to it. Not here: how they look on a page (views)
or in a file (export).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from .. import schema
from .addresses import selection_path
from .playbook import Entry, Playbook, active_items

By = Literal["role", "phase", "scenario"]


@dataclass(frozen=True)
class Selection:
    """A selection. It may be empty: its address stays when the last of its items goes."""

    by: By
    id: str
    name: str
    """Of the role, the phase or the scenario."""
    summary: str
    when: str
    about: Entry | None
    """The role or the scenario that it is made for."""
    lists: tuple[tuple[Entry, frozenset[str]], ...]
    """Checklists, and the ids of the items of each that belong to the selection."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Ids that its role or scenario had before."""
        return tuple(self.about.fields.aliases) if self.about else ()

    @property
    def title(self) -> str:
        return f"Checklist items: {self.name}"

    @property
    def path(self) -> str:
        """Where it is found, below checklists/ and downloads/."""
        return selection_path(self.by, self.id)


def all_selections(playbook: Playbook) -> Iterator[Selection]:
    """Every selection: by role, then by phase, then by scenario; each in the order of its kind."""
    for role in playbook.entries["role"]:
        yield Selection(
            "role",
            role.id,
            role.title,
            f"Everything on any checklist that falls to the role: {role.title}.",
            "When you begin in this role, and again when you plan its quarter.",
            role,
            tuple(_chosen(playbook, lambda item: item.role, role.id)),
        )
    for phase, title in schema.PHASES.items():
        yield Selection(
            "phase",
            phase,
            title,
            f"Everything on any checklist that is due in this phase: {title.lower()}.",
            "When you plan this phase: take the lists that you have begun, and leave the others.",
            None,
            tuple(_chosen(playbook, lambda item: item.phase, phase)),
        )
    for scenario in playbook.entries["scenario"]:
        yield Selection(
            "scenario",
            scenario.id,
            scenario.title,
            "The default implementation of this scenario, and how to adopt and run each process that it uses.",
            "When you have chosen this scenario, to see all that it asks for.",
            scenario,
            tuple(_of_scenario(playbook, scenario)),
        )


def _chosen(
    playbook: Playbook, own: Callable[[schema.Item], str | None], wanted: str
) -> Iterator[tuple[Entry, frozenset[str]]]:
    for checklist in playbook.entries["checklist"]:
        ids = frozenset(_matching(playbook.items_of(checklist)[0], own, wanted, None))
        if ids:
            yield checklist, ids


def _matching(
    items: tuple[schema.Item, ...], own: Callable[[schema.Item], str | None], wanted: str, above: str | None
) -> Iterator[str]:
    """A part that says nothing itself belongs to what the item above it belongs to."""
    for item in items:
        if item.retired is None:
            value = own(item) or above
            if value == wanted:
                yield item.id
            yield from _matching(item.items, own, wanted, value)


def _of_scenario(playbook: Playbook, scenario: Entry) -> Iterator[tuple[Entry, frozenset[str]]]:
    for checklist in playbook.entries["checklist"]:
        owner = playbook.owner_of(checklist)
        if owner and scenario in playbook.scenarios_of(owner):
            yield checklist, frozenset(item.id for item in active_items(playbook.items_of(checklist)[0]))
