"""Layers: records of a company's own beside those of the playbook, and what pages, files and locks say of them."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from export_readers import squeezed, text_of_docx, text_of_pdf
from helpers import ROOT, TESTS, build, make_project
from openpyxl import load_workbook
from test_cli import run
from test_plugin import MKDOCS, built, files

from ml_org_playbook import export, lock
from ml_org_playbook.load import load
from ml_org_playbook.pages import pages
from ml_org_playbook.playbook import Playbook

LAYER = TESTS / "layer"
"""What a company adds to the minimal data: its settings, a checklist and a term."""
NAME = "Minimal playbook 1.0.0, with Example Robotics 0.3.0"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the minimal data, and a layer on it."""
    make_project(tmp_path)
    shutil.copytree(LAYER, tmp_path / "ours")
    name_layers(tmp_path, "data", "ours")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Start\n\n{{ pb_checklist('launch-robot') }}\n")
    return tmp_path


def name_layers(project: Path, *names: str) -> None:
    (project / "mkdocs.yml").write_text(MKDOCS.replace("playbook]", f"playbook: {{layers: [{', '.join(names)}]}}]"))


def loaded(project: Path) -> Playbook:
    """The playbook of a project without problems."""
    found = load(project)
    assert list(map(str, found.problems)) == []
    assert found.playbook is not None
    return found.playbook


def problems(project: Path) -> list[str]:
    return list(map(str, load(project).problems))


# ---------------------------------------------------------------- one playbook


def test_records_of_all_layers_are_one_playbook(project: Path) -> None:
    playbook = loaded(project)
    robot, triage = playbook.find("checklist:launch-robot"), playbook.find("process:triage")
    assert robot is not None
    assert triage is not None
    assert playbook.layer_of(triage) is None
    assert [layer.name for layer in playbook.layers] == ["Minimal playbook 1.0.0", "Example Robotics 0.3.0"]
    assert playbook.layer_of(robot) == playbook.layers[1]
    assert "gripper" in {link.origin.id for link in playbook.links_to(triage, "term")}
    assert robot.record.path == "ours/checklists/launch-robot.yml"


def test_a_layer_sets_parameters_and_the_day(project: Path) -> None:
    settings = loaded(project).settings
    assert settings.parameters["company_name"].value == "Example Robotics"
    assert settings.parameters["company_name"].about
    assert settings.released == "2026-11-24"
    assert settings.version == "1.0.0"


def test_the_last_layer_has_the_last_word_on_a_parameter(project: Path) -> None:
    (project / "team").mkdir()
    (project / "team/layer.yml").write_text(
        'title: Team\nversion: 0.0.1\nreleased: "2026-01-01"\nparameters: {company_name: The arm team}\n'
    )
    name_layers(project, "data", "ours", "team")
    playbook = loaded(project)
    assert playbook.settings.parameters["company_name"].value == "The arm team"
    assert playbook.settings.released == "2026-11-24"
    assert playbook.name == f"{NAME} and Team 0.0.1"


@pytest.mark.parametrize("seed", range(3))
def test_it_does_not_matter_for_the_site_in_which_layer_a_record_stands(seed: int, tmp_path: Path) -> None:
    """Any of the shipped records may be moved to a layer: pages, and items in files, stay as they were."""
    whole, split = tmp_path / "whole", tmp_path / "split"
    for root in (whole, split):
        shutil.copytree(ROOT / "data", root / "data")
    (split / "mkdocs.yml").write_text("plugins: [playbook: {layers: [data, ours]}]\n")
    chance = random.Random(seed)
    for path in sorted((split / "data").glob("*/[!_]*.yml")):
        if chance.random() < 0.3:
            target = split / "ours" / path.relative_to(split / "data")
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
    (split / "ours/layer.yml").write_text('title: Ours\nversion: 0.0.1\nreleased: "2026-01-01"\n')
    one, other = loaded(whole), loaded(split)
    assert [entry.ref for entry in one.all()] == [entry.ref for entry in other.all()]
    assert [page.address for page in pages(one)] == [page.address for page in pages(other)]
    assert [document.digest for document in export.documents(one)] == [
        document.digest for document in export.documents(other)
    ]
    assert lock.published(one) == lock.published(other)


# ---------------------------------------------------------------- what is wrong


@pytest.mark.parametrize("change", ["", "sumary: With a fault.\n"])
def test_a_record_that_another_layer_has_is_named_with_both_files(change: str, project: Path) -> None:
    shutil.copy(project / "data/terms/model.yml", project / "ours/terms/model.yml")
    with (project / "ours/terms/model.yml").open("a") as file:
        file.write(change)
    assert problems(project) == [
        "ours/terms/model.yml:1:5: id: data/terms/model.yml has this id already, and a layer adds records to those of "
        "the others. Give this one another name and id; or edit data/terms/model.yml, and delete this. [duplicate-id]"
    ]


