"""Downloads: checklists, selections from them, and worksheets in the formats of other programs, one module a format.

In: a linked playbook. Out: files as bytes, the same for the same data and site address. Not here: what a document says
(build_documents), the code that a format is written with (a module each), or where the files are stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from .build_documents import documents
from .document import Document

__all__ = ["FOLDER", "FORMATS", "Format", "documents", "files", "formats"]

FOLDER: Final = "downloads"
"""Where the files are on the site."""


@dataclass(frozen=True)
class Format:
    """One way to write a document."""

    name: str
    """By which the command line knows it. The module that writes it bears this name, with `_` for `-`."""
    suffix: str
    """Follows the document's id in the name of the file."""
    label: str
    """What a reader clicks on."""
    purpose: str
    """What it is for: the heading that a page offers it under."""
    kinds: frozenset[str]
    """What it can write: `checklist`, `selection`, `worksheet`, `brief`."""
    needs: str = ""
    """The package that it is made with, by its import name, if that is not always installed."""
    extra: str = ""
    """The extra that brings this package."""

    @property
    def installed(self) -> bool:
        return not self.needs or find_spec(self.needs) is not None

    def address(self, id: str) -> str:
        """Where the file of a document is on the site."""
        return f"{FOLDER}/{id}{self.suffix}"

    def write(self, document: Document) -> bytes:
        """Raises: ImportError, OSError where the extra, or a library of the system that it needs, is missing."""
        module = import_module(f"{__package__}.{self.name.replace('-', '_')}")  # not before: some are slow to load
        made: bytes = module.write(document)
        return made


_LIST: Final = frozenset({"checklist", "selection"})
_FORM: Final = frozenset({"worksheet"})
_SHEET: Final = frozenset({"brief"})
FORMATS: Final[dict[str, Format]] = {
    one.name: one
    for one in (
        Format("pdf", ".pdf", "PDF", "Print and read", _LIST | _FORM | _SHEET, "weasyprint"),
        Format("xlsx", ".xlsx", "Excel", "Spreadsheet", _LIST),
        Format("docx", ".docx", "Word", "Fill in", _FORM),
        Format("markdown", ".md", "Markdown", "Text and data", _LIST | _FORM),
        Format("issue", ".issue.md", "Issue text", "Tracker", _LIST),
        Format("issue-form", ".issue-form.yml", "GitHub issue form", "Tracker", _LIST),
        Format("csv", ".csv", "CSV", "Spreadsheet", _LIST),
        Format("jira", ".jira.csv", "CSV for Jira", "Tracker", _LIST),
        Format("linear", ".linear.csv", "CSV for Linear", "Tracker", _LIST),
        Format("json", ".json", "JSON", "Text and data", _LIST | _FORM),
    )
}
"""By name, in the order in which a page offers them."""


def formats(*, pdf: bool = False) -> list[Format]:
    """The formats that can be written here. pdf: this one too, which takes a good part of a second a file."""
    return [one for one in FORMATS.values() if one.installed and (pdf or one.name != "pdf")]


def files(documents: Iterable[Document], formats: Iterable[Format]) -> Iterator[tuple[str, bytes]]:
    """Address on the site and content of every file of these formats, under former ids as well."""
    chosen = list(formats)
    for document in documents:
        for one in chosen:
            if document.kind in one.kinds:
                content = one.write(document)
                yield from ((one.address(id), content) for id in (document.id, *document.aliases))
