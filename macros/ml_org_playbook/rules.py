"""Rules that no single field can know: one function a rule, each with its reason.

In: a linked playbook. Out: problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import addresses, lock, schema
from .playbook import Entry, Link, Playbook, placed
from .problems import Problem, dotted, suggestion
from .source import Path_

Rule = Callable[[Playbook], Iterator[Problem]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


def check(playbook: Playbook) -> list[Problem]:
    """Every rule, over the whole playbook."""
    return [problem for one in RULES for problem in one(playbook)]


def _lists(playbook: Playbook) -> Iterator[tuple[Entry, list[tuple[schema.Item, Path_]]]]:
    for entry in playbook.entries["scenario"]:
        yield entry, list(placed(entry.fields.steps, ("steps",)))
    for entry in playbook.entries["checklist"]:
        yield entry, list(placed(entry.fields.items, ("items",)))


@rule
def parts_have_ids_of_their_own(playbook: Playbook) -> Iterator[Problem]:
    """Two parts of a record never share an id, because the id is the address of the part."""
    for entry, items in _lists(playbook):
        yield from _repeated(entry, items)
    for entry in playbook.entries["worksheet"]:
        sections = entry.fields.sections
        yield from _repeated(entry, _ids(sections, ("sections",)))
        for index, section in enumerate(sections):
            yield from _repeated(entry, _ids(section.fields, ("sections", index, "fields")))
    for kind, field in (("story", "events"), ("question", "answers"), ("source", "sections")):
        for entry in playbook.entries[kind]:
            yield from _repeated(entry, _ids(getattr(entry.fields, field), (field,)))


def _ids(parts: Iterable[Any], path: Path_) -> Iterator[tuple[Any, Path_]]:
    return ((part, (*path, index)) for index, part in enumerate(parts))


def _repeated(entry: Entry, parts: Iterable[tuple[Any, Path_]]) -> Iterator[Problem]:
    """Ids and former ids of the parts of a record that are there twice."""
    first: dict[str, Path_] = {}
    for part, path in parts:
        names: list[tuple[str, Path_]] = [(part.id, (*path, "id"))]
        names += [(alias, (*path, "aliases", index)) for index, alias in enumerate(getattr(part, "aliases", ()))]
        for id, place in names:
            if id in first:
                line = entry.record.at(first[id]).line
                yield Problem(
                    entry.record.at(place),
                    dotted(place),
                    f"the id '{id}' is already used in line {line}.",
                    "Choose another one for the new part: the id is its address.",
                    "duplicate-anchor",
                )
            first.setdefault(id, place)


RESERVED = {
    "checklist": {"list", "about"},
    "worksheet": {"form", "description", "roles", "processes", "rewards"},
    "story": {"events", "lessons", "shows", "contrasts", "scenarios", "discuss", "apply"},
    "term": {"terms", "formerly"},
    "aspect": {"star", "aspects", "formerly"},
    "advice": {"all", "formerly"},
    "question": {"questions", "formerly"},
    "transition": {"formerly"},
    "statement": {"summary", "formerly"},
    "source": {"formerly"},
}
"""Kind -> anchors that its page has for its own parts."""
ALWAYS_RESERVED = {"next", "used-in", "link-this", "gone"}


@rule
def ids_leave_room_for_the_page(playbook: Playbook) -> Iterator[Problem]:
    """No item is named like a part of the page that it stands on: a link could only lead to one of the two."""
    for kind, names in RESERVED.items():
        for entry in playbook.entries[kind]:
            for id, path in _anchors(entry):
                if id in names | ALWAYS_RESERVED:
                    yield Problem(
                        entry.record.at(path),
                        dotted(path),
                        f"'{id}' is the name of a part of the page.",
                        "Choose another id.",
                        "same-address",
                    )


def _anchors(entry: Entry) -> Iterator[tuple[str, Path_]]:
    """Ids in a record that become anchors as they stand."""
    match entry.kind.name:
        case "checklist":
            for item, path in placed(entry.fields.items, ("items",)):
                yield item.id, (*path, "id")
        case "worksheet" | "story":
            field = "sections" if entry.kind.name == "worksheet" else "events"
            for index, part in enumerate(getattr(entry.fields, field)):
                yield part.id, (field, index, "id")
        case _:
            yield entry.id, ("id",)


@rule
def items_wait_for_items_of_their_list(playbook: Playbook) -> Iterator[Problem]:
    """`after` names items of the same list, because an order across lists cannot be shown or followed."""
    for entry, items in _lists(playbook):
        known = {item.id for item, _ in items}
        for item, path in items:
            for index, id in enumerate(item.after):
                if id not in known:
                    place = (*path, "after", index)
                    yield Problem(
                        entry.record.at(place),
                        dotted(place),
                        f"no item '{id}' in this list.",
                        suggestion(id, known) or "It may have been renamed or removed.",
                        "unknown-ref",
                    )


@rule
def charts_are_trees(playbook: Playbook) -> Iterator[Problem]:
    """A box stands below one that came before it, and ties join boxes of the chart: else it cannot be drawn."""
    for entry in playbook.entries["scenario"]:
        chart = entry.fields.chart
        seen: set[str] = set()
        for index, unit in enumerate(chart.units):
            if unit.parent is not None and unit.parent not in seen:
                yield _no_box(entry, ("chart", "units", index, "parent"), unit.parent, seen, " before this one")
            seen.add(unit.id)
        for index, tie in enumerate(chart.ties):
            for end in ("start", "end"):
                if (id := getattr(tie, end)) not in seen:
                    yield _no_box(entry, ("chart", "ties", index, end), id, seen, "")


def _no_box(entry: Entry, path: Path_, id: str, known: set[str], where: str) -> Problem:
    return Problem(
        entry.record.at(path),
        dotted(path),
        f"no box '{id}'{where}.",
        suggestion(id, known) or "Boxes are listed in chart.units, parents before children.",
        "unknown-ref",
    )


@rule
def items_stand_after_what_they_wait_for(playbook: Playbook) -> Iterator[Problem]:
    """An item never stands before one that it waits for: lists, and parts of lists, are done from top to bottom."""
    for entry, items in _lists(playbook):
        place = {item.id: index for index, (item, _) in enumerate(items)}
        for item, path in items:
            for index, id in enumerate(item.after):
                if id in place and place[id] > place[item.id] and not _circle(item.id, _waiting(items)):
                    where = (*path, "after", index)
                    yield Problem(
                        entry.record.at(where),
                        dotted(where),
                        f"'{id}' has to be done first, and stands further down.",
                        f"Move '{item.id}' below it.",
                        "wrong-order",
                    )


def _waiting(items: Iterable[tuple[schema.Item, Path_]]) -> dict[str, tuple[str, ...]]:
    return {item.id: item.after for item, _ in items}


@rule
def addresses_are_used_once(playbook: Playbook) -> Iterator[Problem]:
    """A former id is nobody else's id, and a checklist and a worksheet do not share one: each would hide the other."""
    taken: dict[str, Entry] = {}
    everyone = [*playbook.all(), *playbook.retired]
    for entry in everyone:
        for address in _addresses(entry, entry.id):
            taken.setdefault(address, entry)
    for entry in everyone:
        names: list[tuple[str, Path_]] = [(entry.id, ("id",))]
        names += [(alias, ("aliases", index)) for index, alias in enumerate(entry.fields.aliases)]
        for id, path in names:
            for address in _addresses(entry, id):
                other = taken.setdefault(address, entry)
                if other is not entry:
                    yield Problem(
                        entry.record.at(path),
                        dotted(path),
                        f"'{address}' is already the address of {other.record.path}.",
                        "Choose another id, or remove the alias.",
                        "same-address",
                    )