def test_an_id_of_another_layer_s_former_record_is_taken(project: Path) -> None:
    with (project / "data/terms/model.yml").open("a") as file:
        file.write("aliases: [gripper]\n")
    (found,) = problems(project)
    assert found.startswith("data/terms/model.yml:")
    assert "ours/terms/gripper.yml" in found
    assert found.endswith("[same-address]")


def test_a_layer_named_twice_is_said(project: Path) -> None:
    name_layers(project, "data", "ours", "./ours")
    assert problems(project) == [
        "mkdocs.yml:1:1: 'ours' is named twice among the layers. Name each folder once. [duplicate-id]"
    ]


WRONG = {
    "title: [A]": "ours/layer.yml:2:8: title: expected text, found a list. Write 'title: A'. [wrong-type]",
    "colour: red": "ours/layer.yml:2:1: colour: unknown key 'colour'. Known here: ",
    "parameters: {compny_name: A company}": (
        "ours/layer.yml:2:14: parameters.compny_name: no parameter 'compny_name' is there to be set. "
        "Did you mean 'company_name'? [unknown-parameter]"
    ),
    "parameters: {company_name: '{company_name} Ltd.'}": (
        "ours/layer.yml:2:29: parameters.company_name: '{company_name}' stands in a value, and would be shown as it "
        "stands. Write out what it stands for. [unknown-parameter]"
    ),
    "license: TODO": "ours/layer.yml:2:10: license: 'TODO' is a note to the author. ",
}
"""A line of a layer's settings -> how the message begins."""


@pytest.mark.parametrize("line", WRONG)
def test_a_fault_in_the_settings_of_a_layer_is_placed(line: str, project: Path) -> None:
    whole = ["title: Ours", "version: 0.0.1", 'released: "2026-01-01"']
    rest = [one for one in whole if one.partition(":")[0] != line.partition(":")[0]]
    (project / "ours/layer.yml").write_text("\n".join(["# Ours.", line, *rest, ""]))
    (found,) = problems(project)
    assert found.startswith(WRONG[line])


def test_a_layer_without_settings_is_told_what_to_write(project: Path) -> None:
    (project / "ours/layer.yml").unlink()
    assert problems(project) == [
        "ours/layer.yml:1:1: this file is missing. Make it: it holds title, version, released. [missing-field]"
    ]


@pytest.mark.parametrize(
    ("folder", "name", "remedy"),
    [
        ("ours", "playbook.yml", "The settings of this folder stand in 'layer.yml'."),
        ("data", "layer.yml", "The settings of this folder stand in 'playbook.yml'."),
        ("ours", "Layer.yaml", "Name it 'layer.yml'."),
    ],
)
def test_settings_that_do_not_belong_here_are_said(folder: str, name: str, remedy: str, project: Path) -> None:
    (project / "ours/layer.yml").rename(project / folder / name)
    if folder == "data" or name == "playbook.yml":
        shutil.copy(LAYER / "layer.yml", project / "ours")
    settings = "playbook" if folder == "data" else "layer"
    assert problems(project) == [
        f"{folder}/{name}:1:1: {folder}/ holds folders of records and {settings}.yml, and nothing else. "
        f"{remedy} [file-refused]"
    ]


def test_a_layer_that_is_not_there_is_said_by_every_command(project: Path) -> None:
    name_layers(project, "data", "theirs")
    said = "theirs:1:1: this is not there. Begin it with `playbook new layer theirs`, or correct what names it"
    assert said in run(project, "check").output
    assert said in build(project).output
    assert run(project, "new", "term", "arm").exit_code == 0
    assert "theirs/layer.yml:1:1: this file is missing." in run(project, "check").output
    assert run(project, "new", "layer", "theirs").output.endswith("Next: fill it in, then `playbook check`\n")
    (project / "theirs/terms/arm.yml").unlink()
    assert problems(project) == []


def test_problems_of_all_layers_come_in_one_run(project: Path) -> None:
    (project / "data/terms/model.yml").write_text("id: model\n")
    (project / "ours/terms/gripper.yml").write_text("id: gripper\n")
    assert {one.split(":")[0] for one in problems(project)} >= {"data/terms/model.yml", "ours/terms/gripper.yml"}


# ---------------------------------------------------------------- locks


def test_new_addresses_go_to_the_last_layer_and_every_lock_protects_its_own(project: Path) -> None:
    name_layers(project, "data")
    (project / "docs/index.md").write_text("# Start\n")
    assert run(project, "links", "accept").exit_code == 0
    name_layers(project, "data", "ours")
    before = (project / "data/links.lock").read_text()
    said = run(project, "check").output
    assert "`playbook links accept` enters them in ours/links.lock." in said
    assert "in ours/links.lock.\nNext: commit ours/links.lock" in run(project, "links", "accept").output
    assert (project / "data/links.lock").read_text() == before
    mine = lock.listed((project / "ours/links.lock").read_text())
    assert "c/launch-robot.html#try-gripper" in mine
    assert "processes/triage.html" not in mine
    assert run(project, "check").output == "26 records, 0 problems.\nNext: playbook build\n"

    shutil.rmtree(project / "ours/checklists")
    (project / "data/processes/triage.yml").unlink()
    gone = [one for one in problems(project) if "published-and-gone" in one]
    assert {one.split(":")[0] for one in gone} == {"data/links.lock", "ours/links.lock"}
    assert any("bring ours/checklists/launch-robot.yml back" in one for one in gone)
    assert any("bring data/processes/triage.yml back" in one for one in gone)


