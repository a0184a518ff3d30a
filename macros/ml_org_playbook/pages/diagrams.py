"""Pictures as coordinates: organization charts and the Star Model. No SVG here; a template draws them.

In: boxes and relations by id. Out: frozen drawings, all lengths in units of the picture's own grid.
A chart comes in three forms: wide, from top to bottom; tall, an outline for narrow screens; small, shapes without text.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Final, Literal

from .. import schema

Point = tuple[float, float]

BOX_WIDTH: Final = 132
GAP: Final = 14
LEVEL_GAP: Final = 34
LINE: Final = 15
"""Height of a line of text."""
PADDING: Final = 10
LETTERS: Final = (18, 20)
"""Letters that fit on a line of a box: of its title, of the people below it."""

SMALL_BOX: Final = (96, 36)
SMALL_LEVEL_GAP: Final = 28

TALL_WIDTH: Final = 340
TALL_INDENT: Final = 16
TALL_GAP: Final = 10
TALL_LETTER: Final = (7.2, 6.2)
"""Width of a letter of a title, and of the people below it."""

TIE_GAP: Final = 22
"""From one working relation to the next, and to the boxes."""
TIE_SHIFT: Final = 14
"""Between two working relations of one box."""


@dataclass(frozen=True)
class Line:
    """A line of text in a box."""

    text: str
    y: float
    strong: bool
    """Whether it belongs to the title."""


@dataclass(frozen=True)
class Box:
    id: str
    x: float
    y: float
    width: float
    height: float
    tone: str
    lines: tuple[Line, ...]
    address: str | None = None


@dataclass(frozen=True)
class Label:
    """Words on a line."""

    text: str
    x: float
    y: float
    upright: bool
    """Whether it runs along a line from top to bottom."""


@dataclass(frozen=True)
class Stroke:
    """A line from box to box."""

    points: tuple[Point, ...]
    style: Literal["report", "tie", "star"]
    """`report` for the reporting line, `tie` for a working relation, `star` for the Star Model."""


@dataclass(frozen=True)
class Branch:
    """A box and those below it, as nested text that tells what the picture shows."""

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
    form: Literal["wide", "tall", "small", "star"]
    labels: tuple[Label, ...] = ()
    alternative: tuple[Branch, ...] = ()
    relations: tuple[str, ...] = ()
    """Working relations as sentences."""
    left: float = 0
    """Where the picture begins: below 0 where it has room beside it."""

    @property
    def broad(self) -> bool:
        """Whether it would be too small to read at the width of a page, and scrolls instead."""
        return self.form == "wide" and self.width > 800

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The signs that it uses, each with its meaning: tones of boxes, styles of lines."""
        used = {box.tone for box in self.boxes} | {stroke.style for stroke in self.strokes}
        return tuple((sign, meaning) for sign, meaning in KEYS.items() if sign in used)


KEYS: Final = {
    "ml": "ML work is done here",
    "shared": "Shared infrastructure",
    "plain": "Other units",
    "report": "Reports to",
    "tie": "Works with",
}
"""Sign of an organization chart -> what it means."""


def chart(name: str, data: schema.Chart) -> Drawing:
    """An organization chart: a tree from top to bottom, leaves side by side, parents centered above them."""
    titles, people = LETTERS
    sizes = {unit.id: (BOX_WIDTH, _height(unit, titles, people)) for unit in data.units}
    places = _tree(data, sizes, LEVEL_GAP)
    boxes = {}
    for unit in data.units:
        lines = _lines(unit, places[unit.id][1], titles, people)
        boxes[unit.id] = Box(unit.id, *places[unit.id], *sizes[unit.id], unit.tone, lines)
    middles = {id: box.x + box.width / 2 for id, box in boxes.items()}
    edges = {id: box.y + box.height for id, box in boxes.items()}
    ties, labels = _ties(_buses(data.ties), middles, edges, max(edges.values()), upright=False)
    return Drawing(
        name=name,
        width=max(box.x + box.width for box in boxes.values()),
        height=max(edges.values()) + (TIE_GAP * len(labels) + 8 if labels else 0),
        boxes=tuple(boxes.values()),
        strokes=(*_reporting(data, boxes, LEVEL_GAP), *ties),
        form="wide",
        labels=labels,
        alternative=_branches(None, _children(data)),
        relations=tuple(_relation(tie, data) for tie in data.ties),
    )


