"""Layers: records of a company's own beside those of the playbook, and what pages, files and locks say of them."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from export_readers import squeezed, text_of_docx, text_of_pdf
from helpers import MKDOCS, ROOT, TESTS, build, make_project, playbook_of
from openpyxl import load_workbook
from test_cli import run
from test_plugin import built, files

from ml_org_playbook import export, schema
from ml_org_playbook.export import wording
from ml_org_playbook.load import load
from ml_org_playbook.model import permalinks
from ml_org_playbook.pages.catalog import pages
from ml_org_playbook.reading import project as projects

SETTINGS = f'{MKDOCS}nav: [index.md, Processes: [processes/index.md, "@processes"]]\n'
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
    (tmp_path / "docs/index.md").write_text("# Start\n\n{{ pb_checklist('ours-launch-robot') }}\n")
    return tmp_path


def name_layers(project: Path, *names: str) -> None:
    (project / "mkdocs.yml").write_text(SETTINGS.replace("playbook]", f"playbook: {{layers: [{', '.join(names)}]}}]"))


def problems(project: Path) -> list[str]:
    return list(map(str, load(project).problems))


# ---------------------------------------------------------------- one playbook


def test_records_of_all_layers_are_one_playbook(project: Path) -> None:
    playbook = playbook_of(project)
    robot, triage = playbook.find("checklist:ours-launch-robot"), playbook.find("process:triage")
    assert robot is not None
    assert triage is not None
    assert playbook.layer_of(triage) is None
    assert [layer.name for layer in playbook.layers] == ["Minimal playbook 1.0.0", "Example Robotics 0.3.0"]
    assert playbook.layer_of(robot) == playbook.layers[1]
    assert "ours-gripper" in {link.origin.id for link in playbook.links_to(triage, None, schema.Term)}
    assert robot.record.path == "ours/checklists/ours-launch-robot.yml"


def test_a_layer_sets_parameters_and_the_day(project: Path) -> None:
    settings = playbook_of(project).settings
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
    playbook = playbook_of(project)
    assert playbook.settings.parameters["company_name"].value == "The arm team"
    assert playbook.settings.released == "2026-11-24"
    assert playbook.name == f"{NAME} and Team 0.0.1"


@pytest.mark.parametrize("seed", range(2))
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
    one, other = playbook_of(whole), load(split).playbook
    assert other is not None
    assert {problem.code for problem in load(split).problems} == {"bad-id"}  # they have no ids of that layer
    assert [entry.ref for entry in one.all()] == [entry.ref for entry in other.all()]
    assert [page.address for page in pages(one)] == [page.address for page in pages(other)]
    assert [document.digest for document in export.documents(one)] == [
        document.digest for document in export.documents(other)
    ]
    assert permalinks.published(one) == permalinks.published(other)


# ---------------------------------------------------------------- what is wrong


@pytest.mark.parametrize("change", ["", "sumary: With a fault.\n"])
def test_a_record_that_another_layer_has_is_named_with_both_files(change: str, project: Path) -> None:
    shutil.copy(project / "data/terms/model.yml", project / "ours/terms/model.yml")
    with (project / "ours/terms/model.yml").open("a") as file:
        file.write(change)
    assert problems(project) == [
        "ours/terms/model.yml:1:5: id: data/terms/model.yml has this id already, and a layer adds records to those of "
        "the others. Give this one the id 'ours-model' and that name; or edit data/terms/model.yml, and delete this. "
        "[duplicate-id]"
    ]


def test_ids_of_a_layer_begin_with_its_name(project: Path) -> None:
    """No later version of the playbook can then take one that was published."""
    text = (project / "ours/terms/ours-gripper.yml").read_text()
    (project / "ours/terms/arm.yml").write_text(text.replace("ours-gripper", "arm").replace("Gripper", "Arm"))
    assert problems(project) == [
        "ours/terms/arm.yml:1:5: id: ids of this layer begin with 'ours-', so that no version of another layer takes "
        "them. Name the file 'ours-arm.yml' and set the id to 'ours-arm'. [bad-id]"
    ]


def test_an_id_of_another_layer_s_former_record_is_taken(project: Path) -> None:
    with (project / "data/terms/model.yml").open("a") as file:
        file.write("aliases: [ours-gripper]\n")
    (found,) = problems(project)
    assert found.startswith("data/terms/model.yml:")
    assert "ours/terms/ours-gripper.yml" in found
    assert found.endswith("[same-address]")


MISPLACED = {
    "data, ours, ./ours": "mkdocs.yml:5:114: 'ours' is named twice among the layers. Name each folder once. ",
    "data, site": (
        "mkdocs.yml:5:108: the site is written to 'site', in place of all that is there, and this layer would be lost. "
        "Name another 'site_dir', or another folder for the layer. [file-refused]"
    ),
    "data, site/ours": "mkdocs.yml:5:108: the site is written to 'site', in place of all that is there, ",
    "data, docs/ours": "mkdocs.yml:5:108: every file in 'docs' is published as it is. Move the layer out of it. ",
}
"""Layers -> how the message begins."""


@pytest.mark.builds
@pytest.mark.parametrize("names", MISPLACED)
def test_a_layer_in_the_wrong_place_is_said_by_check_and_build_and_is_not_lost(names: str, project: Path) -> None:
    last = project / names.rpartition(" ")[2]
    if not last.exists():
        last.parent.mkdir(exist_ok=True)
        (project / "ours").rename(last)
    name_layers(project, *names.split(", "))
    (project / "docs/index.md").write_text("# Start\n")
    assert [one for one in problems(project) if one.startswith(MISPLACED[names])], problems(project)
    result = build(project)
    assert result.code == 1
    assert MISPLACED[names] in result.output
    assert (last / "layer.yml").is_file()


@pytest.mark.builds
def test_a_site_is_not_written_over_a_layer(project: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", "ours"],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert "holds records, and a site takes the place of what is there. Choose another." in result.stdout
    assert (project / "ours/layer.yml").is_file()


@pytest.mark.spawns  # `links accept` rehearses a build, whose plugins start git
def test_a_layer_that_is_not_named_is_said(project: Path) -> None:
    """Else its records would be gone without a word, and its addresses unprotected."""
    assert run(project, "links", "accept").exit_code == 0
    name_layers(project, "data")
    (project / "docs/index.md").write_text("# Start\n")
    said = (
        "mkdocs.yml:5:93: the layer in 'ours' is not named here, so its records and their addresses are left out. "
        "Write 'layers: [data, ours]' as an option of 'playbook'"
    )
    assert problems(project) == [f"{said}: addresses of it are published, as its links.lock says. [unnamed-layer]"]
    (project / "ours/links.lock").unlink()
    assert problems(project) == [f"{said}, or let the name of its folder begin with '_'. [unnamed-layer]"]
    (project / "ours").rename(project / "_ours")
    assert problems(project) == []


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
    "parameters: {company_name: {value: Acme Robotics}}": (
        "ours/layer.yml:2:28: parameters.company_name: expected text, found a mapping. "
        "Write 'company_name: Acme Robotics'. [wrong-type]"
    ),
    "parameters: {company_name: {value: 'Acme: robots', about: Whose.}}": (
        "ours/layer.yml:2:28: parameters.company_name: expected text, found a mapping. "
        "Write 'company_name: \"Acme: robots\"'. [wrong-type]"
    ),
    "parameters: {company_name: {name: Acme}}": (
        "ours/layer.yml:2:28: parameters.company_name: expected text, found a mapping. "
        "Write 'company_name: Acme'. [wrong-type]"
    ),
    "parameters: {company_name: {value: }}": (
        "ours/layer.yml:2:28: parameters.company_name: expected text, found a mapping. "
        "Write 'company_name: …', with the text itself. [wrong-type]"
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


@pytest.mark.builds
def test_a_layer_that_is_not_there_is_said_by_every_command(project: Path) -> None:
    name_layers(project, "data", "theirs")
    (project / "ours").rename(project / "_ours")
    said = "the layer 'theirs' is not there. Bring it back from version control, or correct its name in mkdocs.yml. "
    assert said in run(project, "check").output
    assert said in build(project).output
    result = run(project, "new", "term", "arm")
    assert (result.exit_code, "the layer theirs/ is not there." in result.output) == (2, True)
    assert run(project, "new", "layer", "theirs").output.endswith("Next: fill it in, then `playbook check`\n")
    (project / "docs/index.md").write_text("# Start\n")
    assert problems(project) == []


def test_a_layer_whose_name_is_misspelled_is_suggested(project: Path) -> None:
    name_layers(project, "data", "Ours")
    assert problems(project) == ["mkdocs.yml:5:108: the layer 'Ours' is not there. Did you mean 'ours'? [file-refused]"]


@pytest.mark.parametrize(
    ("named", "renamed", "said"),
    [
        (
            ["ours", "data"],
            {},
            "mkdocs.yml:5:93: 'ours' is named first, before the folder that holds playbook.yml. "
            "Write 'layers: [data, ours]'. [file-refused]",
        ),
        (
            ["ours"],
            {},
            "mkdocs.yml:5:93: 'ours' is named first, before the folder that holds playbook.yml. "
            "Write 'layers: [data, ours]'. [file-refused]",
        ),
        (["data", "ous"], {}, "mkdocs.yml:5:108: the layer 'ous' is not there. Did you mean 'ours'? [file-refused]"),
        (["daat", "ours"], {}, "mkdocs.yml:5:102: the layer 'daat' is not there. Did you mean 'data'? [file-refused]"),
        (
            ["data", "ours"],
            {"ours": "acme"},
            "mkdocs.yml:5:108: the layer 'ours' is not there. Name the folder 'acme' that again: the ids in it "
            "begin with 'ours-'. [file-refused]",
        ),
        (
            ["data", "acme"],
            {"ours": "acme"},
            "acme/layer.yml:1:1: all ids of this layer begin with 'ours-', and its folder is named 'acme'. "
            "Name the folder 'ours' again, in mkdocs.yml too: ids are permanent. [bad-id]",
        ),
        (
            ["data", "ours", "../elsewhere"],
            {"not": "../elsewhere"},
            "mkdocs.yml:5:114: 'elsewhere' is no layer: neither the settings of one nor a record stands in it. "
            "Take it out of 'layers', or correct its name. [file-refused]",
        ),
        (
            ["data", "ours"],
            {"ours/layer.yml": "ours/playbook.yml"},
            "ours/playbook.yml:1:1: ours/ holds folders of records and layer.yml, and nothing else. "
            "Name it 'layer.yml': it holds the settings of this folder. [file-refused]",
        ),
        (
            ["data", "ours"],
            {"data": "base"},
            "mkdocs.yml:5:102: the layer 'data' is not there. Name 'base' in mkdocs.yml, or give that folder "
            "this name again. [file-refused]",
        ),
    ],
)
def test_layers_that_are_named_wrongly_are_one_problem(
    named: list[str], renamed: dict[str, str], said: str, project: Path
) -> None:
    name_layers(project, *named)
    (project / "not/a-layer").mkdir(parents=True)
    for old, new in renamed.items():
        (project / old).rename(project / new)
    assert problems(project) == [said]
    other = (project / "mkdocs.yml").rename(project / "other.yml")
    assert list(map(str, load(projects.read(other)).problems)) == [said.replace("mkdocs.yml", "other.yml")]


@pytest.mark.parametrize(
    ("plugins", "remedy"),
    [
        (
            "plugins:\n  - search\n  - macros\n  - playbook:\n    layers: [data, ours]\n",
            "Indent it by two blanks more, with all that belongs to it.",
        ),
        (
            "plugins:\n  search: {}\n  macros: {}\n  playbook:\n  layers: [data, ours]\n",
            "Indent it by two blanks more, with all that belongs to it.",
        ),
        (
            "plugins:\n  - search\n  - macros\n  - playbook\n  - layers: [data, ours]\n",
            "Take it out here, and write '- playbook: {layers: [data, ours]}' among the plugins, in place of it.",
        ),
        (
            "plugins: [search, macros, playbook: {budget_percent: 110}]\nlayers: [data, ours]\n",
            "Take it out here, and write 'layers: [data, ours]' among the options of 'playbook'.",
        ),
    ],
)
def test_layers_that_do_not_stand_under_the_plugin_are_told_to(plugins: str, remedy: str, project: Path) -> None:
    (project / "mkdocs.yml").write_text(f"site_name: Ours\nuse_directory_urls: false\n{plugins}")
    line = 1 + (project / "mkdocs.yml").read_text().partition("layers:")[0].count("\n")
    column = 1 + (project / "mkdocs.yml").read_text().splitlines()[line - 1].index("layers")
    assert problems(project) == [
        f"mkdocs.yml:{line}:{column}: 'layers' is an option of the plugin 'playbook', and stands outside of it. "
        f"{remedy} [unknown-key]"
    ]


def test_a_layer_that_is_named_without_a_list_stays_in_the_remedy(project: Path) -> None:
    (project / "mkdocs.yml").write_text(SETTINGS.replace("playbook]", "playbook: {layers: ours}]"))
    assert problems(project)[0] == (
        "mkdocs.yml:5:93: 'layers' is not a list of folders. Write 'layers: [data, ours]'. [wrong-type]"
    )


def test_a_layer_in_another_one_is_told_to_stand_beside_it(project: Path) -> None:
    name_layers(project, "data", "data/ours")
    (project / "ours").rename(project / "data/ours")
    assert problems(project) == [
        "data/ours:1:1: this is a layer, and stands inside another one. Move it out of data/, beside it, and name "
        "'ours' among the layers. [file-refused]"
    ]


def test_a_folder_of_pages_is_no_layer(project: Path) -> None:
    name_layers(project, "data", "ours", "docs")
    (project / "docs").mkdir(exist_ok=True)
    (found,) = problems(project)
    assert found.endswith(
        "'docs' is no layer: hand-written pages stand there, and every file is published as it is. "
        "Take it out of 'layers'. [file-refused]"
    )


def test_of_two_records_with_one_title_that_of_the_later_layer_is_told(project: Path) -> None:
    """Whatever the names of the folders: the layer's author can change it, and not what it is added to."""
    (project / "ours").rename(project / "acme")
    name_layers(project, "data", "acme")
    for path in sorted(project.glob("acme/*/ours-*.yml")):
        path.write_text(path.read_text("utf-8").replace("ours-", "acme-"), "utf-8")
        path.rename(path.with_name(path.name.replace("ours-", "acme-")))
    path = project / "acme/checklists/acme-launch-robot.yml"
    path.write_text(re.sub(r"(?m)^title: .*", "title: Run a triage meeting", path.read_text("utf-8")))
    assert [one for one in problems(project) if "title" in one] == [
        "acme/checklists/acme-launch-robot.yml:2:8: title: 'Run a triage meeting' is already the title of "
        "data/checklists/run-triage.yml. Choose another one. [duplicate-title]"
    ]


