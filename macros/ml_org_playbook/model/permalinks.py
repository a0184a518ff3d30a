"""What was published stays: the list of every address and anchor that others may have linked to.

In: `links.lock` of a layer, one address a line, and the addresses that the data has now. Out: what is gone, as
problems. Not here: files to download. They keep their names as long as their list is there, but one links the list.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from .. import schema
from ..problems import Location, Problem, nearest, suggestion
from ..reading.files import BYTE_ORDER_MARK, ordinary_text
from ..reading.names import LOCK
from ..reading.project import MKDOCS_YML, command
from . import addresses
from .playbook import AnyEntry, Playbook, is_a
from .site_map import site_map

MAX_BYTES: Final = 20_000_000
_CONFLICT: Final = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_HEAD: Final = """\
# Every address and anchor that was published. None of them may vanish: others link to them.
# Written by `playbook links accept`, which adds what is new. A line is never removed.
"""
_LAYERS: Final = "# Further layers with addresses: "
_FEW: Final = 50
"""Of up to so many lines that lead nowhere, each may be a misspelled one; more are the fault of something else."""
_SUM: Final = re.compile(r"# (\d+) addresses, check sum ([0-9a-f]+)\s*")


def published(playbook: Playbook, by_hand: Iterable[str] = ()) -> set[str]:
    """Every address and permanent anchor of the site that this playbook makes.

    by_hand: addresses of pages that do not come from data.
    """
    return {*by_hand, *(address for address, _ in _with_owners(playbook))}


def headings(lines: Iterable[str], pages: Collection[str]) -> Iterator[str]:
    """Of the addresses in a lock, those of headings on hand-written pages."""
    return (line for line in lines if "#" in line and line.partition("#")[0] in pages)


def _with_owners(playbook: Playbook) -> Iterator[tuple[str, AnyEntry | None]]:
    """Every address and anchor, and the record to which it belongs, if it belongs to one."""
    for place in site_map(playbook):
        yield place.address, place.owner
        if place.entry and place.role in ("record", "retired", "moved"):
            yield from ((f"{place.address}#{anchor}", place.entry) for anchor in _part_anchors(playbook, place.entry))
    for entry in (*playbook.all(), *playbook.retired):
        if not entry.kind.has_pages:
            for anchor in ("", *_part_anchors(playbook, entry)):
                yield from ((addresses.named(entry, id, anchor), entry) for id in entry.ids)


def _part_anchors(playbook: Playbook, entry: AnyEntry) -> list[str]:
    """The anchors of a record's parts, with those that they had before."""
    return [anchor for part in playbook.parts(entry) for anchor in (part.anchor, *part.aliases)]


def shares(playbook: Playbook, by_hand: Iterable[str]) -> list[set[str]]:
    """Every address and anchor by layer: what a layer's records have.

    What is nobody's record belongs to the first layer, pages that do not come from data to the last.
    """
    found: list[set[str]] = [set() for _ in playbook.layers]
    for address, entry in _with_owners(playbook):
        layer = playbook.layer_of(entry) if entry else None
        found[playbook.layers.index(layer) if layer else 0].add(address)
    found[-1] |= set(by_hand).difference(*found)
    return found


def read(
    path: Path,
    shown: str,
    is_gone: Callable[[str], bool] = lambda layer: False,
    settings: str = MKDOCS_YML,
    now: Collection[str] = (),
) -> tuple[dict[str, int], list[Problem]]:
    """The addresses in a lock, each with its line; none where there is no lock, or where it cannot be read.

    A lock that lists nothing protects nothing: nobody writes one, but a merge or a script may have emptied it.
    is_gone: whether a layer is neither there nor named. Its own lock went with it, so that of the first remembers it.
    settings: the name of the file that names layers.
    now: every address that there is, to tell what a misspelled line was.
    Problems: file-refused, published-and-gone.
    """
    if not os.path.lexists(path):
        return {}, []
    text = ordinary_text(path, shown, "list", MAX_BYTES)
    if isinstance(text, Problem):
        return {}, [text]
    text = text.removeprefix(BYTE_ORDER_MARK)
    conflict = next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith(_CONFLICT)), None)
    if conflict:
        what = "git left a conflict here."
        remedy = f"Keep the addresses of both sides, and delete the lines with {', '.join(_CONFLICT)}."
        return {}, [Problem(Location(shown, conflict), "", what, remedy, "file-refused")]
    if lines := listed(text):
        meant = _misspelled(text, lines, now)
        problems = []
        for line, right in meant.items():
            remedy = f"Write '{right}' again: so it stood here when this list was written."
            problems.append(
                Problem(Location(shown, lines[line]), "", f"'{line}' is misspelled.", remedy, "file-refused")
            )
        lines = {meant.get(line, line): number for line, number in lines.items()}
        return lines, [*problems, *_incomplete(text, lines, shown, is_gone, settings)]
    what = "no address is listed here, so none is protected."
    remedy = "Bring the list back from version control; or delete it, if nothing was published yet."
    return {}, [Problem(Location(shown), "", what, remedy, "file-refused")]


