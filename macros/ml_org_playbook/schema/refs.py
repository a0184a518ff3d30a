"""References: ids of records, sections of sources, and the marks by which they are found.

In: ids as text knows them. Out: one type a kind that something refers to.
Not here: whether a reference leads anywhere (link).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from .text import Id


@dataclass(frozen=True)
class RefTo:
    """Marks a value that names a record: of this kind, or as `kind:id` or `kind:id#item` of any kind."""

    kind: str | None = None


ScenarioRef = Annotated[Id, RefTo("scenario")]
PitfallRef = Annotated[Id, RefTo("pitfall")]
ProcessRef = Annotated[Id, RefTo("process")]
RewardRef = Annotated[Id, RefTo("reward")]
TraitRef = Annotated[Id, RefTo("trait")]
RoleRef = Annotated[Id, RefTo("role")]
ChecklistRef = Annotated[Id, RefTo("checklist")]
AspectRef = Annotated[Id, RefTo("aspect")]
AnyRef = Annotated[str, StringConstraints(strict=True, max_length=130), RefTo(None)]
"""`kind:id`, such as `process:triage`, or `kind:id#item` for one item of a checklist, worksheet or story."""


@dataclass(frozen=True)
class IsSection:
    """Marks a value that names a section of a source."""


SectionRef = Annotated[str, StringConstraints(strict=True, max_length=130), IsSection()]
"""`source/section`, such as `chapter-14/centralized-process`."""
