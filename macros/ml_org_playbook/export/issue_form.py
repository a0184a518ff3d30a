"""A form for new issues on GitHub, for `.github/ISSUE_TEMPLATE/`: each phase is a group of boxes to tick; in a
selection, each list is.

What GitHub puts into the new issue is the label of each box: it holds the sentence and the permanent link.
Source: GitHub's documentation, "Syntax for issue forms".
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from .document import Document, Item, Selection, Tickable
from .markdown import about, address, linked, one_line, origin_lines
from .wording import CONTEXT, details


def write(document: Document) -> bytes:
    assert isinstance(document, Tickable)
    form = {
        "name": document.title,
        "description": document.summary,
        "title": document.title,
        "body": [_markdown(about(document)), *_groups(document), _markdown(origin_lines(document))],
    }
    text: str = yaml.dump(form, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text.encode()


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Texts of several lines as blocks."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _markdown(lines: Iterator[str]) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": "\n".join(lines)}}


def _groups(document: Tickable) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for title, phase, items in _titled(document):
        seen[title] += 1
        label = title if seen[title] == 1 else f"{title} ({seen[title]})"  # GitHub wants each label once
        flat = [one for item in items for one in item.with_parts()]
        chosen = [item for item in flat if not item.context]
        if chosen:
            labels = (f"**{item.number}** {one_line(item.text)} ({address(document, item.path)})" for item in chosen)
            boxes = [{"label": text} for text in labels]
            notes = "\n".join(note for item in flat if (note := _note(document, item, phase)))
            attributes = {"label": label, **({"description": notes} if notes else {}), "options": boxes}
            yield {"type": "checkboxes", "id": f"group-{seen.total()}", "attributes": attributes}


def _titled(document: Tickable) -> Iterator[tuple[str, str, Sequence[Item]]]:
    """Title, phase and items of each group."""
    for one in document.lists:
        if isinstance(document, Selection):
            yield one.title, "", one.items
        else:
            yield from ((phase or "Items", phase, items) for phase, items in one.phases)


def _note(document: Tickable, item: Item, phase: str) -> str:
    """What else there is to say of an item, or nothing: above the boxes, because the label becomes the issue's text."""
    parts = [f"{CONTEXT} {one_line(item.text)}"] if item.context else []
    parts += [f"{label}: {one_line(text)}" for label, text in details(item, phase)]
    parts += [f"See: {', '.join(linked(document, reference) for reference in item.see)}"] if item.see else []
    return f"- **{item.number}** {' · '.join(parts)}" if parts else ""
