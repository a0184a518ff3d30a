"""Markdown: a checklist as a task list, a worksheet as a form to fill in.

Lists are indented by four spaces and tables have outer bars, so that GitHub, GitLab and Python-Markdown all read them
in the same way. Values are escaped only where they would be taken for markup: the files are read as text too.
In an issue a name after @ would call somebody, and a number after # or the like would link another issue. GitHub looks
for them in what is shown: an empty comment parts the sign from the rest. GitLab leaves a sign after a backslash alone.
Nothing in a text is HTML or an attribute, whichever program shows the file: what begins one is written as an entity, or
has a backslash where every program knows it.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, Literal

from .document import Checklist, Document, Field, Item, Reference, Section, Selection, Worksheet
from .wording import CONTEXT, details, hints, origin, resting

Detail = Literal["all", "links", "none"]

_GAP: Final = "<!-- -->"

_MARKUP: Final = re.compile(
    r"""
    (?P<called>                     # on GitHub:
      (?<![A-Za-z0-9_])@(?=[A-Za-z0-9_])        # somebody
    | \#(?=[0-9])                               # an issue, also of another repository
    )
    | (?P<prefix>\bGH-)(?=[0-9])    # an issue of this repository
    | (?<![A-Za-z0-9_])[!%&](?=[0-9])           # on GitLab: a merge request, milestone, epic
    | [\\`*_\[\]~$|{]               # emphasis, code, links, strikethrough, formulas, cells, attributes
    | (?P<html><(?=[A-Za-z/!?])     # HTML
      | &(?=\#?[A-Za-z0-9]+;)       # entities
    )
    | (?<=\s)\#(?=\#*\s*$)          # the end of a heading
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(https?://[\w./?#@!$&'()*+,;:=%~-]*[\w/])", re.ASCII | re.IGNORECASE)
"""An address in a text. It stands between angle brackets, where nothing is markup."""
_LINE_START: Final = re.compile(r"^(?:#|/|[-+](?=\s|-|$)|=|>|\d+(?=[.)]))")


def write(document: Document) -> bytes:
    lines = ["# " + one_line(document.title), "", *body(document)]
    return ("\n".join(lines) + "\n").encode()


def body(document: Document, detail: Detail = "all") -> Iterator[str]:
    """Everything below the title. detail: what stands below each item."""
    yield from about(document)
    if isinstance(document, Checklist):
        yield from _tasks(document, detail, "##")
    if isinstance(document, Selection):
        for one in document.lists:
            yield from (f"## {one_line(one.title)}", "", f"Link: {address(one, one.path)}", "")
            yield from _tasks(one, detail, "###")
    if isinstance(document, Worksheet):
        for section in document.sections:
            yield from _section(section)
    yield from ("---", "", *origin_lines(document))


def about(document: Document) -> Iterator[str]:
    """What to know before."""
    yield from (inline(document.summary), "", f"**When to use it:** {inline(document.when)}", "")
    for text in document.about:
        yield from (inline(text), "")
    if document.see:
        for one in document.see:
            yield f"- {linked(document, one)}: {inline(one.text)}" if one.text else f"- {linked(document, one)}"
        yield ""


def origin_lines(document: Document) -> Iterator[str]:
    """Where the file comes from."""
    yield from (inline(resting(document)), "", inline(origin(document)), "")
    yield from (f"Data: `{document.digest}`", "", f"Link: {address(document, document.path)}")


def _tasks(checklist: Checklist, detail: Detail, level: str) -> Iterator[str]:
    """The items, under their phases. level: what headings begin with."""
    for phase, items in checklist.phases:
        if phase:
            yield from (f"{level} {one_line(phase)}", "")
        for item in items:
            yield from _task(checklist, item, "", phase, detail)
        yield ""


def _task(checklist: Checklist, item: Item, indent: str, phase: str, detail: Detail) -> Iterator[str]:
    inner = indent + "    "
    box = "" if item.context else "[ ] "
    remark = f" *{CONTEXT}*" if item.context else ""
    yield f"{indent}- {box}**{item.number}** {inline(item.text, inner)}{remark}"
    yield from (f"{inner}- {line}" for line in item_lines(checklist, item, inner, phase, detail))
    for part in item.items:
        yield from _task(checklist, part, inner, phase, detail)


def item_lines(
    checklist: Checklist, item: Item, indent: str = "", phase: str = "", detail: Detail = "all"
) -> Iterator[str]:
    """What belongs to an item, one entry of a list each. indent, phase: as for `inline` and `details`."""
    if detail == "all":
        yield from (f"{label}: {inline(text, indent)}" for label, text in details(item, phase))
        if item.see:
            yield f"See: {', '.join(linked(checklist, reference) for reference in item.see)}"
    if detail != "none":
        yield f"Link: {address(checklist, item.path)}"


def _section(section: Section) -> Iterator[str]:
    minutes = f" ({section.minutes} min)" if section.minutes else ""
    yield from (f"## {one_line(section.title)}{minutes}", "")
    for text in section.help:
        yield from (inline(text), "")
    if section.basis.word != "editorial":
        yield from (f"*{inline(str(section.basis))}*", "")
    for field in section.fields:
        yield from _field(section, field)


def _field(section: Section, field: Field) -> Iterator[str]:
    unit = f" ({inline(field.unit)})" if field.unit else ""
    yield from (f"### {one_line(field.label)}{unit}", "")
    for hint in hints(section, field):
        yield from (f"*{inline(hint)}*", "")
    if field.type == "table":
        yield from table(field.columns, [(row, *("",) * (len(field.columns) - 1)) for row in field.rows])
    elif field.options or field.type == "check":
        yield from (f"- [ ] {inline(option)}" for option in field.options or (field.label,))
    else:
        yield "\n\n".join(["…"] * field.lines)
    yield ""


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = [one_line(column) for column in columns]
    for cells in (head, ["---"] * len(head), *(map(one_line, row) for row in rows)):
        yield f"| {' | '.join(cells)} |"


def inline(text: str, indent: str = "") -> str:
    """A text as Markdown that shows just this text. A line break in it stays one.

    indent: where the list entry stands that the text is in.
    """
    return f"\\\n{indent}".join(_escaped_lines(text))


def one_line(text: str) -> str:
    """A text as Markdown that shows just this text, for where there is room for one line only."""
    return " ".join(_escaped_lines(text))


def linked(document: Document, reference: Reference) -> str:
    """A record as a link; where the site's address is not known, its title and path."""
    url = document.edition.url(reference.path)
    title = one_line(reference.title)
    return f"[{title}]({url})" if url else f"{title} (`{reference.path}`)"


def address(document: Document, path: str) -> str:
    url = document.edition.url(path)
    return f"<{url}>" if url else f"`{path}`"


def without_gaps(markdown: str) -> str:
    """For programs that look for no mentions, and might show a comment."""
    return re.sub(rf"(?<!\\){_GAP}", "", markdown)


def _escaped_lines(text: str) -> Iterator[str]:
    for line in text.strip().splitlines():
        parts = _ADDRESS.split(line.strip())
        parts[::2] = [_MARKUP.sub(_escaped_sign, part) for part in parts[::2]]
        parts[1::2] = [f"<{address}>" for address in parts[1::2]]
        yield _LINE_START.sub(_escaped_start, "".join(parts))


def _escaped_sign(found: re.Match[str]) -> str:
    if found["prefix"]:
        return found[0] + _GAP
    if found["html"]:
        return escape(found[0])  # Python-Markdown knows no backslash there, and would show both
    return f"\\{found[0]}{_GAP}" if found["called"] else f"\\{found[0]}"


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