def _addresses(entry: Entry, id: str) -> Iterator[str]:
    yield addresses.named(entry, id)
    if entry.kind.name in lock.SHORT:
        yield addresses.short(id)


@rule
def items_do_not_wait_in_circles(playbook: Playbook) -> Iterator[Problem]:
    """No item waits, through others, for itself: such a list could never be begun."""
    for entry, items in _lists(playbook):
        after = _waiting(items)
        for item, path in items:
            circle = _circle(item.id, after)
            if circle and item.id == min(circle):
                yield Problem(
                    entry.record.at((*path, "after")),
                    dotted((*path, "after")),
                    f"these items wait for one another: {' → '.join((*circle, circle[0]))}.",
                    "Take one of them out of the other's 'after'.",
                    "cycle",
                )


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


@rule
def pitfalls_are_answered(playbook: Playbook) -> Iterator[Problem]:
    """Every pitfall has an answer, or says that the source gives none: a reader is not left alone with a risk."""
    for pitfall in playbook.entries["pitfall"]:
        if pitfall.fields.remedy != "none" and not playbook.answers(pitfall):
            yield Problem(
                pitfall.record.at(("remedy",)),
                "remedy",
                f"the remedy is '{pitfall.fields.remedy}', but no process, reward or trait answers this pitfall.",
                "Name it under 'pitfalls' of what answers it, or say 'remedy: none'.",
                "unanswered",
            )


