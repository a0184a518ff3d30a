"""Ways to spoil a data folder: in its values, in its text, and in its files.

In: a random generator and a draft that holds one file of the folder. Out: the draft, changed.
What makes no sense for a draft (a list entry to drop, where there is no list) does nothing, and another is tried.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final, Literal

import yaml

from ml_org_playbook import schema
from ml_org_playbook.reading.names import LOCK
from ml_org_playbook.reading.records import FieldPath, SourceRecord, parse
from ml_org_playbook.schema.annotations import Choice, Field, Number, placed
from ml_org_playbook.schema.text import Text

Special = Literal["folder", "fifo", "link", "link-to-folder"]
"""Something in a place of a file that is none."""


@dataclass
class Draft:
    """The files of a data folder that differ from the good ones."""

    records: tuple[SourceRecord, ...]
    """The good records, to take things from."""
    target: str
    """The file that is spoiled, from the project's root."""
    files: dict[str, bytes | Special] = field(default_factory=dict)
    """What stands there instead; the target is among them unless it is gone."""

    @property
    def text(self) -> str:
        held = self.files.get(self.target, b"")
        return held.decode("utf-8", "surrogateescape") if isinstance(held, bytes) else ""

    @text.setter
    def text(self, text: str) -> None:
        self.files[self.target] = text.encode("utf-8", "surrogateescape")

    def record(self) -> SourceRecord | None:
        """The target as it is now; None if it cannot be read any more."""
        path = PurePosixPath(self.target)
        try:
            made = parse(self.text, kind_of(path), path.stem, self.target)
        except UnicodeEncodeError:
            return None
        return made if isinstance(made, SourceRecord) else None


def kind_of(path: PurePosixPath) -> str:
    named = path.stem if path.suffix == ".yml" else ""
    return named if named in schema.SETTINGS else schema.FOLDERS.get(path.parent.name, "")


_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

Mutation = Callable[[random.Random, Draft], bool]
"""Changes the draft; False where it found nothing to change."""

MUTATIONS: Final[dict[str, Mutation]] = {}


def mutation(function: Mutation) -> Mutation:
    MUTATIONS[function.__name__] = function
    return function


# ---------------------------------------------------------------- values


@dataclass
class Slot:
    """A place in a record's value: `holder[key]`."""

    holder: Any
    key: Any
    path: FieldPath

    @property
    def value(self) -> Any:
        return self.holder[self.key]