def test_a_command_in_a_remedy_names_the_settings_where_it_needs_to(project: Path) -> None:
    name_layers(project, "data", "theirs")
    (project / "ours").rename(project / "_ours")
    assert problems(project)[0].endswith(" A new one begins with `playbook new layer NAME`. [file-refused]")
    other = (project / "mkdocs.yml").rename(project / "other.yml")
    (found,) = load(projects.read(other)).problems
    assert found.remedy.endswith(" A new one begins with `playbook new layer NAME -f other.yml`.")


@pytest.mark.parametrize(
    ("settings", "place"),
    [("site_name: A\nplugins: [search, macros]\n", "2:1"), ("site_name: A\n", "1:1")],
)
def test_no_layer_is_blamed_for_a_plugin_that_is_not_named(settings: str, place: str, project: Path) -> None:
    (project / "mkdocs.yml").write_text(settings)
    assert problems(project) == [
        f"mkdocs.yml:{place}: the plugin 'playbook' is not named, and would name the layers. "
        "Add 'playbook: {layers: [data, ours]}' under 'plugins', after 'macros'. [setting-refused]"
    ]


@pytest.mark.parametrize(("text", "what"), [(None, "is missing"), ("# Nothing.\n\n", "holds no settings")])
def test_no_layer_is_blamed_for_settings_that_are_not_there(text: str | None, what: str, project: Path) -> None:
    (project / "mkdocs.yml").unlink()
    if text is not None:
        (project / "mkdocs.yml").write_text(text)
    written = "plugins: [search, macros, playbook: {layers: [data, ours]}]"
    assert problems(project) == [
        f"mkdocs.yml:1:1: this file {what}, and would name the layers. "
        f"Bring it back from version control; or write '{written}'. [file-refused]"
    ]
    (project / "mkdocs.yml").write_text(written)
    assert problems(project) == []


