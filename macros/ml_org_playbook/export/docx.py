"""DOCX: a worksheet to fill in with a word processor: boxes that one clicks, dates from a calendar, links.

python-docx knows no content controls, so they are parsed from XML, as Word writes it. It puts the time of day into the
archive, so the archive is packed once more with the same date for every file.
"""

import copy
import io
import zipfile
from datetime import datetime
from typing import Final

import docx
from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from .document import Document, Field, Section, Worksheet
from .wording import hints, origin, resting

_CHECKBOX: Final = parse_xml(
    f"<w:sdt {nsdecls('w', 'w14')}>"
    "<w:sdtPr><w14:checkbox><w14:checked w14:val='0'/>"
    "<w14:checkedState w14:val='2612' w14:font='MS Gothic'/>"
    "<w14:uncheckedState w14:val='2610' w14:font='MS Gothic'/></w14:checkbox></w:sdtPr>"
    "<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii='MS Gothic' w:eastAsia='MS Gothic' w:hAnsi='MS Gothic'/></w:rPr>"
    "<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)
_DATE: Final = parse_xml(
    f"<w:sdt {nsdecls('w')}>"
    "<w:sdtPr><w:showingPlcHdr/><w:date><w:dateFormat w:val='yyyy-MM-dd'/><w:lid w:val='en-US'/>"
    "<w:storeMappedDataAs w:val='dateTime'/><w:calendar w:val='gregorian'/></w:date></w:sdtPr>"
    "<w:sdtContent><w:r><w:rPr><w:color w:val='5F6368'/></w:rPr><w:t>Year-month-day</w:t></w:r></w:sdtContent></w:sdt>"
)
_LINK: Final = parse_xml(
    f"<w:hyperlink {nsdecls('w')}>"
    "<w:r><w:rPr><w:color w:val='0B57A4'/><w:u w:val='single'/></w:rPr><w:t/></w:r></w:hyperlink>"
)


def write(document: Document) -> bytes:
    assert isinstance(document, Worksheet)
    paper = docx.Document()
    _prepare(paper, document)
    _styled(paper, "Title", document.title)
    paper.add_paragraph(document.summary)
    when = paper.add_paragraph()
    when.add_run("When to use it: ").bold = True
    when.add_run(document.when)
    for text in document.about:
        paper.add_paragraph(text)
    for reference in document.see:
        entry = _styled(paper, "ListBullet")
        _link(entry, document, reference.path, reference.title)
        if not document.edition.base:
            entry.add_run(f" ({reference.path})")
        if reference.text:
            entry.add_run(f": {reference.text}")
    for section in document.sections:
        _section(paper, section)
    for text in (resting(document), origin(document), f"Data: {document.digest}"):
        _small(paper, text)
    _link(_small(paper, "Link: "), document, document.path, document.link)
    saved, packed = io.BytesIO(), io.BytesIO()
    paper.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)  # its date is always the same
    return packed.getvalue()


def _prepare(paper: Paper, document: Worksheet) -> None:
    properties = paper.core_properties
    properties.author = properties.last_modified_by = document.edition.playbook[:255]
    properties.title = document.title
    properties.subject = document.path
    properties.comments = f"{document.edition.name} {document.digest}"[:255]
    properties.keywords = document.digest
    properties.category = "Worksheet"
    properties.identifier = document.link[:255]
    properties.version = document.edition.version
    properties.language = "en-US"
    properties.created = properties.modified = datetime.fromisoformat(document.edition.released)
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    font = paper.styles["Normal"].font
    font.name, font.size = "Calibri", Pt(10.5)
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{document.title} · {document.edition.name} · ")
    _link(foot, document, document.path, document.link)
    for run in (*foot.runs, *(run for link in foot.hyperlinks for run in link.runs)):
        run.font.size = Pt(8)
    # Of python-docx's template: a picture that some programs show for the file, and styles for Word 2007.
    for rels in (paper.part.package.rels, paper.part.rels):
        for id in [id for id, rel in rels.items() if rel.reltype.endswith(("/thumbnail", "/stylesWithEffects"))]:
            del rels[id]


def _section(paper: Paper, section: Section) -> None:
    minutes = f" ({section.minutes} min)" if section.minutes else ""
    _styled(paper, "Heading1", section.title + minutes)
    for text in section.help:
        paper.add_paragraph(text).paragraph_format.keep_with_next = True
    if section.basis.word != "editorial":
        _small(paper, str(section.basis)).paragraph_format.keep_with_next = True
    for field in section.fields:
        _field(paper, section, field)


def _field(paper: Paper, section: Section, field: Field) -> None:
    label = f"{field.label} ({field.unit})" if field.unit else field.label
    _styled(paper, "Heading2", label).paragraph_format.keep_with_next = True
    for hint in hints(section, field):
        _small(paper, hint).paragraph_format.keep_with_next = True
    if field.type == "table":
        _table(paper, field.columns, field.rows)
    elif field.options or field.type == "check":
        options = field.options or (field.label,)
        for option in options:
            line = paper.add_paragraph()
            line._p.append(copy.deepcopy(_CHECKBOX))
            line.add_run(f" {option}")
            line.paragraph_format.space_after = Pt(2)
            line.paragraph_format.keep_with_next = option is not options[-1]
    else:
        table = _grid(paper, 1, 1)
        table.rows[0].height = Mm(8 * field.lines)
        if field.type == "date":
            table.cell(0, 0).paragraphs[0]._p.append(copy.deepcopy(_DATE))


def _table(paper: Paper, columns: tuple[str, ...], rows: tuple[str, ...]) -> None:
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


def _grid(paper: Paper, rows: int, columns: int) -> Table:
    table = paper._body.add_table(rows, columns, Mm(170))  # between the margins
    table._tbl.tblStyle_val = "TableGrid"
    return table


def _mark(row: _Row, name: str) -> None:
    """Set one of a row's properties that python-docx has no name for."""
    row._tr.get_or_add_trPr().append(OxmlElement(name, {qn("w:val"): "true"}))


def _styled(paper: Paper, style: str, text: str = "") -> Paragraph:
    """A new paragraph. style: its id; by the name of a style, python-docx would look through all of them each time."""
    paragraph = paper.add_paragraph(text)
    paragraph._p.style = style
    return paragraph


def _link(paragraph: Paragraph, document: Worksheet, path: str, shown: str) -> None:
    """A text that leads to a path of the site; just the text where the site's address is not known."""
    url = document.edition.url(path)
    if not url:
        paragraph.add_run(shown)
        return
    link = copy.deepcopy(_LINK)
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.find(f".//{qn('w:t')}").text = shown
    paragraph._p.append(link)


def _small(paper: Paper, text: str) -> Paragraph:
    paragraph = paper.add_paragraph()
    run = paragraph.add_run(text)
    run.italic = True
    run.font.size = Pt(9)
    paragraph.paragraph_format.space_after = Pt(3)
    return paragraph