def test_records_may_move_between_layers(project: Path) -> None:
    assert run(project, "links", "accept").exit_code == 0
    (project / "ours/terms/gripper.yml").rename(project / "data/terms/gripper.yml")
    assert problems(project) == []


# ---------------------------------------------------------------- commands


def test_a_layer_is_begun_named_and_filled_by_commands(tmp_path: Path) -> None:
    make_project(tmp_path)
    name_layers(tmp_path, "data")
    result = run(tmp_path, "new", "layer", "example-robotics")
    assert result.exit_code == 0
    assert "`playbook: {layers: [data, example-robotics]}`" in result.output
    name_layers(tmp_path, "data", "example-robotics")
    assert loaded(tmp_path).layers[1].title == "Example robotics"

    result = run(tmp_path, "new", "term", "gripper")
    assert result.output.startswith(f"{tmp_path}/example-robotics/terms/gripper.yml is begun.")
    assert {one.split(":")[0] for one in problems(tmp_path)} == {"example-robotics/terms/gripper.yml"}
    for kind, id in (("term", "model"), ("layer", "data"), ("layer", "example-robotics")):
        again = run(tmp_path, "new", kind, id)
        assert (again.exit_code, "is already there. Choose another id." in again.output) == (2, True)


def test_a_record_of_a_layer_names_the_schemas_where_they_are(tmp_path: Path) -> None:
    make_project(tmp_path)
    name_layers(tmp_path, "data", "layers/ours")
    (tmp_path / "layers/ours").mkdir(parents=True)
    (tmp_path / "layers/ours/layer.yml").write_text('title: Ours\nversion: 0.0.1\nreleased: "2026-01-01"\n')
    assert run(tmp_path, "new", "term", "gripper").exit_code == 0
    first = (tmp_path / "layers/ours/terms/gripper.yml").read_text().partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../../../schemas/term.json"


def test_ids_of_all_layers_are_offered_by_editors(project: Path) -> None:
    assert run(project, "schema").exit_code == 0
    (project / "ours/terms/gripper.yml").write_text("id: gripper\nsumary: It has a fault.\n")
    assert run(project, "new", "term", "arm").exit_code == 0
    known = json.loads((project / "schemas/ids.json").read_text())["definitions"]["record-or-item"]["anyOf"][0]["enum"]
    assert {"term:arm", "term:gripper", "term:model", "checklist:launch-robot"} <= set(known)


# ---------------------------------------------------------------- pages and files


def test_pages_say_which_layers_they_are_made_from_and_who_added_a_record(project: Path) -> None:
    built(project)
    site = files(project)
    license = "For use inside Example Robotics."
    for address in ("processes/triage.html", "checklists/launch-robot.html", "compare/index.html"):
        foot = site[address].partition('<footer class="pb-foot"')[2]
        assert "Version 1.0.0, with Example Robotics 0.3.0. " in foot
        assert f"Example Robotics: {license}" in foot
        assert ("Added by Example Robotics." in foot) == (address == "checklists/launch-robot.html")
    assert "Try the gripper" in site["index.html"]
    assert NAME.replace(".", "\\2e ").replace(",", "\\2c ") in (project / "site/assets/css/paper.css").read_text()


def every_file(project: Path) -> Iterator[tuple[str, bytes]]:
    documents = export.documents(loaded(project), "https://playbook.example.org/")
    yield from export.files(documents, export.formats(pdf=True))


def test_every_file_says_playbook_layers_digest_and_link(project: Path, tmp_path: Path) -> None:
    documents = {document.path: document for document in export.documents(loaded(project))}
    count = 0
    for name, content in every_file(project):
        text = squeezed(said(name, content, tmp_path))
        assert squeezed(NAME) in text, name
        assert any(document.digest in text and f"org/{path}" in text for path, document in documents.items()), name
        count += 1
    assert count > len(documents) * 3


def said(name: str, content: bytes, folder: Path) -> str:
    """All that a file says to whoever reads it."""
    if name.endswith(".xlsx"):
        cells = [cell for sheet in load_workbook(BytesIO(content)) for row in sheet.values for cell in row]
        return " ".join(str(cell) for cell in cells if cell)
    if name.endswith(".docx"):
        return text_of_docx(content)
    if name.endswith(".pdf"):
        (folder / "said.pdf").write_bytes(content)
        return text_of_pdf(folder / "said.pdf")
    if name.endswith(".json"):
        made = json.loads(content)
        layers = [f"{layer['title']} {layer['version']}" for layer in made["layers"]]
        assert [layer["released"] for layer in made["layers"]] == ["2026-11-23", "2026-11-24"]
        return " ".join([f"{layers[0]}, with {layers[1]}", made["digest"], made["link"]])
    return content.decode()