@rule
def records_are_used(playbook: Playbook) -> Iterator[Problem]:
    """A worksheet without a process, a role without a task or a checklist without an owner leads nowhere."""
    for kind, needed in _USED.items():
        for entry in playbook.entries[kind]:
            links = [*playbook.links_from(entry), *playbook.links_to(entry)]
            if entry.kind.name == "checklist" and entry.fields.purpose in ("launch", "onboard"):
                continue
            if not any(_other(link, entry).kind.name in needed for link in links if link.relation != "mention"):
                yield Problem(
                    entry.location,
                    "",
                    f"no {_either(needed)} uses this {entry.kind.word}.",
                    "Link it from where it is used, or remove it.",
                    "unused",
                )


_USED = {
    "process": ("scenario",),
    "reward": ("scenario",),
    "trait": ("role",),
    "worksheet": ("process", "reward"),
    "role": ("scenario", "process", "reward", "trait", "worksheet", "checklist", "story"),
    "checklist": ("scenario", "process"),
}
"""Kind -> kinds of which one has to be linked with each record of it."""


def _other(link: Link, entry: Entry) -> Entry:
    return link.target if link.origin is entry else link.origin


def _either(words: Iterable[str]) -> str:
    *first, last = (schema.KINDS[word].word for word in words)
    return f"{', '.join(first)} or {last}" if first else last


@rule
def scenarios_cover_three_aspects(playbook: Playbook) -> Iterator[Problem]:
    """Every scenario uses processes, rewards and people traits: the three aspects that it is compared by."""
    for scenario in playbook.entries["scenario"]:
        for kind in ("process", "reward", "trait"):
            if not playbook.used_in(scenario, kind):
                word = schema.KINDS[kind].word
                yield Problem(
                    scenario.location,
                    "",
                    f"no {word} is used in this scenario.",
                    f"Add '- scenario: {scenario.id}' to 'scenarios' of a {word}.",
                    "incomplete",
                )


@rule
def table_has_no_empty_cell(playbook: Playbook) -> Iterator[Problem]:
    """Every scenario has a statement in every row of the summary table, or the table could not be compared."""
    statements = playbook.entries["statement"]
    rows = dict.fromkeys(statement.fields.aspect for statement in statements)
    filled = {(statement.fields.aspect, statement.fields.scenario) for statement in statements}
    for scenario in playbook.entries["scenario"]:
        for aspect in rows:
            if (aspect, scenario.id) not in filled:
                yield Problem(
                    scenario.location,
                    "",
                    f"the summary table has no statement on '{aspect}' for this scenario.",
                    "Add one to data/statements/.",
                    "incomplete",
                )


@rule
def titles_are_told_apart(playbook: Playbook) -> Iterator[Problem]:
    """No two records of a kind share a title: in a list or a search result nobody could tell which is which."""
    for entries in playbook.entries.values():
        first: dict[str, Entry] = {}
        for entry in entries:
            known = first.setdefault(entry.title.casefold(), entry)
            if known is not entry:
                yield Problem(
                    entry.record.at(("title",)),
                    "title",
                    f"'{entry.title}' is already the title of {known.record.path}.",
                    "Choose another one.",
                    "duplicate-title",
                )


