"""The boundary types: what each kind of record may hold.

In: plain values with their positions (reading). Out: strict, frozen models, or problems with their places.
The docstring under a field is the help that editors and the reference page show.
Not here: whether a reference leads anywhere (model.link) and whether the whole is sound (rules).

    text          sorts of text, and what they refuse
    refs          references to records and to sections of sources
    base          what all models share, and what every record has
    links         links with a text
    kind          what a kind is
    kinds/        the kinds, one module each
    settings      the playbook as a whole, and a layer of it
    annotations   types of fields, and by these the references and texts of a record
    descriptions  fields and types in plain words
    checking      one record against its model
    wording       what pydantic finds, in the author's words
    remedy        how a value of the wrong type is written
"""

from ..reading.names import ID_PATTERN, as_id, is_id
from .annotations import FIELDS, MarkedValue, marked_values
from .base import Basis, Model, Part, Passage, Record, Sourced
from .checking import check
from .kind import Kind
from .kinds import FOLDERS, KINDS, kind_of
from .kinds.advantage import Advantage
from .kinds.advice import Advice
from .kinds.aspect import Aspect
from .kinds.checklist import (
    DATED,
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
from .kinds.scenario import PARTS, AspectNote, Brief, BriefRisk, Chart, ChartTie, ChartUnit, Scenario, Step
from .kinds.source import Section, Source
from .kinds.statement import Statement
from .kinds.story import Story
from .kinds.term import Term
from .kinds.trait import Trait
from .kinds.transition import Transition
from .kinds.worksheet import FormField, FormSection, Worksheet
from .links import LEVELS, Recommendation
from .refs import Ref, SectionName
from .settings import SETTINGS, LayerSettings, Parameter, Settings, model_of
from .text import Text
