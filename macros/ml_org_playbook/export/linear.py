"""CSV for Linear: each list and each of its items as an issue, in the columns of Linear's own CSV export.

Made for `Linear (CSV)` of Linear's importer on the command line, @linear/import. It reads Title, Description, Status,
Priority, Assignee, Estimate, Labels (parted by a comma and a space; `group/label` makes a group) and dates; its
development version reads ID, Blocks and Blocked By too. It takes an apostrophe off where a formula would begin.
Not expressed there: projects and sub-issues. Linear asks for the one project of a file, and each issue's number and its
line `Part of` say what it belongs to. `Project` and `Parent issue` are filled for people and for other importers.
Sources: github.com/linear/linear, packages/import (README, LinearCsvImporter.ts, importIssues.ts) and issues 570, 890,
1042 and 1047, version 3.2.14; linear.app/docs/import-issues.
"""

from collections.abc import Iterator
from typing import Final

from .csv import table
from .document import Checklist, Document, Item, Tickable
from .markdown import about, address, inline, item_lines, origin_lines, without_gaps
from .wording import CONTEXT, in_short

COLUMNS: Final = {
    "ID": "",
    "Team": "",
    "Title": "",
    "Description": "",
    "Status": "Backlog",
    "Priority": "No priority",
    "Project": "",
    "Assignee": "",
    "Labels": "",
    "Parent issue": "",
    "Blocks": "",
}
"""Heading -> what stands below it where an issue has nothing of its own for it."""

TITLE: Final = 255
"""Characters of a title, as in other trackers."""


def write(document: Document) -> bytes:
    assert isinstance(document, Tickable)
    issues = [COLUMNS | issue for one in document.lists for issue in _issues(document, one)]
    return table([tuple(COLUMNS), *(tuple(issue.values()) for issue in issues)])


def _issues(document: Tickable, checklist: Checklist) -> Iterator[dict[str, str]]:
    """The columns of which a list and its items have something of their own."""
    shared = {"Project": checklist.title, "Labels": f"list/{checklist.id}"}
    title = in_short(checklist.title, TITLE)
    yield shared | {"ID": checklist.id, "Title": title, "Description": _about(document, checklist)}
    ids = {"": checklist.id} | {item.id: f"{checklist.id}#{item.id}" for item in checklist.flat}
    for item in checklist.flat:
        labels = [shared["Labels"]]
        labels += [f"phase/{item.phase_id}"] if item.phase_id else []
        labels += [item.role.ref.replace(":", "/")] if item.role else []
        title = f"{item.number} {item.text}"
        yield shared | {
            "ID": ids[item.id],
            "Title": in_short(title, TITLE),
            "Description": _description(checklist, item, title),
            "Labels": ", ".join(labels),
            "Parent issue": ids[item.parent],
            "Blocks": ", ".join(ids[other.id] for other in checklist.flat if item.id in other.after),
        }


def _about(document: Tickable, checklist: Checklist) -> str:
    """What the issue of a list says. In a selection, it names the selection too."""
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
