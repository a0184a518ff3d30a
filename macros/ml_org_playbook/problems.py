"""What can be wrong, and how a message puts it.

In: the pieces of one finding. Out: one sentence that names the place, the fault and the remedy.
Not here: deciding what is wrong (reading, schema, model, rules, handwritten and audit do), and reports (report).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from rapidfuzz import process as nearest_strings
from rapidfuzz.distance import DamerauLevenshtein

from .own_data import own_data

SHORT_LIST: Final = 7
"""Up to this many valid values are listed in a message; more are left to a 'did you mean'."""

_BEGUN: Final = 3
"""With more characters than these, a value that is the beginning of one other means that one."""

FEW: Final = 5
"""Up to this many places with one cause are shown one by one."""

LONGEST: Final = 600
"""Characters of a part of a message. Longer ones lose their middle: a value that was found may be of any size."""

CODES: Final[Mapping[str, str]] = own_data(__package__, "problem_codes.yml")
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
        if not self.location.path.isprintable():
            object.__setattr__(self, "location", replace(self.location, path=printable(self.location.path)))
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
    """The valid value that a misspelled one is most like, if any: the one that begins with it, or a similar one."""
    begun = [value for value in sorted(valid) if len(found) > _BEGUN and value.startswith(found)]
    if len(begun) == 1:
        return begun[0]
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
