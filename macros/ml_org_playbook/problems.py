"""What can be wrong, and how a message puts it.

In: the pieces of one finding. Out: one sentence that names the place, the fault and the remedy.
Not here: deciding what is wrong (reading, schema, model, rules, handwritten and audit do), and reports (report).
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from rapidfuzz import process as nearest_strings
from rapidfuzz.distance import DamerauLevenshtein

SHORT_LIST: Final = 7
"""Up to this many valid values are listed in a message; more are left to a 'did you mean'."""

FEW: Final = 5
"""Up to this many places with one cause are shown one by one."""

LONGEST: Final = 600
"""Characters of a part of a message. Longer ones lose their middle: a value that was found may be of any size."""

CODES: Final[dict[str, str]] = {
    "alias-refused": "YAML anchors, aliases, merge keys and tags are not used in playbook data.",
    "bad-id": "An id is not lower-case words joined by hyphens.",
    "british-spelling": "A text spells one of the playbook's own words the British way.",
    "contradiction": "Two values cannot both be right.",
    "cycle": "Items wait for one another, or retired records lead to one another, in a circle.",
    "duplicate-anchor": "Two items of one page have the same id.",
    "duplicate-id": "Two layers have a record of the same kind and id.",
    "duplicate-key": "A mapping names the same key twice.",
    "duplicate-link": "A list names the same thing twice.",
    "duplicate-title": "Two records of one kind have the same title.",
    "file-refused": "A file in data/ or docs/ cannot be read as an ordinary text file of reasonable size.",
    "id-is-not-file-name": "The id of a record differs from the name of its file.",
    "incomplete": "A scenario or the summary table lacks a part that readers rely on.",
    "leftover": "A text still holds a note to its author.",
    "macro-error": "A hand-written page or the navigation takes something from the data that is not there.",
    "markup-refused": "A text holds HTML, template syntax, or Markdown that would be shown as it stands.",
    "missing-field": "A field that every record of this kind needs is not there.",
    "missing-source": "A text claims to rest on a source and does not say where.",
    "no-such-kind": "A folder in data/ is not named after a kind of record.",
    "out-of-range": "A number or a text is too small, too large, too short or too long.",
    "published-and-gone": "Something that was published is no longer there.",
    "retired-ref": "A link leads to a record or an item that is retired.",
    "same-address": "Two things would be found at one address.",
    "site-count": "The site does not hold exactly what the data holds.",
    "site-dead-anchor": "An address on the site names an anchor that its page does not have.",
    "site-dead-link": "An address on the site leads to nothing, to a folder, or out of the site.",
    "site-duplicate-id": "Two elements of a page have the same id.",
    "site-empty-table": "A table of the site has nothing in it.",
    "site-inline-code": "A page holds a script, a style or a handler, which the Content-Security-Policy refuses.",
    "site-other-host": "A page, a stylesheet or a script of the site would load something from another host.",
    "site-page-head": "A page lacks its title, description, language or one main heading.",
    "site-refused": "A page or a stylesheet holds an element or an address that the site does without.",
    "site-template-left": "A page shows template syntax, a parameter without its value, or the error of a macro.",
    "site-too-heavy": "A page, a first visit or the index of the search is larger than its budget.",
    "site-unreadable": "A file of the site is missing, empty or not readable as what its name says.",
    "too-deep": "Lists and mappings are nested deeper than any record needs.",
    "unanswered": "Nothing answers a pitfall, and the record does not say so.",
    "unknown-key": "A key is not part of this kind of record.",
    "unknown-parameter": "A text uses a parameter that is not defined.",
    "unknown-ref": "A reference points to a record, section or item that does not exist.",
    "unnamed-layer": "A layer stands beside mkdocs.yml, which does not name it.",
    "unsafe-character": "A text holds a character that cannot be seen or that reorders text.",
    "unused": "A record that nothing uses or points to.",
    "wrong-order": "An item stands before one that has to be done first.",
    "wrong-type": "A value is of another type than the field takes.",
    "wrong-value": "A value is not one of those that the field takes.",
    "yaml-syntax": "A file is not readable as YAML.",
}
"""Every code that a problem can have, with its meaning."""


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file. Line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where, and what to do about it."""

    location: Location
    where: str
    """Path of the value inside its record, such as `addresses[2].pitfall`; empty for the whole file."""
    what: str
    remedy: str
    code: str
    cause: str = field(default="", compare=False)
    """One mistake that may show in many places, such as a record or a parameter that is not there. Empty: no such."""

    def __post_init__(self) -> None:
        assert self.code in CODES, self.code
        for name in ("where", "what", "remedy"):  # they quote what was found, whatever it is
            shown = printable(getattr(self, name))
            if len(shown) > LONGEST:
                shown = f"{shown[: LONGEST - 100]} … {shown[-100:]}"
            object.__setattr__(self, name, shown)

    @property
    def message(self) -> str:
        """What is wrong and what to do about it, without the place in the file and the code."""
        return " ".join(filter(None, [self.where and f"{self.where}:", self.what, self.remedy]))

    def __str__(self) -> str:
        return f"{self.location}: {self.message} [{self.code}]"


def joined(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted, each once; of many with one cause only the first, which says how many there are."""
    found = sorted(set(problems))
    counts = Counter(problem.cause for problem in found if problem.cause)
    first = {problem.cause: problem for problem in reversed(found)}
    kept = []
    for problem in found:
        more = counts[problem.cause] - 1
        if more < FEW:
            kept.append(problem)
        elif problem is first[problem.cause]:
            kept.append(replace(problem, what=f"{problem.what} {more} other places name it too."))
    return kept


def printable(text: str) -> str:
    """Text whose line ends, control characters and the like are spelled out."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def dotted(path: Iterable[str | int]) -> str:
    """`("addresses", 2, "pitfall")` as `addresses[2].pitfall`."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def nearest(found: str, valid: Collection[str]) -> str | None:
    """The valid value that a misspelled one is most like, if it is like any."""
    match = nearest_strings.extractOne(
        found, sorted(valid), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.5
    )
    return str(match[0]) if match else None


def suggestion(found: str, valid: Collection[str]) -> str:
    """The remedy for a misspelled value: the nearest valid one, or the list when it is short."""
    if match := nearest(found, valid):
        return f"Did you mean '{match}'?"
    if 0 < len(valid) <= SHORT_LIST:
        return f"Choose one of: {', '.join(sorted(valid))}."
    return ""


def summary(problems: Collection[Problem], records: int) -> str:
    """The closing line: `6 problems in 5 files (87 records read). Nothing was built.`"""
    if not problems:
        return f"{records} records, 0 problems."
    files = len({problem.location.path for problem in problems})
    return (
        f"{len(problems)} problem{'s'[: len(problems) > 1]} in {files} file{'s'[: files > 1]} "
        f"({records} records read). Nothing was built."
    )
