"""Lists to tick: what waits for what."""

from collections.abc import Iterator

from .. import schema
from ..model import unresolved
from ..model.playbook import Playbook
from ..problems import Problem, suggestion
from .register import ListOfItems, lists, problem_at, rule


@rule()
def items_wait_for_items_of_their_list(playbook: Playbook) -> Iterator[Problem]:
    """`after` names items of the same list that are still on it: nobody can wait for another or a retired one."""
    for entry, items in lists(playbook):
        known = {item.id: item for item, _ in items}
        former = {alias: item.id for item, _ in items for alias in item.aliases}
        for item, path in items:
            for index, id in enumerate(item.after):
                place = (*path, "after", index)
                if id not in known:
                    what = f"no item '{id}' in this list."
                    remedy = suggestion(id, known) or "It may have been renamed or removed."
                    if id in former:
                        what, remedy, *_ = unresolved.former(id, former[id])
                    yield problem_at(entry.record, place, what, remedy, "unknown-ref")
                elif known[id].retired is not None and item.retired is None:
                    what = f"the item '{id}' is retired: {known[id].retired}"
                    remedy = "Take it out, or name what takes its place."
                    yield problem_at(entry.record, place, what, remedy, "retired-ref")


@rule()
def items_stand_after_what_they_wait_for(playbook: Playbook) -> Iterator[Problem]:
    """An item never stands before one that it waits for: lists, and parts of lists, are done from top to bottom."""
    for entry, items in _told_apart(playbook):
        place = {item.id: index for index, (item, _) in enumerate(items)}
        after = {item.id: item.after for item, _ in items}
        for item, path in items:
            for index, id in enumerate(item.after):
                if id not in place or items[place[id]][1][: len(path)] == path:  # a part of it: the last rule here
                    continue
                if place[id] > place[item.id] and not _circle(item.id, after):
                    what = f"'{id}' has to be done first, and stands further down."
                    where = (*path, "after", index)
                    yield problem_at(entry.record, where, what, f"Move '{item.id}' below it.", "wrong-order")


@rule()
def items_do_not_wait_in_circles(playbook: Playbook) -> Iterator[Problem]:
    """No item waits, through others, for itself: such a list could never be begun."""
    for entry, items in _told_apart(playbook):
        after = {item.id: item.after for item, _ in items}
        for item, path in items:
            circle = _circle(item.id, after)
            if circle and item.id == min(circle):
                what = f"these items wait for one another: {' → '.join((*circle, circle[0]))}."
                remedy = "Take one of them out of the other's 'after'."
                yield problem_at(entry.record, (*path, "after"), what, remedy, "cycle")


@rule()
def parts_and_wholes_do_not_wait_for_one_another(playbook: Playbook) -> Iterator[Problem]:
    """An item is done when its parts are: no part of it could wait for it, nor it for a part."""
    for entry, items in _told_apart(playbook):
        for item, path in items:
            for part, place in schema.placed_items(item.items, (*path, "items")):
                for one, other, where in ((part, item, place), (item, part, path)):
                    if other.id in one.after:
                        what = f"'{part.id}' is a part of '{item.id}', which is done only when its parts are."
                        here = (*where, "after", one.after.index(other.id))
                        yield problem_at(entry.record, here, what, "Take it out of 'after'.", "cycle")


def _told_apart(playbook: Playbook) -> Iterator[ListOfItems]:
    """Lists whose items have ids of their own. In the others nobody knows what waits for which."""
    return (one for one in lists(playbook) if len({item.id for item, _ in one[1]}) == len(one[1]))


def _circle(start: str, after: dict[str, tuple[str, ...]]) -> list[str]:
    """The way from an item through what it waits for back to itself; empty if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for id in after.get(way[-1], ()):
            if id == start:
                return way
            if id not in seen:
                seen.add(id)
                ways.append([*way, id])
    return []
