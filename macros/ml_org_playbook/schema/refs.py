"""References: ids of records, sections of sources, and what tells them from other texts.

In: ids as text knows them. Out: one type a kind that something refers to.
Not here: whether a reference leads anywhere (link).
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from .text import Id


@dataclass(frozen=True)
class Ref:
    """Names a record: one of this kind by its id, or one of any kind as `kind:id` or `kind:id#item`."""

    kind: str | None = None


ScenarioRef = Annotated[Id, Ref("scenario")]
PitfallRef = Annotated[Id, Ref("pitfall")]
ProcessRef = Annotated[Id, Ref("process")]
RewardRef = Annotated[Id, Ref("reward")]
TraitRef = Annotated[Id, Ref("trait")]
RoleRef = Annotated[Id, Ref("role")]
ChecklistRef = Annotated[Id, Ref("checklist")]
AspectRef = Annotated[Id, Ref("aspect")]
AnyRef = Annotated[str, StringConstraints(strict=True, max_length=130), Ref()]
"""`kind:id`, such as `process:triage`, or `kind:id#item` for one item of a checklist, worksheet or story."""


@dataclass(frozen=True)
class SectionName:
    """Names a section of a source, as `source/section`."""


SectionRef = Annotated[str, StringConstraints(strict=True, max_length=130), SectionName()]
"""`source/section`, such as `chapter-14/centralized-process`."""
