"""Texts: American spelling, no leftovers, and no signs that would be shown as they stand."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from .. import schema
from ..model.playbook import Playbook
from ..own_data import own_data
from ..problems import Problem
from ..reading.records import SourceRecord
from .register import problem_at, rule

_AMERICAN: Final[Mapping[str, str]] = own_data(__package__, "spelling.yml")
"""How a word begins, or stands, in British spelling -> in American spelling."""
_BRITISH: Final = re.compile(r"\b(?:de|re|un|mis|dis)?(" + "|".join(_AMERICAN) + r")\w*", re.IGNORECASE)
_LEFTOVER: Final = re.compile(r"\b(?:todo|fixme|tbd|xxx|lorem(?: ipsum)?)\b", re.IGNORECASE)
_LITERAL: Final = re.compile(r"`[^`\n]*`|(?:https?://|mailto:)[^\s()]+|(?<=\])\([^()\s]*\)")
"""What is no word of the author's: code, and addresses of links and of the web."""


@rule()
def texts_are_finished(playbook: Playbook) -> Iterator[Problem]:
    """Texts are in American spelling and hold no note to their author: they are published as they stand."""
    american = playbook.settings.spelling == "american"
    good: set[str] = set()  # a word is looked at once, however often it is used
    for record, marked_values in _records(playbook):
        words = set(record.text.split()) - good
        together = " ".join(words)
        if "\\" not in together and not _LEFTOVER.search(together) and not _BRITISH.search(together):
            good |= words
            continue
        for path, marker, text in marked_values:
            if not isinstance(marker, schema.Text):
                continue
            searched = _LITERAL.sub(_blanks, text)
            for match in _LEFTOVER.finditer(searched):
                what, remedy = f"'{match[0]}' is a note to the author.", "Write what belongs here, or remove it."
                yield problem_at(record, path, what, remedy, "leftover", needle=match[0])
            for match in _BRITISH.finditer(searched) if american else ():
                what, remedy = f"'{match[0]}' is British spelling.", f"Write '{_american(match[0], match[1])}'."
                yield problem_at(record, path, what, remedy, "british-spelling", needle=match[0])


def _records(playbook: Playbook) -> Iterator[tuple[SourceRecord, list[schema.MarkedValue]]]:
    """Everything that is written, the settings too, with its texts and references."""
    for written in playbook.written:
        yield written, schema.marked_values(written)
    for entry in playbook.all():
        yield entry.record, entry.marked_values


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _american(word: str, found: str) -> str:
    """A word with what was found in it in American spelling."""
    american = next(new for old, new in _AMERICAN.items() if old.partition("(?")[0] == found.lower())
    return word.replace(found, american.capitalize() if found[0].isupper() else american, 1)


@rule()
def guidance_speaks_for_itself(playbook: Playbook) -> Iterator[Problem]:
    """Guidance speaks to the reader's company; what comments on a source stands in notes, which readers switch on."""
    named = "|".join(re.escape(words) for words in playbook.settings.words_for_notes)
    if not named:
        return
    pattern = re.compile(rf"(?<!\w)(?:{named})(?!\w)", re.IGNORECASE)
    for entry in playbook.all():
        if isinstance(entry.fields, schema.Source | schema.Story) or not pattern.search(entry.record.text):
            continue
        for path, marker, text in entry.marked_values:
            if isinstance(marker, schema.Text) and path[0] != "notes" and (found := pattern.search(text)):
                what = f"'{found[0]}' comments on a source, and this is guidance."
                remedy = "Say the thing itself, and move the comment to 'notes'."
                yield problem_at(entry.record, path, what, remedy, "source-in-guidance", needle=found[0])


