"""CSV: one row an item, with everything about it, for spreadsheets and scripts.

UTF-8 with a byte order mark, without which spreadsheets misread what is not ASCII; every value in quotes.
A text that a spreadsheet would take for a formula gets an apostrophe in front: see `guarded`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from .document import Document, Tickable
from .wording import named

COLUMNS: Final = (
    "Number",
    "ID",
    "Part of",
    "Text",
    "Why",
    "Done when",
    "Who",
    "When",
    "Effort",
    "After",
    "See",
    "Rests on",
    "For context",
    "Link",
    "List",
    "From",
    "Playbook",
    "Data",
)

_FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|\s*[-=+@\uff0d\uff1d\uff0b\uff20])")
"""What a spreadsheet might run. Full-width signs too: in some languages they count as the plain ones."""


def write(document: Document) -> bytes:
    assert isinstance(document, Tickable)
    rows = [
        (
            item.number,
            item.id,
            item.parent,
            item.text,
            item.why,
            item.done_when,
            item.role.title if item.role else "",
            item.phase,
            item.effort,
            " ".join(item.after),
            "\n".join(named(document, reference) for reference in item.see),
            str(item.basis),
            "yes" if item.context else "",
            document.edition.address(item.path),
            one.title,
            document.link,
            document.edition.name,
            document.digest,
        )
        for one in document.lists
        for item in one.flat
    ]
    return b"\xef\xbb\xbf" + table((COLUMNS, *rows))


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as RFC 4180 has them, each value guarded."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [guarded(value) for value in row] for row in rows
    )
    return text.getvalue().encode()


def guarded(text: str) -> str:
    """A text that no spreadsheet runs. Whoever takes the apostrophe off has the text back."""
    return f"'{text}" if _FORMULA.match(text) else text
