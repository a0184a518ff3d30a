"""Records that carry attacks in every field.

In: the smallest good data. Out: records with every optional text filled in, and places to put a text.
"""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from helpers import make_project

from ml_org_playbook import schema
from ml_org_playbook.load import Check, Loaded, load, validate
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.reading.folders import Reading
from ml_org_playbook.reading.folders import read as read_folder
from ml_org_playbook.reading.records import FieldPath, SourceRecord, parse
from ml_org_playbook.rules.sense import TAKES
from ml_org_playbook.schema.annotations import (
    Choice,
    Field,
    Many,
    Named,
    Number,
    Part,
    TextOrPassage,
    Type,
    fields,
    model_in,
    placed,
)
from ml_org_playbook.schema.refs import Ref, SectionName
from ml_org_playbook.schema.text import Text

from .library import BLOCKS, LONG, SHORT, WORD

ROOT: Final = Path(__file__).parent.parent.parent

ROOM: Final = 18
"""Characters for a name that tells titles apart."""

FILLER: Final = "Something to read."

Place = tuple[FieldPath, Text]
"""Where a text stands in a record, and which sort of text it is."""


def full(playbook: Playbook, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    """A record with all the texts that its kind may have."""
    value = copy.deepcopy(value)
    if kind == "worksheet":
        value["sections"][0]["fields"] += [
            {"id": "amount", "label": FILLER, "type": "number"},
            {"id": "way", "label": FILLER, "type": "choice", "options": [FILLER]},
        ]
    _fill(playbook, schema.model_of(kind), value, depth=0)
    if kind == "worksheet":
        for section in value["sections"]:
            for field in section["fields"]:
                for name in {"columns", "rows", "options", "unit", "size"} - set(TAKES.get(field["type"], ())):
                    field.pop(name, None)
    if kind == "transition":
        del value["end_words"]  # it has an end; the other one has the words
    if kind == "scenario":
        boxes = [unit["id"] for unit in value["chart"]["units"]]
        for tie in value["chart"]["ties"]:
            tie.update(start=boxes[0], end=boxes[-1])
    return value


def _fill(playbook: Playbook, model: type[schema.Model], value: dict[str, Any], depth: int) -> None:
    for field in fields(model):
        if field.name in value:
            for inner, part in _inside(field.type, value[field.name]):
                _fill(playbook, inner, part, depth + 1)
        elif field.name not in {*LEFT_OUT, "items"} and depth < 4:
            made = _made(playbook, field.type, depth)
            if made is not None:
                value[field.name] = made


TWIN: Final = "other-"
"""Begins the id of a second record of a kind: the first one links to it where none may link to itself."""


def add_twins(data: Path) -> None:
    """A second record of each kind whose records link to others of their kind."""
    for name, dropped in (("processes/triage", ("checklists",)), ("roles/lead", ()), ("rewards/shared-credit", ())):
        path = data / f"{name}.yml"
        value = yaml.safe_load(path.read_text("utf-8"))
        value |= {"id": TWIN + path.stem, "title": f"Another {path.stem}"}
        value = {key: part for key, part in value.items() if key not in dropped}
        path.with_name(f"{value['id']}.yml").write_text(yaml.safe_dump(value, sort_keys=False), "utf-8")
    path = data / "transitions/start-central.yml"
    value = yaml.safe_load(path.read_text("utf-8"))
    value |= {"id": f"{TWIN}start", "title": "Back to nothing", "start": "central", "end_words": "No ML at all"}
    del value["start_words"], value["end"]
    path.with_name(f"{value['id']}.yml").write_text(yaml.safe_dump(value, sort_keys=False), "utf-8")


LEFT_OUT: Final = {"basis", "source", "after", "retired", "aliases", "former", "parent"}
"""Fields that hold no text of their own and would need others that agree with them."""


def _inside(type_: Type, value: Any) -> Iterator[tuple[type[schema.Model], dict[str, Any]]]:
    """The mappings in a value, each with its model."""
    match type_, value:
        case ((Part(model) | TextOrPassage(_, model)), dict()):
            yield model, value
        case Many(inner), list():
            for one in value:
                yield from _inside(inner, one)
        case Named(inner), dict():
            for one in value.values():
                yield from _inside(inner, one)


def _made(playbook: Playbook, type_: Type, depth: int) -> Any:
    """The smallest value of a type that holds text; None where it holds none."""
    match type_:
        case Text("id"):
            return f"made-{depth}"
        case Text("title" | "line" | "prose") | TextOrPassage():
            return FILLER
        case Many(inner, least):
            one = _made(playbook, inner, depth)
            return None if one is None else [one] * max(least, 1)
        case Part(model):
            part: dict[str, Any] = {}
            for field in fields(model):
                if field.required or isinstance(field.type, Text | TextOrPassage):
                    made = _required(playbook, field, depth + 1)
                    if made is not None:
                        part[field.name] = made
            return part if any(isinstance(field.type, Text | TextOrPassage) for field in fields(model)) else None
    return None


def _required(playbook: Playbook, field: Field, depth: int) -> Any:
    match field.type:
        case Ref(kind) if field.required:
            entries = playbook.entries[kind or "process"]
            entry = next((one for one in entries if one.id.startswith(TWIN)), entries[0])
            return entry.id if kind else entry.ref
        case Choice(values) if field.required:
            return next((one for one in ("editorial", "add") if one in values), values[0])
        case Number() | SectionName() | Named() | Ref() | Choice():
            return None
    return _made(playbook, field.type, depth) if depth < 4 else None


def places(kind: str, value: dict[str, Any]) -> list[Place]:
    """Every place of a record that holds a text to be read; ids are none of them."""
    found: list[Place] = []
    for path, field in placed(schema.model_of(kind), value):
        found += _texts(field.type, _at(value, path), path)
    return found


def id_places(kind: str, value: dict[str, Any]) -> list[FieldPath]:
    """Every place of a record that holds an id, a reference or the name of a section."""
    found: list[FieldPath] = []
    for path, field in placed(schema.model_of(kind), value):
        held = _at(value, path)
        match field.type:
            case Text("id") | Ref() | SectionName():
                found.append(path)
            case Many(Text("id") | Ref() | SectionName()) if held:
                found.append((*path, 0))
    return found


def _texts(type_: Type, value: Any, path: FieldPath) -> Iterator[Place]:
    match type_, value:
        case Text("title" | "line" | "prose"), str():
            yield path, type_
        case TextOrPassage(text, _), str():
            yield path, text
        case Many(inner), list():
            for index, one in enumerate(value):
                yield from _texts(inner, one, (*path, index))


def _at(value: Any, path: FieldPath) -> Any:
    for part in path:
        value = value[part]
    return value


def put(value: dict[str, Any], path: FieldPath, text: str) -> None:
    """Set the text at a place."""
    _at(value, path[:-1])[path[-1]] = text


def armed(attack: str, sort: str) -> str:
    """A text that carries an attack, with the word that the search is to find."""
    return f"{attack}\n\n{WORD}" if sort == "prose" and "\n" in attack else f"{WORD} {attack}"


def loaded_with(accepted: list[str], text: Text, start: int, name: str) -> str:
    """A text with as many of the accepted attacks as it has room for, from the one with this number on."""
    around = [accepted[(start + n) % len(accepted)] for n in range(len(accepted))]
    out = f"{WORD} {name}"
    for attack in around:
        joined = f"{out}\n\n{attack}" if text.sort == "prose" else f"{out} {attack}"
        if len(joined) > (text.most or 4000):
            break
        out = joined
    return out


# ---------------------------------------------------------------- a project


def accepted(kind: str, value: dict[str, Any], place: Place, passed: dict[str, list[str]]) -> list[str]:
    """The attacks that the kind's model lets stand in a place, of those that passed in texts of this sort."""
    path, text = place
    room = (text.most or 4000) - len(WORD) - ROOM
    found = []
    for attack in passed[text.sort]:
        if len(attack) <= room:
            tried = copy.deepcopy(value)
            put(tried, path, armed(attack, text.sort))
            model, _ = schema.check(SourceRecord(kind, str(value.get("id", "playbook")), "", tried, ""))
            if model is not None:
                found.append(attack)
    return found


def armed_record(target: Target, start: int) -> dict[str, Any]:
    """A record with attacks in all its texts. `start` says which ones come first; titles have room for only one."""
    value = copy.deepcopy(target.value)
    for number, (path, (text, known)) in enumerate(target.accepted.items()):
        name = f"{value['id'][:12]} {number}" if path == ("title",) and "id" in value else str(number)
        put(value, path, loaded_with(known, text, start + number, name))
    return value


NAVIGATION: Final = """
nav:
  - Home: index.md
  - Kinds:
      - Scenarios:
          - "@scenarios"
      - "@checklists"
      - "@processes"
      - "@stories"
"""
"""A navigation that shows titles from data."""

PAGE: Final = """\
---
title: Macros
---

# Macros

A sentence with {{ pb_link("process:triage") }}, {{ pb_param("company_name") }} and `{{ pb_param("company_name") }}`.

- {{ pb_link("worksheet:agenda") }}
    - {{ pb_link("term:model") }}

| A | B |
|---|---|
| {{ pb_link("role:lead") }} | {{ pb_param("company_name") }} |

> {{ pb_link("pitfall:slow-team") }}

{{ pb_scenarios() }}

{{ pb_chart("central") }}

{{ pb_star() }}

{{ pb_table() }}

{{ pb_matrix("process") }}

{{ pb_matrix("pitfall") }}

{{ pb_checklist("run-triage") }}

{{ pb_worksheet("agenda") }}

{{ pb_list("process") }}

{{ pb_list("reward") }}
"""
"""A hand-written page that places everything that macros can place."""


def write_project(project: Path, records: dict[str, dict[str, Any]]) -> None:
    """A project of these records. records: path from the project's root -> value."""
    for path, value in records.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(value, Dumper=yaml.SafeDumper, sort_keys=False, allow_unicode=True, width=100_000)
        (project / path).write_text(text, "utf-8")
    (project / "docs").mkdir()
    (project / "docs/index.md").write_text(PAGE, "utf-8")
    (project / "macros").mkdir()
    shutil.copytree(ROOT / "overrides", project / "overrides")
    settings, _, _ = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")
    (project / "mkdocs.yml").write_text(settings + NAVIGATION, "utf-8")


# ---------------------------------------------------------------- all of it


@dataclass
class Target:
    """A record with all its texts, and what each of them takes."""

    kind: str
    path: str
    value: dict[str, Any]
    accepted: dict[FieldPath, tuple[Text, list[str]]]


class Armory:
    """The smallest good data, filled up, with the attacks that each text accepts."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        folder.mkdir(exist_ok=True)
        add_twins(make_project(folder))
        loaded = load(folder)
        assert loaded.playbook is not None
        self.playbook = loaded.playbook
        self.reading = read_folder(folder / "data", schema.FOLDERS, folder, fields=schema.FIELDS)
        self.records = [replace_value(self.playbook, record) for record in self.reading.records]
        self.checks = [schema.check(record) for record in self.records]
        whole = self._judged(self.records, self.checks)
        assert whole.problems == (), "\n".join(map(str, whole.problems))
        self.passed = {sort: [one for one in self._all(sort) if self._passes(sort, one)] for sort in _SAMPLES}
        self.targets = [self._target(record) for record in self.records]

    def _all(self, sort: str) -> list[str]:
        return {"title": SHORT, "line": [*SHORT, *LONG], "prose": [*SHORT, *LONG, *BLOCKS]}[sort]

    def _passes(self, sort: str, attack: str) -> bool:
        """Whether a text of this sort may hold the attack, however it is written."""
        record = next(record for record in self.records if record.kind == "term")
        value = copy.deepcopy(record.value)
        put(value, _SAMPLES[sort], armed(attack, sort))
        for style in (None, '"', "|"):
            text = yaml.dump(
                value, Dumper=yaml.SafeDumper, allow_unicode=style is None, default_style=style, width=100_000
            )
            if style is not None:
                text = text.replace('"order": !!int "', '"order": "')
            tried = parse(text, "term", record.stem, record.path)
            if not isinstance(tried, SourceRecord):
                return False
            if not self._good(record, tried.value):
                return False
        return True

    def _good(self, record: SourceRecord, value: dict[str, Any]) -> bool:
        """Whether the whole is good with this record changed to this value."""
        changed = SourceRecord(record.kind, record.stem, record.path, value, record.text)
        check = schema.check(changed)
        if check[0] is None:
            return False
        at = self.records.index(record)
        records, checks = [*self.records], [*self.checks]
        records[at], checks[at] = changed, check
        return not self._judged(records, checks).problems

    def _judged(self, records: list[SourceRecord], checks: list[Check]) -> Loaded:
        reading = Reading(tuple(records), self.reading.names, ())
        return validate(reading, checks, self.root, self.root / "data")

    def _target(self, record: SourceRecord) -> Target:
        found = places(record.kind, record.value)
        held = {path: (text, accepted(record.kind, record.value, (path, text), self.passed)) for path, text in found}
        return Target(record.kind, record.path, record.value, held)

    def takes(self, target: Target, path: FieldPath, text: str) -> bool:
        """Whether a place of a record takes a text."""
        record = next(record for record in self.records if record.path == target.path)
        value = copy.deepcopy(record.value)
        put(value, path, text)
        return self._good(record, value)


_SAMPLES: Final[dict[str, FieldPath]] = {"title": ("title",), "line": ("summary",), "prose": ("definition", 0)}
"""A place in a term for each sort of text."""


def replace_value(playbook: Playbook, record: SourceRecord) -> SourceRecord:
    """The record, filled up. The second of a kind is left as it is."""
    value = record.value if record.stem.startswith(TWIN) else full(playbook, record.kind, record.value)
    return SourceRecord(record.kind, record.stem, record.path, value, record.text)


def known_texts(model: type[schema.Model], path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Every text that a model has room for, without list indexes; parts within parts of their own sort only once."""
    found: set[tuple[str, ...]] = set()
    for field in fields(model):
        here = (*path, field.name)
        if field.name in path or field.name in LEFT_OUT:
            continue
        if _holds_text(field.type):
            found.add(here)
        part = model_in(field.type)
        if part not in (None, schema.Passage):
            found |= known_texts(part, here)
    return found


def _holds_text(type_: Type) -> bool:
    match type_:
        case Text("title" | "line" | "prose") | TextOrPassage():
            return True
        case Many(inner) | Named(inner):
            return _holds_text(inner)
    return False


def pattern(path: FieldPath) -> tuple[str, ...]:
    """A place without list indexes and names of parameters."""
    names = (part for part in path if isinstance(part, str))
    return tuple(name for name in names if name != "company_name")


@dataclass(frozen=True)
class Built:
    """A site whose every text carries attacks."""

    site: Path
    strays: list[str]
    """What the build made or changed outside the site."""


def build(armory: Armory, sandbox: Path, start: int) -> Built:
    """Build a site of armed records, and nothing but a site."""
    project = sandbox / "work/project"
    for name in ("home", "tmp", "work/project"):
        (sandbox / name).mkdir(parents=True)
    records = {target.path: armed_record(target, start) for target in armory.targets}
    write_project(project, records)
    before = listing(sandbox)
    inherited = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        env={**inherited, "HOME": str(sandbox / "home"), "TMPDIR": str(sandbox / "tmp"), "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    after = listing(sandbox)
    differing = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    strays = sorted(path for path in differing if not f"{path}/".startswith("work/project/site/"))
    return Built(project / "site", [path for path in strays if path != "work/project"])


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder below a folder, with its size and its time."""
    found = {}
    for path in folder.rglob("*"):
        about = path.lstat()
        found[path.relative_to(folder).as_posix()] = (about.st_size, 0 if path.is_dir() else about.st_mtime_ns)
    return found


def pages_with_attacks(site: Path) -> list[str]:
    """Addresses of the pages that show an armed text; of the reference pages, which show only the title, just one."""
    paths = [path for path in sorted(site.rglob("*.html")) if WORD in path.read_text("utf-8")]
    addresses = [path.relative_to(site).as_posix() for path in paths]
    return [one for one in addresses if not one.startswith("tailor/") or one == "tailor/fields/index.html"]
