"""PDF files: every sheet holds all texts and links, and a file shows what its sheet holds.

The sheet is HTML, and WeasyPrint makes the file of it. That takes a second or more a file, so all sheets are looked at,
and files only of a few documents: each family is there, forms with every sort of field, and lists of several pages.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from export_readers import (
    expected,
    in_order,
    links_of_pdf,
    links_of_sheet,
    squeezed,
    text_of_pdf,
    text_of_sheet,
    to_tick,
    words_of,
)

from ml_org_playbook import export
from ml_org_playbook.export.document import Brief, Checklist, Selection, Tickable, Worksheet
from ml_org_playbook.model.playbook import Playbook

pytest.importorskip("weasyprint", reason="needs the extra 'pdf'")
pytestmark = [pytest.mark.spawns, pytest.mark.long]

SITE = "https://playbook.example.org/ml/"
"""Where the site is said to be."""
PRINTED = ("launch-model", "by-role/product-team", "by-scenario/")
"""Lists that are made into files: a long one, and selections; of a scenario, the shortest."""


@pytest.fixture(scope="module")
def documents(playbook: Playbook) -> list[export.Document]:
    return export.documents(playbook, SITE)


@pytest.fixture(scope="module")
def printed(documents: list[export.Document]) -> list[export.Document]:
    """Documents of which a file is made. Worksheets: as many as it takes for each sort of field."""
    lists = [one for one in documents if isinstance(one, Tickable)]
    found: list[export.Document] = [
        min((one for one in lists if one.id.startswith(name)), key=lambda one: len(one.flat)) for name in PRINTED
    ]
    wanted = {sort for one in documents if isinstance(one, Worksheet) for sort in sorts(one)}
    for one in sorted((one for one in documents if isinstance(one, Worksheet)), key=lambda one: -len(sorts(one))):
        if wanted & sorts(one):
            wanted -= sorts(one)
            found.append(one)
    assert not wanted
    return found


def sorts(worksheet: Worksheet) -> set[tuple[str, bool, bool, bool, bool]]:
    """What its fields are like, as far as a sheet shows them in different ways."""
    return {
        (field.type, bool(field.help), bool(field.example), bool(field.rows), bool(field.options))
        for section in worksheet.sections
        for field in section.fields
    }


@cache
def written(document: export.Document, folder: Path) -> Path:
    path = folder / f"{document.id.replace('/', '-')}.pdf"
    path.write_bytes(export.FORMATS["pdf"].write(document))
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


def agree(document: export.Document, text: str, links: list[str]) -> None:
    """The text has the words of the document in their order, and the links lead to its items."""
    if isinstance(document, Tickable):
        words = [squeezed(f"{item.number}{item.text}") for item in document.flat]
        words = [document.title, document.summary, *words, document.edition.name, document.digest, document.link]
        rows = [row.link for row in expected(document)]
        links = [link for link in links if link in rows]
        if isinstance(document, Selection):  # an item of one list may point to an item of another
            assert set(links) == set(rows), document.id
        else:
            assert list(dict.fromkeys(links)) == rows, document.id
    elif isinstance(document, Brief):
        parts = [word for heading, lines in document.parts for word in (heading, *lines)]
        words = [document.title, document.summary, *parts, document.edition.name, document.digest, document.link]
    else:
        assert isinstance(document, Worksheet)
        words = words_of(document)
    assert in_order([squeezed(word) for word in words], text) == "", document.id


def test_every_sheet_has_the_same_texts_in_the_same_order(
    documents: list[export.Document], caplog: pytest.LogCaptureFixture
) -> None:
    from ml_org_playbook.export import pdf

    assert len(documents) > 90
    for document in documents:
        sheet = pdf.sheet(document)
        agree(document, text_of_sheet(sheet), links_of_sheet(sheet))
    assert caplog.messages == []  # what the fonts lack would be said there


def test_a_file_has_them_too(printed: list[export.Document], folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    for document in printed:
        path = written(document, folder)
        agree(document, text_of_pdf(path), links_of_pdf(path))
    assert caplog.messages == []  # WeasyPrint says there what it does not understand


def test_a_brief_is_one_sheet(documents: list[export.Document], folder: Path) -> None:
    for document in documents:
        if isinstance(document, Brief):
            said = subprocess.run(
                ["pdfinfo", str(written(document, folder))], capture_output=True, check=True, text=True
            )
            assert re.search(r"Pages: +1\b", said.stdout), document.id


def test_a_file_is_tagged_and_dated_by_the_release(printed: list[export.Document], folder: Path) -> None:
    path = written(printed[0], folder)
    said = subprocess.run(["pdfinfo", "-isodates", str(path)], capture_output=True, check=True, text=True).stdout
    facts = dict(line.split(":", 1) for line in said.splitlines())
    assert facts["Tagged"].strip() == "yes"
    assert facts["Title"].strip() == printed[0].title
    assert facts["CreationDate"].strip().startswith(printed[0].edition.released)
    metadata = subprocess.run(["pdfinfo", "-meta", str(path)], capture_output=True, check=True, text=True).stdout
    assert re.search(r"pdfuaid:part\W+1\b", metadata)
    assert facts["JavaScript"].strip() == "no"


def test_a_printed_page_fits_on_a4_and_on_letter(printed: list[export.Document], folder: Path) -> None:
    """At its own size: no program has to scale it."""
    said = subprocess.run(["pdfinfo", str(written(printed[0], folder))], capture_output=True, check=True, text=True)
    found = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", said.stdout)
    assert found is not None
    width, height = (float(size) * 25.4 / 72 for size in found.groups())
    assert (round(width), round(height)) == (210, 279)


def test_a_printed_item_has_lines_for_owner_and_date(printed: list[export.Document], folder: Path) -> None:
    for document in printed:
        if isinstance(document, Checklist | Selection):
            text = text_of_pdf(written(document, folder))
            assert text.count("OwnerDate") == len(to_tick(document)), document.id
