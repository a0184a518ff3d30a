"""How documents are worded in formats that are read by people: labels, and lines that stand in every file.

In: a document. Out: labels and plain texts, in one order for all formats.
"""

from collections.abc import Iterator
from typing import Final

from .document import Document, Field, Item, Reference, Section, Worksheet

STATES: Final = ("Open", "In progress", "Done", "Not applicable")
"""What an item can be."""

CONTEXT: Final = "(for context)"
"""Stands beside an item of a selection that was not chosen itself."""


def facts(item: Item) -> dict[str, str]:
    """Label -> text of all that belongs to an item, but for the records that explain it and its link."""
    return {
        "Why": item.why,
        "Done when": item.done_when,
        "Who": item.role.title if item.role else "",
        "When": item.phase,
        "Effort": item.effort,
        "After": ", ".join(item.after_numbers),
        "Rests on": str(item.basis),
    }


def details(item: Item, heading: str = "") -> Iterator[tuple[str, str]]:
    """Label and text of those facts about an item that are worth a line.

    heading: the phase that the item stands under, which need not stand there twice.
    """
    for label, text in facts(item).items():
        known = (label == "When" and text == heading) or (label == "Rests on" and item.basis.word == "editorial")
        if text and not known:
            yield label, text


def hints(section: Section, field: Field) -> Iterator[str]:
    """What helps to fill in a field, and what it rests on if that is not what its section does."""
    if field.help:
        yield field.help
    if field.example:
        yield f"For example: {field.example}"
    if field.basis != section.basis:
        yield str(field.basis)


def in_short(text: str, limit: int) -> str:
    """One line of at most so many characters. What it leaves out is for the exporter to say elsewhere."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rsplit(' ', 1)[0]}…"


def named(document: Document, reference: Reference) -> str:
    """A record by its title and where it is."""
    return f"{reference.title} ({document.edition.address(reference.path)})"


def origin(document: Document) -> str:
    """Which playbook a file comes from: in every file."""
    edition = document.edition
    return f"{edition.name}, {edition.released}. {edition.license}"


def in_margin(document: Document, most: int) -> str:
    """Which playbook a file comes from, for the margin of a sheet. Titles are shortened, versions never.

    most: characters that there is room for.
    """
    edition = document.edition
    if len(edition.name) <= most or not edition.layers:
        return edition.name
    room = most // len(edition.layers) - max(len(layer.version) for layer in edition.layers) - len(", ")
    return ", ".join(f"{in_short(layer.title, max(room, 5))} {layer.version}" for layer in edition.layers)


def resting(document: Document) -> str:
    """What those texts rest on that name no basis of their own."""
    if isinstance(document, Worksheet):
        return "Unless a part says what it rests on, it is this playbook's own."
    return (
        "Unless an item says what it rests on, it is this playbook's own; "
        "so are all reasons, roles, times and what shows that something is done."
    )
