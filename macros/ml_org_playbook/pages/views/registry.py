"""Which view makes the page of which kind: each view module registers what it has for its kind.

In: functions of the view modules. Out: one entry a kind. A kind without a view, and one with two, is refused when the
program starts (`pages.views`), not in the middle of a build.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ... import schema
from ...model.playbook import AnyEntry, Entry, Fields
from ..blocks import Block, Fact, LinkRow, PageView, Target
from .common import Views


def _nothing(views: Views, entry: AnyEntry) -> Iterator[Any]:
    yield from ()


def _nearby(views: Views, entry: AnyEntry) -> Iterator[LinkRow]:
    """The first processes, worksheets and checklists to which a record is linked."""
    links = [*views.playbook.links_from(entry), *views.playbook.links_to(entry)]
    others = dict.fromkeys(link.target if link.origin is entry else link.origin for link in links)
    useful = [other for other in others if other.kind.name in ("process", "worksheet", "checklist")]
    yield from (views.row(other) for other in useful[:3])


@dataclass(frozen=True)
class RecordPage:
    """What belongs to the page of one kind of record."""

    blocks: Callable[[Views, Any], Iterator[Block]]
    facts: Callable[[Views, Any], Iterator[Fact]]
    """Lines of the head, below the summary."""
    shortcuts: Callable[[Views, Any], Iterator[Target]]
    """What one takes from the page at once."""
    next_steps: Callable[[Views, Any], Iterator[LinkRow]]


RECORD_PAGES: Final[dict[str, RecordPage]] = {}
"""Name of a kind whose records have pages -> what makes them."""
LISTINGS: Final[dict[str, Callable[[Views], PageView]]] = {}
"""Name of a kind whose records share one page -> what makes it."""
_REGISTERED: Final[dict[str, str]] = {}
"""Name of a kind -> the function that was registered for it."""


def record_page(
    model: type[Fields],
    blocks: Callable[[Views, Entry[Fields]], Iterator[Block]],
    *,
    facts: Callable[[Views, Entry[Fields]], Iterator[Fact]] = _nothing,
    shortcuts: Callable[[Views, Entry[Fields]], Iterator[Target]] = _nothing,
    next_steps: Callable[[Views, Entry[Fields]], Iterator[LinkRow]] = _nearby,
) -> None:
    """Register what makes the page of a kind of record."""
    name = _only_view(model, blocks)
    RECORD_PAGES[name] = RecordPage(blocks, facts, shortcuts, next_steps)


def listing_page(model: type[schema.Record], view: Callable[[Views], PageView]) -> None:
    """Register what makes the page that all records of a kind share."""
    name = _only_view(model, view)
    LISTINGS[name] = view


def _only_view(model: type[schema.Record], view: Callable[..., object]) -> str:
    """The name of a kind that has had no view so far. Raises: TypeError that names both."""
    name = schema.kind_of(model).name
    where = f"{view.__module__}.{view.__name__}"
    if first := _REGISTERED.get(name):
        raise TypeError(f"the kind '{name}' has two views, {first} and {where}. Take one of the two out.")
    _REGISTERED[name] = where
    return name


def refuse_kinds_without_view() -> None:
    """Raises: TypeError where a kind has no view."""
    for kind in schema.KINDS.values():
        registered, call = (RECORD_PAGES, "record_page") if kind.has_pages else (LISTINGS, "listing_page")
        if kind.name not in registered:
            model = kind.model.__name__
            raise TypeError(
                f"the kind '{kind.name}' has no view. Add pages/views/{kind.name}.py, and end it with "
                f"`{call}(schema.{model}, …)`."
            )