def tall_chart(name: str, data: schema.Chart) -> Drawing:
    """An organization chart as an outline: boxes below each other, indented by their depth in the tree."""
    buses = _buses(data.ties)
    right = TALL_WIDTH - TIE_GAP * len(buses)
    boxes: dict[str, Box] = {}
    strokes: list[Stroke] = []
    children = _children(data)
    top = 0.0

    def place(unit: schema.ChartUnit, level: int) -> None:
        nonlocal top
        x = TALL_INDENT * level
        titles, people = (int((right - x - 2 * PADDING) / letter) for letter in TALL_LETTER)
        height = _height(unit, titles, people)
        box = boxes[unit.id] = Box(unit.id, x, top, right - x, height, unit.tone, _lines(unit, top, titles, people))
        top += height + TALL_GAP
        if unit.parent is not None:
            above, middle = boxes[unit.parent], box.y + height / 2
            start = above.x + TALL_INDENT / 2
            strokes.append(Stroke(((start, above.y + above.height), (start, middle), (x, middle)), "report"))
        for child in children.get(unit.id, ()):
            place(child, level + 1)

    for root in children.get(None, ()):
        place(root, 0)
    middles = {id: box.y + box.height / 2 for id, box in boxes.items()}
    ties, labels = _ties(buses, middles, dict.fromkeys(boxes, right), right - TIE_GAP / 3, upright=True)
    return Drawing(
        name=name,
        width=right + TIE_GAP * len(buses),
        height=top - TALL_GAP,
        boxes=tuple(boxes.values()),
        strokes=(*strokes, *ties),
        form="tall",
        labels=labels,
    )


def small_chart(name: str, data: schema.Chart) -> Drawing:
    """An organization chart without text: the shape of the organization."""
    sizes = {unit.id: SMALL_BOX for unit in data.units}
    places = _tree(data, sizes, SMALL_LEVEL_GAP)
    boxes = {unit.id: Box(unit.id, *places[unit.id], *SMALL_BOX, unit.tone, ()) for unit in data.units}
    return Drawing(
        name=name,
        width=max(box.x + box.width for box in boxes.values()),
        height=max(box.y + box.height for box in boxes.values()),
        boxes=tuple(boxes.values()),
        strokes=tuple(_reporting(data, boxes, SMALL_LEVEL_GAP)),
        form="small",
    )


def on_one_scale(drawings: Mapping[str, Drawing]) -> dict[str, Drawing]:
    """Drawings beside each other, each in a frame that holds any of them, so that a box is as large in all."""
    width = max((drawing.width for drawing in drawings.values()), default=0)
    height = max((drawing.height for drawing in drawings.values()), default=0)
    return {
        key: replace(drawing, left=(drawing.width - width) / 2, width=width, height=height)
        for key, drawing in drawings.items()
    }


def star(name: str, aspects: Iterable[tuple[str, str, str]]) -> Drawing:
    """The Star Model: five points, each joined to each.

    aspects: id, title and address of each point; the first stands at the top, the others follow clockwise.
    """
    points = list(aspects)
    width, height, radius = 100.0, 40.0, 128.0
    angles = [2 * math.pi * index / len(points) for index in range(len(points))]
    centers = [(radius * 1.1 * math.sin(angle), -radius * math.cos(angle)) for angle in angles]
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
            (Line(title, round(y - top + 4.5, 1), True),),
            address,
        )
        for (id, title, address), (x, y) in zip(points, centers, strict=True)
    )
    middle = [(box.x + box.width / 2, box.y + box.height / 2) for box in boxes]
    strokes = tuple(Stroke(pair, "star") for pair in combinations(middle, 2))
    return Drawing(
        name=name,
        width=round(max(box.x for box in boxes) + width, 1),
        height=round(max(box.y for box in boxes) + height, 1),
        boxes=boxes,
        strokes=strokes,
        form="star",
        alternative=tuple(Branch(title, (), ()) for _, title, _ in points),
        relations=("Each of the five bears on each of the others.",),
    )


def _children(data: schema.Chart) -> dict[str | None, list[schema.ChartUnit]]:
    children: dict[str | None, list[schema.ChartUnit]] = {}
    for unit in data.units:
        children.setdefault(unit.parent, []).append(unit)
    return children


def _tree(data: schema.Chart, sizes: Mapping[str, tuple[float, float]], level_gap: float) -> dict[str, Point]:
    """The upper left corner of each box."""
    children = _children(data)
    places: dict[str, tuple[float, int]] = {}
    column = 0.0

    def place(unit: schema.ChartUnit, level: int) -> float:
        nonlocal column
        below = [place(child, level + 1) for child in children.get(unit.id, ())]
        if below:
            x = (below[0] + below[-1]) / 2
        else:
            x = column
            column += sizes[unit.id][0] + GAP
        places[unit.id] = (x, level)
        return x

    for root in children.get(None, ()):
        place(root, 0)
    heights: dict[int, float] = {}
    for id, (_, level) in places.items():
        heights[level] = max(heights.get(level, 0), sizes[id][1])
    return {id: (x, sum(heights[one] + level_gap for one in range(level))) for id, (x, level) in places.items()}


PERSON_GAP: Final = 3
"""Before each who works there, as each may take several lines."""


def _wrapped(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters, break_long_words=False)


