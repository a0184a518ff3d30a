"""Pages of problem codes: what each means, an example of it, and the example mended.

In: `problems.CODES`, which is the closed list, and `codes.yml`, which explains each of them. Out: pages, beside those
of records. Not here: finding problems. The examples are proven by tests: a bad one gives its message, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final

import yaml

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

_PLACE: Final = re.compile(r"(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+): ")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Piece:
    """A file of an example, or some lines of one."""

    file: str
    line: int | None
    """The first line that is shown; None for a whole file."""
    text: str
    size: int | None = None
    """Bytes of a file that cannot be shown."""


@dataclass(frozen=True)
class Code:
    """One code, explained."""

    name: str
    group: str
    means: str
    todo: str
    bad: tuple[Piece, ...]
    mended: tuple[Piece, ...]
    message: str
    """What is said of the bad example, all of it."""
    see: tuple[str, ...]
    """Codes that are easily taken for this one, or come with it."""


@cache
def explained() -> Mapping[str, Code]:
    """Every code by its name."""
    read = yaml.load(files("ml_org_playbook.authoring").joinpath("codes.yml").read_text("utf-8"), Loader=_Loader)  # noqa: S506
    return {name: _code(name, said) for name, said in read.items()}


def _code(name: str, said: dict[str, Any]) -> Code:
    read: dict[str, Any] = {key: tuple(_piece(*one) for one in said[key].items()) for key in ("bad", "mended")}
    return Code(**said | read | {"name": name, "see": tuple(said["see"])})


def _piece(place: str, content: str | int) -> Piece:
    file, _, line = place.partition(":")
    if isinstance(content, int):
        return Piece(file, None, "", content)
    return Piece(file, int(line) if line else None, content)


# ---------------------------------------------------------------- pages


def page(views: Views, place: Place) -> Page:
    """The index, or the page of a code."""
    if place.role == "codes-index":
        return Page(place, "Problem codes", partial(_index, views))
    return Page(place, place.name, partial(_page, views, place.name), INDEX)


def _target(name: str) -> Target:
    return Target(name, addresses.code(name), "problem", "problem code", name, CODES[name])


def _page(views: Views, name: str) -> PageView:
    return _sheet(
        views,
        eyebrow="Problem code",
        title=name,
        summary=CODES[name],
        facts=tuple(_facts(explained()[name])),
        blocks=tuple(_blocks(explained()[name])),
        next=(
            LinkRow(
                Target("All problem codes", INDEX, "problem", "reference", "", ""),
                RichText("What else can be wrong, and how to read a message.", None),
            ),
        ),
        searched=False,  # the index is, and names every code: half the cost of these pages would be the search
    )


def _facts(code: Code) -> Iterator[Fact]:
    title, _ = GROUPS[code.group]
    yield Fact("Group", targets=(Target(title, f"{INDEX}#{code.group}", "", "", "", ""),))
    yield Fact("Found by", RichText(_found_by(code), None))


def _found_by(code: Code) -> str:
    if code.group == "site":
        return "`playbook build` and `playbook audit`"
    return "`playbook check` and `playbook build`"


def _blocks(code: Code) -> Iterator[Block]:
    yield Texts(id="meaning", title="What it means", words=(RichText(code.means, None),))
    yield Sample(id="example", title="An example", excerpts=_excerpts(code.bad, code.message), message=code.message)
    yield Texts(id="remedy", title="What to do", words=(RichText(code.todo, None),))
    yield Sample(id="mended", title="The example, mended", excerpts=_excerpts(code.mended))
    yield LinkList(id="related", title="Related codes", rows=tuple(LinkRow(_target(name)) for name in code.see))


def _excerpts(pieces: tuple[Piece, ...], message: str = "") -> tuple[Excerpt, ...]:
    """What is shown of an example, with the place that the message names. A fault at 1:1 is one of the whole file."""
    place = _PLACE.match(message)
    out = []
    for piece in pieces:
        here = place is not None and f"{piece.file}/".startswith(f"{place['file']}/")  # a folder may be what is wrong
        whole = place is not None and here and (place["line"], place["column"]) == ("1", "1")
        lines = enumerate(piece.text.splitlines(), piece.line or 1)
        out.append(
            Excerpt(
                piece.file,
                f"{piece.size:,} bytes" if piece.size is not None else "",
                tuple((number, _seen(line)) for number, line in lines),
                wrong=int(place["line"]) if place is not None and here and not whole else None,
                all_wrong=whole,
            )
        )
    return tuple(out)


def _seen(line: str) -> str:
    """A line whose invisible characters can be seen."""
    return "".join(char if char.isprintable() else f"[U+{ord(char):04X}]" for char in line)


def _index(views: Views) -> PageView:
    return _sheet(
        views,
        eyebrow="Reference",
        title="Problem codes",
        summary="Everything that can be wrong with a playbook, by the code at the end of the message.",
        blocks=tuple(_index_blocks()),
    )


def _index_blocks() -> Iterator[Block]:
    yield Sample(
        id="messages",
        title="Reading a message",
        lead=(
            RichText(
                "First comes the file with line and column, then the field, what is wrong, and what to do about it. "
                "The code at the end has a page here. One run reports everything that it can tell; a rule that says "
                "that something is missing waits until all records that could hold it are right. "
                "While there is a problem, the last good site stays as it is.",
                None,
            ),
        ),
        excerpts=(),
        message=explained()["unknown-key"].message,
    )
    for group, (title, about) in GROUPS.items():
        rows = tuple(_target(code.name) for code in explained().values() if code.group == group)
        yield Meanings(id=group, title=title, lead=(RichText(about, None),), rows=rows)


def _sheet(views: Views, **parts: Any) -> PageView:
    settings = views.playbook.settings
    return PageView(kind="", version=settings.version, citation=settings.license, **parts)
