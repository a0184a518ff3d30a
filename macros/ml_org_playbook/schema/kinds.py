"""The kinds of records: one row each, with its folder, its model, its address and its words.

In: the models. Out: `KINDS`, from which everything else learns which kinds there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .background import Advice, Aspect, Source, Term
from .base import Model, Record
from .checklist import Checklist
from .choosing import Question, Statement, Transition
from .effects import Advantage, Pitfall
from .people import Role, Trait
from .process import Process
from .reward import Reward
from .scenario import Scenario
from .settings import LayerSettings, Settings
from .story import Story
from .worksheet import Worksheet


@dataclass(frozen=True)
class Kind:
    """A kind of record: its folder in data/, its model, the folder of its addresses."""

    name: str
    folder: str
    model: type[Record]
    address: str
    """Folder of the pages, or the one page whose anchors the records are (ends in `.html`)."""
    word: str
    """How texts name one of them."""
    plural: str
    """How pages name several of them."""

    @property
    def has_pages(self) -> bool:
        """Whether each record has a page of its own."""
        return not self.address.endswith(".html")


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("scenario", "scenarios", Scenario, "scenarios", "scenario", "Scenarios"),
        Kind("advantage", "advantages", Advantage, "advantages", "advantage", "Advantages"),
        Kind("pitfall", "pitfalls", Pitfall, "pitfalls", "pitfall", "Pitfalls"),
        Kind("process", "processes", Process, "processes", "process", "Processes"),
        Kind("reward", "rewards", Reward, "rewards", "reward", "Rewards"),
        Kind("trait", "traits", Trait, "people", "people trait", "People traits"),
        Kind("role", "roles", Role, "roles", "role", "Roles"),
        Kind("worksheet", "worksheets", Worksheet, "worksheets", "worksheet", "Worksheets"),
        Kind("checklist", "checklists", Checklist, "checklists", "checklist", "Checklists"),
        Kind("story", "stories", Story, "stories", "story", "Stories"),
        Kind("transition", "transitions", Transition, "transitions.html", "transition", "Transitions"),
        Kind("question", "questions", Question, "questions.html", "question", "Questions"),
        Kind("statement", "statements", Statement, "compare/index.html", "statement", "Statements"),
        Kind("aspect", "aspects", Aspect, "star-model.html", "aspect", "Aspects"),
        Kind("advice", "advice", Advice, "advice.html", "advice", "Advice"),
        Kind("term", "terms", Term, "glossary.html", "term", "Terms"),
        Kind("source", "sources", Source, "sources.html", "source", "Sources"),
    )
}

FOLDERS: Final[dict[str, str]] = {kind.folder: kind.name for kind in KINDS.values()}


SETTINGS: Final[Mapping[str, type[Model]]] = {"playbook": Settings, "layer": LayerSettings}
"""What stands beside the folders of records, in a file of that name: in the first layer, and in each of the others."""


def model_of(kind: str) -> type[Model]:
    """The model of a kind of record, or of a file of settings."""
    return SETTINGS[kind] if kind in SETTINGS else KINDS[kind].model
