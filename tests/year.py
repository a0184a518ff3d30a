"""A year in the life of a playbook: records and items are renamed, reworded, moved and retired.

    ./dev run python tests/year.py [--seed 1] [--steps 60] [--keep FOLDER]

Every change is one that an owner makes by hand, with all that belongs to it: references follow, former ids stay as
aliases. What the rules refuse is taken back, as the owner would. What must never happen is that a change made in this
way is refused because of an address that was published: that raises.
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from helpers import copy_project

from ml_org_playbook import schema
from ml_org_playbook.load import Loaded, load
from ml_org_playbook.model import relations
from ml_org_playbook.model.playbook import Entry, Link, Playbook
from ml_org_playbook.reading import folders

Values = dict[tuple[str, str], dict[str, Any]]
"""Kind and id -> the record as it is written."""


@dataclass
class Year:
    """A project that changes."""

    root: Path
    random: random.Random
    values: Values = field(init=False)
    playbook: Playbook = field(init=False)
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        reading = folders.read(self.root / "data", schema.FOLDERS, self.root, fields=schema.FIELDS)
        self.values = {(one.kind, one.stem): one.value for one in reading.records if one.kind in schema.KINDS}
        self.playbook = self._judged(load(self.root))

    @staticmethod
    def _judged(loaded: Loaded) -> Playbook:
        assert loaded.problems == (), "\n".join(map(str, loaded.problems[:5]))
        assert loaded.playbook is not None
        return loaded.playbook

    def step(self) -> None:
        """One change that the rules allow."""
        while True:
            name, change = self.random.choice(list(CHANGES.items()))
            before = copy.deepcopy(self.values)
            if not change(self):
                continue
            self._write(before)
            loaded = load(self.root)
            gone = [problem for problem in loaded.problems if problem.code == "published-and-gone"]
            assert not gone, f"{name}: {gone[0]}"
            if not loaded.problems:
                self.playbook = self._judged(loaded)
                self.counts[name] += 1
                return
            after, self.values = self.values, before
            self._write(after)

    def _write(self, before: Values) -> None:
        """Bring the files to what the values are now."""
        for name in before.keys() - self.values.keys():
            self._path(*name).unlink()
        for name, value in self.values.items():
            if before.get(name) != value:
                self._path(*name).write_text(
                    yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), "utf-8"
                )

    def _path(self, kind: str, id: str) -> Path:
        return self.root / "data" / schema.KINDS[kind].folder / f"{id}.yml"

    def follow_on_pages(self) -> None:
        """Hand-written pages name records by their ids of today, as `check` asks for."""
        for path in (self.root / "docs").rglob("*.md"):
            text = path.read_text("utf-8")
            for (kind, id), value in self.values.items():
                for old in value.get("aliases", []):
                    text = _redirected(text, kind, old, id)
                    text = text.replace(f'pb_{kind}("{old}")', f'pb_{kind}("{id}")')
                    text = text.replace(f"{schema.KINDS[kind].folder}/{old}.md", f"{schema.KINDS[kind].folder}/{id}.md")
            path.write_text(text, "utf-8")

    # ------------------------------------------------------------ what changes touch

    def entry(self, *kinds: str) -> Entry | None:
        """Any record of one of these kinds that is not retired."""
        return self.random.choice([entry for kind in kinds for entry in self.playbook.entries[kind]])

    def value(self, entry: Entry) -> dict[str, Any]:
        return self.values[entry.kind.name, entry.id]

    def holders(self, link: Link) -> tuple[Any, Any]:
        """What holds the text of a link, and under which key."""
        holder: Any = self.value(link.origin)
        for part in link.path[:-1]:
            holder = holder[part]
        return holder, link.path[-1]

    def items(self, entry: Entry) -> list[dict[str, Any]]:
        """The items of a checklist or steps of a scenario that are not retired, parts too."""
        return list(_flat(self.value(entry).get("steps" if entry.kind.name == "scenario" else "items", [])))


def _flat(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        if "retired" not in item:
            yield item
            yield from _flat(item.get("items", []))


# ---------------------------------------------------------------- changes


def rename_record(year: Year) -> bool:
    """Another id, and with it another file; the old one becomes an alias."""
    entry = year.entry(*schema.KINDS)
    assert entry is not None
    kind, old, new = entry.kind.name, entry.id, f"{entry.id[:48]}-{year.random.randrange(100)}".replace("--", "-")
    if kind in ("aspect", "source"):
        return False  # the pages of the theme and the sections of texts name these
    for link in year.playbook.links_to(entry):
        holder, key = year.holders(link)
        holder[key] = _redirected(holder[key], kind, old, new)
    value = year.values.pop((kind, old))
    for other in (value, *year.values.values()):
        _rename_everywhere(other, kind, old, new)
    value["id"] = new
    value["aliases"] = [*value.get("aliases", []), old]
    year.values[kind, new] = value
    return True


def _redirected(text: str, kind: str, old: str, new: str) -> str:
    return new if text == old else re.sub(rf"\b{kind}:{re.escape(old)}(?![a-z0-9-])", f"{kind}:{new}", text)


def _rename_everywhere(value: Any, kind: str, old: str, new: str) -> None:
    """References that are no links of the playbook, such as what takes the place of something retired."""
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in list(keys):
        if isinstance(part, str) and f"{kind}:{old}" in part:
            value[key] = _redirected(part, kind, old, new)
        elif isinstance(part, dict | list):
            _rename_everywhere(part, kind, old, new)


def reword_record(year: Year) -> bool:
    entry = year.entry(*schema.KINDS)
    assert entry is not None
    year.value(entry)["title"] += f" {year.random.randrange(100)}"
    return True


def rename_item(year: Year) -> bool:
    entry = year.entry("checklist", "scenario")
    assert entry is not None
    items = year.items(entry)
    if not items:
        return False
    item = year.random.choice(items)
    old, new = item["id"], f"{item['id']}-{year.random.randrange(100)}"
    for other in items:
        other["after"] = [new if id == old else id for id in other.get("after", [])]
    for value in year.values.values():
        for page in _pages_of_items(year, entry):
            _redirect_item(value, page, old, new)
    item["id"] = new
    item["aliases"] = [*item.get("aliases", []), old]
    return True


def _pages_of_items(year: Year, entry: Entry) -> list[tuple[str, str]]:
    """How others refer to an item: what stands before and after `#`."""
    if entry.kind.name == "checklist":
        return [(f"checklist:{entry.id}", "")]
    return [(f"scenario:{entry.id}", "step-"), (f"checklist:{entry.fields.checklist}", "")]


def _redirect_item(value: Any, page: tuple[str, str], old: str, new: str) -> None:
    ref, prefix = page
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in list(keys):
        if isinstance(part, str) and f"{ref}#{prefix}{old}" in part:
            value[key] = re.sub(rf"{ref}#{prefix}{old}(?![a-z0-9-])", f"{ref}#{prefix}{new}", part)
        elif isinstance(part, dict | list):
            _redirect_item(part, page, old, new)


def reword_item(year: Year) -> bool:
    entry = year.entry("checklist", "scenario")
    assert entry is not None
    items = year.items(entry)
    if items:
        item = year.random.choice(items)
        item["text"] = item["text"].rstrip(".") + ", again."
    return bool(items)


def retire_item(year: Year) -> bool:
    entry = year.entry("checklist", "scenario")
    assert entry is not None
    items = [item for item in year.items(entry) if not item.get("items")]
    if len(items) < 3:
        return False
    item = year.random.choice(items)
    for other in items:
        other["after"] = [id for id in other.get("after", []) if id != item["id"]]
    item["retired"] = "We do this in another way now."
    return True


def move_item(year: Year) -> bool:
    """To the end of its list."""
    entry = year.entry("checklist")
    assert entry is not None
    items = year.value(entry).get("items", [])
    if items:
        items.append(items.pop(year.random.randrange(len(items))))
    return bool(items)


def rename_part(year: Year) -> bool:
    """A section or a field of a worksheet."""
    entry = year.entry("worksheet")
    assert entry is not None
    section = year.random.choice(year.value(entry)["sections"])
    part = year.random.choice([section, *section["fields"]])
    old, part["id"] = part["id"], f"{part['id']}-{year.random.randrange(100)}"
    part["aliases"] = [*part.get("aliases", []), old]
    return True


def retire_record(year: Year) -> bool:
    """With everything that pointed to it taken out."""
    entry = year.entry("checklist", "worksheet", "term", "story", "advantage", "advice", "trait", "reward", "role")
    assert entry is not None
    for link in sorted(year.playbook.links_to(entry), key=lambda link: tuple(map(str, link.path)), reverse=True):
        holder, key = year.holders(link)
        if link.relation == relations.MENTION or link.needle:
            holder[key] = re.sub(rf"\[([^\]]*)\]\({re.escape(entry.ref)}(#[a-z0-9-]+)?\)", r"\1", holder[key])
        else:
            _take_out(year.value(link.origin), link.path)
    year.value(entry)["retired"] = {"reason": "Nobody used it."}
    return True


def _take_out(value: Any, path: tuple[str | int, ...]) -> None:
    """The entry of a list that a path leads into, or the key that it ends with. An item stays without its role."""
    if path[0] not in ("items", "steps"):
        while isinstance(path[-1], str) and any(isinstance(part, int) for part in path):
            path = path[:-1]
    for part in path[:-1]:
        value = value[part]
    del value[path[-1]]


CHANGES: Final[dict[str, Callable[[Year], bool]]] = {
    change.__name__: change
    for change in (
        rename_record, reword_record, rename_item, reword_item, retire_item, move_item, rename_part, retire_record,
    )
}  # fmt: skip


def active_items(root: Path, seed: int, steps: int) -> Counter[str]:
    """Make a copy of the project's own site sources in `root`, and change it so many times."""
    copy_project(root)
    year = Year(root, random.Random(seed))
    for _ in range(steps):
        year.step()
    year.follow_on_pages()
    return year.counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="a new folder for what came of it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "year")
        root.mkdir()
        for name, count in sorted(active_items(root, options.seed, options.steps).items()):
            print(f"{count:>4} {name}")
        if options.keep:
            shutil.copytree(root, options.keep)


if __name__ == "__main__":
    main()
