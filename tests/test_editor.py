"""Schemas and templates: fresh, as strict as the engine where a schema can be, and tried with the real tools."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from helpers import BAD, ROOT, TESTS, make_project, playbook_of, records_of
from jsonschema import Draft7Validator
from language_server import LanguageServer
from npm import TOOLS
from pydantic import ValidationError
from referencing import Registry, Resource

from ml_org_playbook import schema
from ml_org_playbook.authoring import json_schemas, record_templates
from ml_org_playbook.load import load
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.reading import project as projects
from ml_org_playbook.reading.names import ID_MOST
from ml_org_playbook.reading.records import parse
from ml_org_playbook.schema import descriptions
from ml_org_playbook.schema.annotations import Field, Many, fields, models, placed
from ml_org_playbook.schema.base import Retirement
from ml_org_playbook.schema.refs import Ref, SectionName
from ml_org_playbook.schema.text import Text

DATA = ROOT / "data"
KINDS = [*schema.KINDS, *schema.SETTINGS]

KNOWABLE = {
    "bad-id",
    "contradiction",
    "markup-refused",
    "missing-field",
    "missing-source",
    "out-of-range",
    "unknown-key",
    "unknown-ref",
    "wrong-type",
    "wrong-value",
}
"""Codes of faults that a schema can find, as each lies within one record."""
UNKNOWABLE = {
    "bad-id/name-of-a-device": "what systems reserve",
    "contradiction/adopt-list-for-running": "lists and their owners",
    "contradiction/answer-that-is-none": "what other records answer",
    "contradiction/date-of-what-waits": "one field depends on another",
    "contradiction/for-and-against": "one field depends on another",
    "contradiction/implement-for-a-process": "lists and their owners",
    "contradiction/items-of-steps": "lists and their owners",
    "contradiction/launch-with-what-is-rarely-needed": "what other records recommend",
    "contradiction/list-of-two-owners": "lists and their owners",
    "contradiction/options-of-a-date": "one field depends on another",
    "contradiction/process-that-is-begun-and-waits": "what other records recommend",
    "contradiction/process-that-is-begun-twice": "steps of the same scenario",
    "contradiction/process-with-two-dates": "steps of a scenario",
    "contradiction/related-to-itself": "which id the record itself has",
    "contradiction/run-list-for-a-scenario": "lists and their owners",
    "contradiction/sign-for-what-is-begun-with": "one field depends on another",
    "contradiction/start-is-end": "one field depends on another",
    "contradiction/step-that-is-rarely-needed": "what other records recommend",
    "contradiction/tie-to-itself": "boxes of the same chart",
    "contradiction/two-ends": "one field depends on another",
    "contradiction/two-starts": "one field depends on another",
    "contradiction/two-tops": "boxes of the same chart",
    "contradiction/unit-of-a-table": "one field depends on another",
    "markup-refused/code-in-one-line": "Markdown",
    "markup-refused/heading": "Markdown",
    "markup-refused/image": "Markdown",
    "markup-refused/link-by-reference": "Markdown",
    "markup-refused/list-after-a-sentence": "Markdown",
    "markup-refused/numbers-after-a-sentence": "Markdown",
    "markup-refused/table": "Markdown",
    "markup-refused/table-on-one-line": "Markdown",
    "markup-refused/link-in-one-line": "Markdown",
    "markup-refused/space-in-a-link": "Markdown",
    "markup-refused/stars-in-a-title": "Markdown",
    "missing-field/columns": "one field depends on another",
    "missing-field/items": "one field depends on another",
    "missing-field/no-date": "steps of a scenario",
    "missing-field/no-sign": "one field depends on another",
    "missing-field/options": "one field depends on another",
    "missing-field/start": "one field depends on another",
    "missing-source/item-inside-ours": "a part may take its source from what is around it",
    "missing-source/link": "a part may take its source from what is around it",
    "missing-source/passage": "a part may take its source from what is around it",
    "unknown-ref/address-with-a-space": "a link in running text",
    "unknown-ref/character": "characters of the same story",
    "unknown-ref/chart-parent": "boxes of the same chart",
    "unknown-ref/chart-tie": "boxes of the same chart",
    "unknown-ref/encoded-script-link": "a link in running text",
    "unknown-ref/former-item": "items come and go too often to be listed",
    "unknown-ref/in-prose": "a link in running text",
    "unknown-ref/in-prose-second-line": "a link in running text",
    "unknown-ref/item": "items come and go too often to be listed",
    "unknown-ref/item-of-its-own-list": "items come and go too often to be listed",
    "unknown-ref/relative-link": "a link in running text",
    "unknown-ref/script-link": "a link in running text",
    "unknown-ref/step": "items come and go too often to be listed",
    "unknown-ref/waits-for": "items of the same list",
    "unknown-ref/waits-for-a-former-id": "items of the same list",
    "wrong-type/hexadecimal": "a number to YAML as editors read it",
    "wrong-type/leading-zero": "a number to YAML as editors read it",
    "wrong-value/no-such-day": "the calendar",
    "wrong-value/parameter": "keys that are the author's",
    "wrong-value/parameter-with-a-long-name": "keys that are the author's",
}
"""Cases of these codes that only `playbook check` finds, and why. Add to it what a schema cannot know."""
CASES = sorted(
    case
    for path in BAD.glob("*/*/expected.txt")
    if (case := path.parent.relative_to(BAD).as_posix()).split("/")[0] in KNOWABLE
    and case not in UNKNOWABLE
    and any(path.parent.glob("**/*.yml"))
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the minimal data and its schemas."""
    root = tmp_path_factory.mktemp("small")
    make_project(root)
    json_schemas.write(playbook_of(root), root / "schemas")
    return root


