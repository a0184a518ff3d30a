"""A form for new issues on GitHub, for `.github/ISSUE_TEMPLATE/`: each phase is a group of boxes to tick.

What GitHub puts into the new issue is the label of each box: it holds the sentence and the permanent link.
Source: GitHub's documentation, "Syntax for issue forms".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml

from .document import Checklist, Document, Item
from .markdown import about, address, inline, linked, origin_lines
from .wording import CONTEXT, details, sentence


def write(document: Document) -> bytes:
    assert isinstance(document, Checklist)
    form = {
        "name": sentence(document),
        "description": document.summary,
        "title": sentence(document),
        "body": [_markdown(about(document)), *_groups(document), _markdown(origin_lines(document))],
    }
    text: str = yaml.dump(form, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return text.encode()


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks. Not the C one: it breaks lines in other places."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _markdown(lines: Iterator[str]) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": "\n".join(lines)}}


def _groups(checklist: Checklist) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for phase, items in checklist.phases:
        title = phase or "Items"
        seen[title] += 1
        label = title if seen[title] == 1 else f"{title} ({seen[title]})"  # GitHub wants each label once
        flat = [each for item in items for each in _flat(item)]
        boxes = [{"label": _label(checklist, item)} for item in flat if not item.context]
        if boxes:
            notes = "\n".join(_notes(checklist, item, phase) for item in flat)
            attributes = {"label": label, "description": notes, "options": boxes}
            yield {"type": "checkboxes", "id": f"group-{seen.total()}", "attributes": attributes}


def _label(checklist: Checklist, item: Item) -> str:
    return f"**{item.number}** {inline(item.text, one_line=True)} ({address(checklist, item.path)})"


def _notes(checklist: Checklist, item: Item, phase: str) -> str:
    """What else there is to say of an item: above the boxes, because the label becomes the issue's text."""
    said = [CONTEXT + " " + inline(item.text, one_line=True)] if item.context else []
    said += [f"{label}: {inline(text, one_line=True)}" for label, text in details(item, phase)]
    said += [f"See: {', '.join(linked(checklist, reference) for reference in item.see)}"] if item.see else []
    return f"- **{item.number}** " + " · ".join(said)


def _flat(item: Item) -> Iterator[Item]:
    yield item
    for part in item.items:
        yield from _flat(part)
