"""What was published stays: the list of every address and anchor that others may have linked to.

In: `data/links.lock`, one address a line, and the addresses that the data has now. Out: what is gone, as problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from . import addresses, schema
from .playbook import Playbook, anchors, former_anchors
from .problems import Location, Problem, suggestion

NAME: Final = "links.lock"
SHORT: Final = ("checklist", "worksheet")
"""Kinds whose records have a short address too."""
SLICED: Final = ("role", "scenario")
"""Kinds for whose records there is a selection from all checklists."""

_HEAD: Final = """\
# Every address and anchor that was published. None of them may vanish: others link to them.
# Written by `playbook links accept`, which adds what is new. A line is never removed.
"""


def published(playbook: Playbook) -> set[str]:
    """Every address and permanent anchor of the site that this playbook makes."""
    found = {addresses.index(kind.address) for kind in schema.KINDS.values()}
    found |= {addresses.slice("phase", phase) for phase in schema.PHASES}
    for entry in (*playbook.all(), *playbook.retired):
        inside = ["", *anchors(playbook, entry), *former_anchors(playbook, entry)]
        for id in (entry.id, *entry.fields.aliases):
            found.update(addresses.named(entry, id, anchor) for anchor in inside)
            if entry.kind.name in SHORT:
                found.update(addresses.short(id) + (f"#{anchor}" if anchor else "") for anchor in inside)
            if entry.kind.name == "checklist":
                found.add(addresses.embedded(id))
            if entry.kind.name in SLICED:
                found.add(addresses.slice(entry.kind.name, id))
    return found


def check(text: str, shown: str, playbook: Playbook, names: frozenset[tuple[str, str]]) -> Iterator[Problem]:
    """What the lock lists and the playbook no longer has.

    names: kind and id of every file. A record that is there but has faults is not gone.
    Problems: published-and-gone.
    """
    now = published(playbook)
    unread = {(kind, id) for kind, id in names if kind in schema.KINDS and playbook.get(kind, id) is None}
    unread |= {("checklist", entry.id) for entry in playbook.entries["checklist"] if not playbook.items_known(entry)}
    faulty = {page for kind, id in unread for page in _pages(schema.KINDS[kind], id)}
    parts = tuple(f"{one}-" for one in faulty if "#" in one)
    for number, address in _lines(text):
        if address in now or address in faulty or address.split("#")[0] in faulty or address.startswith(parts):
            continue
        page, _, anchor = address.partition("#")
        near = {other for other in now if other.startswith(f"{page}#")} if anchor and page in now else now
        yield Problem(
            Location(shown, number),
            "",
            f"'{address}' was published and is gone.",
            f"{suggestion(address, near)} Bring it back: others link to it.".strip(),
            "published-and-gone",
        )


def accept(path: Path, playbook: Playbook) -> list[str]:
    """Add what is new to the lock. Returns the new addresses, sorted."""
    known = {address for _, address in _lines(path.read_text("utf-8"))} if path.exists() else set()
    new = sorted(published(playbook) - known)
    if new or not path.exists():
        path.write_text(_HEAD + "".join(f"{address}\n" for address in sorted(known | {*new})), "utf-8")
    return new


def _lines(text: str) -> Iterable[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _pages(kind: schema.Kind, id: str) -> Iterator[str]:
    """Where a record is found, as far as its kind and id tell."""
    yield f"{kind.address}/{id}.html" if kind.has_pages else f"{kind.address}#{id}"
    if kind.name in SHORT:
        yield addresses.short(id)
    if kind.name == "checklist":
        yield addresses.embedded(id)
    if kind.name in SLICED:
        yield addresses.slice(kind.name, id)
