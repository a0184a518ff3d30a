"""What is in a download, read with other people's programs: each reader gives the same rows for the same list."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import docx
import lxml.html
import openpyxl
import yaml
from docx.table import Table
from markdown_it import MarkdownIt
from markdown_it.token import Token
from openpyxl.worksheet.worksheet import Worksheet as Sheet

from ml_org_playbook.export.csv import guarded
from ml_org_playbook.export.document import Edition, Tickable, Worksheet


class LinkRow(NamedTuple):
    """One item as a format shows it."""

    number: str
    text: str
    link: str
    """The address of the item: it holds the id of the list and of the item."""


def expected(document: Tickable) -> list[LinkRow]:
    return [LinkRow(item.number, item.text, document.edition.address(item.path)) for item in document.flat]


def to_tick(document: Tickable) -> list[LinkRow]:
    """Without what is there for context."""
    rows = zip(expected(document), document.flat, strict=True)
    return [row for row, item in rows if not item.context]


# ---------------------------------------------------------------- checklists


def rows_of_json(data: bytes) -> list[LinkRow]:
    read = json.loads(data)

    def rows(items: list[dict[str, Any]]) -> Iterator[LinkRow]:
        for item in items:
            yield LinkRow(item["number"], item["text"], read["base"] + item["path"])
            yield from rows(item["items"])

    lists = read["content"].get("lists", [read["content"]])
    return [row for one in lists for row in rows(one["items"])]


def table_of_csv(data: bytes) -> list[list[str]]:
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return [
        [value[1:] if value == guarded(value[1:]) else value for value in row] for row in csv.reader(text, strict=True)
    ]


def rows_of_csv(data: bytes) -> list[LinkRow]:
    head, *rows = table_of_csv(data)
    return [LinkRow(*(row[head.index(name)] for name in ("Number", "Text", "Link"))) for row in rows]


def rows_of_jira(data: bytes) -> list[LinkRow]:
    """In the order of the numbers: the file itself has higher levels first, as importers want it."""
    head, *rows = table_of_csv(data)
    id, parent, type = (head.index(name) for name in ("Issue ID", "Parent", "Issue Type"))
    parents = {row[id]: row[parent] for row in rows}

    def epic(id: str) -> str:
        return epic(parents[id]) if parents[id] else id

    def place(row: list[str]) -> list[int]:
        return [int(epic(row[id])), *map(int, row[head.index("Number")].split("."))]

    tasks = sorted((row for row in rows if row[type] != "Epic"), key=place)
    return [LinkRow(*(row[head.index(name)] for name in ("Number", "Summary", "Link"))) for row in tasks]


def rows_of_linear(data: bytes) -> list[LinkRow]:
    found = []
    for issue in issues_of_linear(data):
        number, _, text = issue.title.partition(" ")
        if "#" in issue.id:
            tokens = _MARKDOWN.parse(issue.description)
            link = next(token for token in reversed(tokens) if token.type == "inline")
            assert tokens[-2].type == "list_item_close"
            found.append(LinkRow(number, text, plain(link).removeprefix("Link: ")))
    return found


class Issue(NamedTuple):
    """What becomes of a row in Linear, and how it is named within the file."""

    id: str
    title: str
    description: str
    status: str
    priority: int
    labels: list[str]
    blocks: list[str]


def issues_of_linear(data: bytes) -> list[Issue]:
    """Read as @linear/import 3.2.14 does (LinearCsvImporter.ts); `ID` and `Blocks` as its development version does."""

    def text(value: str) -> str:
        return re.sub(r"^'([+\-=@∑√∏<>＜＞≤≥＝≠±÷×])", r"\1", value)

    priorities = {"No priority": 0, "Urgent": 1, "High": 2, "Medium": 3, "Low": 4}
    return [
        Issue(
            row["ID"],
            text(row["Title"]),
            text(row["Description"]),
            row["Status"],
            priorities.get(row["Priority"], 0),
            [label for label in row["Labels"].split(", ") if label],
            [id for id in row["Blocks"].split(", ") if id],
        )
        for row in csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True)
        if not row.get("Archived")
    ]


@cache
def sheet_of_xlsx(data: bytes) -> Sheet:
    """To be read only: all who ask for it have the same one."""
    view: Sheet = openpyxl.load_workbook(io.BytesIO(data))["Checklist"]
    return view


def rows_of_xlsx(data: bytes, edition: Edition) -> list[LinkRow]:
    view = sheet_of_xlsx(data)
    head, *rows = list(view.iter_rows(min_row=6))
    names = [cell.value for cell in head]
    number, text, link = (names.index(name) for name in ("No.", "What to do", "Link"))
    found = []
    for row in rows:
        assert all(cell.data_type != "f" for cell in row), "a text became a formula"
        if edition.base:
            hyperlink = row[link].hyperlink
            assert hyperlink is not None
            address = f"{hyperlink.target}#{hyperlink.location}" if hyperlink.location else hyperlink.target
        else:
            address = row[link].value
        found.append(LinkRow(str(row[number].value), str(row[text].value), str(address)))
    return found


def rows_of_markdown(data: bytes) -> list[LinkRow]:
    found: list[LinkRow] = []
    waiting: list[int | None] = []
    """Items whose link is still to come; None for one that is there for context."""
    depth = 0
    for token in _MARKDOWN.parse(data.decode()):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type != "inline" or not depth:
            continue
        if token.content.startswith("[ ] "):
            text = plain(token).removeprefix("[ ] ")
            number, _, sentence = text.partition(" ")
            found.append(LinkRow(number, sentence, ""))
            waiting.append(len(found) - 1)
        elif re.match(r"\*\*[\d.]+\*\* ", token.content):
            waiting.append(None)
        elif token.content.startswith("Link: "):
            index = waiting.pop()
            if index is not None:
                found[index] = found[index]._replace(link=plain(token).removeprefix("Link: "))
    assert not waiting
    return found


@cache
def form_of_yaml(data: bytes) -> dict[str, Any]:
    """An issue form, read with libyaml, as it is large. To be read only."""
    form: dict[str, Any] = yaml.load(data, Loader=yaml.CSafeLoader)
    return form


def rows_of_issue_form(data: bytes) -> list[LinkRow]:
    found = []
    for element in form_of_yaml(data)["body"]:
        for option in element["attributes"].get("options", ()):
            (token,) = _MARKDOWN.parseInline(option["label"])
            number, _, rest = plain(token).partition(" ")
            text, _, link = rest.removesuffix(")").rpartition(" (")
            found.append(LinkRow(number, text, link))
    return found


_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""CommonMark with what GitHub and GitLab add to it."""