def missing(names: Sequence[str], is_there: Callable[[str], bool]) -> Iterator[Problem]:
    """The first layer's lock, where a further layer has one: `playbook links accept` writes them together.

    names: the locks of the layers, as problems name them.
    Problems: file-refused.
    """
    further = next(filter(is_there, names[1:]), None)
    if further and not is_there(names[0]):
        what = f"this list is not there, so none of its addresses is protected; '{further}' was written with it."
        remedy = f"Bring it back from version control; or delete '{further}' too, if nothing was published yet."
        yield Problem(Location(names[0]), "", what, remedy, "file-refused")


def _incomplete(
    text: str, lines: Collection[str], shown: str, is_gone: Callable[[str], bool], settings: str
) -> Iterator[Problem]:
    """What was in a lock, or belonged to it, when it was written, and is not there now."""
    for number, line in enumerate(text.splitlines(), 1):
        if (sum := _SUM.fullmatch(line)) and sum[2] != _check_sum(lines):
            what = f"this list had {sum[1]} addresses when it was written, and these are others: it has {len(lines)}."
            remedy = (
                "Bring back from version control what a merge or an edit has lost; then delete this line, "
                f"and `{command('links accept', settings)}` writes it anew."
            )
            yield Problem(Location(shown, number), "", what, remedy, "file-refused")
        for layer in line.removeprefix(_LAYERS).split(", ") if line.startswith(_LAYERS) else ():
            if is_gone(layer.strip()):
                what = f"the layer '{layer.strip()}' has published addresses and is gone, with its {LOCK}."
                remedy = (
                    f"Bring the folder back from version control, and name it under 'layers' in {settings}; "
                    "if nobody needs its addresses any more, delete its name here."
                )
                yield Problem(Location(shown, number), "", what, remedy, "published-and-gone")


def _misspelled(text: str, lines: Collection[str], now: Collection[str]) -> dict[str, str]:
    """Lines that somebody has changed since the list was written, and what they were: its sum is right with these."""
    sums = [found[2] for line in text.splitlines() if (found := _SUM.fullmatch(line))]
    strange = [line for line in lines if line not in now]
    if not 0 < len(strange) <= _FEW or not sums or sums[0] == _check_sum(lines):
        return {}
    free = set(now).difference(lines)
    near = {line: right for line in strange if (right := nearest(line, free))}
    tries = (near, *({line: right} for line, right in near.items()))
    return next((one for one in tries if _check_sum({one.get(line, line) for line in lines}) == sums[0]), {})


def _check_sum(lines: Iterable[str]) -> str:
    """The same whatever the order of the lines."""
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


def listed(text: str) -> dict[str, int]:
    """The addresses in the text of a lock, each with its line."""
    lines = enumerate(text.splitlines(), 1)
    return {line.strip(): number for number, line in lines if line.strip() and not line.startswith("#")}


def accept(path: Path, now: Collection[str], others: Iterable[Path] = (), layers: Iterable[str] = ()) -> list[str]:
    """Add what is new to a lock. Returns the new addresses, sorted.

    others: the locks of the other layers. What they list is not new.
    layers: the folders of the further layers, for the lock of the first.
    """
    known = _listed_in(path)
    new = sorted(set(now).difference(known, *map(_listed_in, others)))
    lines = sorted({*known, *new})
    head = [f"{_LAYERS}{', '.join(names)}\n"] if (names := sorted(layers)) else []
    head += [f"# {len(lines)} addresses, check sum {_check_sum(lines)}\n"] if lines else []
    text = "".join((_HEAD, *head, *(f"{address}\n" for address in lines)))
    if not path.exists() or path.read_text("utf-8").removeprefix(BYTE_ORDER_MARK) != text:
        path.write_text(text, "utf-8")
    return new


def protected(folders: Iterable[Path]) -> set[str]:
    """Every address and anchor that the locks of these layers list."""
    return {line for folder in folders for line in read(folder / LOCK, LOCK)[0]}


def _listed_in(path: Path) -> dict[str, int]:
    lines, problems = read(path, LOCK)
    assert not problems, problems
    return lines


@dataclass(frozen=True)
class Unread:
    """Records that are there, and whose addresses are not known because they have faults."""

    names: frozenset[tuple[str, str]]
    """Kind and id, former ids too."""
    kinds: frozenset[str]
    """Kinds of files that are no YAML: they may have had any id before."""


NOTHING_UNREAD: Final = Unread(frozenset(), frozenset())


@dataclass(frozen=True)
class Lost:
    """What an address that leads nowhere belonged to."""

    kind: str
    """Empty for a page that is no record's."""
    id: str
    part: str = ""
    """The anchor of an item, a section or an event; empty for the record itself."""
    entry: AnyEntry | None = None
    """The record, if it is there, under this id or another."""


