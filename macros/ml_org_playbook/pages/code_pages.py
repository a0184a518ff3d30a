"""Pages of problem codes: what each means, an example of it, and the same example when it is fixed.

In: the codes and their explanations. Out: pages, beside those of records. Not here: finding problems.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from ..authoring.code_explanations import Code, Piece, explained
from ..model import addresses
from ..model.site_map import Place
from ..problems import CODES
from .blocks import Block, Excerpt, Fact, LinkList, LinkRow, Meanings, PageView, RichText, Sample, Target, Texts
from .page import Page
from .views import Views

INDEX: Final = addresses.index(addresses.CODES)

GROUPS: Final[dict[str, tuple[str, str]]] = {
    "reading": ("Reading", "Whether the files in `data/` can be read at all."),
    "form": ("Form", "Whether a record has the fields of its kind, with values of the right form."),
    "references": ("References", "Whether everything that a record names is there."),
    "rules": ("Rules", "What no single field can know: whether the whole makes sense."),
    "pages": ("Pages and links", "Whether every page and part has an address of its own, and keeps it."),
    "site": ("The built site", "Whether the finished site is whole, as a browser gets it."),
}
"""Group of codes, in the order in which they are looked for -> title and what it is about."""

_PLACE: Final = re.compile(r"([^:]+):(\d+):(\d+): ")


def page(views: Views, place: Place) -> Page:
    """The index, or the page of a code."""
    if place.role == "codes-index":
        return Page(place, "Problem codes", partial(_index, views))
    return Page(place, place.name, partial(_page, views, place.name), INDEX)


def _target(name: str) -> Target:
    return Target(name, addresses.code(name), "problem", "problem code", name, CODES[name])


def _page(views: Views, name: str) -> PageView:
    code, index = explained()[name], Target("All problem codes", INDEX, "problem", "reference", "", "")
    return views.page(
        name,
        CODES[name],
        _blocks(code),
        eyebrow="Problem code",
        facts=tuple(_facts(code)),
        next=(LinkRow(index, RichText("What else can be wrong, and how to read a message.", None)),),
        searched=False,  # the index is, and names every code: half the cost of these pages would be the search
    )


def _facts(code: Code) -> Iterator[Fact]:
    title, _ = GROUPS[code.group]
    yield Fact("Group", targets=(Target(title, f"{INDEX}#{code.group}", "", "", "", ""),))
    first, second = ("build", "audit") if code.group == "site" else ("check", "build")
    yield Fact("Found by", RichText(f"`playbook {first}` and `playbook {second}`", None))


def _blocks(code: Code) -> Iterator[Block]:
    yield Texts(id="meaning", title="What it means", words=(RichText(code.means, None),))
    yield Sample(id="example", title="An example", excerpts=_excerpts(code.bad, code.message), message=code.message)
    yield Texts(id="remedy", title="What to do", words=(RichText(code.todo, None),))
    yield Sample(id="fixed", title="The example, fixed", excerpts=_excerpts(code.fixed), aliases=("mended",))
    yield LinkList(id="related", title="Related codes", rows=tuple(LinkRow(_target(name)) for name in code.see))


def _excerpts(pieces: tuple[Piece, ...], message: str = "") -> tuple[Excerpt, ...]:
    """What is shown of an example, with the place that the message names."""
    return tuple(_excerpt(piece, message) for piece in pieces)


def _excerpt(piece: Piece, message: str) -> Excerpt:
    """A fault at 1:1 is one of the whole file; it may lie in a folder around it."""
    file, line, column = found.groups() if (found := _PLACE.match(message)) else ("", "", "")
    here = bool(file) and f"{piece.file}/".startswith(f"{file}/")
    whole = here and (line, column) == ("1", "1")
    return Excerpt(
        piece.file,
        f"{piece.size:,} bytes" if piece.size is not None else "",
        tuple((number, _seen(text)) for number, text in enumerate(piece.text.splitlines(), piece.line or 1)),
        wrong=int(line) if here and not whole else None,
        all_wrong=whole,
    )


def _seen(line: str) -> str:
    """A line whose invisible characters can be seen."""
    return "".join(char if char.isprintable() else f"[U+{ord(char):04X}]" for char in line)


def _index(views: Views) -> PageView:
    summary = "Everything that can be wrong with a playbook, by the code at the end of the message."
    return views.page("Problem codes", summary, _index_blocks(), eyebrow="Reference")


def _index_blocks() -> Iterator[Block]:
    message = explained()["unknown-key"].message
    lead = (RichText(_READING, None),)
    yield Sample(id="messages", title="Reading a message", lead=lead, excerpts=(), message=message)
    for group, (title, about) in GROUPS.items():
        rows = tuple(_target(code.name) for code in explained().values() if code.group == group)
        yield Meanings(id=group, title=title, lead=(RichText(about, None),), rows=rows)


_READING: Final = (
    "First comes the file with line and column, then the field, what is wrong, and what to do about it. "
    "The code at the end has a page here. One run reports everything that it can tell; a rule that says "
    "that something is missing waits until all records that could hold it are right. "
    "While there is a problem, the last good site stays as it is."
)