@pytest.mark.parametrize("text", ["", "# Nothing.\n", "- title: A\n"])
def test_settings_that_hold_none_are_told_how_to_begin(text: str, project: Path) -> None:
    (project / "ours/layer.yml").write_text(text)
    (found,) = problems(project)
    assert "Begin with 'title: …'." in found


@pytest.mark.parametrize("title", ["Minimal playbook", "minimal Playbook"])
def test_layers_have_titles_of_their_own(title: str, project: Path) -> None:
    path = project / "ours/layer.yml"
    path.write_text(path.read_text().replace("title: Example Robotics", f"title: {title}"))
    assert problems(project) == [
        f"ours/layer.yml:2:8: title: '{title}' is the title of another layer. Say whose layer it is. [duplicate-title]"
    ]


@pytest.mark.parametrize(("id", "layer"), [("ours-smelter", "ours"), ("zookeeper", "data")])
def test_a_missing_record_belongs_into_the_layer_whose_id_it_has(id: str, layer: str, project: Path) -> None:
    for number in range(8):  # as many as no message lists
        (project / f"data/roles/role-{number}.yml").write_text("")
    path = project / "ours/terms/ours-gripper.yml"
    path.write_text(path.read_text() + f"see: ['role:{id}']\n")
    (found,) = [one for one in problems(project) if one.startswith("ours/terms/")]
    assert f"Add {layer}/roles/{id}.yml. [unknown-ref]" in found