@pytest.fixture(scope="module")
def server(may_spawn: None) -> Iterator[LanguageServer]:
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("yaml-language-server needs node and npm, and this machine has not both.")
    running = LanguageServer()
    yield running
    running.close()


def _files(kind: str) -> list[Path]:
    """The shipped files of a kind; the playbook comes without layers, so a layer's is that of the tests."""
    if kind in schema.SETTINGS:
        return [{"playbook": DATA, "layer": TESTS / "layer"}[kind] / f"{kind}.yml"]
    return sorted((DATA / schema.KINDS[kind].folder).glob("*.yml"))


def _first(root: Path, kind: str) -> Path:
    """A file of a kind in the minimal playbook; a layer's is that of the tests."""
    if kind in schema.SETTINGS:
        return {"playbook": root / "data", "layer": TESTS / "layer"}[kind] / f"{kind}.yml"
    return min((root / "data" / schema.KINDS[kind].folder).glob("*.yml"))


def _kind(case_file: Path) -> str:
    return schema.FOLDERS.get(case_file.parent.name, "playbook")


def _modeline(kind: str) -> str:
    return f"# yaml-language-server: $schema={'../' if kind == 'playbook' else '../../'}schemas/{kind}.json\n"


# ---------------------------------------------------------------- fresh


def _stale(playbook: Playbook, folder: Path) -> list[str]:
    """The schemas in a folder that are missing or not as `playbook schema` would make them."""
    made = json_schemas.schemas(playbook)
    return [name for name in made if not (folder / name).is_file() or (folder / name).read_text("utf-8") != made[name]]


def _stale_templates(data: Path) -> list[str]:
    """The templates in a layer whose comments are not as `playbook schema` would make them."""
    texts = {path: path.read_text("utf-8") for path in sorted(data.glob(f"*/{record_templates.NAME}"))}
    return [
        path.relative_to(data).as_posix()
        for path, text in texts.items()
        if record_templates.commented(schema.FOLDERS[path.parent.name], text) != text
    ]


def test_committed_schemas_are_fresh(playbook: Playbook) -> None:
    stale = _stale(playbook, ROOT / "schemas")
    assert stale == [], f"Run `./dev run {json_schemas.REFRESH}` and commit schemas/."
    assert {path.name for path in (ROOT / "schemas").iterdir()} == set(json_schemas.schemas(playbook))


def test_comments_of_templates_are_fresh() -> None:
    assert _stale_templates(DATA) == [], f"Run `./dev run {json_schemas.REFRESH}` and commit data/*/_template.yml."


def test_a_stale_or_missing_schema_is_noticed(playbook: Playbook, tmp_path: Path) -> None:
    assert json_schemas.write(playbook, tmp_path / "schemas") == sorted(json_schemas.schemas(playbook))
    assert _stale(playbook, tmp_path / "schemas") == []
    (tmp_path / "schemas/term.json").write_text("{}\n")
    (tmp_path / "schemas/role.json").unlink()
    assert _stale(playbook, tmp_path / "schemas") == ["role.json", "term.json"]


