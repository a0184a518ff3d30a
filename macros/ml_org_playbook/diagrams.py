"""Pictures as coordinates: organization charts and the Star Model. No SVG here; a template draws them.

In: boxes and relations by id. Out: frozen drawings, all lengths in units of the picture's own grid.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from . import schema

BOX_WIDTH: Final = 132
GAP: Final = 14
LEVEL_GAP: Final = 34
LINE: Final = 14
"""Height of a line of text."""
PADDING: Final = 9
LETTERS: Final = 20
"""Letters that fit on a line of a box."""


@dataclass(frozen=True)
class Box:
    id: str
    x: float
    y: float
    width: float
    height: float
    tone: str
    title: tuple[str, ...]
    """Lines of the title."""
    people: tuple[str, ...]
    """Lines below it."""
    address: str | None = None


@dataclass(frozen=True)
class Stroke:
    """A line from box to box."""

    points: tuple[tuple[float, float], ...]
    style: str
    """`report` for the reporting line, `tie` for a working relation, `star` for the Star Model."""
    label: str = ""


@dataclass(frozen=True)
class Branch:
    """The same picture as nested text."""

    title: str
    people: tuple[str, ...]
    parts: tuple[Branch, ...]


@dataclass(frozen=True)
class Drawing:
    name: str
    """Unique on a page: prefix of the ids inside the picture."""
    width: float
    height: float
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    alternative: tuple[Branch, ...]
    relations: tuple[str, ...] = ()
    """Working relations as sentences."""
    small: bool = False
    """Without text: shapes only."""


def chart(name: str, data: schema.Chart, *, small: bool = False) -> Drawing:
    """An organization chart: a tree from top to bottom, leaves side by side, parents centered above them."""
    children: dict[str | None, list[schema.ChartUnit]] = {}
    for unit in data.units:
        children.setdefault(unit.parent, []).append(unit)
    heights = _level_heights(children, small)
    boxes: dict[str, Box] = {}
    column = 0.0

    def place(unit: schema.ChartUnit, level: int) -> Box:
        nonlocal column
        below = [place(child, level + 1) for child in children.get(unit.id, ())]
        if below:
            x = (below[0].x + below[-1].x) / 2
        else:
            x = column
            column += BOX_WIDTH + GAP
        top = sum(heights[:level]) + level * LEVEL_GAP
        box = _box(unit, x, top, small)
        boxes[unit.id] = box
        return box

    for root in children.get(None, ()):
        place(root, 0)
    order = [boxes[unit.id] for unit in data.units]
    return Drawing(
        name=name,
        width=max(box.x + box.width for box in order),
        height=max(box.y + box.height for box in order) + (0 if small or not data.ties else 26 * len(data.ties)),
        boxes=tuple(order),
        strokes=tuple(_reporting(data, boxes)) + (() if small else tuple(_ties(data, boxes))),
        alternative=_branches(None, children),
        relations=tuple(_relation(tie, data) for tie in data.ties),
        small=small,
    )


def star(name: str, aspects: Iterable[tuple[str, str, str]]) -> Drawing:
    """The Star Model: five points, each joined to each.

    aspects: id, title and address of each point; the first stands at the top, the others follow clockwise.
    """
    points = list(aspects)
    width, height, radius = 112.0, 40.0, 128.0
    centers = [
        (
            radius * 1.32 * math.sin(2 * math.pi * index / len(points)),
            -radius * math.cos(2 * math.pi * index / len(points)),
        )
        for index in range(len(points))
    ]
    left = min(x for x, _ in centers) - width / 2
    top = min(y for _, y in centers) - height / 2
    boxes = tuple(
        Box(
            id,
            round(x - left - width / 2, 1),
            round(y - top - height / 2, 1),
            width,
            height,
            "point",
            (title,),
            (),
            address,
        )
        for (id, title, address), (x, y) in zip(points, centers, strict=True)
    )
    middle = [(box.x + box.width / 2, box.y + box.height / 2) for box in boxes]
    strokes = tuple(
        Stroke((middle[one], middle[other]), "star")
        for one in range(len(points))
        for other in range(one + 1, len(points))
    )
    return Drawing(
        name=name,
        width=round(max(box.x for box in boxes) + width, 1),
        height=round(max(box.y for box in boxes) + height, 1),
        boxes=boxes,
        strokes=strokes,
        alternative=tuple(Branch(title, (), ()) for _, title, _ in points),
        relations=("Each of the five bears on each of the others.",),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, LETTERS, break_long_words=False))


def _height(unit: schema.ChartUnit, small: bool) -> float:
    if small:
        return 40
    lines = len(_lines(unit.title)) + sum(len(_lines(person)) for person in unit.people)
    return lines * LINE + 2 * PADDING + (4 if unit.people else 0)


def _level_heights(children: dict[str | None, list[schema.ChartUnit]], small: bool) -> list[float]:
    heights: list[float] = []
    level = children.get(None, [])
    while level:
        heights.append(max(_height(unit, small) for unit in level))
        level = [child for unit in level for child in children.get(unit.id, ())]
    return heights


def _box(unit: schema.ChartUnit, x: float, y: float, small: bool) -> Box:
    people = tuple(line for person in unit.people for line in _lines(person))
    return Box(
        unit.id,
        x,
        y,
        BOX_WIDTH,
        _height(unit, small),
        unit.tone,
        () if small else _lines(unit.title),
        () if small else people,
    )


def _reporting(data: schema.Chart, boxes: dict[str, Box]) -> Iterable[Stroke]:
    for unit in data.units:
        if unit.parent is not None:
            above, below = boxes[unit.parent], boxes[unit.id]
            start = (above.x + above.width / 2, above.y + above.height)
            end = (below.x + below.width / 2, below.y)
            bend = end[1] - LEVEL_GAP / 2
            yield Stroke((start, (start[0], bend), (end[0], bend), end), "report")


def _ties(data: schema.Chart, boxes: dict[str, Box]) -> Iterable[Stroke]:
    """Working relations run below the picture, each on a level of its own, so that they cross no box."""
    bottom = max(box.y + box.height for box in boxes.values())
    for index, tie in enumerate(data.ties):
        start, end = boxes[tie.start], boxes[tie.end]
        level = bottom + 16 + 26 * index
        shift = 10 * index
        x1, x2 = start.x + start.width / 2 + shift, end.x + end.width / 2 + shift
        yield Stroke(
            ((x1, start.y + start.height), (x1, level), (x2, level), (x2, end.y + end.height)), "tie", tie.label
        )


def _branches(parent: str | None, children: dict[str | None, list[schema.ChartUnit]]) -> tuple[Branch, ...]:
    return tuple(Branch(unit.title, unit.people, _branches(unit.id, children)) for unit in children.get(parent, ()))


def _relation(tie: schema.ChartTie, data: schema.Chart) -> str:
    titles = {unit.id: unit.title for unit in data.units}
    return f"{titles[tie.start]} to {titles[tie.end]}: {tie.label}"