def test_problems_of_all_layers_come_in_one_run(project: Path) -> None:
    (project / "data/terms/model.yml").write_text("id: model\n")
    (project / "ours/terms/ours-gripper.yml").write_text("id: ours-gripper\n")
    assert {one.split(":")[0] for one in problems(project)} >= {"data/terms/model.yml", "ours/terms/ours-gripper.yml"}


# ---------------------------------------------------------------- locks


@pytest.mark.spawns
def test_each_address_is_protected_by_the_layer_that_has_it(project: Path) -> None:
    (project / "docs/index.md").write_text("# Start\n")
    said = run(project, "check").output
    assert "No ours/links.lock: nothing protects published addresses." in said
    result = run(project, "links", "accept").output
    assert result.endswith("Next: commit data/links.lock and ours/links.lock\n")
    theirs, mine = (permalinks.listed((project / name / "links.lock").read_text()) for name in ("data", "ours"))
    assert {"processes/triage.html", "compare/index.html"} <= theirs.keys()
    assert {"c/ours-launch-robot.html#try-gripper", "glossary.html#ours-gripper", "index.html"} <= mine.keys()
    assert not theirs.keys() & mine.keys()
    assert run(project, "check").output == "26 records, 0 problems.\nNext: playbook build\n"
    assert run(project, "links", "accept").output == "No new addresses or anchors.\nNext: playbook build\n"

    path = project / "ours/checklists/ours-launch-robot.yml"
    path.write_text(path.read_text() + "  - {id: open-doors, text: Open the doors.}\n")
    assert "`playbook links accept` enters them in the links.lock of their layers." in run(project, "check").output
    assert run(project, "links", "accept").output.endswith("Next: commit ours/links.lock\n")


