"""Why a name leads to nothing, and what to write instead: the words, for references in data and in pages.

In: the name, and what there is. Out: what is wrong, and the remedy. Not here: the place of the name.
"""

from typing import NamedTuple

from ..problems import suggestion
from .playbook import AnyEntry, Playbook, sentence


class Fault(NamedTuple):
    """What is wrong with a name, as far as this is the same wherever the name stands."""

    what: str
    remedy: str
    code: str = "unknown-ref"
    cause: str = ""
    """The mistake, where many places may show it; see `Problem.cause`."""


def former(id: str, now: str, sign: str = "") -> Fault:
    """A record or an item has another id now. sign: what stands before it in a reference."""
    return Fault(f"'{id}' is a former id of '{now}'.", f"Write '{sign}{now}'.")


def retired(entry: AnyEntry, instead: str | None) -> Fault:
    """A record is no longer part of the playbook. instead: what takes its place in the end."""
    remedy = f"Link to '{instead}' instead." if instead else "Remove the link, or link to something else."
    reason = entry.fields.retired.reason if entry.fields.retired else ""
    return Fault(f"{entry.kind.word} '{entry.id}' is retired: {sentence(reason)}", remedy, "retired-ref")


def item(playbook: Playbook, entry: AnyEntry, anchor: str) -> Fault | None:
    """What is wrong with a name for a part of a record; None where the part is there."""
    parts = {part.anchor: part for part in playbook.parts(entry)}
    if part := parts.get(anchor):
        what = f"item '{anchor}' of {entry.kind.name} '{entry.id}' is retired: {sentence(part.gone)}"
        return Fault(what, f"Link to another one, or leave '#{anchor}' out.", "retired-ref") if part.gone else None
    if now := next((part.anchor for part in parts.values() if anchor in part.aliases), None):
        return former(anchor, now, "#")
    remedy = suggestion(anchor, parts) or f"Look into {entry.record.path}, or leave '#{anchor}' out."
    return Fault(f"{entry.kind.name} '{entry.id}' has no item '{anchor}'.", remedy)
