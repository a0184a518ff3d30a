"""XLSX: a checklist to work through in a spreadsheet, with states, owners, notes and progress.

Texts are written as texts, never as formulas, numbers or links. The progress formulas carry the value that they have
at first, for programs that show a file without calculating. The only date in the file is that of the release.
What one needs at work stands on the left and is printed, one page wide on the printer's paper; the rest is for the
screen.
"""

import io
from datetime import datetime
from typing import Final

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from .csv import guarded
from .document import Checklist, Document, Item, Selection, Tickable
from .wording import CONTEXT, STATES, facts, in_margin, named, origin, resting

PRINTED: Final = {
    "Status": 15,
    "No.": 6,
    "What to do": 42,
    "List": 20,
    "Done when": 38,
    "Who": 17,
    "When": 13,
    "Owner": 14,
    "Notes": 24,
}
"""Heading of each column that is printed and its width in characters. `List` is there only where there are several."""
WIDTHS: Final = PRINTED | {
    "Why": 60,
    "Effort": 30,
    "After": 8,
    "See": 34,
    "Rests on": 34,
    "Link": 34,
    "ID": 28,
    "Part of": 28,
}
"""Heading of each column and its width in characters. `See` is there once for each record that an item names. These are
wide enough for one line mostly, so that they make no row higher than print needs it."""
LINE: Final = 15
"""Points."""
ABOUT: Final = 80
"""Width of the texts of the second sheet in characters. A line of words holds some less."""

HEAD: Final = 5
"""The row of the headings, counted from 0; the items follow it."""
PROGRESS: Final = {"share": "B3", "done": "C3", "left": "D3"}
"""Cells with the share of items that are done, how many are, and how many are left."""

_WRAPPED: Final = {"text_wrap": True, "align": "left", "valign": "top", "indent": 1}
_CELL: Final = {**_WRAPPED, "border": 7, "border_color": "#80868B"}
_FORMATS: Final[dict[str, dict[str, object]]] = {
    "title": {"bold": True, "font_size": 16},
    "plain": {},
    "head": {**_CELL, "bold": True, "bottom": 1, "bg_color": "#E8EAF0"},
    "text": {**_CELL},
    "link": {**_CELL, "font_color": "#0B57A4", "underline": 1},
    "share": {"num_format": "0%", "bold": True, "align": "left"},
    "count": {"align": "left", "num_format": '0 "done"', "indent": 1},
    "left": {"align": "left", "num_format": '0 "left"', "indent": 1},
    "finished": {"font_color": "#5F6368", "font_strikeout": True},
    "In progress": {"bg_color": "#FFF3D6"},
    "Done": {"bg_color": "#DDF0E1"},
    "Not applicable": {"bg_color": "#ECEDEF", "font_color": "#5F6368"},
}
"""How cells look, and those with the state of an item. Each state has its word as well."""

OUTSIDE: Final = "–"
"""The state of an item that is there for context only."""


def write(document: Document) -> bytes:
    assert isinstance(document, Tickable)
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    properties = {
        "title": document.title,
        "subject": document.summary,
        "author": document.edition.playbook,
        "comments": f"{origin(document)}\nData: {document.digest}\nLink: {document.link}",
        "created": datetime.fromisoformat(document.edition.released),
    }
    with Workbook(target, options) as book:
        book.set_properties(properties)
        _Sheet(book, document).fill()
        _about(book, document)
    return target.getvalue()


