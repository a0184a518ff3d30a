"""Why a name leads to nothing, and what to write instead: the words, for references in data and in pages.

In: the name, and what there is. Out: what is wrong, and the remedy.
"""

from __future__ import annotations

from ..problems import suggestion
from .playbook import AnyEntry, Playbook, sentence

RichText = tuple[str, str]
"""What is wrong, and what to do."""


def former(id: str, now: str, sign: str = "") -> RichText:
    """A record or an item has another id now. sign: what stands before it in a reference."""
    return f"'{id}' is a former id of '{now}'.", f"Write '{sign}{now}'."


def retired(entry: AnyEntry, instead: str | None) -> RichText:
    """A record is no longer part of the playbook. instead: what takes its place in the end."""
    remedy = f"Link to '{instead}' instead." if instead else "Remove the link, or link to something else."
    reason = entry.fields.retired.reason if entry.fields.retired else ""
    return f"{entry.kind.word} '{entry.id}' is retired: {sentence(reason)}", remedy


def item(playbook: Playbook, entry: AnyEntry, anchor: str) -> tuple[RichText, bool] | None:
    """What is wrong with a name for a part of a record, and whether that part is retired; None where it is there."""
    parts = list(playbook.parts(entry))
    known = {part.anchor: part.gone for part in parts}
    if anchor not in known:
        if now := next((part.anchor for part in parts if anchor in part.aliases), None):
            return former(anchor, now, "#"), False
        remedy = suggestion(anchor, known) or f"Look into {entry.record.path}, or leave '#{anchor}' out."
        return (f"{entry.kind.name} '{entry.id}' has no item '{anchor}'.", remedy), False
    if known[anchor]:
        remedy = f"Link to another one, or leave '#{anchor}' out."
        return (
            f"item '{anchor}' of {entry.kind.name} '{entry.id}' is retired: {sentence(known[anchor])}",
            remedy,
        ), True
    return None
