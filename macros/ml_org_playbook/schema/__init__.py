"""The boundary types: what each kind of record may hold.

In: plain values with their positions (source). Out: strict, frozen models, or problems with their places.
The docstring under a field is the help that editors and the reference page show.
Not here: whether a reference leads anywhere (link) and whether the whole is sound (rules).

    text        sorts of text, and what they refuse
    refs        references to records and to sections of sources
    base        what all models share, and what every record has
    links       links with a text
    scenario    scenarios, with chart and default implementation
    effects     advantages and pitfalls
    process     processes
    reward      rewards
    people      traits and roles
    worksheet   worksheets
    checklist   checklists and their items
    story       stories
    choosing    statements, transitions and questions
    background  aspects, advice, terms and sources
    settings    the playbook as a whole, and a layer of it
    kinds       the table of kinds
    walk        references and texts of a record, found by the types of its fields
    checking    one record against its model
    wording     what pydantic finds, in the author's words
    remedy      how a value of the wrong type is written
"""

from __future__ import annotations

from .background import Advice
from .base import Basis, Model, Passage, Record, Retirement, Sourced, SourcedText
from .checking import check
from .checklist import PHASES, Checklist, Item
from .effects import Advantage, Pitfall
from .kinds import FOLDERS, KINDS, SETTINGS, Kind, model_of
from .process import PracticeStep, Process
from .refs import IsSection, RefTo
from .scenario import Chart, ChartTie, ChartUnit
from .settings import LayerSettings, PageText, Parameter, Settings
from .text import ID_MOST, ID_PATTERN, HasForm, Id, IsLine, IsProse, Line, Prose, Title, as_id, is_id
from .walk import MarkedValue, marked_values
from .worksheet import FormField, FormSection, Worksheet

__all__ = [
    "FOLDERS",
    "ID_MOST",
    "ID_PATTERN",
    "KINDS",
    "PHASES",
    "SETTINGS",
    "Advantage",
    "Advice",
    "Basis",
    "Chart",
    "ChartTie",
    "ChartUnit",
    "Checklist",
    "FormField",
    "FormSection",
    "HasForm",
    "Id",
    "IsLine",
    "IsProse",
    "IsSection",
    "Item",
    "Kind",
    "LayerSettings",
    "Line",
    "MarkedValue",
    "Model",
    "PageText",
    "Parameter",
    "Passage",
    "Pitfall",
    "PracticeStep",
    "Process",
    "Prose",
    "Record",
    "RefTo",
    "Retirement",
    "SourcedText",
    "Settings",
    "Sourced",
    "Title",
    "Worksheet",
    "check",
    "as_id",
    "is_id",
    "marked_values",
    "model_of",
]
