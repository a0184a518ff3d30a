"""How much of a page rests on sources, for the line at its foot.

In: the blocks of a page. Out: a count. A statement is a text with a mark of its own or the mark of its block.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace

from .blocks import Badge, Block, PageView, RichText, Support, Target


def counted(view: PageView) -> PageView:
    """The page with the count of its statements."""
    badges = [badge for badge in (view.badge, *_in(view.blocks, None), *_in(view.facts, None)) if badge]
    supported = [badge for badge in badges if badge.basis != "editorial"]
    sources = dict.fromkeys(badge.source for badge in supported if badge.source)
    return replace(view, support=Support(len(badges), len(supported), tuple(sources)))


def _in(parts: Iterable[object], around: Badge | None) -> Iterator[Badge | None]:
    """The mark of every statement in parts of a page; None where one has none."""
    for part in parts:
        if isinstance(part, tuple) and not hasattr(part, "_fields"):
            yield from _in(part, around)
        elif not is_dataclass(part) or isinstance(part, Badge | Target | type):
            continue
        elif isinstance(part, RichText):
            yield part.badge or around
        else:
            own = getattr(part, "badge", None) or around
            if hasattr(part, "badge") and not isinstance(part, Block):
                yield own
            yield from _in((getattr(part, field.name) for field in fields(part)), own)
