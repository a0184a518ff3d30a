"""CSV for issue trackers: the list as an epic, its items as tasks, their parts as sub-tasks.

Made for the CSV importers of Jira and Linear. Jira takes the hierarchy from `Issue ID` and `Parent` if higher levels
come first in the file, and has three levels: what is deeper becomes a sub-task of the task above it. Linear's import
from Jira makes a project of an epic and issues with sub-issues of the rest.
Source: https://support.atlassian.com/jira/kb/keep-issue-parent-child-mapping-during-csv-import-to-jira-cloud,
https://linear.app/docs/jira-to-linear.
"""

from __future__ import annotations

from typing import Final

from .csv import table
from .document import Checklist, Document, Item
from .wording import CONTEXT, details, named, origin, resting, sentence

SUMMARY: Final = 255
"""Characters that Jira takes in a summary."""

_BLOCKED: Final = "Inward issue link (Blocks)"
"""Repeated for each item that comes first; it holds their `Issue ID`. So are such columns named in Jira's own CSV."""


def write(document: Document) -> bytes:
    assert isinstance(document, Checklist)
    ids = {item.id: str(number) for number, item in enumerate(document.flat, 2)}
    tops = {part.id: item.id for item in document.items for part in _parts(item)}
    width = max((len(item.after) for item in document.flat), default=0)
    columns = ("Issue ID", "Issue Type", "Summary", "Description", "Parent", "Labels", "Labels")
    more = ("Number", "Item ID", "Link")
    epic = ("1", "Epic", _summary(sentence(document)), _about(document), "", "", "")
    rows = [columns + (_BLOCKED,) * width + more, epic + ("",) * width + ("", document.id, document.link)]
    for item in sorted(document.flat, key=lambda item: item.id in tops):  # stable: the list's order within a level
        top = tops.get(item.id)
        blocked = tuple(ids[id] for id in item.after if id in ids)
        rows.append(
            (
                ids[item.id],
                "Sub-task" if top else "Task",
                _summary(item.text),
                _description(document, item),
                ids[top] if top else "1",
                item.phase_id,
                item.role.ref.partition(":")[2] if item.role else "",
                *blocked,
                *("",) * (width - len(blocked)),
                item.number,
                item.id,
                document.edition.address(item.path),
            )
        )
    return table(rows)


def _parts(item: Item) -> tuple[Item, ...]:
    return tuple(deeper for part in item.items for deeper in (part, *_parts(part)))


def _summary(text: str) -> str:
    """One line that fits; what does not fit stands in full at the head of the description."""
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY else f"{line[: SUMMARY - 1].rsplit(' ', 1)[0]}…"


def _about(document: Checklist) -> str:
    see = (named(document, reference) for reference in document.see)
    paragraphs = [document.summary, f"When to use it: {document.when}", *document.about]
    paragraphs += [f"See: {', '.join(see)}"] if document.see else []
    paragraphs += [resting(document), origin(document), f"Data: {document.digest}", f"Link: {document.link}"]
    return "\n\n".join(paragraphs)


def _description(document: Checklist, item: Item) -> str:
    lines = [] if _summary(item.text) == item.text else [item.text]
    lines += [CONTEXT] if item.context else []
    lines += [f"{label}: {text}" for label, text in details(item)]
    lines += [f"See: {named(document, reference)}" for reference in item.see]
    lines += [f"Link: {document.edition.address(item.path)}"]
    return "\n".join(lines)
