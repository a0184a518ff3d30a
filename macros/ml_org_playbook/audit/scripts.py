"""The addresses in JavaScript, by a tokenizer (Pygments), and which of them are never asked for.

In: the text of a script. Out: addresses with their places.

What this promises: outside comments, no script of the site holds `http://`, `https://`, `ws://`, `wss://`, or a string
that begins with `//host.`, but for those in `NEVER_ASKED`, each with its reason. What it cannot promise: an address
that a script puts together from pieces while it runs. Against that stands the Content-Security-Policy under which the
site is served, and a test in a browser that looks at what is asked for in fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from pygments.lexers.javascript import JavascriptLexer  # type: ignore[import-untyped]
from pygments.token import Comment  # type: ignore[import-untyped]

_ABSOLUTE: Final = re.compile(
    r"(?:https?|wss?):(?:\\?/){2}[^\s\"'`<>)]*|(?<=[\"'`])(?:\\?/){2}(?=[\w.-]*\w\.)[^\s\"'`]*"
)

SKIPPED: Final = "assets/javascripts/lunr/*"
"""Stemmers of the theme, for a search in languages other than English: addresses stand only in their comments."""


@dataclass(frozen=True)
class NeverAsked:
    """An address in a script that no page of this site makes a browser load."""

    script: str
    """Pattern of file names."""
    address: str
    reason: str
    trigger: tuple[str, str] | None = None
    """Attribute and word in it for which it would be loaded after all; the audit reports any such element."""


_BUNDLE: Final = "assets/javascripts/bundle.*.min.js"
_WORKER: Final = "assets/javascripts/workers/search.*.min.js"
_REPOSITORY: Final = ("data-md-component", "source")

NEVER_ASKED: Final = (
    NeverAsked("*", "http://www.w3.org/", "names of XML vocabularies; nothing is loaded from them"),
    NeverAsked(_BUNDLE, "https://api.github.com/", "stars and forks, where 'repo_url' is set", _REPOSITORY),
    NeverAsked(_BUNDLE, "https://${", "a GitLab's stars and forks, where 'repo_url' is set", _REPOSITORY),
    NeverAsked(_BUNDLE, "https://unpkg.com/mermaid@", "Mermaid, for diagrams in Markdown", ("class", "mermaid")),
    NeverAsked(
        _BUNDLE,
        "https://unpkg.com/resize-observer-polyfill",
        "for browsers without ResizeObserver, older than 2020, which the site does not support",
    ),
    NeverAsked(_BUNDLE, "https://clipboardjs.com/", "in a comment"),
    NeverAsked(_WORKER, "https://bit.ly/", "words of an error message"),
    NeverAsked(_WORKER, "http://lunrjs.com", "in a comment"),
    NeverAsked(_WORKER, "http://tartarus.org/", "in a comment"),
)
"""The comments are here only to save the time of tokenizing the theme's scripts: none is read that holds no other."""


@dataclass(frozen=True)
class Found:
    address: str
    line: int
    column: int


def read(name: str, text: str) -> Iterator[Found]:
    """Absolute addresses outside comments that may be asked for, in order."""
    if all(_never_asked(name, found[0]) for found in _ABSOLUTE.finditer(text)):
        return
    # A comment is blanked, so that what is left stands where it stood.
    code = "".join(
        re.sub(r"[^\n]", " ", value) if kind in Comment else value
        for _, kind, value in JavascriptLexer().get_tokens_unprocessed(text)
    )
    for found in _ABSOLUTE.finditer(code):
        start = found.start()
        if _never_asked(name, found[0]):
            continue
        line = code.count("\n", 0, start) + 1
        yield Found(found[0].replace("\\/", "/"), line, start - code.rfind("\n", 0, start))


def _never_asked(script: str, address: str) -> bool:
    return any(fnmatchcase(script, one.script) and address.startswith(one.address) for one in NEVER_ASKED)
