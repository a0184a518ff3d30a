"""CSV: one row an item, with everything about it, for spreadsheets and scripts.

UTF-8 with a byte order mark, without which spreadsheets misread what is not ASCII; every value in quotes.
A text that a spreadsheet would take for a formula gets an apostrophe in front: see `guarded`.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from .document import Checklist, Document, Item, Tickable
from .wording import named

COLUMNS: Final[dict[str, Callable[[Tickable, Checklist, Item], str]]] = {
    "Number": lambda document, one, item: item.number,
    "ID": lambda document, one, item: item.id,
    "Part of": lambda document, one, item: item.parent,
    "Text": lambda document, one, item: item.text,
    "Why": lambda document, one, item: item.why,
    "Done when": lambda document, one, item: item.done_when,
    "Who": lambda document, one, item: item.role.title if item.role else "",
    "When": lambda document, one, item: item.phase,
    "Effort": lambda document, one, item: item.effort,
    "After": lambda document, one, item: " ".join(item.after),
    "See": lambda document, one, item: "\n".join(named(document, reference) for reference in item.see),
    "Rests on": lambda document, one, item: str(item.basis),
    "For context": lambda document, one, item: "yes" if item.context else "",
    "Link": lambda document, one, item: document.edition.address(item.path),
    "List": lambda document, one, item: one.title,
    "From": lambda document, one, item: document.link,
    "Playbook": lambda document, one, item: document.edition.name,
    "Data": lambda document, one, item: document.digest,
}
"""Heading -> what stands below it for an item of a list of the document."""

_FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|\s*[-=+@\uff0d\uff1d\uff0b\uff20])")
"""What a spreadsheet might run. Full-width signs too: in some languages they count as the plain ones."""


def write(document: Document) -> bytes:
    assert isinstance(document, Tickable)
    items = [(one, item) for one in document.lists for item in one.flat]
    rows = ([value(document, one, item) for value in COLUMNS.values()] for one, item in items)
    return b"\xef\xbb\xbf" + table((tuple(COLUMNS), *rows))


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as RFC 4180 has them, each value guarded."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(map(guarded, row) for row in rows)
    return text.getvalue().encode()


def guarded(text: str) -> str:
    """A text that no spreadsheet runs. Whoever takes the apostrophe off has the text back."""
    return f"'{text}" if _FORMULA.match(text) else text