def test_the_first_lock_is_missed_where_a_further_layer_has_one(project: Path) -> None:
    lock = project / "ours/links.lock"
    permalinks.accept(lock, ["index.html"])
    (project / "docs/index.md").write_text("# Start\n")
    assert problems(project) == [
        "data/links.lock:1:1: this list is not there, so none of its addresses is protected; "
        "'ours/links.lock' was written with it. Bring it back from version control; "
        "or delete 'ours/links.lock' too, if nothing was published yet. [file-refused]"
    ]
    lock.unlink()
    assert problems(project) == []


@pytest.mark.spawns  # `links accept` rehearses a build, whose plugins start git
def test_what_is_gone_is_missed_where_its_layer_was(project: Path) -> None:
    (project / "docs/index.md").write_text("# Start\n")
    assert run(project, "links", "accept").exit_code == 0
    shutil.rmtree(project / "ours/checklists")
    (project / "data/processes/triage.yml").unlink()
    gone = [one for one in problems(project) if "published-and-gone" in one]
    assert {one.split(":")[0] for one in gone} == {"data/links.lock", "ours/links.lock"}
    assert any("bring ours/checklists/ours-launch-robot.yml back" in one for one in gone)
    assert any("bring data/processes/triage.yml back" in one for one in gone)


@pytest.mark.spawns  # `links accept` rehearses a build, whose plugins start git
def test_records_may_move_between_layers(project: Path) -> None:
    assert run(project, "links", "accept").exit_code == 0
    (project / "ours/terms/ours-gripper.yml").rename(project / "data/terms/ours-gripper.yml")
    assert problems(project) == []