def test_schemas_name_no_host_but_that_of_the_standard(playbook: Playbook) -> None:
    for text in json_schemas.schemas(playbook).values():
        assert re.findall(r"\w+://[^\"]*", text) == ["http://json-schema.org/draft-07/schema#"]
        assert text.endswith("}\n")


def test_a_new_record_changes_the_ids_and_nothing_else(minimal: Playbook, tmp_path: Path) -> None:
    data = make_project(tmp_path)
    term = (data / "terms/model.yml").read_text()
    (data / "terms/corpus.yml").write_text(term.replace("id: model", "id: corpus").replace("title: ", "title: Other "))
    more = playbook_of(tmp_path)
    old, new = json_schemas.schemas(minimal), json_schemas.schemas(more)
    assert [name for name in new if new[name] != old[name]] == [json_schemas.IDS]


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_names_its_schema_in_its_first_line(kind: str) -> None:
    for path in _files(kind):
        assert path.read_text("utf-8").startswith(_modeline(kind)), path


# ---------------------------------------------------------------- the same as the engine


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_engine_agree_on_every_change_to_a_record(kind: str, small: Path) -> None:
    """Every value of a good record is taken out and replaced by bad and good ones; both must say the same.

    Of what stands in lists, the first of each sort: the others are read by the same words of the schema.
    """
    path = _first(small, kind)
    value = parse(path.read_text(), kind, path.stem, path.name).value
    schemas = {name: json.loads((small / "schemas" / name).read_text()) for name in (f"{kind}.json", json_schemas.IDS)}
    registry: Any = Registry().with_resources(  # type: ignore[var-annotated]
        (name, Resource.from_contents(one)) for name, one in schemas.items()
    )
    validator = Draft7Validator(schemas[f"{kind}.json"], registry=registry)
    assert validator.is_valid(value)
    seen = set()
    for place, field in list(placed(schema.model_of(kind), value)):
        sort = tuple("" if isinstance(part, int) else part for part in place)
        if sort in seen or field.name in ("basis", "source"):  # the engine looks at these in link and rules
            continue
        seen.add(sort)
        for change in ("delete", "add", *_values(field)):
            changed = deepcopy(value)
            where = changed
            for part in place[:-1]:
                where = where[part]
            if change == "delete":
                del where[place[-1]]
            elif change == "add":
                where["no_such_field"] = "text"
            else:
                where[place[-1]] = change
            assert validator.is_valid(changed) == _engine_takes(kind, changed), (place, change)


def _values(field: Field) -> list[Any]:
    texts = ["a", "ab", "Two words", "a-b", "A", "a\nb", "1.2.3", "2026-11-23", "x" * 61, "x" * 91, "x" * 401]
    texts += [
        "x" * 4001,
        "a <b",
        "a < b",
        "a {{ b",
        "a }} b",
        "a {% b",
        "a %} b",
        "a {# b",
        "a #} b",
        "{name}",
        "a > b",
    ]
    others: list[Any] = [5, 0, -1, 481, 100_001, 1.5, True, [], ["a < b", "<b"], ["ab"], {}, {"text": "ab"}, [{}]]
    if isinstance(field.type, Text) and field.type.sort in ("title", "line", "prose"):
        texts.append("ab\n")  # Python's `$` also matches before a last line break; that of other languages does not
    refers = isinstance(field.type, Ref | SectionName)  # which ids there are, only the schema knows here
    many = isinstance(field.type, Many) and isinstance(field.type.of, Ref)
    return [*([] if refers else texts), *[one for one in others if not (many and isinstance(one, list) and one)]]


def _engine_takes(kind: str, value: Any) -> bool:
    try:
        schema.model_of(kind).model_validate(value)
    except ValidationError:
        return False
    return True


def test_ids_have_the_length_that_the_engine_takes() -> None:
    assert schema.is_id("a" * ID_MOST)
    assert not schema.is_id("a" * (ID_MOST + 1))


# ---------------------------------------------------------------- check-jsonschema


