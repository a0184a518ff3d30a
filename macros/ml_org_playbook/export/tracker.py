"""CSV for issue trackers: each list as an epic, its items as tasks, their parts as sub-tasks.

Made for the CSV importers of Jira and Linear. Jira takes the hierarchy from `Issue ID` and `Parent` if higher levels
come first in the file, and has three levels: what is deeper becomes a sub-task of the task above it. Linear's import
from Jira makes a project of an epic and issues with sub-issues of the rest.
Source: https://support.atlassian.com/jira/kb/keep-issue-parent-child-mapping-during-csv-import-to-jira-cloud,
https://linear.app/docs/jira-to-linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .csv import table
from .document import Checklist, Document, Item, Tickable
from .wording import CONTEXT, details, named, origin, resting

SUMMARY: Final = 255
"""Characters that Jira takes in a summary."""

_BLOCKED: Final = "Inward issue link (Blocks)"
"""Repeated for each item that comes first; it holds their `Issue ID`. So are such columns named in Jira's own CSV."""


_LEVELS: Final = ("Epic", "Task", "Sub-task")


def write(document: Document) -> bytes:
    assert isinstance(document, Tickable)
    width = max((len(item.after) for item in document.flat), default=0)
    columns = ("Issue ID", "Issue Type", "Summary", "Description", "Parent", "Labels", "Labels")
    rows: list[Sequence[str]] = []
    first = 1
    for one in document.lists:
        rows += _rows(document, one, first, width)
        first += 1 + len(one.flat)
    rows.sort(key=lambda row: _LEVELS.index(row[1]))  # stable: the lists' order within a level
    return table([(*columns, *(_BLOCKED,) * width, "Number", "Item ID", "Link"), *rows])


def _rows(document: Tickable, checklist: Checklist, first: int, width: int) -> Iterator[Sequence[str]]:
    """An epic and what belongs to it. first: its `Issue ID`."""
    about = _about(document, checklist)
    yield (str(first), _LEVELS[0], _summary(checklist.title), about, *("",) * (4 + width), checklist.id, checklist.link)
    ids = {item.id: str(number) for number, item in enumerate(checklist.flat, first + 1)}
    tops = {part.id: item.id for item in checklist.items for part in _parts(item)}
    for item in checklist.flat:
        top = tops.get(item.id)
        blocked = [ids[id] for id in item.after if id in ids]
        yield (
            ids[item.id],
            _LEVELS[2 if top else 1],
            _summary(item.text),
            _description(checklist, item),
            ids[top] if top else str(first),
            item.phase_id,
            item.role.ref.partition(":")[2] if item.role else "",
            *blocked,
            *("",) * (width - len(blocked)),
            item.number,
            item.id,
            checklist.edition.address(item.path),
        )


def _parts(item: Item) -> tuple[Item, ...]:
    return tuple(deeper for part in item.items for deeper in (part, *_parts(part)))


def _summary(text: str) -> str:
    """One line that fits; what does not fit stands in full at the head of the description."""
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY else f"{line[: SUMMARY - 1].rsplit(' ', 1)[0]}…"


def _about(document: Tickable, checklist: Checklist) -> str:
    """What an epic says. In a selection it names that too."""
    see = (named(checklist, reference) for reference in checklist.see)
    paragraphs = [checklist.summary, f"When to use it: {checklist.when}", *checklist.about]
    paragraphs += [f"See: {', '.join(see)}"] if checklist.see else []
    paragraphs += [resting(checklist), origin(checklist), f"Data: {checklist.digest}", f"Link: {checklist.link}"]
    if document is not checklist:
        paragraphs += [f"Selection: {document.title}", f"Data: {document.digest}", f"Link: {document.link}"]
    return "\n\n".join(paragraphs)


def _description(document: Checklist, item: Item) -> str:
    lines = [] if _summary(item.text) == item.text else [item.text]
    lines += [CONTEXT] if item.context else []
    lines += [f"{label}: {text}" for label, text in details(item)]
    lines += [f"See: {named(document, reference)}" for reference in item.see]
    lines += [f"Link: {document.edition.address(item.path)}"]
    return "\n".join(lines)
