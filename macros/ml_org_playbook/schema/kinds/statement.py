"""Statements: the cells of the summary table."""

from typing import Final

from pydantic import Field

from ..base import Record
from ..kind import Kind
from ..links import RecordLink
from ..refs import AspectRef, ScenarioRef
from ..text import Line


class Statement(Record):
    """One sentence in a cell of the summary table."""

    aspect: AspectRef
    """The row: people, process or rewards."""
    scenario: ScenarioRef
    """The column."""
    text: Line
    """The sentence."""
    backed_by: tuple[RecordLink, ...] = Field(min_length=1)
    """What says more about it."""


KIND: Final = Kind(
    model=Statement,
    rank=130,
    plural="Statements",
    address="compare/index.html",
    page_anchors=frozenset(
        {
            "summary",
            "formerly",
            "matrix-pitfall",
            "matrix-process",
            "matrix-reward",
            "matrix-worksheet",
            "matrix-role",
            "matrix-trait",
        }
    ),  # fmt: skip
)
