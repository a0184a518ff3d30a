"""What is drawn: the organization chart of a scenario, and the Star Model.

In: a scenario, or the five aspects. Out: a picture with its caption. Not here: lines and boxes (diagrams).
"""

from __future__ import annotations

from .. import addresses, blocks, diagrams
from ..playbook import Entry
from .common import Views


def chart(views: Views, scenario: Entry, *, small: bool = False, name: str = "") -> blocks.Picture:
    data = scenario.fields.chart
    return blocks.Picture(
        id="chart",
        title="Who sits where",
        drawing=diagrams.chart(name or f"chart-{scenario.id}", data, small=small),
        caption=data.caption,
        mark=views.mark(scenario.sourcing.within(data)),
    )


def star(views: Views) -> blocks.Picture:
    aspects = views.playbook.entries["aspect"]
    return blocks.Picture(
        id="star",
        title="Five aspects that have to fit",
        drawing=diagrams.star("star", ((aspect.id, aspect.title, addresses.of(aspect)) for aspect in aspects)),
        caption="The Star Model: " + ", ".join(aspect.title.lower() for aspect in aspects) + ".",
        mark=None,
    )