class _Sheet:
    """The list."""

    def __init__(self, book: Workbook, document: Tickable) -> None:
        self.document = document
        self.sheet = book.add_worksheet("Checklist")
        self.last = HEAD + len(document.flat)
        times = {"See": max((len(item.see) for item in document.flat), default=0)}
        times["List"] = 1 if isinstance(document, Selection) else 0
        self.columns = [heading for heading in WIDTHS for _ in range(times.get(heading, 1))]
        self.formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
        for level in range(1 + max((item.number.count(".") for item in document.flat), default=0)):
            inner = {**_CELL, "indent": 1 + 2 * level}
            self.formats[f"text {level}"] = book.add_format(inner)
            self.formats[f"quoted {level}"] = book.add_format({**inner, "quote_prefix": True})

    def fill(self) -> None:
        items = ((one, item) for one in self.document.lists for item in one.flat)
        for row, (one, item) in enumerate(items, HEAD + 1):
            self._row(row, one, item)
        for column, heading in enumerate(self.columns):
            self.sheet.set_column(column, column, WIDTHS[heading])
            self.sheet.write_string(HEAD, column, heading, self.formats["head"])
        self._top()
        self._states()
        self.sheet.autofilter(HEAD, 0, self.last, len(self.columns) - 1)
        self.sheet.freeze_panes(HEAD + 1, 3)
        self.sheet.set_landscape()
        self.sheet.repeat_rows(HEAD)
        self.sheet.print_area(0, 0, self.last, self.columns.index("Notes"))
        _one_page_wide(self.sheet, self.document)

    def _top(self) -> None:
        """Title, when to use it, progress, link."""
        states = xl_range_abs(HEAD + 1, 0, self.last, 0)
        texts = xl_range_abs(HEAD + 1, 2, self.last, 2)
        done = f'COUNTIF({states},"Done")'
        all_ = f'(COUNTA({texts})-COUNTIF({states},"Not applicable")-COUNTIF({states},"{OUTSIDE}"))'
        count = sum(not item.context for item in self.document.flat)
        self.sheet.write_string(0, 0, self.document.title, self.formats["title"])
        self.sheet.write_string(1, 0, f"When to use it: {self.document.when}", self.formats["plain"])
        self.sheet.write_string(2, 0, "Progress", self.formats["plain"])
        share = f"=IF({all_}=0,1,{done}/{all_})"
        self.sheet.write_formula(PROGRESS["share"], share, self.formats["share"], 0 if count else 1)
        self.sheet.write_formula(PROGRESS["done"], f"={done}", self.formats["count"], 0)
        self.sheet.write_formula(PROGRESS["left"], f"={all_}-{done}", self.formats["left"], count)
        self._link(3, 0, self.document.path, self.document.link, "plain")

    def _row(self, row: int, checklist: Checklist, item: Item) -> None:
        cells = facts(item) | {
            "Status": OUTSIDE if item.context else STATES[0],
            "No.": item.number,
            "What to do": item.text,
            "List": checklist.title,
            "Notes": CONTEXT if item.context else "",
            "ID": item.id,
            "Part of": item.parent,
        }
        see = iter(item.see)
        level = item.number.count(".")
        for column, heading in enumerate(self.columns):
            if heading == "Link":
                self._link(row, column, item.path, item.path)
            elif heading == "See" and (reference := next(see, None)):
                shown = reference.title if self.document.edition.base else named(self.document, reference)
                self._link(row, column, reference.path, shown)
            else:
                self._text(row, column, cells.get(heading, ""), level if heading == "What to do" else 0)
        room = {heading: WIDTHS[heading] - 3 for heading in cells if heading in self.columns}
        room["What to do"] -= 2 * level
        lines = max(-(-len(cells[heading]) // width) for heading, width in room.items())
        self.sheet.set_row(row, min(LINE * lines + 3, 400))

    def _text(self, row: int, column: int, text: str, level: int) -> None:
        """level: of the item, which what to do is indented by."""
        if text:
            style = "quoted" if guarded(text) != text else "text"
            self.sheet.write_string(row, column, text, self.formats[f"{style} {level}"])
        else:
            self.sheet.write_blank(row, column, None, self.formats["text"])

    def _link(self, row: int, column: int, path: str, shown: str, style: str = "text") -> None:
        url = self.document.edition.url(path)
        if url:
            self.sheet.write_url(row, column, url, self.formats["link" if style == "text" else style], shown)
        else:
            self.sheet.write_string(row, column, shown, self.formats[style])

    def _states(self) -> None:
        """The states that an item can be given, and how each of them looks."""
        first = HEAD + 1
        error = f"Choose one of: {', '.join(STATES)}."
        choice = {"validate": "list", "source": list(STATES), "error_title": "Status", "error_message": error}
        self.sheet.data_validation(first, 0, self.last, 0, choice)
        for state in STATES[1:]:
            is_it = {"type": "cell", "criteria": "==", "value": f'"{state}"', "format": self.formats[state]}
            self.sheet.conditional_format(first, 0, self.last, 0, is_it)
        finished = {"type": "formula", "criteria": f'=$A{first + 1}="Done"', "format": self.formats["finished"]}
        self.sheet.conditional_format(first, 1, self.last, 2, finished)


def _one_page_wide(sheet: Worksheet, document: Document) -> None:
    """On the paper of the printer, with where it comes from at the foot."""
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    name, link = _plain(in_margin(document, 80), 80), _plain(document.link, 100)
    # The color, which has six digits, ends the size: else a digit that the text begins with would be one of it.
    sheet.set_footer(f"&L&8&K000000{name} · {link}&R&8Page &P of &N")


def _plain(text: str, most: int) -> str:
    """As much of a text as there is room for, as a margin shows it: an `&` begins a code there."""
    shown = ""
    for char in text:
        shown += "&&" if char == "&" else char
        if len(shown) > most:
            return shown.removesuffix("&&" if char == "&" else char)
    return shown


def _about(book: Workbook, document: Tickable) -> None:
    sheet = book.add_worksheet("About")
    wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True, "valign": "top"})
    rows = [
        ("List", document.title),
        ("Summary", document.summary),
        ("When to use it", document.when),
        *(("Before you start", text) for text in document.about),
        *(("See", named(document, reference)) for reference in document.see),
        ("Rests on", resting(document)),
        ("Progress", "Items that are done, of all that are not 'Not applicable'. Parts count like other items."),
        ("Playbook", origin(document)),
        ("Data", document.digest),
        ("Link", document.link),
    ]
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, ABOUT)
    _one_page_wide(sheet, document)
    for row, (label, text) in enumerate(rows):
        sheet.write_string(row, 0, label, bold)
        if label == "Link" and document.edition.base:
            sheet.write_url(row, 1, text, wrap, text)
        else:
            sheet.write_string(row, 1, text, wrap)
        sheet.set_row(row, LINE * -(-len(text) // (ABOUT - 8)) + 3)
