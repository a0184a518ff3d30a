"""Selections from all checklists: what falls to a role, what is due in a phase, what a scenario calls for.

In: a linked playbook. Out: selections, each with the items that belong to it. Not here: how they look on a page (pages)
or in a file (export).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

    @property
    def former_addresses(self) -> tuple[str, ...]:
        return tuple(addresses.selection(self.by, alias) for alias in self.aliases)

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
            items = self.playbook.items_of(checklist)[0]
            yield from _matching(items, lambda item: item.role if self.by == "role" else item.phase, self.id)


def all_selections(playbook: Playbook) -> Iterator[Selection]:
    """Every selection: by role, then by phase, then by scenario; each in the order of its kind."""
    for role in playbook.of(schema.Role):
        yield Selection(
            playbook,
            "role",
            role.id,
            role.title,
            f"Everything on any checklist that falls to the role: {role.title}.",
            "When you begin in this role, and again when you plan its quarter.",
            role,
        )
    for phase, title in schema.PHASES.items():
        yield Selection(
            playbook,
            "phase",
            phase,
            title,
            f"Everything on any checklist that is due in this phase: {title.lower()}.",
            "When you plan this phase: take the lists that you have begun, and leave the others.",
        )
    for scenario in playbook.of(schema.Scenario):
        yield Selection(
            playbook,
            "scenario",
            scenario.id,
            scenario.title,
            "The default implementation of this scenario, and how to adopt and run each process that it uses.",
            "When you have chosen this scenario, to see all that it asks for.",
            scenario,
        )


def _matching(
    items: tuple[schema.Item, ...], own: Callable[[schema.Item], str | None], wanted: str, above: str | None = None
) -> Iterator[str]:
    """Ids of the active items whose value is the wanted one. A part without a value has that of the item above it."""
    for item in items:
        if item.retired is None:
            value = own(item) or above
            if value == wanted:
                yield item.id
            yield from _matching(item.items, own, wanted, value)
