"""The playbook laid out as pages: one address for each thing, and no two at one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers import make_project, playbook_of

from ml_org_playbook import schema
from ml_org_playbook.model import addresses, permalinks
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.pages.catalog import embedded, leading_on, pages
from ml_org_playbook.rendering.html import Renderer


def test_every_record_with_a_page_has_one_after_the_index_of_its_kind(minimal: Playbook) -> None:
    made = [page.address for page in pages(minimal)]
    for kind in schema.KINDS.values():
        start = made.index(addresses.index(kind.address))
        if kind.has_pages:
            records = [f"{kind.address}/{entry.id}.html" for entry in minimal.entries[kind.name]]
            assert made[start + 1 : start + 1 + len(records)] == records


def test_no_two_pages_have_one_address(minimal: Playbook) -> None:
    made = [page.address for page in (*pages(minimal), *leading_on(minimal))]
    made += [address for address, *_ in embedded(minimal)]
    assert len(made) == len(set(made))


def test_a_page_is_known_to_mkdocs_by_its_address(minimal: Playbook) -> None:
    for page in pages(minimal):
        assert page.source_uri.removesuffix(".md") == page.address.removesuffix(".html")


def test_a_records_page_knows_the_file_behind_it(minimal: Playbook) -> None:
    behind = {page.address: page.data_path for page in pages(minimal)}
    assert behind["processes/triage.html"] == "data/processes/triage.yml"
    assert behind["processes/index.html"] is None


def test_what_the_lock_keeps_has_a_page(minimal: Playbook) -> None:
    made = {page.address for page in (*pages(minimal), *leading_on(minimal))}
    made |= {address for address, *_ in embedded(minimal)}
    assert {address.partition("#")[0] for address in permalinks.published(minimal)} <= made


@pytest.mark.parametrize("kind", [kind for kind in schema.KINDS.values() if kind.has_pages], ids=lambda kind: kind.name)
def test_the_page_of_a_retired_record_first_says_what_takes_its_place(kind: schema.Kind, tmp_path: Path) -> None:
    folder = make_project(tmp_path) / kind.folder
    (path,) = (one for one in folder.iterdir() if one.name != "implement-central.yml")
    old = re.sub("^id: .*$", "id: old", path.read_text(), flags=re.MULTILINE)
    (folder / "old.yml").write_text(f"{old}retired: {{reason: It is over., instead: {kind.name}:{path.stem}}}\n")
    playbook = playbook_of(tmp_path)
    (page,) = (page for page in pages(playbook) if page.address == f"{kind.address}/old.html")
    html = Renderer(playbook).fragment("page.html.j2", page.address, view=page.view)
    assert f'It is over.</p>\n<p data-search-exclude><a class="pb-link" href="{path.stem}.html">' in html
    assert html.count("takes its place") == 1
