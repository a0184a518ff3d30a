"""DOCX: a worksheet to fill in with a word processor.

python-docx puts the time of day into the archive, so the archive is packed once more with the same date for every file.
"""

from __future__ import annotations

import copy
import io
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .document import Document, Field, Section, Worksheet
from .wording import named, origin, resting


def write(document: Document) -> bytes:
    assert isinstance(document, Worksheet)
    paper = docx.Document()
    _prepare(paper, document)
    _styled(paper.add_paragraph(document.title), "Title")
    paper.add_paragraph(document.summary)
    _labelled(paper, "When to use it", document.when)
    for text in document.about:
        paper.add_paragraph(text)
    for reference in document.see:
        told = f"{named(document, reference)}: {reference.text}" if reference.text else named(document, reference)
        _styled(paper.add_paragraph(told), "ListBullet")
    for section in document.sections:
        _section(paper, section)
    for text in (resting(document), origin(document), f"Data: {document.digest}", f"Link: {document.link}"):
        _small(paper, text)
    made = io.BytesIO()
    paper.save(made)
    return _repacked(made.getvalue())


def _prepare(paper: Any, document: Worksheet) -> None:
    day = datetime.fromisoformat(document.edition.released)
    properties = paper.core_properties
    properties.author = properties.last_modified_by = document.edition.playbook[:255]
    properties.title = document.title
    properties.subject = document.path
    properties.comments = f"{document.edition.name} {document.digest}"[:255]
    properties.language = "en-US"
    properties.created = properties.modified = day
    page = paper.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    paper.styles["Normal"].font.name = "Calibri"
    paper.styles["Normal"].font.size = Pt(10.5)
    page.footer.paragraphs[0].text = f"{document.title} · {document.edition.name} · {document.link}"


def _section(paper: Any, section: Section) -> None:
    minutes = f" ({section.minutes} min)" if section.minutes else ""
    _styled(paper.add_paragraph(section.title + minutes), "Heading1")
    for text in section.help:
        paper.add_paragraph(text)
    if section.basis.word != "editorial":
        _small(paper, str(section.basis))
    for field in section.fields:
        _field(paper, section, field)


def _field(paper: Any, section: Section, field: Field) -> None:
    label = f"{field.label} ({field.unit})" if field.unit else field.label
    _styled(paper.add_paragraph(label), "Heading2").paragraph_format.keep_with_next = True
    hints = (field.help, f"For example: {field.example}" if field.example else "")
    for hint in (*hints, str(field.basis) if field.basis != section.basis else ""):
        if hint:
            _small(paper, hint).paragraph_format.keep_with_next = True
    if field.type == "table":
        _table(paper, field.columns, field.rows)
    elif field.options or field.type == "check":
        for option in field.options or (field.label,):
            paper.add_paragraph(f"☐ {option}")
    else:
        table = _grid(paper, 1, 1)
        table.rows[0].height = Mm(8 * field.lines)


def _table(paper: Any, columns: tuple[str, ...], rows: tuple[str, ...]) -> None:
    table = _grid(paper, 2, len(columns))
    head, empty = table.rows
    _mark(head, "w:tblHeader")
    for cell, text in zip(head.cells, columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _mark(empty, "w:cantSplit")
    empty.height = Mm(8)
    for _ in rows[1:]:
        table._tbl.append(copy.deepcopy(empty._tr))  # made by hand, each cell would take ten times as long
    for row, text in enumerate(rows, 1):
        if text:
            table.cell(row, 0).paragraphs[0].text = text


def _grid(paper: Any, rows: int, columns: int) -> Any:
    section = paper.sections[0]
    table = paper._body.add_table(rows, columns, section.page_width - section.left_margin - section.right_margin)
    table._tbl.tblStyle_val = "TableGrid"
    return table


def _styled(paragraph: Any, style: str) -> Any:
    """Give a paragraph a style by id. By name, python-docx would look through all styles each time."""
    paragraph._p.style = style
    return paragraph


def _mark(row: Any, name: str) -> None:
    """Set one of a row's properties that python-docx has no name for."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _labelled(paper: Any, label: str, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(text)


def _small(paper: Any, text: str) -> Any:
    paragraph = paper.add_paragraph()
    run = paragraph.add_run(text)
    run.italic = True
    run.font.size = Pt(9)
    return paragraph


def _repacked(data: bytes) -> bytes:
    """The same archive with the same date for each file."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return target.getvalue()
