"""CSV for Linear: each list and each of its items as an issue, in the columns of Linear's own CSV export.

Made for `Linear (CSV)` of Linear's importer on the command line, @linear/import. It reads Title, Description, Status,
Priority, Assignee, Estimate, Labels (parted by a comma and a space; `group/label` makes a group) and dates; its
development version reads ID, Blocks and Blocked By too. It takes an apostrophe off where a formula would begin.
Not expressed there: projects and sub-issues. Linear asks for the one project of a file, and each issue's number and its
line `Part of` say what it belongs to. `Project` and `Parent issue` are filled for people and for other importers.
Sources: github.com/linear/linear, packages/import (README, LinearCsvImporter.ts, importIssues.ts) and issues 570, 890,
1042 and 1047, version 3.2.14; linear.app/docs/import-issues.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from .csv import table
from .document import Checklist, Document, Item, Tickable
from .markdown import about, address, inline, item_lines, origin_lines, without_gaps
from .wording import CONTEXT, in_short

COLUMNS: Final = (
    "ID",
    "Team",
    "Title",
    "Description",
    "Status",
    "Priority",
    "Project",
    "Assignee",
    "Labels",
    "Parent issue",
    "Blocks",
)

TITLE: Final = 255
"""Characters of a title, as in other trackers."""


def write(document: Document) -> bytes:
    assert isinstance(document, Tickable)
    return table([COLUMNS, *(row for one in document.lists for row in _rows(document, one))])


def _rows(document: Tickable, checklist: Checklist) -> Iterator[Sequence[str]]:
    yield _row(checklist, checklist.id, checklist.title, _about(document, checklist), [f"list/{checklist.id}"])
    blocks = defaultdict(list)
    for item in checklist.flat:
        for before in item.after:
            blocks[before].append(_id(checklist, item.id))
    for item in checklist.flat:
        labels = [f"list/{checklist.id}"]
        labels += [f"phase/{item.phase_id}"] if item.phase_id else []
        labels += [item.role.ref.replace(":", "/")] if item.role else []
        title = f"{item.number} {item.text}"
        parent = _id(checklist, item.parent) if item.parent else checklist.id
        text = _description(checklist, item, title)
        yield _row(checklist, _id(checklist, item.id), title, text, labels, parent, blocks[item.id])


def _row(
    checklist: Checklist,
    id: str,
    title: str,
    text: str,
    labels: Sequence[str],
    parent: str = "",
    blocks: Sequence[str] = (),
) -> Sequence[str]:
    return (
        id,
        "",
        in_short(title, TITLE),
        text,
        "Backlog",
        "No priority",
        checklist.title,
        "",
        ", ".join(labels),
        parent,
        ", ".join(blocks),
    )


def _id(checklist: Checklist, id: str) -> str:
    return f"{checklist.id}#{id}"


def _about(document: Tickable, checklist: Checklist) -> str:
    """What the issue of a list says. In a selection it names that too."""
    lines = [*about(checklist), *origin_lines(checklist)]
    if document is not checklist:
        lines += ["", f"Selection: {inline(document.title)}", "", f"Data: {document.digest}", ""]
        lines += [f"Link: {address(document, document.path)}"]
    return without_gaps("\n".join(lines))


def _description(checklist: Checklist, item: Item, title: str) -> str:
    around = {one.id: one for one in checklist.flat}.get(item.parent)
    part_of = f"{around.number} {around.text}" if around else checklist.title
    lines = [] if in_short(title, TITLE) == title else [inline(item.text), ""]
    lines += [CONTEXT, ""] if item.context else []
    # Words come first: a list entry's hyphen would be taken for the beginning of a formula, and get an apostrophe.
    lines += [f"Part of: {inline(part_of)}", "", *(f"- {line}" for line in item_lines(checklist, item))]
    return without_gaps("\n".join(lines))
