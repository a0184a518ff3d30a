"""What `check` passes, `build` publishes: nothing that an author may write makes a site that the audit refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import random_playbooks
import yaml
from attacks import site as attacks
from helpers import make_project, playbook_of
from lxml.html import fromstring

from ml_org_playbook import schema
from ml_org_playbook.build import build_site
from ml_org_playbook.load import load
from ml_org_playbook.model import permalinks
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.pages import catalog
from ml_org_playbook.pages.blocks import Move
from ml_org_playbook.reading.records import SourceRecord, parse
from ml_org_playbook.rules.addresses import ALWAYS_RESERVED


def published(root: Path) -> list[str]:
    """What `build` and the audit say of a project of which `check` says nothing."""
    loaded = load(root)
    assert list(map(str, loaded.problems)) == []
    random_playbooks.add_site(root)
    return random_playbooks.problems(root)


@pytest.mark.builds
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_random_playbook_that_check_passes_is_published(tmp_path: Path, seed: int) -> None:
    """The long run is `./dev run python tests/random_playbooks.py`."""
    assert random_playbooks.make(tmp_path, seed) > 10
    assert random_playbooks.problems(tmp_path) == []


def say_everywhere(data: Path, words: str) -> None:
    """Records with every text that they may have, each of which begins with these words."""
    attacks.add_twins(data)
    playbook = playbook_of(data.parent)
    folders = {kind.folder: kind for kind in schema.KINDS.values()}
    for path in sorted(data.glob("*/*.yml")):
        kind = folders[path.parent.name]
        record = parse(path.read_text("utf-8"), kind.name, path.stem, f"data/{kind.folder}/{path.name}")
        assert isinstance(record, SourceRecord)
        value = record.value
        if not path.stem.startswith(attacks.TWIN):
            value = attacks.full(playbook, kind.name, value)
        for place, text in attacks.places(kind.name, value):
            old = value
            for part in place:
                old = old[part]
            attacks.put(value, place, f"{words} {old}"[: text.most])
        path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), "utf-8")
    settings = yaml.safe_load((data / "playbook.yml").read_text("utf-8"))
    for text in (settings, *settings["pages"].values()):
        text["title"] = f"{words} {text['title']}"
    (data / "playbook.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")


@pytest.mark.builds
def test_any_text_may_hold_a_parameter(tmp_path: Path) -> None:
    """Titles of every kind too, wherever they are shown: on pages, in the contents beside them, in the search."""
    say_everywhere(make_project(tmp_path), "At {company_name}:")
    assert published(tmp_path) == []
    pages = [path for path in (tmp_path / "site").rglob("*") if path.suffix in (".html", ".css", ".json", ".js")]
    left = [path for path in pages if "company_name" in path.read_text("utf-8")]
    reference = tmp_path / "site/tailor"  # explains parameters, and shows lines of records as they were written
    assert [path for path in left if reference not in path.parents and path.parent.name != "search"] == []
    contents, heading = "At your company: Model\n", "At your company: Model<a"
    glossary = (tmp_path / "site/glossary.html").read_text("utf-8")
    assert contents in glossary
    assert heading in glossary


@pytest.mark.builds
@pytest.mark.parametrize(
    "words", ["JavaScript: Traceback (most recent call last):", "https://a.example/b UndefinedError"]
)
def test_any_text_may_look_like_an_address_or_an_error(tmp_path: Path, words: str) -> None:
    say_everywhere(make_project(tmp_path), words)
    assert published(tmp_path) == []


@pytest.mark.builds
def test_a_page_may_grow_with_what_it_lists(tmp_path: Path) -> None:
    """Nobody can split a page that the engine makes: the budgets of the audit leave room for it."""
    data = make_project(tmp_path)
    triage = yaml.safe_load((data / "checklists/run-triage.yml").read_text("utf-8"))
    model = yaml.safe_load((data / "terms/model.yml").read_text("utf-8"))
    for number in range(40):
        named = {"title": f"Launch {number}", "summary": f"It has to do with {number**9}."}
        for kind, record in (("checklists", triage | {"purpose": "launch"}), ("terms", model)):
            text = yaml.safe_dump(record | named | {"id": f"one-{kind}-{number}"}, sort_keys=False)
            (data / f"{kind}/one-{kind}-{number}.yml").write_text(text, "utf-8")
    triage["items"] += [{"id": f"more-{number}", "text": f"Look at {number**9}."} for number in range(500)]
    (data / "checklists/run-triage.yml").write_text(yaml.safe_dump(triage, sort_keys=False), "utf-8")
    assert published(tmp_path) == []


# ---------------------------------------------------------------- ids

ODD = {
    "checklists/run-triage.yml": (
        "items:\n",
        "items:\n"
        "  - {id: tick-one-owner, text: Tick.}\n"
        "  - {id: more-one-owner, text: More., why: Why., done_when: Done., aliases: [one-owner-tick]}\n"
        "  - {id: parts, text: Parts.}\n"
        "  - {id: pb-dialog-1, text: A dialog.}\n"
        "  - {id: note-1, text: A note., retired: It has had its day.}\n",
    ),
    "scenarios/central.yml": ("steps:\n", "steps:\n  - {id: tick-find-lead, text: Tick., why: Why.}\n"),
    "worksheets/agenda.yml": (
        "sections:\n",
        "sections:\n"
        "  - {id: sync, title: Sync, fields: [{id: date, label: Day, type: choice, options: [One, Two]}]}\n"
        "  - {id: sync-head, title: Head, fields: [{id: one, label: One, type: line}]}\n"
        "  - {id: sync-date-1, title: Date, fields: [{id: label, label: Label, type: check}]}\n",
    ),
    "sources/book.yml": ("citation:", "aliases: [volume]\ncitation:"),
    "statements/patient-people.yml": ("text:", "notes: [It is said so in a note.]\ntext:"),
}
"""File -> words in it, and what stands in their place: ids that are like those of parts of the page."""


def test_what_the_engine_names_on_a_page_no_id_can_be(project: Path) -> None:
    """The box beside an item, a heading of a section, a footnote."""
    for name, (old, new) in ODD.items():
        path = project / "data" / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, name
        path.write_text(text.replace(old, new), "utf-8")
    shutil.copy(project / "data/statements/patient-people.yml", project / "data/statements/note-1.yml")
    odd = project / "data/statements/note-1.yml"
    odd.write_text(odd.read_text("utf-8").replace("id: patient-people\ntitle: Patient", "id: note-1\ntitle: Noted"))
    pages = html_of(playbook_of(project))
    for address, text in pages.items():
        ids = fromstring(text).xpath("//@id")
        assert len(ids) == len(set(ids)), (address, sorted(id for id in ids if ids.count(id) > 1))
    named = [address.partition("#") for address in permalinks.published(playbook_of(project))]
    missing = [(page, id) for page, _, id in named if id and f'id="{id}"' not in pages[page]]
    assert missing == []


def test_the_files_of_a_site_have_the_same_names_without_their_content(minimal: Playbook) -> None:
    site = build_site(minimal)
    assert list(site.files(empty=True)) == list(site.files())


def html_of(playbook: Playbook) -> dict[str, str]:
    """Everything that is made from the data, without the frame of the site: address -> HTML."""
    site = build_site(playbook)
    files = {address: text for address, text in site.files().items() if address.endswith(".html")}
    return {page.address: site.body(page) for page in site.pages.values()} | files


def test_what_can_be_linked_on_a_page_is_told_to_the_rule(playbook: Playbook, minimal: Playbook) -> None:
    """A heading that a view gives to a page has a name that no part of a record of this kind may take."""
    for whole in (playbook, minimal):
        for page in catalog.pages(whole):
            place = page.place
            if place.role == "record" and place.entry and place.entry.kind.has_parts:
                kind, own = place.entry.kind, set(whole.anchors(place.entry))
            elif place.role == "listing" and not schema.KINDS[place.name].has_pages:
                kind = schema.KINDS[place.name]
                own = set(page.view.anchors) | {one.id for one in whole.entries[kind.name]}
            else:
                continue
            blocks = page.view.blocks
            names = {name for one in blocks for name in (one.id, *one.aliases, *(id for id, _ in one.headings))}
            parts = {part.id for one in blocks if isinstance(one, Move) for part in one.parts}
            inner = {f"{entry.id}-{name}" for entry in whole.entries[kind.name] for name in kind.inner_anchors}
            sections = {key.replace("/", "-") for key in whole.sections}
            free = (names | parts) - inner - own - sections
            if kind.model is schema.Scenario:  # the anchors of its steps all begin alike
                free = {name for name in free if name.startswith("step-")}
            free = {name for name in free if "--" not in name}  # no id has two hyphens in a row
            assert free <= kind.page_anchors | ALWAYS_RESERVED, page.address


def test_a_note_that_follows_from_the_source_of_its_record_need_not_name_it(project: Path) -> None:
    path = project / "data/processes/triage.yml"
    path.write_text(path.read_text("utf-8") + "notes: [{basis: implied, text: It says no more of it.}]\n", "utf-8")
    assert "It says no more of it." in html_of(playbook_of(project))["processes/triage.html"]
