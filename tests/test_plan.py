"""The plan of a scenario: what it is made from, and that contradictions in it are found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers import ROOT

from ml_org_playbook import schema
from ml_org_playbook.load import load
from ml_org_playbook.model import plan
from ml_org_playbook.model.playbook import Playbook

PLANTED = {
    "implementation plans in the first month, which a step has in the first year": (
        "processes/implementation-planning.yml",
        "level: start\n",
        "level: start\n    phase: first-month\n",
        "[contradiction]",
    ),
    "an executive review in the first quarter, which a step has in the first year": (
        "processes/executive-review.yml",
        "level: start\n",
        "level: start\n    phase: first-quarter\n",
        "[contradiction]",
    ),
    "a remit that is written before the search, and by the leader": (
        "roles/vp-ml.yml",
        "[signed page](checklist:centralized#hire-leader)",
        "[signed page](checklist:centralized#write-remit)",
        "[wrong-order]",
    ),
    "models on infrastructure whose builders come later": (
        "scenarios/hybrid.yml",
        "    role: central-infrastructure-team\n    phase: first-year\n",
        "    role: central-infrastructure-team\n    phase: first-month\n",
        "[wrong-order]",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_contradiction_in_the_plan_is_found(name: str, tmp_path: Path) -> None:
    file, old, new, code = PLANTED[name]
    shutil.copytree(ROOT / "data", tmp_path / "data")
    text = (tmp_path / "data" / file).read_text("utf-8")
    assert old in text
    (tmp_path / "data" / file).write_text(text.replace(old, new, 1), "utf-8")
    problems = load(tmp_path).problems
    assert problems
    assert any(str(problem).endswith(code) and problem.location.path == f"data/{file}" for problem in problems)


def test_a_plan_has_every_step_and_every_process_to_start_with_once(playbook: Playbook) -> None:
    for scenario in playbook.of(schema.Scenario):
        dues = plan.plan(playbook, scenario)
        assert [schema.DATED.index(one.phase) for one in dues] == sorted(schema.DATED.index(one.phase) for one in dues)
        steps = [one.ref.partition("#")[2] for one in dues if one.sort == "step"]
        assert sorted(steps) == sorted(item.id for item in schema.active_items(scenario.fields.steps))
        starts = {
            process.title
            for process in playbook.of(schema.Process)
            for one in process.fields.recommended
            if one.scenario == scenario.id and one.level == "start"
        }
        taken_up = [one.text for one in dues if one.sort == "process"]
        assert sorted(taken_up) == sorted(starts)
        assert {one.phase for one in dues} == set(schema.DATED)


def test_everything_in_a_plan_has_an_owner_and_a_sign(playbook: Playbook) -> None:
    for scenario in playbook.of(schema.Scenario):
        for one in plan.plan(playbook, scenario):
            assert one.role, one
            assert one.shows or one.sort == "role", one