_CODE: Final = re.compile(r"`[^`\n]*`")
_IN_PROSE: Final = {
    re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)?)?"): "Texts hold no images: say it in words.",
    re.compile(r"\[[^\[\]\n]*\]\[[^\[\]\n]*\]"): "Write '[words](process:triage)'.",
    re.compile(r"\[[^\[\]\n]*\]\s+\((?:[a-z]+:|#|/|\.)[^()\s]*\)"): "Take out the space between ']' and '('.",
    re.compile(r"(?m)^#{1,6} .*"): "Texts hold no headings: write a sentence.",
    re.compile(r"(?m)^(?=.*\|)[ \t]*[|:-][ \t|:-]*-[ \t|:-]*$|\|[ \t]*:?-{2,}:?[ \t]*\|"): (
        "Texts hold no tables: write a list or sentences."
    ),
}
"""What Markdown knows and texts of several lines do not -> what to do instead."""
_IN_LINE: Final = {
    re.compile(r"!?\[[^\[\]\n]*\]\([^()\n]*\)"): "One-line texts hold no links: put it into a longer text.",
    re.compile(r"\[[^\[\]\n]*\]\[[^\[\]\n]*\]"): "One-line texts hold no links: put it into a longer text.",
    re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*\n]*(?<=[^\s*])\1(?![\w*])"): "Take the signs out.",
    re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])[^_\n]*(?<=[^\s_])\1(?![\w_])"): "Take the signs out.",
    re.compile(r"`[^`\n]+`"): "Take the signs out.",
}
"""What Markdown knows and texts of one line do not -> what to do instead."""
_SIGNS: Final = re.compile(r"[\[*_`#|]")
_ENTRY: Final = re.compile(r"[ \t]*(?:[-+*]|\d{1,3}[.)])[ \t]+\S")
"""How an entry of a list begins."""


@rule()
def texts_show_no_signs(playbook: Playbook) -> Iterator[Problem]:
    """A text holds no Markdown that it does not know: readers would see the brackets and stars themselves."""
    for record, marked_values in _records(playbook):
        for path, marker, text in marked_values:
            if isinstance(marker, schema.Text) and _SIGNS.search(text):
                prose = marker.sort == "prose"
                searched = _CODE.sub(_blanks, text) if prose else text
                for pattern, remedy in (_IN_PROSE if prose else _IN_LINE).items():
                    for found in pattern.finditer(searched):
                        what = f"'{found[0][:60]}' would be shown as it stands."
                        needle = found[0].splitlines()[0]
                        yield problem_at(record, path, what, remedy, "markup-refused", needle=needle)


@rule()
def lists_begin_after_an_empty_line(playbook: Playbook) -> Iterator[Problem]:
    """A list that follows a sentence without an empty line is none for Markdown: readers would see its dashes."""
    for record, marked_values in _records(playbook):
        for path, marker, text in marked_values:
            if isinstance(marker, schema.Text) and marker.sort == "prose" and "\n" in text:
                for paragraph in re.split(r"\n[ \t]*\n", text):
                    first, *lines = paragraph.lstrip("\n").split("\n")
                    line = next((line.strip() for line in lines if _ENTRY.match(line)), "")
                    if line and not _ENTRY.match(first):
                        what = f"'{line[:60]}' follows a sentence, and would be shown as a part of it."
                        remedy = "Put an empty line before the list."
                        yield problem_at(record, path, what, remedy, "markup-refused", needle=line)


_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_NAME_MOST: Final = 60


@rule()
def parameters_can_be_named(playbook: Playbook) -> Iterator[Problem]:
    """The name of a parameter can stand in braces: small letters, digits and `_`, or no text could use it."""
    for name in playbook.settings.parameters if playbook.written else ():
        if not (_NAME.fullmatch(name) and len(name) <= _NAME_MOST):
            what = f"expected small letters, digits and '_', such as 'company_name', found '{name[:_NAME_MOST]}'."
            if len(name) > _NAME_MOST:
                what = f"expected at most {_NAME_MOST} characters, found {len(name)}."
            yield problem_at(playbook.written[0], ("parameters", name), what, "Rename it.", "wrong-value", key=True)
