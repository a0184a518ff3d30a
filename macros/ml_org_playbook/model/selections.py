"""Selections from all checklists: what falls to a role, what is due in a phase, what a scenario calls for.

In: a linked playbook. Out: selections, each with the items that belong to it. Not here: how they look on a page (pages)
or in a file (export).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .. import schema
from . import addresses
from .playbook import AnyEntry, Entry, Playbook

Chosen = tuple[Entry[schema.Checklist], frozenset[str]]
"""A checklist, and the ids of its items that belong to a selection."""


@dataclass(frozen=True, eq=False)
class Selection:
    """A selection. It may be empty: its address stays when the last of its items goes."""

    playbook: Playbook
    by: str
    """`role`, `phase` or `scenario`."""
    id: str
    name: str
    """Of the role, the phase or the scenario."""
    summary: str
    when: str
    about: AnyEntry | None = None
    """The role or the scenario that it is made for."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Ids that its role or scenario had before."""
        return self.about.fields.aliases if self.about else ()

    @property
    def title(self) -> str:
        return f"Checklist items: {self.name}"

    @property
    def path(self) -> str:
        """Where it is found, below checklists/ and downloads/."""
        return addresses.selection_path(self.by, self.id)

    @property
    def address(self) -> str:
        return addresses.selection(self.by, self.id)

    @cached_property
    def lists(self) -> tuple[Chosen, ...]:
        """The checklists of which items belong to it, in their order."""
        chosen = ((one, frozenset(self._ids(one))) for one in self.playbook.of(schema.Checklist))
        return tuple((checklist, ids) for checklist, ids in chosen if ids)

    def _ids(self, checklist: Entry[schema.Checklist]) -> Iterator[str]:
        if self.by == "scenario":
            owner = self.playbook.owner_of(checklist)
            if owner and self.about in self.playbook.scenarios_of(owner):
                yield from (item.id for item in self.playbook.active_items(checklist))
        else:
            yield from _matching(self.playbook.items_of(checklist)[0], self.by, self.id)


def all_selections(playbook: Playbook) -> Iterator[Selection]:
    """Every selection: by role, then by phase, then by scenario; each in the order of its kind."""
    for role in playbook.of(schema.Role):
        summary = f"Everything on any checklist that falls to the role: {role.title}."
        when = "When you begin in this role, and again when you plan its quarter."
        yield Selection(playbook, "role", role.id, role.title, summary, when, role)
    for phase, title in schema.PHASES.items():
        summary = f"Everything on any checklist that is due in this phase: {title.lower()}."
        when = "When you plan this phase: take the lists that you have begun, and leave the others."
        yield Selection(playbook, "phase", phase, title, summary, when)
    for scenario in playbook.of(schema.Scenario):
        summary = "The default implementation of this scenario, and how to adopt and run each process that it uses."
        when = "When you have chosen this scenario, to see all that it asks for."
        yield Selection(playbook, "scenario", scenario.id, scenario.title, summary, when, scenario)


def _matching(items: tuple[schema.Item, ...], by: str, wanted: str, above: str | None = None) -> Iterator[str]:
    """Ids of the active items whose role or phase is the wanted one. A part without one has that of its item."""
    for item in items:
        if item.retired is None:
            value = (item.role if by == "role" else item.phase) or above
            if value == wanted:
                yield item.id
            yield from _matching(item.items, by, wanted, value)
