"""Markdown files run nothing, whichever program of docs/importing.md shows them, with HTML switched on."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import commonmark
import lxml.html
import markdown
import mistune
import pytest
from attacks.library import BLOCKS, LONG, SHORT
from markdown_it import MarkdownIt
from test_export import a_checklist, a_worksheet, write

from ml_org_playbook.export.markdown import inline, one_line

TAGS = [
    "<script>alert(1)</script>", "</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>", "<details open ontoggle=alert(1)>", "<iframe src=javascript:alert(1)>", "<!-- x", "-->",
    "<!doctype x>", "<?php x ?>", "<![CDATA[ x ]]>", "<x", "<a href='javascript:alert(1)'>x</a>",
    "<javascript:alert(1)>", "[x](javascript:alert(1))", "[x]: javascript:alert(1)", "![x](javascript:alert(1))",
    "<https://x.example", "<<script>", "<\nscript>alert(1)</script>", "`x`{=html}", "[x]{onclick=alert(1)}",
    "x {: onclick=alert(1) }", "x {#id onclick=alert(1)}", "{: onclick=alert(1) }", "~~~ {=html}", "``` {=html}",
    "::: {onclick=alert(1)}", "<script\u2028>", "\\<script>", "\\\\<script>", "a\\", "<div markdown=1>", "\x02amp\x03",
    "https://x.example/<script>alert(1)</script>", "https://x.example/'onclick='alert(1)",
]  # fmt: skip
ATTACKS = [*dict.fromkeys(map(html.unescape, (*SHORT, *LONG, *BLOCKS)))]

EXTENSIONS = ["extra", "admonition", "toc", "pymdownx.superfences", "pymdownx.snippets", "pymdownx.inlinehilite"]
PROGRAMS: dict[str, Callable[[str], str]] = {
    "Python-Markdown": markdown.markdown,
    "Python-Markdown with extensions": lambda text: markdown.markdown(text, extensions=EXTENSIONS),
    "markdown-it": MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render,
    "commonmark": commonmark.commonmark,
    "mistune": mistune.create_markdown(escape=False, plugins=["table", "task_lists", "strikethrough", "url"]),  # type: ignore[dict-item]
}
ELEMENTS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "a", "em", "strong", "code", "ul", "ol", "li", "sup", "dt"),
    *(
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "colgroup",
        "col",
        "input",
        "label",
        "div",
        "span",
        "dl",
        "dt",
        "dd",
    ),
}
ATTRIBUTES = {"href", "class", "id", "type", "disabled", "checked", "style", "role", "start", "data-emoji"}
STYLE = r"(text-align|width): ?[\w%]+;?"


def shown_live(page: str) -> set[str]:
    """What of a page is more than words, their form, and links to the web."""
    found = set()
    for element in lxml.html.fragment_fromstring(page, create_parent="div").iter():
        if isinstance(element, lxml.html.HtmlComment):
            found |= {repr(element)} if element.text.strip() else set()
            continue
        found |= {str(element.tag)} - ELEMENTS | {str(name) for name in element.attrib} - ATTRIBUTES
        found |= {url for url in element.xpath("@href") if not re.match("https?://|mailto:|#", url)}
        found |= {text for text in element.xpath("@style") if not re.fullmatch(STYLE, text)}
    return found


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_text_runs_in_a_program_that_shows_markdown(program: str) -> None:
    forms = [a_worksheet(f"{attack}\na {attack}") for attack in (*TAGS, *ATTACKS)]
    for document in (*forms, *map(a_checklist, TAGS[::6])):
        page = PROGRAMS[program](write("markdown", document).decode())
        assert shown_live(page) == set(), document.title


@pytest.mark.spawns
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="no pandoc; `./dev test` installs it")
@pytest.mark.parametrize("dialect", ["markdown", "gfm", "commonmark_x"])
def test_no_text_runs_in_pandoc(dialect: str, tmp_path: Path) -> None:
    texts = [form for text in (*TAGS, *ATTACKS) for form in (f"# {one_line(text)}", inline(text), f"*{inline(text)}*")]
    path = tmp_path / "all.md"  # one file, as starting the program takes longest
    path.write_text("\n\n".join((*texts, write("markdown", a_worksheet(TAGS[0])).decode())))
    command = ["pandoc", "--from", dialect, "--to", "html", "--wrap", "preserve", str(path)]
    page = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout
    assert shown_live(page) == set()


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a <b> c & d", "Write &lt;b&gt; for <b>", "x {: y }"])
def test_a_text_that_looks_like_markup_is_shown_as_it_is(program: str, text: str) -> None:
    page = PROGRAMS[program](inline(text))
    assert lxml.html.fromstring(page).text_content().strip() == text