@rule
def editorial_names_no_source(playbook: Playbook) -> Iterator[Problem]:
    """What is this playbook's own rests on no source; naming one would make it look like more than it is."""
    for entry in playbook.all():
        for found in entry.marked:
            if isinstance(found.mark, schema.IsSection) and _around(entry, found.path).get("basis") == "editorial":
                yield Problem(
                    entry.record.at(found.path),
                    dotted(found.path),
                    "this is 'editorial' and names a source.",
                    "Remove the source, or say 'stated' or 'implied'.",
                    "contradiction",
                )


def _around(entry: Entry, path: Path_) -> dict[str, Any]:
    """The mapping that a value stands in."""
    value: Any = entry.record.value
    for part in path[:-1]:
        value = value[part]
    found: dict[str, Any] = value
    return found


_AMERICAN = {
    "organis(?=[eai])": "organiz",
    "modell": "model",
    "behaviour": "behavior",
    "programme(?![dr])": "program",
    "centralis(?=[eai])": "centraliz",
    "centre": "center",
    "prioritis(?=[ei])": "prioritiz",
    "recognis(?=[ei])": "recogniz",
    "specialis(?=[ei])": "specializ",
    "standardis(?=[eai])": "standardiz",
    "utilis(?=[ei])": "utiliz",
    "optimis(?=[ei])": "optimiz",
    "analyse(?!s\\b)": "analyze",
    "favour": "favor",
    "labour": "labor",
    "colour": "color",
    "realis(?=[ei])": "realiz",
    "summaris(?=[ei])": "summariz",
    "minimis(?=[ei])": "minimiz",
    "maximis(?=[ei])": "maximiz",
    "generalis(?=[ei])": "generaliz",
    "emphasis(?=e|ing)": "emphasiz",
    "judgement": "judgment",
    "artefact": "artifact",
    "catalogue": "catalog",
    "licence": "license",
    "defence": "defense",
    "travell": "travel",
    "labell": "label",
    "fulfil(?!l)": "fulfill",
    "enrol(?!l)": "enroll",
    "learnt": "learned",
    "whilst": "while",
}
"""How a word begins, or stands, in British spelling -> in American spelling."""

_BRITISH = re.compile(r"\b(?:de|re|un|mis|dis)?(" + "|".join(_AMERICAN) + r")\w*", re.IGNORECASE)
_LEFTOVER = re.compile(r"\b(?:TODO|FIXME|TBD|XXX|[Ll]orem(?: ipsum)?)\b")
_TEXTS = (schema.IsProse, schema.IsLine)


@rule
def texts_are_finished(playbook: Playbook) -> Iterator[Problem]:
    """Texts are in American spelling and hold no note to their author: they are published as they stand."""
    american = playbook.settings.spelling == "american"
    good: set[str] = set()  # a word is looked at once, however often it is used
    for entry in playbook.all():
        for found in entry.marked:
            if not isinstance(found.mark, _TEXTS):
                continue
            words = set(found.text.split()) - good
            if not any(_LEFTOVER.search(word) or _BRITISH.search(word) for word in words):
                good |= words
                continue
            for match in _LEFTOVER.finditer(found.text):
                yield Problem(
                    entry.record.within(found.path, match.group()),
                    dotted(found.path),
                    f"'{match.group()}' is a note to the author.",
                    "Write what belongs here, or remove it.",
                    "leftover",
                )
            for match in _BRITISH.finditer(found.text) if american else ():
                yield Problem(
                    entry.record.within(found.path, match.group()),
                    dotted(found.path),
                    f"'{match.group()}' is British spelling.",
                    f"Write '{_american(match.group(), match[1])}'.",
                    "british-spelling",
                )


def _american(word: str, found: str) -> str:
    for british, american in _AMERICAN.items():
        if re.fullmatch(british.split("(?")[0], found, re.IGNORECASE):
            shaped = american.capitalize() if found[0].isupper() else american
            return word.replace(found, shaped, 1)
    return word