def _checked(schema_file: Path, paths: list[Path]) -> dict[str, list[str]]:
    """What check-jsonschema says: file -> messages. One run for all files, as each start takes half a second."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "-o",
        "json",
        "--schemafile",
        str(schema_file),
        *map(str, paths),
    ]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    found: dict[str, list[str]] = {}
    for error in [*said.get("errors", []), *said.get("parse_errors", [])]:
        found.setdefault(error["filename"], []).append(error["message"])
    assert (said["status"] == "ok") == (not found)
    return found


@pytest.mark.spawns
@pytest.mark.parametrize("kind", KINDS)
def test_check_jsonschema_accepts_the_shipped_data(kind: str) -> None:
    assert _checked(ROOT / f"schemas/{kind}.json", _files(kind)) == {}


@pytest.mark.spawns
def test_check_jsonschema_accepts_the_schemas_themselves() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema"]
    paths = sorted((ROOT / "schemas").iterdir())
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True)


@pytest.mark.spawns
def test_check_jsonschema_rejects_each_bad_example(small: Path, tmp_path: Path) -> None:
    by_kind: dict[str, list[Path]] = {}
    for case in CASES:
        for name in records_of(BAD / case, tmp_path / case):
            path = tmp_path / case / "data" / name
            by_kind.setdefault(_kind(path), []).append(path)
    rejected = set()
    for kind, paths in by_kind.items():
        for name in _checked(small / f"schemas/{kind}.json", paths):
            rejected.add("/".join(Path(name).relative_to(tmp_path).parts[:2]))
    assert sorted(rejected) == CASES


def test_unknowable_cases_exist() -> None:
    assert [case for case in UNKNOWABLE if not (BAD / case).is_dir()] == []


# ---------------------------------------------------------------- yaml-language-server


def test_the_lock_file_names_no_registry() -> None:
    locked = json.loads((TOOLS / "package-lock.json").read_text())
    assert all("resolved" not in package for package in locked["packages"].values())
    assert all("integrity" in package for path, package in locked["packages"].items() if path)


def test_the_language_server_finds_no_fault_in_the_shipped_data(server: LanguageServer) -> None:
    paths = [path for kind in KINDS for path in _files(kind)]
    found = server.faults([(path, path.read_text("utf-8")) for path in paths])
    assert {path: faults for path, faults in zip(paths, found, strict=True) if faults} == {}


def test_the_language_server_finds_a_fault_in_each_bad_example(
    server: LanguageServer, small: Path, tmp_path: Path
) -> None:
    cases, documents = [], []
    for case in CASES:
        for name, text in records_of(BAD / case, tmp_path / case).items():
            cases.append(case)
            path = small / "data" / name
            documents.append((path, _modeline(_kind(path)) + text))
    found = server.faults(documents)
    assert sorted({case for case, faults in zip(cases, found, strict=True) if faults}) == CASES


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("form: meeting", "form: meting"), 'Value is not accepted. Valid values: "review", "meeting"'),
        (("form: meeting", "forms: meeting"), "Property forms is not allowed."),
        (("title: New", "title: <b>New"), "Expected one line without HTML, template syntax, '<' and '>'."),
        (("adopt: adopt-triage", "adopt: adopt-trage"), "No checklist of this name is known here. If it is new, run"),
        (("minutes: 20", "minutes: 900"), "Value is above the maximum of 480."),
    ],
)
def test_a_fault_is_said_in_words_that_help(server: LanguageServer, wrong: tuple[str, str], said: str) -> None:
    path = DATA / "processes" / record_templates.NAME
    (faults,) = server.faults([(path, path.read_text("utf-8").replace(*wrong, 1))])
    assert any(said in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("file", "line", "kind"),
    [
        ("processes/triage.yml", "checklists:\n  adopt: ", "checklist"),
        ("processes/triage.yml", "pitfalls:\n  - pitfall: ", "pitfall"),
        ("processes/triage.yml", "practice:\n  basis: editorial\n  who:\n    - role: ", "role"),
        ("checklists/run-triage.yml", "items:\n  - role: ", "role"),
        ("pitfalls/team-rivalry.yml", "aspect: ", "aspect"),
        ("questions/starting-point.yml", "answers:\n  - supports: [", "scenario"),
    ],
)
def test_a_reference_is_completed_with_known_ids(
    server: LanguageServer, playbook: Playbook, file: str, line: str, kind: str
) -> None:
    text = f"{_modeline(_kind(DATA / file))}{line}{']' if line.endswith('[') else ''}\n"
    offered = server.completions(DATA / file, text, line)
    known = {entry.id: entry.title for entry in playbook.entries[kind]}
    assert set(known) <= set(offered)
    for id, title in known.items():
        assert json.dumps(title) == offered[id]


def test_a_link_to_any_record_is_completed_with_its_kind(server: LanguageServer, playbook: Playbook) -> None:
    text = f'{_modeline("term")}see: [""]\n'
    offered = server.completions(DATA / "terms/triage.yml", text, 'see: ["')
    assert {entry.ref for entry in playbook.all()} <= {label.strip('"') for label in offered}


def test_sections_and_words_are_completed(server: LanguageServer) -> None:
    path = DATA / "processes/triage.yml"
    start = _modeline("process")
    assert "chapter-14/hybrid-process" in server.completions(path, f"{start}source: \n", "source: ")
    assert set(server.completions(path, f"{start}form: \n", "form: ")) == {
        "review",
        "meeting",
        "evaluation",
        "standard",
        "program",
        "practice",
    }


def test_fields_that_are_missing_are_completed(server: LanguageServer) -> None:
    path = DATA / "terms/triage.yml"
    text = f"{_modeline('term')}id: triage\n\nsummary: Sorting.\n"
    offered = server.completions(path, text, "id: triage\n")
    assert {"title", "basis", "definition", "also", "see"} <= set(offered)
    assert "summary" not in offered


@pytest.mark.parametrize("kind", schema.KINDS)
def test_hovering_over_a_field_shows_its_docstring(server: LanguageServer, kind: str) -> None:
    path = DATA / schema.KINDS[kind].folder / record_templates.NAME
    text = path.read_text("utf-8")
    for field in fields(schema.KINDS[kind].model):
        if re.search(rf"^{field.name}:", text, re.MULTILINE):
            assert descriptions.of_field(field) in server.hover(path, text, f"\n{field.name}:", back=2), field.name


# ---------------------------------------------------------------- templates


@pytest.mark.parametrize("kind", schema.KINDS)
def test_a_template_shows_every_field(kind: str) -> None:
    model = schema.KINDS[kind].model
    text = (DATA / schema.KINDS[kind].folder / record_templates.NAME).read_text("utf-8")
    record = parse(text, kind, f"new-{kind}", "template")
    shown = {_name(field) for _, field in placed(model, record.value)}
    for part in models(model):
        for field in fields(part):
            later = field.name in record_templates.LATER or part is Retirement
            assert re.search(rf"^ *# +{field.name}: ", text, re.MULTILINE) if later else _name(field) in shown, field


def _name(field: Field) -> str:
    return field.name if field.shared else f"{field.model.__name__}.{field.name}"


def test_templates_are_no_records(playbook: Playbook) -> None:
    assert [entry for entry in playbook.all() if entry.id.startswith("new-")] == []


@pytest.mark.parametrize("kind", schema.KINDS)
def test_a_begun_record_lacks_nothing_but_words(kind: str, tmp_path: Path) -> None:
    """What a template leaves to do is to write texts, to choose, and to link the record from where it is used."""
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / schema.KINDS[kind].folder / "reading-hour.yml"
    path.write_text(record_templates.begin(projects.read(tmp_path), kind, "reading-hour"), "utf-8")
    record = parse(path.read_text("utf-8"), kind, "reading-hour", "new")
    assert schema.check(record)[1] == []
    assert record.value["id"] == "reading-hour"
    assert record.value["title"] == "Reading hour"
    problems = load(tmp_path).problems
    assert {problem.code for problem in problems if problem.location.path.endswith("reading-hour.yml")} >= {"leftover"}
    assert {problem.code for problem in problems} <= {"leftover", "unused", "incomplete", "contradiction"}


def test_a_record_begins_from_the_templates_that_come_along(tmp_path: Path) -> None:
    """A company's own data folder need not hold templates."""
    (tmp_path / "data").mkdir()
    text = record_templates.begin(projects.read(tmp_path), "term", "corpus")
    assert text.startswith(_modeline("term"))
    assert "\nid: corpus\n" in text
    assert "\ntitle: Corpus\n" in text
    assert "copies this file" not in text


def test_comments_are_made_anew_and_values_stay() -> None:
    text = (DATA / "terms" / record_templates.NAME).read_text("utf-8")
    assert record_templates.commented("term", text) == text
    spoiled = text.replace("# A few words in sentence case.", "# Something else.\n# And more.")
    assert spoiled != text
    assert record_templates.commented("term", spoiled) == text


def test_templates_are_refreshed(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    path = tmp_path / "terms" / record_templates.NAME
    path.write_text(
        (DATA / "terms" / record_templates.NAME).read_text("utf-8").replace("# A few words", "# Some words")
    )
    assert _stale_templates(tmp_path) == ["terms/_template.yml"]
    record_templates.refresh(tmp_path)
    assert _stale_templates(tmp_path) == []
