"""What is drawn: the organization chart of a scenario, and the Star Model.

In: a scenario, or the five aspects. Out: a picture with its caption. Not here: lines and boxes (diagrams).
"""

from collections.abc import Iterable

from ... import schema
from ...model import addresses
from ...model.playbook import Entry
from .. import blocks, diagrams
from ..diagrams import Drawing
from .common import Views


def chart(views: Views, scenario: Entry[schema.Scenario], *, name: str = "") -> blocks.Picture:
    data = scenario.fields.chart
    name = name or f"chart-{scenario.id}"
    drawing = diagrams.chart(name, data)
    return blocks.Picture(
        id="chart",
        title="Who sits where",
        drawing=drawing,
        narrow=diagrams.tall_chart(f"{name}-tall", data),
        keys=drawing.keys,
        caption=data.caption,
        badge=views.badge(scenario.provenance.within(data)),
    )


def small_charts(scenarios: Iterable[Entry[schema.Scenario]], prefix: str) -> dict[str, Drawing]:
    """The charts of scenarios as shapes on one scale, by the scenario's id, each under a name of its own."""
    return diagrams.on_one_scale(
        {one.id: diagrams.small_chart(f"{prefix}-{one.id}", one.fields.chart) for one in scenarios}
    )


def star(views: Views) -> blocks.Picture:
    aspects = views.playbook.of(schema.Aspect)
    return blocks.Picture(
        id="star",
        title="Five aspects that have to fit",
        drawing=diagrams.star("star", ((aspect.id, aspect.title, addresses.of(aspect)) for aspect in aspects)),
        caption="The Star Model: " + ", ".join(aspect.title.lower() for aspect in aspects) + ".",
        badge=None,
    )
