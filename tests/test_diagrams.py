"""Pictures: nothing lies on anything else, and what stands beside each other has one scale."""

from __future__ import annotations

from itertools import combinations

import pytest

from ml_org_playbook import schema
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.pages import diagrams
from ml_org_playbook.pages.diagrams import Box, Drawing, Label, Stroke

FORMS = {"wide": diagrams.chart, "tall": diagrams.tall_chart, "small": diagrams.small_chart}


@pytest.fixture(scope="module")
def charts(playbook: Playbook) -> dict[str, schema.Chart]:
    return {scenario.id: scenario.fields.chart for scenario in playbook.of(schema.Scenario)}


def drawn(charts: dict[str, schema.Chart], form: str) -> list[Drawing]:
    return [FORMS[form](id, chart) for id, chart in charts.items()]


@pytest.mark.parametrize("form", FORMS)
def test_boxes_do_not_overlap_and_lie_inside_the_picture(charts: dict[str, schema.Chart], form: str) -> None:
    for drawing in drawn(charts, form):
        for one, other in combinations(drawing.boxes, 2):
            assert not _overlap(_frame(one), _frame(other)), (drawing.name, one.id, other.id)
        for box in drawing.boxes:
            x1, y1, x2, y2 = _frame(box)
            assert min(x1, y1) >= 0
            assert x2 <= drawing.width
            assert y2 <= drawing.height


@pytest.mark.parametrize("form", ["wide", "tall"])
def test_words_on_a_working_relation_are_crossed_by_no_other_line(charts: dict[str, schema.Chart], form: str) -> None:
    for drawing in drawn(charts, form):
        assert drawing.labels
        for label in drawing.labels:
            frame = _words(label)
            crossed = [stroke for stroke in drawing.strokes if _across(stroke, label) and _overlap(_run(stroke), frame)]
            assert crossed == [], (drawing.name, label)
            assert not any(_overlap(_frame(box), frame) for box in drawing.boxes), (drawing.name, label)


def test_relations_with_one_label_and_a_box_in_common_are_one_line(charts: dict[str, schema.Chart]) -> None:
    labels = [label.text for label in diagrams.chart("hybrid", charts["hybrid"]).labels]
    assert sorted(labels) == ["Advice", "Uses, contributes"]


def test_charts_beside_each_other_have_one_frame_and_boxes_of_one_size(charts: dict[str, schema.Chart]) -> None:
    pictures = diagrams.on_one_scale({drawing.name: drawing for drawing in drawn(charts, "small")}).values()
    assert len({(picture.width, picture.height) for picture in pictures}) == 1
    assert len({(box.width, box.height) for picture in pictures for box in picture.boxes}) == 1
    for picture in pictures:
        left = min(box.x for box in picture.boxes) - picture.left
        right = picture.left + picture.width - max(box.x + box.width for box in picture.boxes)
        assert left == pytest.approx(right)


def test_a_chart_explains_the_signs_that_it_uses_and_no_others(charts: dict[str, schema.Chart]) -> None:
    signs = [sign for sign, _ in diagrams.chart("decentralized", charts["decentralized"]).keys]
    assert signs == ["ml", "plain", "report", "tie"]


def test_a_chart_of_one_box_is_drawn_in_every_form(minimal: Playbook) -> None:
    chart = schema.Chart(basis="editorial", caption="One box.", units=(schema.ChartUnit(id="all", title="All"),))
    for form in FORMS.values():
        assert len(form("one", chart).boxes) == 1


Frame = tuple[float, float, float, float]


def _frame(box: Box) -> Frame:
    return (box.x, box.y, box.x + box.width, box.y + box.height)


def _words(label: Label) -> Frame:
    """Where a label stands, at 6 units a letter and 9 a line."""
    length, height = 6 * len(label.text), 9
    if label.upright:
        return (label.x - height, label.y - length / 2, label.x, label.y + length / 2)
    return (label.x - length / 2, label.y - height, label.x + length / 2, label.y)


def _across(stroke: Stroke, label: Label) -> bool:
    """Whether a working relation runs across the direction of the words."""
    (x1, _), (x2, _) = stroke.points[0], stroke.points[-1]
    return stroke.style == "tie" and (x1 != x2 if label.upright else x1 == x2)


def _run(stroke: Stroke) -> Frame:
    xs, ys = [x for x, _ in stroke.points], [y for _, y in stroke.points]
    return (min(xs), min(ys), max(xs), max(ys))


def _overlap(one: Frame, other: Frame) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