GAP = "<!-- -->"
"""What parts a sign from a name or a number, so that no one is called."""


def plain(token: Token) -> str:
    """What a reader sees of a line."""
    words = {"softbreak": "\n", "hardbreak": "\n", "html_inline": ""}
    shown = {"text", "code_inline", "softbreak", "hardbreak", "strong_open", "strong_close", "em_open", "em_close"}
    shown |= {"link_open", "link_close", "text_special"}
    for child in token.children or ():
        assert child.type in shown or child.content == GAP, f"a text became {child.type}: {token.content!r}"
    return "".join(words.get(child.type, child.content) for child in token.children or ())


def text_of_sheet(html: str) -> str:
    """All words of the page of which a PDF is made, without the spaces between them."""
    return squeezed(lxml.html.fromstring(html).find("body").text_content())


def links_of_sheet(html: str) -> list[str]:
    return [str(link) for link in lxml.html.fromstring(html).xpath("//a/@href")]


def text_of_pdf(path: Path) -> str:
    """All words, without the spaces between them: where lines break is no part of the text."""
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return squeezed(re.sub(r"^Page \d+ of \d+$", "", run.stdout.decode(), flags=re.MULTILINE))


def links_of_pdf(path: Path) -> list[str]:
    run = subprocess.run(["pdfinfo", "-url", str(path)], capture_output=True, check=True, text=True)
    return [line.split()[-1] for line in run.stdout.splitlines()[1:]]


def squeezed(text: str) -> str:
    return "".join(text.split())


# ---------------------------------------------------------------- worksheets


def words_of(worksheet: Worksheet) -> list[str]:
    """Every text of a form, in the order in which each format has to show them."""
    words = [worksheet.title, worksheet.summary, worksheet.when, *worksheet.about]
    words += [part for one in worksheet.see for part in (one.title, one.text)]
    for section in worksheet.sections:
        words += [section.title, *section.help]
        for field in section.fields:
            words += [field.label, field.help, field.example, *field.columns, *field.rows, *field.options]
    words += [worksheet.edition.name, worksheet.edition.license, worksheet.digest, worksheet.link]
    return [squeezed(word) for word in words if word]


def text_of_docx(data: bytes) -> str:
    paper = docx.Document(io.BytesIO(data))
    parts = []
    for part in paper.iter_inner_content():
        if isinstance(part, Table):
            parts += [cell.text for row in part.rows for cell in row.cells]
        else:
            parts.append(part.text)
    return squeezed("\n".join(parts))


def text_of_markdown(data: bytes, *, together: bool = True) -> str:
    text = "\n".join(plain(token) for token in _MARKDOWN.parse(data.decode()) if token.type == "inline")
    return squeezed(text) if together else text


def texts_of_markdown(data: bytes) -> Iterator[str]:
    """Every piece of text that is shown, as a browser has them: apart where a mark or a comment is between."""
    for token in _MARKDOWN.parse(data.decode()):
        yield from (child.content for child in token.children or () if child.type == "text")


def in_order(words: list[str], text: str) -> str:
    """The first word that does not follow the one before it; empty if all do."""
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0:
            return word
        at = found + len(word)
    return ""
