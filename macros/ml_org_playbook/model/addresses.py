"""Where things are on the site: one function, so that an address is made in one place.

Addresses are relative to the root of the site and end in `.html`, with the anchor after `#`.
They are permanent: changing what these functions return breaks links that others have made.
"""

import posixpath
from functools import cache
from typing import Final

from .playbook import AnyEntry

FIELDS: Final = "tailor/fields"
CODES: Final = "tailor/problems"


def of(entry: AnyEntry, anchor: str | None = None) -> str:
    """The address of a record, or of an item of it."""
    return named(entry, entry.id, anchor)


def named(entry: AnyEntry, id: str, anchor: str | None = None) -> str:
    """The address that the record has, or had, under an id."""
    if entry.kind.has_pages:
        page = f"{entry.kind.address}/{id}.html"
        return f"{page}#{anchor}" if anchor else page
    return f"{entry.kind.address}#{id}-{anchor}" if anchor else f"{entry.kind.address}#{id}"


def under(entry: AnyEntry, id: str) -> list[str]:
    """Every address of a record under an id: in full, and in short where it has a short one."""
    return [named(entry, id), short(id)] if entry.kind.handed_out else [named(entry, id)]


def short(id: str) -> str:
    """The short permanent address of a checklist or a worksheet."""
    return f"c/{id}.html"


def embedded(id: str) -> str:
    """The bare page of a checklist, made to stand in a frame."""
    return f"embed/{id}.html"


def part(entry: AnyEntry, name: str, id: str = "") -> str:
    """A page below that of a record, such as the brief of a scenario. id: one that the record had before."""
    return f"{entry.kind.address}/{id or entry.id}/{name}.html"


def selection(by: str, id: str) -> str:
    """A page with a selection of items from all checklists."""
    return f"checklists/{selection_path(by, id)}.html"


def selection_path(by: str, id: str) -> str:
    """A selection's place among the pages of checklists, and among the downloads."""
    return f"by-{by}/{id}"


def fields(kind: str) -> str:
    """The reference of the fields of a kind."""
    return f"{FIELDS}/{kind}.html"


def code(name: str) -> str:
    """Where the code of a problem is explained."""
    return f"{CODES}/{name}.html"


def index(kind_address: str) -> str:
    """The address of the page that lists a kind."""
    return kind_address if kind_address.endswith(".html") else f"{kind_address}/index.html"


def relative(target: str, page: str) -> str:
    """An address as seen from a page. The same page's anchors stay bare."""
    path, _, anchor = target.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    link = _relative_path(path, posixpath.dirname(page) or ".")
    return f"{link}#{anchor}" if anchor else link


_relative_path: Final = cache(posixpath.relpath)