# ---------------------------------------------------------------- commands


def test_a_layer_is_begun_named_and_filled_by_commands(tmp_path: Path) -> None:
    make_project(tmp_path)
    name_layers(tmp_path, "data")
    result = run(tmp_path, "new", "layer", "example-robotics")
    assert result.exit_code == 0
    assert "`playbook: {layers: [data, example-robotics]}`" in result.output
    name_layers(tmp_path, "data", "example-robotics")
    assert playbook_of(tmp_path).layers[1].title == "Example robotics"

    result = run(tmp_path, "new", "term", "gripper")
    path = tmp_path / "example-robotics/terms/example-robotics-gripper.yml"
    assert result.output.startswith(
        f"{path} is begun.\nIds of this layer begin with 'example-robotics-', so that no version of "
    )
    assert "\ntitle: Gripper\n" in path.read_text()
    assert {one.split(":")[0] for one in problems(tmp_path)} == {path.relative_to(tmp_path).as_posix()}
    for kind, id in (("term", "gripper"), ("layer", "data"), ("layer", "example-robotics")):
        again = run(tmp_path, "new", kind, id)
        assert (again.exit_code, "is already there. Choose another id." in again.output) == (2, True)
    for id in ("site", "exports"):
        again = run(tmp_path, "new", "layer", id)
        assert (again.exit_code, "commands write to" in again.output) == (2, True)


def test_a_record_of_a_layer_names_the_schemas_where_they_are(tmp_path: Path) -> None:
    make_project(tmp_path)
    name_layers(tmp_path, "data", "layers/ours")
    (tmp_path / "layers/ours").mkdir(parents=True)
    (tmp_path / "layers/ours/layer.yml").write_text('title: Ours\nversion: 0.0.1\nreleased: "2026-01-01"\n')
    assert run(tmp_path, "new", "term", "gripper").exit_code == 0
    first = (tmp_path / "layers/ours/terms/ours-gripper.yml").read_text().partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../../../schemas/term.json"


def test_ids_of_all_layers_are_offered_by_editors(project: Path) -> None:
    assert run(project, "schema").exit_code == 0
    (project / "ours/terms/ours-gripper.yml").write_text("id: ours-gripper\nsumary: It has a fault.\n")
    assert run(project, "new", "term", "arm").exit_code == 0
    known = json.loads((project / "schemas/ids.json").read_text())["definitions"]["record-or-item"]["anyOf"][0]["enum"]
    assert {"term:ours-arm", "term:ours-gripper", "term:model", "checklist:ours-launch-robot"} <= set(known)


