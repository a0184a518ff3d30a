"""Whether the site holds what the data holds, all of it and once.

In: a playbook, and pages. Out: problems. What is expected is asked of the data, not of the views or the templates:
a template that drops an item, or an index that lists a record twice, is found.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from .. import schema
from ..model import addresses, permalinks
from ..model.playbook import Playbook, is_a
from ..problems import Location, Problem
from .folder import Folder
from .page import Page

CODE: Final = "site-count"

_PARTS: Final = {
    "aspect": "pb-definition",
    "advice": "pb-definition",
    "term": "pb-definition",
    "question": "pb-question",
    "transition": "pb-move__parts",
}
"""Kind whose records share a page -> class that each has on it."""


class Count(NamedTuple):
    """How many of something a page shows."""

    address: str
    what: str
    """In the plural: `items`."""
    xpath: str
    number: int


class Counts:
    """What the playbook promises, and what the pages have shown of it so far."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self._retired = {entry.ref for entry in playbook.retired}
        self._counts = list(_counts(playbook))
        self._shown: dict[str, str] = {}
        """`kind:id` -> the page that says it is this record's."""

    def check_page(self, page: Page) -> Iterator[Problem]:
        """A page that was written by hand in a record's place has its anchors to keep, and no counts."""
        if page.select(f"//div[{_has('pb-page')} and not({_has('pb-page--embedded')})]"):
            for count in self._counts:
                if count.address == page.address and (found := len(page.select(count.xpath))) != count.number:
                    what = f"the page shows {found} {count.what}, and the data has {count.number}."
                    yield Problem(Location(page.address), "", what, "Look at its view and its template.", CODE)
        for element in page.select(f"//footer//span[{_has('pb-foot__ref')}]/code"):
            ref = "".join(element.itertext()).strip()
            if self.playbook.find(ref) is None and ref not in self._retired:
                what = f"the page is that of '{ref}', and the data has no such record."
                yield page.problem(element, what, "Build the site anew.", CODE)
            elif ref in self._shown:
                what = f"the page is that of '{ref}', as {self._shown[ref]} is already."
                yield page.problem(element, what, "Look at what makes the second page.", CODE)
            else:
                self._shown[ref] = page.address

    def check_site(self, folder: Folder, ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
        """Every published address is there. ids: page -> its anchors."""
        for address in permalinks.published(self.playbook):
            page, _, anchor = address.partition("#")
            if page not in folder.files:
                remedy = "Build the site anew, from the same data."
                yield Problem(Location(page), "", "the data has this page, and the site has not.", remedy, CODE)
            elif anchor and anchor not in ids.get(page, ()):
                what = f"the data has '{anchor}', and the page has no such anchor."
                remedy = "Look at its view and its template; on a page written by hand, give it this id."
                yield Problem(Location(page), "", what, remedy, CODE)


def _counts(playbook: Playbook) -> Iterator[Count]:
    compare = addresses.index(schema.KINDS["statement"].address)
    statements = f"//table[{_has('pb-summary')}]//td//li[@id]"
    yield Count(compare, "statements", statements, len(playbook.entries["statement"]))
    for kind in schema.KINDS.values():
        index, plural, number = addresses.index(kind.address), kind.plural.lower(), len(playbook.entries[kind.name])
        if kind.has_pages:
            yield Count(index, plural, f"//li[{_has('pb-card')}]", number)
        if kind.compared or kind.model is schema.Pitfall:
            rows = f"//section[@aria-labelledby='matrix-{kind.name}']//tbody/tr"
            yield Count(compare, f"rows of {plural}", rows, number)
        if kind.name in _PARTS:
            yield Count(index, plural, f"//*[{_has(_PARTS[kind.name])}]", number)
    tasks = f"//li[{_has('pb-task')}]"
    for entry in playbook.all():
        page = addresses.of(entry)
        if is_a(entry, schema.Checklist):
            yield Count(page, "items", tasks, len(playbook.active_items(entry)))
        elif is_a(entry, schema.Scenario):
            yield Count(
                page, "steps", f"//*[{_has('pb-plan__step')}]", len(list(schema.active_items(entry.fields.steps)))
            )
        elif is_a(entry, schema.Worksheet):
            fields = sum(len(section.fields) for section in entry.fields.sections)
            yield Count(page, "fields", f"//*[{_has('pb-field')}]", fields)
        elif is_a(entry, schema.Story):
            yield Count(page, "events", f"//ol[{_has('pb-timeline')}]/li", len(entry.fields.events))


def _has(name: str) -> str:
    """XPath: an element has a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