def _height(unit: schema.ChartUnit, titles: int, people: int) -> float:
    lines = len(_wrapped(unit.title, titles)) + sum(len(_wrapped(person, people)) for person in unit.people)
    return lines * LINE + 2 * PADDING + PERSON_GAP * len(unit.people)


def _lines(unit: schema.ChartUnit, top: float, titles: int, people: int) -> tuple[Line, ...]:
    """The text of a box that begins at this height."""
    base = top + PADDING - 4  # of the line before the first
    lines = []
    for text in _wrapped(unit.title, titles):
        base += LINE
        lines.append(Line(text, base, True))
    for person in unit.people:
        base += PERSON_GAP
        for text in _wrapped(person, people):
            base += LINE
            lines.append(Line(text, base, False))
    return tuple(lines)


def _reporting(data: schema.Chart, boxes: Mapping[str, Box], level_gap: float) -> Iterator[Stroke]:
    for unit in data.units:
        if unit.parent is not None:
            above, below = boxes[unit.parent], boxes[unit.id]
            start = (above.x + above.width / 2, above.y + above.height)
            end = (below.x + below.width / 2, below.y)
            bend = end[1] - level_gap / 2
            yield Stroke((start, (start[0], bend), (end[0], bend), end), "report")


@dataclass(frozen=True)
class _Bus:
    """Working relations with one label, drawn as one line that all their boxes are joined to."""

    label: str
    units: tuple[str, ...]


def _buses(ties: Iterable[schema.ChartTie]) -> list[_Bus]:
    """Relations with the same label that share a box belong together."""
    buses: list[_Bus] = []
    for tie in ties:
        ends = {tie.start, tie.end}
        joined = [bus for bus in buses if bus.label == tie.label and ends & set(bus.units)]
        buses = [bus for bus in buses if bus not in joined]
        units = dict.fromkeys((*(id for bus in joined for id in bus.units), tie.start, tie.end))
        buses.append(_Bus(tie.label, tuple(units)))
    return buses


def _ties(
    buses: Sequence[_Bus], middles: Mapping[str, float], edges: Mapping[str, float], start: float, *, upright: bool
) -> tuple[tuple[Stroke, ...], tuple[Label, ...]]:
    """Working relations run beside the boxes, each on a level of its own, the shortest nearest to them.

    middles, edges: of each box, along the lines and towards them. start: where levels begin.
    upright: the lines run from top to bottom, on the right of the boxes; else from left to right, below them.
    """

    def at(along: float, level: float) -> Point:
        return (level, along) if upright else (along, level)

    strokes: list[Stroke] = []
    labels: list[Label] = []
    for number, bus, ends, free in _laid_out(buses, middles):
        level = start + TIE_GAP * (number + 1)
        strokes += [Stroke((at(end, edges[id]), at(end, level)), "tie") for id, end in ends.items()]
        strokes.append(Stroke((at(min(ends.values()), level), at(max(ends.values()), level)), "tie"))
        labels.append(Label(bus.label, *at(free, level + 3.5), upright))
    return tuple(strokes), tuple(labels)


def _laid_out(
    buses: Sequence[_Bus], middles: Mapping[str, float]
) -> Iterator[tuple[int, _Bus, dict[str, float], float]]:
    """Level of each line from the boxes outward, where it leaves each box, and the middle of its longest free part."""

    def span(bus: _Bus) -> float:
        places = [middles[id] for id in bus.units]
        return max(places) - min(places)

    ordered = sorted(buses, key=span)
    ends: list[dict[str, float]] = [{} for _ in ordered]
    for id, middle in middles.items():
        here = [number for number, bus in enumerate(ordered) if id in bus.units]
        if here and middle == min(middles[other] for other in ordered[here[-1]].units):
            here.reverse()  # where lines begin, the longest is outermost on the near side; where they end, on the far
        for place, number in enumerate(here):
            ends[number][id] = middle + TIE_SHIFT * (place - (len(here) - 1) / 2)
    for number, bus in enumerate(ordered):
        own = ends[number].values()
        crossing = [at for others in ends[number + 1 :] for at in others.values() if min(own) < at < max(own)]
        cuts = sorted({*own, *crossing})
        start, end = max(pairwise(cuts), key=lambda part: part[1] - part[0], default=(cuts[0], cuts[0]))
        yield number, bus, ends[number], (start + end) / 2


def _branches(parent: str | None, children: Mapping[str | None, Sequence[schema.ChartUnit]]) -> tuple[Branch, ...]:
    return tuple(Branch(unit.title, unit.people, _branches(unit.id, children)) for unit in children.get(parent, ()))


def _relation(tie: schema.ChartTie, data: schema.Chart) -> str:
    titles = {unit.id: unit.title for unit in data.units}
    return f"{titles[tie.start]} to {titles[tie.end]}: {tie.label}"
