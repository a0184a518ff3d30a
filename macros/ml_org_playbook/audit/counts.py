"""Whether the site holds what the data holds, all of it and once.

In: a playbook, and pages. Out: problems. What is expected is asked of the data, not of the views or the templates:
a template that drops an item, or an index that lists a record twice, is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .. import schema
from ..model import addresses, permalinks
from ..model.playbook import AnyEntry, Playbook, is_a
from ..problems import Location, Problem
from .folder import Folder
from .page import Page

CODE: Final = "site-count"


@dataclass(frozen=True)
class Count:
    """How many of something a page shows."""

    what: str
    """In the plural: `items`."""
    xpath: str
    number: int


class Expected:
    """What the playbook promises."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self.published = permalinks.published(playbook)
        self.retired = {entry.ref for entry in playbook.retired}
        self.counts: dict[str, list[Count]] = defaultdict(list)
        for address, count in _counts(playbook):
            self.counts[address].append(count)
        self.shown: dict[str, str] = {}
        """`kind:id` -> the page that says it is this record's."""

    def check_page(self, page: Page) -> Iterator[Problem]:
        """A page that was written by hand in a record's place has its anchors to keep, and no counts."""
        if page.select(f"//div[{_has('pb-page')} and not({_has('pb-page--embedded')})]"):
            for count in self.counts.get(page.address, ()):
                found = len(page.select(count.xpath))
                if found != count.number:
                    what = f"the page shows {found} {count.what}, and the data has {count.number}."
                    yield Problem(Location(page.address), "", what, "Look at its view and its template.", CODE)
        for element in page.select(f"//footer//span[{_has('pb-foot__ref')}]/code"):
            ref = "".join(element.itertext()).strip()
            if self.playbook.find(ref) is None and ref not in self.retired:
                what = f"the page is that of '{ref}', and the data has no such record."
                yield Problem(page.at(element), "code", what, "Build the site anew.", CODE)
            elif ref in self.shown:
                what = f"the page is that of '{ref}', as {self.shown[ref]} is already."
                yield Problem(page.at(element), "code", what, "Look at what makes the second page.", CODE)
            else:
                self.shown[ref] = page.address

    def check_site(self, folder: Folder, ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
        """Every published address is there. ids: page -> its anchors."""
        for address in sorted(self.published):
            page, _, anchor = address.partition("#")
            if page not in folder.files:
                remedy = "Build the site anew, from the same data."
                yield Problem(Location(page), "", "the data has this page, and the site has not.", remedy, CODE)
            elif anchor and anchor not in ids.get(page, ()):
                what = f"the data has '{anchor}', and the page has no such anchor."
                remedy = "Look at its view and its template; on a page written by hand, give it this id."
                yield Problem(Location(page), "", what, remedy, CODE)


def _counts(playbook: Playbook) -> Iterator[tuple[str, Count]]:
    entries = playbook.entries
    for kind in schema.KINDS.values():
        if kind.has_pages:
            count = Count(kind.plural.lower(), f"//li[{_has('pb-card')}]", len(entries[kind.name]))
            yield addresses.index(kind.address), count
    for entry in playbook.all():
        counted = _of_record(playbook, entry)
        if counted:
            yield addresses.of(entry), counted
    compare = addresses.index(schema.KINDS["statement"].address)
    yield compare, Count("statements", f"//table[{_has('pb-summary')}]//td//li[@id]", len(entries["statement"]))
    for kind in schema.KINDS.values():
        if kind.compared or kind.model is schema.Pitfall:
            rows = f"//section[@aria-labelledby='matrix-{kind.name}']//tbody/tr"
            yield compare, Count(f"rows of {kind.plural.lower()}", rows, len(entries[kind.name]))
    for name, part in (
        ("aspect", "pb-definition"),
        ("advice", "pb-definition"),
        ("term", "pb-definition"),
        ("question", "pb-question"),
        ("transition", "pb-move__parts"),
    ):
        kind = schema.KINDS[name]
        yield addresses.index(kind.address), Count(kind.plural.lower(), f"//*[{_has(part)}]", len(entries[name]))


def _of_record(playbook: Playbook, entry: AnyEntry) -> Count | None:
    if is_a(entry, schema.Checklist):
        return Count("items", f"//li[{_has('pb-task')}]", len(playbook.active_items(entry)))
    if is_a(entry, schema.Scenario):
        return Count("steps", f"//li[{_has('pb-task')}]", len(list(schema.active_items(entry.fields.steps))))
    if is_a(entry, schema.Worksheet):
        fields = sum(len(section.fields) for section in entry.fields.sections)
        return Count("fields", f"//*[{_has('pb-field')}]", fields)
    if is_a(entry, schema.Story):
        return Count("events", f"//ol[{_has('pb-timeline')}]/li", len(entry.fields.events))
    return None


def _has(name: str) -> str:
    """XPath: an element has a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