# ---------------------------------------------------------------- pages and files


def test_licenses_stand_behind_one_another_as_sentences(project: Path) -> None:
    for name in ("data/playbook.yml", "ours/layer.yml"):
        text = (project / name).read_text()
        (project / name).write_text(text.replace("Robotics.\n", "Robotics\n").replace("to use.", "to use"))
    assert playbook_of(project).license == "Free to use. Example Robotics: For use inside Example Robotics."


@pytest.mark.builds
def test_a_page_is_edited_only_where_its_file_is_in_the_project(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_project(home)
    shutil.copytree(LAYER, tmp_path / "ours")
    name_layers(home, "data", "../ours")
    (home / "docs").mkdir()
    (home / "docs/index.md").write_text("# Start\n")
    settings = (home / "mkdocs.yml").read_text().replace("font: false", "font: false, features: [content.action.edit]")
    (home / "mkdocs.yml").write_text(f"{settings}edit_uri_template: https://git.example.com/edit/{{path}}\n")
    built(home)
    site = files(home)
    assert "https://git.example.com/edit/../data/processes/triage.yml" in site["processes/triage.html"]
    assert "git.example.com" not in site["checklists/ours-launch-robot.html"]


@pytest.mark.builds
def test_pages_say_which_layers_they_are_made_from_and_who_added_a_record(project: Path) -> None:
    built(project)
    site = files(project)
    license = "For use inside Example Robotics."
    for address in ("processes/triage.html", "checklists/ours-launch-robot.html", "compare/index.html"):
        foot = site[address].partition('<footer class="pb-foot"')[2]
        assert "Version 1.0.0, with Example Robotics 0.3.0. " in foot
        assert f"Example Robotics: {license}" in foot
        assert ("Added by Example Robotics." in foot) == (address == "checklists/ours-launch-robot.html")
    assert "Try the gripper" in site["index.html"]
    assert NAME.replace(".", "\\2e ").replace(",", "\\2c ") in (project / "site/assets/css/paper.css").read_text()


LONG = "The Northern Lights Insurance Group of Tromso & Daughters, Department of Machines"


def test_long_titles_are_shortened_in_margins_and_versions_are_not(project: Path, tmp_path: Path) -> None:
    path = project / "ours/layer.yml"
    path.write_text(path.read_text().replace("title: Example Robotics", f"title: {LONG}"))
    shutil.copytree(project / "ours", project / "more")
    shutil.rmtree(project / "more/terms")
    shutil.rmtree(project / "more/checklists")
    path = project / "more/layer.yml"
    path.write_text(path.read_text().replace(LONG, f"{LONG} too").replace("0.3.0", "14.0.1"))
    name_layers(project, "data", "ours", "more")
    document = next(one for one in export.documents(playbook_of(project)) if one.id == "ours-launch-robot")
    for most in (80, 90):
        margin = wording.in_margin(document, most)
        assert len(margin) <= most
        assert [margin.count(version) for version in ("1.0.0", "0.3.0", "14.0.1")] == [1, 1, 1]
    view = load_workbook(BytesIO(export.FORMATS["xlsx"].write(document))).active
    assert view is not None
    assert "0.3.0, The Northern" in str(view.oddFooter.left.text)


def every_file(project: Path) -> Iterator[tuple[str, bytes]]:
    documents = export.documents(playbook_of(project), "https://playbook.example.org/")
    yield from export.files(documents, export.formats(pdf=True))


@pytest.mark.spawns
def test_every_file_says_playbook_layers_digest_and_link(project: Path, tmp_path: Path) -> None:
    documents = {document.path: document for document in export.documents(playbook_of(project))}
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
        cells = [cell for view in load_workbook(BytesIO(content)) for row in view.values for cell in row]
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
