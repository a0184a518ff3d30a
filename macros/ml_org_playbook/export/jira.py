"""CSV for Jira: each list as an epic, its items as tasks, their parts as sub-tasks.

One file for Cloud and Data Center. Columns are chosen by hand in Jira's wizard; each edition has its own for what an
item belongs to. Cloud takes `Parent` at every level and wants higher levels first. Data Center takes `Parent ID` for
sub-tasks, and `Epic Name` with `Epic Link` for the rest. Both join rows by `Issue ID`.
There is no `Issue key`: Jira makes keys itself, and would take a key that it knows for an issue to change.
Headings have no punctuation, which Jira asks for. Descriptions are Jira's markup; summaries are plain.
Not expressed: levels below a sub-task, which become sub-tasks of the task above them; what an item waits for outside
the file.
Sources: support.atlassian.com, "Prepare a CSV file for import", "Create issues using the CSV importer" (it knows no
hierarchy: that takes the administrator's External System Import), "Keep work parent-child relationships during CSV
import to Jira Cloud"; the source of Data Center's Jira Importers Plugin (CsvConfigBean, DefaultExternalIssueMapper).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from .csv import table
from .document import Checklist, Document, Item, Reference, Tickable
from .wording import CONTEXT, details, in_short, origin, resting

SUMMARY: Final = 255
"""Characters that Jira takes in a summary."""

LEVELS: Final = ("Epic", "Task", "Sub-task")

BLOCKS: Final = "Blocks"
"""Once for each item that waits for the row's; it holds that one's `Issue ID`. In a file Jira links from the row."""

_MARKUP: Final = re.compile(
    r"""
    [\\{}\[\]*_|!^~]                                # emphasis, links, images, macros, cells
    | (?<!\w)[-+](?=[^\s-])                          # what is struck out or underlined
    | (?<=-)-                                        # dashes
    | \?(?=\?)                                       # a quotation
    | \((?=(?:[-nxyi!?/*+]|on|off|flag|flagoff)\))   # a picture
    | [:;](?=-?(?:[)(]|[DPp]\b))                     # a face
    | &(?=\#?\w+;)                                  # a character by its name
    | ^(?=[\#-]+\ | h\d\.\ | bq\.\ )                  # lists, headings, quotations
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What Jira takes for markup. A backslash before it ends that, but not for those in `_BY_NAME`."""

_BY_NAME: Final = {"\\": "&bsol;", "&": "&amp;", ":": "&#58;", ";": "&#59;"}
"""Two backslashes would be a line break."""


class _Issue(NamedTuple):
    """A row of the file: the texts of its columns, in order."""

    type: str
    """One of `LEVELS`."""
    id: str
    parent: str
    summary: str
    description: str
    phase: str = ""
    role: str = ""
    blocks: Sequence[str] = ()
    """For as many columns as any row of the file needs."""
    parent_id: str = ""
    epic_name: str = ""
    epic_link: str = ""
    number: str = ""
    item: str = ""
    link: str = ""


def write(document: Document) -> bytes:
    assert isinstance(document, Tickable)
    issues: list[_Issue] = []
    for one in document.lists:
        issues += _issues(document, one, first=len(issues) + 1)
    issues.sort(key=lambda issue: LEVELS.index(issue.type))  # stable: the lists' order within a level
    width = max(len(issue.blocks) for issue in issues)
    head = ("Issue Type", "Issue ID", "Parent", "Summary", "Description", "Labels", "Labels")
    tail = ("Parent ID", "Epic Name", "Epic Link", "Number", "Item ID", "Link")
    rows = ((*one[:7], *one.blocks, *[""] * (width - len(one.blocks)), *one[8:]) for one in issues)
    return table([(*head, *[BLOCKS] * width, *tail), *rows])


def _issues(document: Tickable, checklist: Checklist, first: int) -> Iterator[_Issue]:
    """An epic and what belongs to it. first: the epic's `Issue ID`."""
    epic, name = str(first), in_short(checklist.title, SUMMARY)
    about = _about(document, checklist)
    yield _Issue(LEVELS[0], epic, "", name, about, epic_name=name, item=checklist.id, link=checklist.link)
    ids = {item.id: str(number) for number, item in enumerate(checklist.flat, first + 1)}
    tasks = {part.id: ids[item.id] for item in checklist.items for part in item.with_parts() if part is not item}
    for item in checklist.flat:
        task = tasks.get(item.id, "")
        yield _Issue(
            LEVELS[2 if task else 1],
            ids[item.id],
            task or epic,
            in_short(item.text, SUMMARY),
            _description(checklist, item),
            item.phase_id,
            item.role.ref.partition(":")[2] if item.role else "",
            [ids[other.id] for other in checklist.flat if item.id in other.after],
            parent_id=task,
            epic_link="" if task else name,
            number=item.number,
            item=item.id,
            link=checklist.edition.address(item.path),
        )


def _about(document: Tickable, checklist: Checklist) -> str:
    """What an epic says. In a selection, the epic of a list names the selection too."""
    paragraphs = [plain(checklist.summary), f"When to use it: {plain(checklist.when)}", *map(plain, checklist.about)]
    paragraphs += [f"See: {_named(checklist, reference)}" for reference in checklist.see]
    paragraphs += [plain(resting(checklist)), plain(origin(checklist))]
    paragraphs += [f"Data: {checklist.digest}", f"Link: {checklist.link}"]
    if document is not checklist:
        paragraphs += [f"Selection: {plain(document.title)}", f"Data: {document.digest}", f"Link: {document.link}"]
    return "\n\n".join(paragraphs)


def _description(checklist: Checklist, item: Item) -> str:
    lines = [] if in_short(item.text, SUMMARY) == item.text else [plain(item.text)]
    lines += [CONTEXT] if item.context else []
    lines += [f"{label}: {plain(text)}" for label, text in details(item)]
    lines += [f"See: {_named(checklist, reference)}" for reference in item.see]
    return "\n".join([*lines, f"Link: {checklist.edition.address(item.path)}"])


def _named(checklist: Checklist, reference: Reference) -> str:
    return f"{plain(reference.title)} ({checklist.edition.address(reference.path)})"


def plain(text: str) -> str:
    """A text as Jira's markup that shows just this text."""
    return _MARKUP.sub(lambda found: _BY_NAME.get(found[0], f"\\{found[0]}"), text)