def slots(value: Any, path: FieldPath = ()) -> Iterator[Slot]:
    """Every place inside a value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in list(pairs):
        yield Slot(value, key, (*path, key))
        yield from slots(part, (*path, key))


def in_values(change: Callable[[random.Random, Draft, list[Slot]], bool]) -> Mutation:
    """A mutation of parsed values; the record is written anew, in one of several styles."""

    def mutate(random: random.Random, draft: Draft) -> bool:
        record = draft.record()
        if record is None:
            return False
        value = copy.deepcopy(record.value)
        found = list(slots(value))
        if not found or not change(random, draft, found):
            return False
        draft.text = yaml.dump(
            value,
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=random.random() < 0.7,
            default_flow_style=random.choice([False, False, False, None, True]),
            width=random.choice([80, 100_000]),
        )
        return True

    mutate.__name__ = change.__name__
    return mutation(mutate)


def some(random: random.Random, found: list[Slot], of: type | tuple[type, ...] = object) -> Slot | None:
    fitting = [slot for slot in found if isinstance(slot.value, of)]
    return random.choice(fitting) if fitting else None


@in_values
def drop_value(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    slot = random.choice(found)
    del slot.holder[slot.key]
    return True


@in_values
def duplicate_entry(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    inside = [slot for slot in found if isinstance(slot.holder, list)]
    if not inside:
        return False
    slot = random.choice(inside)
    entry = copy.deepcopy(slot.value)
    if isinstance(entry, dict) and random.random() < 0.4:  # the same id twice, one below the other
        entry.update({key: entry["id"] for key in ("parent", "after") if key in entry and "id" in entry})
    slot.holder.insert(random.randrange(len(slot.holder) + 1), entry)
    return True


@in_values
def retype(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    slot = random.choice(found)
    slot.holder[slot.key] = random.choice(
        [None, True, False, 0, 7, -1, 10**17, 3.25, "", " ", "x", "7", "true", [], {}, [[]], [None], {"": None},
         {"text": "x"}, [slot.value], {"text": slot.value}, str(slot.value)[:300]]
    )  # fmt: skip
    return True


@in_values
def misspell_key(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    inside = [slot for slot in found if isinstance(slot.holder, dict)]
    slot = random.choice(inside)
    pairs = [(_misspelled(random, key) if key == slot.key else key, part) for key, part in slot.holder.items()]
    slot.holder.clear()
    slot.holder.update(pairs)
    return True


@in_values
def misspell_value(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    slot = some(random, found, str)
    if slot is None:
        return False
    slot.holder[slot.key] = _misspelled(random, slot.value)
    return True


def _misspelled(random: random.Random, word: str) -> str:
    at = random.randrange(len(word) + 1)
    other = random.choice("aeiounrst-_:#/. A9ä")
    return random.choice(
        [word[:at] + word[at + 1 :], word[:at] + other + word[at:], word[:at] + other + word[at + 1 :],
         word[:at] + word[at : at + 2][::-1] + word[at + 2 :], word.upper(), word.title(), word + word]
    )  # fmt: skip


@in_values
def swap_values(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    one, other = random.choice(found), random.choice(found)
    one_value, other_value = copy.deepcopy(one.value), copy.deepcopy(other.value)
    one.holder[one.key] = other_value
    if other.key in other.holder if isinstance(other.holder, dict) else other.key < len(other.holder):
        other.holder[other.key] = one_value
    return True


@in_values
def swap_like_values(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    """Two values of fields of the same name: ids, references, texts."""
    one = some(random, found, (str, int, list))
    if one is None:
        return False
    like = [slot for slot in found if _field(slot) == _field(one) and slot.value != one.value]
    if not like:
        return False
    other = random.choice(like)
    one.holder[one.key], other.holder[other.key] = other.value, one.value
    return True


@in_values
def take_from_another(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    """The value that a field of the same name has in another record."""
    slot = random.choice(found)
    kind = kind_of(PurePosixPath(draft.target))
    others = [
        record for record in draft.records if random.random() < 0.1 and (record.kind == kind or len(slot.path) > 1)
    ]
    values = [other.value for record in others for other in slots(record.value) if _field(other) == _field(slot)]
    if not values:
        return False
    slot.holder[slot.key] = copy.deepcopy(random.choice(values))
    return True


def _field(slot: Slot) -> Any:
    return next((part for part in reversed(slot.path) if isinstance(part, str)), None)


@in_values
def nest(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    slot = random.choice(found)
    value = slot.value
    for _ in range(random.choice([1, 2, 5, 15, 19, 20, 25, 100])):
        value = random.choice([[value], {"items": [value]}, {"text": value}])
    slot.holder[slot.key] = value
    return True


@in_values
def nest_items(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    """A part inside itself, as deep as a record may go and deeper."""
    inside = [slot for slot in found if isinstance(slot.value, dict) and isinstance(slot.holder, list)]
    if not inside:
        return False
    slot = random.choice(inside)
    part = slot.value
    for depth in range(random.choice([1, 3, 8, 12])):
        part = {**slot.value, **({"id": f"deep-{depth}"} if "id" in slot.value else {}), "items": [part]}
    slot.holder[slot.key] = part
    return True


@in_values
def add_key(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    """A key that belongs elsewhere, or nowhere."""
    inside = [slot for slot in found if isinstance(slot.value, dict)]
    holder = random.choice(inside).value if inside and random.random() < 0.7 else found[0].holder
    other = random.choice(list(slots(random.choice(draft.records).value)))
    names = ["x", "", "__class__", "model_config", "id\nid", "basis", "source", "\u0301", "a" * 5000]
    name = random.choice([_field(other), *names])
    holder[name] = copy.deepcopy(other.value)
    return True


NASTY: Final = [
    "", " ", "\n", "a", "\t\t", "\0", "a\0b", "\x1b[31mred", "\r", "\x85", "\u2028", "\ufeff", "\u202eevil", "\u200b",
    "e\u0301" * 50, "a" + "\u0301" * 300, "👩‍👩‍👧‍👦" * 20, "ﷺ" * 90, "𝔘𝔫𝔦", "\U000e0041", "\ufffd", "\ud7ff",
    "\U0010ffff",
    "مرحبا بالعالم", "שלום", "中文" * 40, "ǆ", "ß", "İ", "ſ", "null", "~", "%", "%s %(x)s {0}", "../../x",
    "/etc/passwd",
    "con", "a|b|c", "| a | b |\n|---|---|\n| c | d |", "# h", "a\n===", "---", "```\ncode", "    code",
    "> " * 300 + "a",
    "* " * 500, "- " * 3, "1. " * 900, "> - " * 300, "- > " * 300,
    "*" * 1500, "_" * 1501, "`" * 999, "[" * 1500, "![" * 700, "](" * 900, "[a](" * 700,
    "[a][b]\n\n[b]: https://x.example",
    "**a *b " * 250, "\\" * 1001, "&" * 1000, "&#106;" * 100, "&lt;b&gt;", "<b>", "</p>", "<!--", "]]>", "< b",
    "a < b > c",
    "{company_name}", "{company_name}" * 200, "{nobody}", "{{ 7*7 }}", "{% raw %}", "{#", "{a{b}c}", "{}", "{0}",
    "[x](process:triage)", "[x](process:no-such)", "[x](scenario:hybrid#step-x)", "[x](https://x.example)",
    "[x](mailto:a@b)",
    "[x](javascript:alert(1))", "[x](//x.example)", "[x]()", "[](process:triage)", "[x](process:triage \"title\")",
    "[x](<process:triage>)",
    "- a\n- b\n  - c\n    - d", "1. a\n2. b\n\n   c", "\n".join("  " * n + "- a" for n in range(60)),
    "\n\n".join("    " * n + "- a" for n in range(25)),
    "a  \nb", "http://" + "a" * 900, "x" * 90, "x" * 91, "x" * 400, "x" * 401, "x" * 4000, "x" * 4001, "word " * 700,
    "x\n" * 1900,
    "\x02stx\x03", "\x02klzzwxh:0001\x03", "wzxhzdk:0", "klzzwxh:0", "href=\"playbook:/x\" *a*",
    "`href=\"playbook:/x\"`", "TODO", "behaviour", "lorem ipsum",
]  # fmt: skip


@in_values
def nasty_text(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    slot = some(random, found, str)
    if slot is None:
        return False
    nasty, text = random.choice(NASTY), slot.value
    at = random.randrange(len(text) + 1)
    within = text[:at] + nasty + text[at:]
    slot.holder[slot.key] = random.choice([nasty, nasty, f"{nasty} {text}", f"{text} {nasty}", within])
    return True


@in_values
def nasty_key(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    inside = [slot for slot in found if isinstance(slot.holder, dict)]
    slot = random.choice(inside)
    slot.holder[random.choice(NASTY)] = slot.holder.pop(slot.key)
    return True


@in_values
def cut_text(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    slot = some(random, found, str)
    if slot is None:
        return False
    slot.holder[slot.key] = slot.value[: random.randrange(len(slot.value) + 1)]
    return True


@in_values
def huge_text(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    slot = some(random, found, str)
    if slot is None:
        return False
    size = random.choice([3_000, 50_000, 900_000])
    piece = random.choice(["x", "word ", "[a](process:x) ", "{a} ", "é", "a\n", "<", "[", slot.value or "x"])
    slot.holder[slot.key] = (piece * (size // len(piece) + 1))[:size]
    return True


@in_values
def huge_key(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    inside = [slot for slot in found if isinstance(slot.holder, dict)]
    slot = random.choice(inside)
    slot.holder["k" * random.choice([200, 20_000, 400_000])] = slot.holder.pop(slot.key)
    return True


@in_values
def huge_list(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    slot = some(random, found, list)
    if slot is None or not slot.value:
        return False
    entry = slot.value[0]
    count = random.choice([50, 500, 4_000])
    slot.holder[slot.key] = [
        {**entry, "id": f"{str(entry['id'])[:40]}-{n}"} if isinstance(entry, dict) and "id" in entry else entry
        for n in range(count)
    ]
    return True


@in_values
def huge_mapping(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    inside = [slot for slot in found if isinstance(slot.value, dict)]
    holder = random.choice(inside).value if inside else found[0].holder
    holder.update({f"key_{n}": "x" for n in range(random.choice([100, 3_000, 20_000]))})
    return True


@in_values
def number(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    slot = some(random, found, (int, float))
    if slot is None:
        return False
    slot.holder[slot.key] = random.choice([-1, 0, 1, 31, 481, 100_001, 10**18, 10**40, 0.5, 5.0, 1e300, True, "5"])
    return True


@in_values
def other_choice(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    """Another of the words that a field takes."""
    choices = [(slot, field.type.values) for slot, field in _fields(draft, found) if isinstance(field.type, Choice)]
    if not choices:
        return False
    slot, values = random.choice(choices)
    slot.holder[slot.key] = random.choice([value for value in values if value != slot.value])
    return True


@in_values
def impossible_form(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    """A date, a version or a number that looks like one and cannot be."""
    dates = ["2026-99-99", "2026-02-30", "0000-00-00", "2026-11-23 ", "2026-11-31T00:00", "٢٠٢٦-١١-٢٣", 20261123]
    versions = ["1.0", 1.0, "v1.0.0", "1.0.0-rc1", "1..0", "١.٠.٠"]
    numbers = [0, -8, 481, 10**19, 1e3, 5.0, "5", "1e3", "٥"]
    formed = [
        (slot, numbers if isinstance(field.type, Number) else dates if field.name == "released" else versions)
        for slot, field in _fields(draft, found)
        if isinstance(field.type, Number) or (isinstance(field.type, Text) and field.type.sort == "form")
    ]
    if not formed:
        return False
    slot, values = random.choice(formed)
    slot.holder[slot.key] = random.choice(values)
    return True


def _fields(draft: Draft, found: list[Slot]) -> list[tuple[Slot, Field]]:
    """The places that hold fields of the model, each with its field."""
    by_path = {slot.path: slot for slot in found}
    model = schema.model_of(kind_of(PurePosixPath(draft.target)))
    value = found[0].holder if len(found[0].path) == 1 else {}
    return [(by_path[path], field) for path, field in placed(model, value) if path in by_path]


@in_values
def redirect(random: random.Random, draft: Draft, found: list[Slot]) -> bool:
    """A reference to something else: another record, itself, an item, something that is not there."""
    kind = kind_of(PurePosixPath(draft.target))
    other = random.choice(draft.records)
    marks = [slot for slot in found if isinstance(slot.value, str) and re.fullmatch(r"[a-z:#/-]{3,80}", slot.value)]
    if not marks:
        return False
    slot = random.choice(marks)
    own = PurePosixPath(draft.target).stem
    item = random.choice([value.value for value in slots(other.value) if value.key == "id"] or ["x"])
    slot.holder[slot.key] = random.choice(
        [other.stem, own, f"{other.kind}:{other.stem}", f"{kind}:{own}", f"{other.kind}:{other.stem}#{item}",
         f"{other.kind}:{other.stem}#step-{item}", f"{other.kind}:{other.stem}#", f"{other.kind}:", f":{other.stem}",
         f"x:{other.stem}", "#", f"{slot.value}#x", f"{slot.value}/x", f"chapter-14/{item}", item]
    )  # fmt: skip
    return True


# ---------------------------------------------------------------- text


def _lines(draft: Draft) -> list[str]:
    return draft.text.split("\n")


@mutation
def drop_lines(random: random.Random, draft: Draft) -> bool:
    lines = _lines(draft)
    start = random.randrange(len(lines))
    del lines[start : start + random.choice([1, 1, 2, 5])]
    draft.text = "\n".join(lines)
    return True


@mutation
def duplicate_lines(random: random.Random, draft: Draft) -> bool:
    lines = _lines(draft)
    start = random.randrange(len(lines))
    piece = lines[start : start + random.choice([1, 1, 2, 5])]
    at = random.choice([start, random.randrange(len(lines))])
    draft.text = "\n".join(lines[:at] + piece + lines[at:])
    return True


@mutation
def swap_lines(random: random.Random, draft: Draft) -> bool:
    lines = _lines(draft)
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    draft.text = "\n".join(lines)
    return True


@mutation
def indent(random: random.Random, draft: Draft) -> bool:
    lines = _lines(draft)
    at = random.randrange(len(lines))
    more = random.choice([" ", "  ", "\t", "    "])
    lines[at] = more + lines[at] if random.random() < 0.5 else lines[at][random.choice([1, 2]) :]
    draft.text = "\n".join(lines)
    return True


@mutation
def truncate(random: random.Random, draft: Draft) -> bool:
    held = draft.files.get(draft.target)
    if not isinstance(held, bytes):
        return False
    draft.files[draft.target] = held[: random.randrange(len(held) + 1)]
    return True


@mutation
def flip_bytes(random: random.Random, draft: Draft) -> bool:
    held = draft.files.get(draft.target)
    if not isinstance(held, bytes) or not held:
        return False
    spoiled = bytearray(held)
    for _ in range(random.choice([1, 1, 3, 20])):
        spoiled[random.randrange(len(spoiled))] = random.randrange(256)
    draft.files[draft.target] = bytes(spoiled)
    return True


TOKENS: Final = [
    "&a ", "*a", "!!str ", "!!python/object/apply:os.system ", "!x ", "<<: ", "<<: *a", "---\n", "...\n",
    "%YAML 1.1\n", "? ", ": ", "- ",
    "| ", "> ", ">-\n", "[", "]", "{", "}", ",", "#", " #", "'", '"', "@", "`", "%", "\\", "\t", "\r", "\r\n", "\n",
    "\n\n", "\ufeff", "\0",
    "\u202e", "\u2028", '"\\0"', '"\\u202e"', '"\\x85"', '"\\U000e0041"', '"\\uD800"', '"\\N"',
    "[[[[[[[[[[[[[[[[[[[[[[", "- - - - - - - - - - - - - - - - - - - - - - x",
    "0x1F", "1e999", ".nan", "012", "1:30", "2026-11-23", "99999999999999999999", "-0", "1_000", "yes", "NULL", "~",
    "a: b: c", "{a: 1, a: 2}", "😀",
]  # fmt: skip


@mutation
def insert_token(random: random.Random, draft: Draft) -> bool:
    text = draft.text
    at = random.randrange(len(text) + 1)
    draft.text = text[:at] + random.choice(TOKENS) + text[at:]
    return True


@mutation
def replace_at_place(random: random.Random, draft: Draft) -> bool:
    """A token where a value stands."""
    record = draft.record()
    if record is None or not record.spans:
        return False
    span = random.choice(list(record.spans.values()))
    lines = _lines(draft)
    if span.line > len(lines):
        return False
    lines[span.line - 1] = lines[span.line - 1][: span.column - 1] + random.choice(TOKENS)
    draft.text = "\n".join(lines)
    return True


@mutation
def drop_block(random: random.Random, draft: Draft) -> bool:
    """A key with all that stands below it, or the same twice."""
    record = draft.record()
    if record is None or not record.key_spans:
        return False
    path = random.choice(list(record.key_spans))
    first, last = record.key_spans[path].line, record.spans[path].last_line
    lines = _lines(draft)
    block = lines[first - 1 : last]
    lines[first - 1 : last] = random.choice([[], block + block])
    draft.text = "\n".join(lines)
    return True


@mutation
def line_ends(random: random.Random, draft: Draft) -> bool:
    draft.text = draft.text.replace("\n", random.choice(["\r\n", "\r", "\n\n", "\n\r"]))
    return True


@mutation
def other_encoding(random: random.Random, draft: Draft) -> bool:
    held = draft.files.get(draft.target)
    if not isinstance(held, bytes):
        return False
    encoding = random.choice(["utf-16", "utf-32", "latin-1", "utf-8-sig", "utf-7"])
    draft.files[draft.target] = draft.text.encode(encoding, "replace")
    return True


@mutation
def deep_brackets(random: random.Random, draft: Draft) -> bool:
    draft.text += "\nx: " + random.choice(["[", "{a: ", "- ", "? ", "[{"]) * random.choice([30, 1_000, 100_000])
    return True


# ---------------------------------------------------------------- files


@mutation
def drop_file(random: random.Random, draft: Draft) -> bool:
    return draft.files.pop(draft.target, None) is not None


@mutation
def duplicate_file(random: random.Random, draft: Draft) -> bool:
    """The same again under another name, with its id changed or not."""
    path = PurePosixPath(draft.target)
    other = f"{path.stem}-too" if random.random() < 0.7 else random.choice(draft.records).stem
    if other == path.stem or path.name == "playbook.yml":
        return False
    text = draft.text
    if random.random() < 0.7:
        text = re.sub(rf"(?m)^id: {re.escape(path.stem)}$", f"id: {other}", text)
    if random.random() < 0.5:
        text = re.sub(r"(?m)^title: (.*)$", r"title: \1 too", text)
    draft.files[str(path.with_stem(other))] = text.encode("utf-8", "surrogateescape")
    return True


@mutation
def rename_file(random: random.Random, draft: Draft) -> bool:
    held = draft.files.pop(draft.target, None)
    if held is None:
        return False
    path = PurePosixPath(draft.target)
    name = random.choice(
        [f"{path.stem}-x.yml", f"{path.stem}.yaml", f"{path.stem}", path.name.upper(), "con.yml", "a b.yml", "é.yml",
        ".yml.yml", "-.yml",
         "x" * 200 + ".yml", "\u202ex.yml", "a\nb.yml", "a\x1b[31m.yml", "{{x}}.yml", "<b>.yml", "index.yml",
         "a:b#c.yml", "\udcff.yml"]
    )  # fmt: skip
    draft.files[str(path.with_name(name))] = held
    return True


@mutation
def move_file(random: random.Random, draft: Draft) -> bool:
    """Into the folder of another kind, of none, or one level up or down."""
    held = draft.files.pop(draft.target, None)
    if held is None:
        return False
    path = PurePosixPath(draft.target)
    other = f"data/{random.choice(list(schema.FOLDERS))}"
    folder = random.choice([other, "data", "data/nothing", str(path.parent / "more"), "data/Terms", "data/playbook"])
    if f"{folder}/{path.name}" == draft.target:
        return False
    draft.files[f"{folder}/{path.name}"] = held
    return True


@mutation
def swap_files(random: random.Random, draft: Draft) -> bool:
    """The contents of two files of one kind change places, with their ids or without them."""
    path = PurePosixPath(draft.target)
    others = [one for one in draft.records if one.kind == kind_of(path) and one.path != draft.target]
    if not others or draft.target not in draft.files:
        return False
    other = random.choice(others)
    one_text, other_text = draft.text, other.text
    if random.random() < 0.7:
        one_text = re.sub(rf"(?m)^id: {re.escape(path.stem)}$", f"id: {other.stem}", one_text)
        other_text = re.sub(rf"(?m)^id: {re.escape(other.stem)}$", f"id: {path.stem}", other_text)
    draft.files[other.path] = one_text.encode("utf-8", "surrogateescape")
    draft.text = other_text
    return True


@mutation
def no_ordinary_file(random: random.Random, draft: Draft) -> bool:
    choices: list[Special] = ["folder", "fifo", "link", "link-to-folder"]
    draft.files[draft.target] = random.choice(choices)
    return True


@mutation
def other_content(random: random.Random, draft: Draft) -> bool:
    other = random.choice(draft.records).text.encode()
    draft.files[draft.target] = random.choice(
        [b"", b"\n", b"# only a comment\n", b"---\n", b"null\n", b"[]\n", b"{}\n", b"text\n", b"\x89PNG\r\n", other]
    )
    return True


@mutation
def too_large(random: random.Random, draft: Draft) -> bool:
    draft.text += "\n#" + "x" * random.choice([900_000, 1_100_000])
    return True


LOCK_TARGET: Final = f"data/{LOCK}"


def spoil_lock(random: random.Random, draft: Draft) -> bool:
    """The list of what was published: lines lost, doubled, misspelled or unreadable."""
    lines = _lines(draft)
    at = random.randrange(len(lines))
    match random.randrange(8):
        case 0:
            del lines[at:]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines[at] = _misspelled(random, lines[at])
        case 3:
            lines[at] = random.choice(NASTY)
        case 4:
            lines = [line + random.choice(["", " ", "\r", "#", "#x"]) for line in lines]
        case 5:
            lines += [f"processes/gone-{n}.html" for n in range(random.choice([10, 500]))]
        case 6:
            return flip_bytes(random, draft)
        case 7:
            return no_ordinary_file(random, draft)
    draft.text = "\n".join(lines)
    return True