def check(
    lines: Mapping[str, int], shown: str, playbook: Playbook, unread: Unread, now: Collection[str], *, whole: bool
) -> Iterator[Problem]:
    """What the lock lists and the playbook no longer has: one problem for each thing, however many addresses it had.

    lines: as `listed` gives them.
    now: every address that there is.
    whole: False where the pages that do not come from data are not known.
    Problems: published-and-gone.
    """
    seen: set[Lost] = set()
    for address, number in lines.items():
        if address in now:
            continue
        lost = _lost(address, playbook, unread, lines, now)
        is_unread = lost.kind in unread.kinds or (lost.kind, lost.id) in unread.names
        known = lost.kind or whole or ".html" not in address
        if known and not is_unread and lost not in seen:
            seen.add(lost)
            yield _problem(lost, address, Location(shown, number), playbook, lines, now)


_OF_FOLDER: Final = {
    "c": "checklist",  # or worksheet
    "embed": "checklist",
    **{f"checklists/by-{kind.name}": kind.name for kind in schema.KINDS.values() if kind.selects_items},
    **{kind.address: kind.name for kind in schema.KINDS.values() if kind.has_pages},
}
"""Folder of pages -> the kind whose ids they have as their names."""
_OF_PAGE: Final = {kind.address: kind for kind in schema.KINDS.values() if not kind.has_pages}
"""Page that many records share -> their kind."""


def _lost(address: str, playbook: Playbook, unread: Unread, lines: Collection[str], now: Collection[str]) -> Lost:
    page, _, part = address.partition("#")
    folder, _, id = page.removesuffix(".html").rpartition("/")
    kind = _OF_FOLDER.get(folder) if id != "index" else None
    if folder == "c" and f"checklists/{id}.html" not in lines:
        kind = "worksheet"
    elif part and page in _OF_PAGE:
        kind = _OF_PAGE[page].name
        id, part = _split(part, _OF_PAGE[page], playbook, unread, lines)
    if kind is None:
        return Lost("", page if page not in now else address)  # with a page, all its headings
    known = (*playbook.entries[kind], *(one for one in playbook.retired if one.kind.name == kind))
    entry = next((one for one in known if id in one.ids), None)
    if entry is None or not part:
        return Lost(kind, id, "", entry)  # with it, all its parts
    part = _without_prefix(part, entry)
    if is_a(entry, schema.Checklist):
        entry = playbook.scenario_of(entry) or entry  # its steps are the items: a lost one is missing on both pages
    return Lost(entry.kind.name, entry.id, part, entry)


def _split(
    anchor: str, kind: schema.Kind, playbook: Playbook, unread: Unread, lines: Collection[str]
) -> tuple[str, str]:
    """Id and part in the anchor of a record that shares its page with others: the first id that it begins with."""
    if not kind.has_parts:
        return anchor, ""
    here = f"{kind.address}#"
    ids = {entry.id for entry in playbook.entries[kind.name]} | {id for of, id in unread.names if of == kind.name}
    gone = [line.removeprefix(here) for line in lines if line.startswith(here)]
    inner_last = (*sorted(ids, key=len, reverse=True), *sorted(gone, key=len))
    id = next((id for id in inner_last if anchor.startswith(f"{id}-")), anchor)
    return id, anchor[len(id) + 1 :]


def _without_prefix(anchor: str, entry: AnyEntry) -> str:
    """The id of a part in its anchor: those of a scenario's steps begin with a word more."""
    return anchor.removeprefix("step-") if is_a(entry, schema.Scenario) else anchor


def _problem(
    lost: Lost, address: str, place: Location, playbook: Playbook, lines: Collection[str], now: Collection[str]
) -> Problem:
    if not lost.kind and "#" in lost.id:
        anchor = lost.id.partition("#")[2]
        what = f"the heading at '{lost.id}' was published and is gone."
        remedy = f"Bring it back; or write '<a id=\"{anchor}\"></a>' above what took its place on the page."
        return Problem(place, "", what, remedy, "published-and-gone")
    if not lost.kind:
        what = f"'{address}' was published and is gone."
        remedy = f"{suggestion(address, now)} Bring the page back: it can say where to go on."
        return Problem(place, "", what, remedy.strip(), "published-and-gone")
    kind = schema.KINDS[lost.kind]
    if lost.entry and lost.part:
        place = lost.entry.location
        name, others = lost.part, [_without_prefix(one, lost.entry) for one in playbook.anchors(lost.entry)]
        what = f"'{name}' was published as a part of this {kind.word} and is gone."
        back = "bring it back with 'retired: …' and the reason."
    else:
        name, others = lost.id, [one.id for one in playbook.entries[kind.name] if addresses.of(one) not in lines]
        what = f"{kind.word} '{name}' was published at '{address}' and is gone."
        folder = place.path.rpartition("/")[0]
        back = f"bring {folder}/{kind.folder}/{name}.yml back with 'retired: {{reason: …}}'."
    near = nearest(name, others)
    remedy = f"If it is '{near}' now" if near else "If it has another id now"
    remedy += f", add 'aliases: [{name}]' there; if it has had its day, {back}"
    return Problem(place, "", what, remedy, "published-and-gone")
