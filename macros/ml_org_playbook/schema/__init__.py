"""The boundary types: what each kind of record may hold.

In: plain values with their positions (reading). Out: strict, frozen models, or problems with their places.
The docstring under a field is the help that editors and the reference page show.
Not here: whether a reference leads anywhere (model.link) and whether the whole is sound (rules).

    text        sorts of text, and what they refuse
    refs        references to records and to sections of sources
    base        what all models share, and what every record has
    links       links with a text
    kind        what a kind is
    kinds/      the kinds, one module each
    settings    the playbook as a whole, and a layer of it
    walk        references and texts of a record, found by the types of its fields
    checking    one record against its model
    wording     what pydantic finds, in the author's words
    remedy      how a value of the wrong type is written
"""

from __future__ import annotations

from .base import Basis, Model, Part, Passage, Record, Retirement, Sourced, SourcedText
from .checking import check
from .kind import Kind
from .kinds import FOLDERS, KINDS, kind_of
from .kinds.advantage import Advantage
from .kinds.advice import Advice
from .kinds.aspect import Aspect
from .kinds.checklist import (
    PHASES,
    Checklist,
    Item,
    active_items,
    grouped_by_phase,
    item_parts,
    numbered_items,
    placed_items,
)
from .kinds.pitfall import Pitfall
from .kinds.process import PracticeStep, Process
from .kinds.question import Question
from .kinds.reward import Reward
from .kinds.role import Role
from .kinds.scenario import AspectNote, Chart, ChartTie, ChartUnit, Scenario
from .kinds.source import Source
from .kinds.statement import Statement
from .kinds.story import Story
from .kinds.term import Term
from .kinds.trait import Trait
from .kinds.transition import Transition
from .kinds.worksheet import FormField, FormSection, Worksheet
from .refs import IsSection, RefTo
from .settings import SETTINGS, LayerSettings, PageText, Parameter, Settings, model_of
from .text import ID_MOST, ID_PATTERN, HasForm, Id, IsLine, IsProse, Line, Prose, Title, as_id, is_id
from .walk import MarkedValue, marked_values

__all__ = [
    "Advantage",
    "Advice",
    "Aspect",
    "AspectNote",
    "Basis",
    "Chart",
    "ChartTie",
    "ChartUnit",
    "Checklist",
    "FOLDERS",
    "FormField",
    "FormSection",
    "HasForm",
    "ID_MOST",
    "ID_PATTERN",
    "Id",
    "IsLine",
    "IsProse",
    "IsSection",
    "Item",
    "KINDS",
    "Kind",
    "LayerSettings",
    "Line",
    "MarkedValue",
    "Model",
    "PHASES",
    "PageText",
    "Parameter",
    "Part",
    "Passage",
    "Pitfall",
    "PracticeStep",
    "Process",
    "Prose",
    "Question",
    "Record",
    "RefTo",
    "Retirement",
    "Reward",
    "Role",
    "SETTINGS",
    "Scenario",
    "Settings",
    "Source",
    "Sourced",
    "SourcedText",
    "Statement",
    "Story",
    "Term",
    "Title",
    "Trait",
    "Transition",
    "Worksheet",
    "active_items",
    "as_id",
    "check",
    "grouped_by_phase",
    "is_id",
    "item_parts",
    "kind_of",
    "marked_values",
    "model_of",
    "numbered_items",
    "placed_items",
]
