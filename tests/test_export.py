"""Downloads: texts that other programs could take for something else, slices, and the same bytes in every run."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest
import yaml
from export_readers import (
    expected,
    in_order,
    issues_of_linear,
    plain,
    rows_of_csv,
    rows_of_issue_form,
    rows_of_jira,
    rows_of_json,
    rows_of_linear,
    rows_of_markdown,
    rows_of_xlsx,
    squeezed,
    table_of_csv,
    text_of_docx,
    text_of_markdown,
    text_of_pdf,
    texts_of_markdown,
    words_of,
)
from helpers import ROOT, playbook_of
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ml_org_playbook import export
from ml_org_playbook.export import csv, jira, linear
from ml_org_playbook.export.build_documents import documents
from ml_org_playbook.export.document import (
    Basis,
    Checklist,
    Edition,
    Field,
    Item,
    Reference,
    Section,
    Worksheet,
    content,
    cut,
    digest_of,
)
from ml_org_playbook.export.markdown import inline
from ml_org_playbook.load import load
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.model.selections import all_selections

# ---------------------------------------------------------------- hostile texts

FRAGMENTS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "\t=1", "'", "''=1", "＝1",
    ",", ";", '"', '""', "\n", "🚀", "👩‍🔬", "é", "עברית", "\u00a0", "#", "# ", "##", "- ", "+ ", "* ", "1. ",
    "1) ", "> ", "---", "===", "```", "`", "**", "__", "_a_", "*a*", "**a**", "~~a~~", "~~",
    "[x](y)", "![", "](", "[ ] ", "[x] ", "<b>",
    "</p>", "<!--", "<https://x.example>", "&amp;", "&#61;", "&lt", "\\", "|", "| a |", "$", "$$", ": ", " #",
    "{{ 7*7 }}", "%", "!", "(", ")", "https://example.org/a_b", "a", "b c", "_x0041_", "1.2", "007", "TRUE",
    "=", "@", "@octocat", "@org/team", "#12", "GH-12", "org/repo#3", "!45", "&6", "%7", "a@b.example",
    "{code}", "h1. ", "bq. ", "<!-- -->",
]  # fmt: skip
CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"))
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(CHARACTERS, max_size=4), min_size=1, max_size=8).map("".join)
LINES = TEXTS.map(str.strip).filter(bool)
ONE_LINES = LINES.map(lambda text: " ".join(text.split())).filter(bool)


def a_checklist(text: str, *, base: str = "https://playbook.example.org/") -> Checklist:
    """A checklist that says one text wherever there is room for one."""
    edition = Edition(text, text, "1.0.0", "2026-11-23", text, base=base)
    basis = Basis("stated", text)
    role = Reference("role:lead", text, "roles/lead.html", text)
    see = (Reference("process:triage", text, "processes/triage.html"),)
    part = Item("part", "1.1", "first", text, "c/list.html#part", basis, text, text, role, text, "first-week", text)
    first = replace(part, id="first", number="1", parent="", path="c/list.html#first", see=see, items=(part,))
    last = replace(
        part, id="last", number="2", parent="", path="c/list.html#last", after=("first",), after_numbers=("1",)
    )
    return Checklist(
        "list", text, text, text, (text,), see, "c/list.html", edition, "sha256:0", items=(first, last)
    )  # fmt: skip


def a_worksheet(text: str) -> Worksheet:
    edition = Edition(text, text, "1.0.0", "2026-11-23", text)
    basis = Basis("implied", text)
    see = (Reference("role:lead", text, "roles/lead.html", text),)
    kinds = ("line", "text", "number", "date", "choice", "check", "table")
    fields = tuple(
        Field(
            f"s-{kind}", text, kind, f"c/form.html#s-{kind}", basis, text, text,  # type: ignore[arg-type]
            (text, text) if kind in ("choice", "check") else (),
            (text, text) if kind == "table" else (), (text, "") if kind == "table" else (), 2, text,
        )
        for kind in kinds
    )  # fmt: skip
    section = Section("s", text, "c/form.html#s", basis, 5, (text,), fields)
    return Worksheet("form", text, text, text, (text,), see, "c/form.html", edition, "sha256:0", (section,))


def write(name: str, document: export.Document) -> bytes:
    return export.FORMATS[name].write(document)


@given(LINES)
def test_csv_and_json_keep_every_character(text: str) -> None:
    checklist = a_checklist(text)
    assert rows_of_csv(write("csv", checklist)) == expected(checklist)
    assert rows_of_json(write("json", checklist)) == expected(checklist)
    head, *rows = table_of_csv(write("csv", checklist))
    assert {row[head.index("Why")] for row in rows} == {text}


@given(TEXTS)
def test_no_value_of_a_csv_file_begins_like_a_formula(text: str) -> None:
    data = csv.table([[text]]).decode()
    value = data[1:-3].replace('""', '"')
    assert value.lstrip()[:1] not in {*"=+-@＝＋－＠"}
    assert value[:1] not in {*"\t\r\n"}
    assert table_of_csv(csv.table([[text]])) == [[text]]


@given(LINES)
def test_jira_has_one_line_that_fits_and_the_whole_text(text: str) -> None:
    checklist = a_checklist(text * 3)
    head, *rows = table_of_csv(write("jira", checklist))
    summary, description = head.index("Summary"), head.index("Description")
    for row in rows:
        assert 0 < len(row[summary]) <= jira.SUMMARY
        assert "\n" not in row[summary]
        assert text * 3 in re.sub(r"\\(.?)", r"\1", row[description])
    assert [row.number for row in rows_of_jira(write("jira", checklist))] == ["1", "1.1", "2"]


@given(ONE_LINES)
def test_linear_shows_the_text_and_nothing_else(text: str) -> None:
    checklist = a_checklist(text)
    if len(text) < 200:
        assert rows_of_linear(write("linear", checklist)) == expected(checklist)
    for issue in issues_of_linear(write("linear", checklist)):
        assert text in text_of_markdown(issue.description.encode(), together=False)


@given(LINES.filter(lambda text: "_x" not in text))
def test_xlsx_keeps_every_character_and_makes_no_formula(text: str) -> None:
    checklist = a_checklist(text)
    assert rows_of_xlsx(write("xlsx", checklist), checklist.edition) == expected(checklist)


@given(ONE_LINES)
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    checklist = a_checklist(text)
    for data in (write("markdown", checklist), write("issue", checklist)):
        assert rows_of_markdown(data) == expected(checklist)


def test_no_fragment_is_taken_for_markup() -> None:
    """Each by itself, between words, and twice, as pairs of marks are."""
    for fragment in FRAGMENTS:
        for text in (fragment, f"a {fragment} b", f"a{fragment}b{fragment}c", f"a {fragment}b{fragment} c"):
            line = " ".join(text.split())
            checklist = a_checklist(line)
            assert rows_of_markdown(write("markdown", checklist)) == expected(checklist), line
            assert rows_of_issue_form(write("issue-form", checklist)) == expected(checklist), line


CALLS = {
    "somebody": r"(?<![A-Za-z0-9_])@[A-Za-z0-9_]",
    "an issue": r"#\d|\bGH-\d",
}
"""What GitHub looks for in each piece of text that it shows, code left out."""
GITLAB = r"(?<![A-Za-z0-9_\\])[@!%&~$](?=[A-Za-z0-9_])|(?<!\\)#(?=\d)"
"""What GitLab looks for, unless a backslash stands before it."""


@given(ONE_LINES)
def test_an_issue_calls_nobody_and_links_no_other_issue(text: str) -> None:
    checklist = a_checklist(text, base="")
    for name in ("issue", "markdown"):
        for piece in texts_of_markdown(write(name, checklist)):
            assert [what for what, pattern in CALLS.items() if re.search(pattern, piece, re.IGNORECASE)] == []


@pytest.mark.parametrize("text", ["@octocat", "#12", "org/repo#3", "!45", "&6", "%7", "~bug", "$8"])
def test_signs_have_a_backslash_for_gitlab(text: str) -> None:
    for around in (text, f"a {text} b", f"({text})"):
        assert re.search(GITLAB, around)
        assert not re.search(GITLAB, inline(around))


@given(LINES)
def test_markdown_keeps_lines_apart(text: str) -> None:
    checklist = a_checklist(text)
    for row, wanted in zip(rows_of_markdown(write("markdown", checklist)), expected(checklist), strict=True):
        assert squeezed(row.text) == squeezed(wanted.text)
        assert row.link == wanted.link


@given(ONE_LINES)
def test_issue_form_shows_the_text_and_nothing_else(text: str) -> None:
    checklist = a_checklist(text)
    assert rows_of_issue_form(write("issue-form", checklist)) == expected(checklist)


@given(ONE_LINES)
def test_worksheets_show_the_text_and_nothing_else(text: str) -> None:
    worksheet = a_worksheet(text)
    assert in_order(words_of(worksheet), text_of_markdown(write("markdown", worksheet))) == ""


HOSTILE = "=1+1 <b>&amp;</b> | \"quoted\", 'single' **bold** [x](y) \\ 🚀 é"


@pytest.mark.spawns
def test_docx_and_pdf_show_hostile_texts_as_they_are(tmp_path: Path) -> None:
    worksheet = a_worksheet(HOSTILE)
    assert in_order(words_of(worksheet), text_of_docx(write("docx", worksheet))) == ""
    pytest.importorskip("weasyprint", reason="needs the extra 'pdf'")
    path = tmp_path / "hostile.pdf"
    path.write_bytes(write("pdf", a_worksheet(HOSTILE.replace("🚀", ""))))  # whether it shows depends on the fonts
    assert in_order(words_of(a_worksheet(HOSTILE.replace("🚀", ""))), text_of_pdf(path)) == ""


@pytest.mark.spawns
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Calc (package libreoffice-calc-nogui)")
def test_a_spreadsheet_program_runs_no_text(tmp_path: Path) -> None:
    """LibreOffice, told to run formulas in CSV files as a careless reader would have it."""
    texts = ["=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", '=HYPERLINK("http://x","y")', "'=1+1", " =1+1"]
    (tmp_path / "naive.csv").write_text("=1+1\r\n", "utf-8")
    (tmp_path / "guarded.csv").write_bytes(csv.table([texts]))
    (tmp_path / "list.xlsx").write_bytes(write("xlsx", a_checklist("=1+1")))
    formulas = soffice(tmp_path, "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true")
    assert formulas == {"naive": 1, "guarded": 0, "list": 3}  # the three that count progress


def soffice(folder: Path, options: str) -> dict[str, int]:
    """How many formulas LibreOffice sees in each file of a folder."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'home').as_uri()}", "--headless", "--convert-to", "xlsx"]
    for more in ([options, *map(str, folder.glob("*.csv"))], [*map(str, folder.glob("*.xlsx"))]):
        subprocess.run([*command, "--outdir", str(folder / "out"), *more], check=True, capture_output=True)
    books = {path.stem: openpyxl.load_workbook(path) for path in (folder / "out").iterdir()}
    return {
        name: sum(cell.data_type == "f" for row in book.worksheets[0].iter_rows() for cell in row)
        for name, book in books.items()
    }


# ---------------------------------------------------------------- what stands where

TASK_LIST = """\
# Run a triage meeting

Before, during and after.

**When to use it:** Every week.

- Triage meeting (`processes/triage.html`)

## Before

- [ ] **1** Send the list of changes.
    - Why: Nobody likes surprises.
    - Done when: Everyone has the list.
    - Who: Team lead
    - Link: `c/run-triage.html#send-changes`

## During

- [ ] **2** Give every problem one owner.
    - After: 1
    - See: Slow team (`pitfalls/slow-team.html`), Run a triage meeting (`c/run-triage.html#send-changes`)
    - Link: `c/run-triage.html#one-owner`

"""


def test_a_task_list_as_it_stands(minimal: Playbook) -> None:
    made = next(one for one in documents(minimal) if one.id == "run-triage")
    assert write("markdown", made).decode().partition("---\n")[0] == TASK_LIST


def test_retired_items_are_in_no_download(project: Path) -> None:
    path = project / "data" / "checklists" / "run-triage.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("    why: Nobody likes surprises.\n", "    retired: Nobody read it.\n"), "utf-8")
    playbook = load(project).playbook  # an item still waits for it
    assert playbook is not None
    made = next(one for one in documents(playbook) if one.id == "run-triage")
    assert isinstance(made, Checklist)
    assert [(item.number, item.id, item.after) for item in made.flat] == [("1", "one-owner", ())]


def test_a_reference_stands_once(minimal: Playbook) -> None:
    for made in documents(minimal):
        refs = [one.ref for one in made.see]
        assert len(set(refs)) == len(refs)


# ---------------------------------------------------------------- selections


@pytest.fixture
def nested(playbook: Playbook) -> Checklist:
    found = (one for one in documents(playbook) if one.id == "decentralized")
    made = next(found)
    assert isinstance(made, Checklist)
    return made


def test_what_is_cut_keeps_numbers_and_shows_parents_for_context(nested: Checklist) -> None:
    part = next(item for item in nested.flat if item.parent)
    made = cut(nested, {part.id})
    whole = {item.id: item for item in nested.flat}
    assert [item.id for item in made.flat] == [part.parent, part.id]
    assert [item.context for item in made.flat] == [True, False]
    assert (made.digest, made.link) == (nested.digest, nested.link)
    for item in made.flat:
        same = whole[item.id]
        assert (item.number, item.after, item.path) == (same.number, same.after, same.path)


def test_a_part_belongs_to_the_phase_of_what_it_is_a_part_of(project: Path) -> None:
    """Unless it has one of its own; and to the role in the same way."""
    path = project / "data/checklists/run-triage.yml"
    text = path.read_text()
    item = "  - {id: one-owner, text: Give each problem one owner., phase: after, items: [%s]}\n"
    parts = "{id: name-them, text: Name them.}, {id: tell-them, text: Tell them before., phase: before}"
    path.write_text(text[: text.index("items:")] + "items:\n" + item % parts)
    made = {
        one.id: {id for _, ids in one.lists for id in ids}
        for one in all_selections(playbook_of(project))
        if one.by == "phase"
    }
    assert (made["after"], made["before"]) == ({"one-owner", "name-them"}, {"tell-them"})


def test_a_role_without_items_has_a_selection_and_no_files(minimal: Playbook) -> None:
    empty = {one.name for one in all_selections(minimal) if not one.lists}
    made = {document.id for document in documents(minimal)}
    assert empty
    assert empty & made == set()


# ---------------------------------------------------------------- the registry


def test_files_have_names_of_their_own(playbook: Playbook) -> None:
    made = documents(playbook)
    names = [
        one.address(document.id) for document in made for one in export.formats(pdf=True) if document.kind in one.kinds
    ]
    assert len(set(names)) == len(names)
    assert all(name.startswith("downloads/") for name in names)


@pytest.mark.spawns  # a library that is imported for the first time may look for fonts
def test_every_format_is_one_module_that_says_what_it_is() -> None:
    for one in export.FORMATS.values():
        if one.extra != "pdf":
            assert import_module(f"ml_org_playbook.export.{one.name.replace('-', '_')}").__doc__


def test_every_column_and_format_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "importing.md").read_text("utf-8")
    head, *_ = table_of_csv(write("jira", a_checklist("x")))
    for column in (*head, *linear.COLUMNS, *csv.COLUMNS):
        assert f"`{column}`" in guide, column
    for one in export.FORMATS.values():
        if one.name not in ("pdf", "docx", "markdown"):  # to read or to print, not to import
            assert f"**{one.label}**" in guide, one.label


def test_an_address_that_is_none_is_refused(minimal: Playbook) -> None:
    for base in ("playbook.example.org", "javascript:alert(1)", "https://a b/", 'https://x/"><script>'):
        with pytest.raises(ValueError, match="is not an address of a site"):
            documents(minimal, base)


# ---------------------------------------------------------------- the same bytes

RUN = """
import hashlib, json, sys
from pathlib import Path
from ml_org_playbook import export
from ml_org_playbook.load import load
made = export.documents(load(Path(sys.argv[1])).playbook, "https://playbook.example.org/")[::8]
found = {name: hashlib.sha256(data).hexdigest() for name, data in export.files(made, export.formats())}
if sys.argv[2] == "pdf":
    found |= {name: hashlib.sha256(data).hexdigest() for name, data in
              export.files([made[0]], [export.FORMATS["pdf"]])}
print(json.dumps(found))
"""


@pytest.mark.spawns
def test_two_runs_give_the_same_bytes() -> None:
    """Of every eighth document, as all are written by the same few functions; every format is there, and every kind."""
    try:
        import weasyprint  # noqa: F401

        pdf = "pdf"
    except (ImportError, OSError):
        pdf = "no"
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, str(ROOT), pdf],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
        )
        for seed, zone in (("0", "UTC"), ("14", "Pacific/Chatham"))
    ]
    one, two = (json.loads(run.communicate()[0]) for run in runs)
    assert len(one) > 60
    assert {Path(name).suffix for name in one} >= {".md", ".yml", ".csv", ".json", ".xlsx", ".docx"}
    assert one == two
    if pdf == "pdf":
        assert any(name.endswith(".pdf") for name in one)


def test_the_digest_changes_with_every_word(nested: Checklist) -> None:
    assert digest_of(content(nested)) == nested.digest
    for name in ("title", "summary", "when"):
        assert digest_of(content(replace(nested, **{name: "Other words"}))) != nested.digest


def test_an_issue_form_has_no_line_for_an_item_of_which_there_is_no_more_to_say() -> None:
    document = a_checklist("Do it.")
    first, last = document.items
    bare = replace(
        last, why="", done_when="", role=None, effort="", after=(), after_numbers=(), basis=Basis("editorial"), phase=""
    )
    for items, notes in (((bare,), None), ((replace(first, phase="", items=(bare,)),), "- **1** ")):
        form = yaml.safe_load(write("issue-form", replace(document, items=items)))
        (group,) = [part["attributes"] for part in form["body"] if part["type"] == "checkboxes"]
        assert len(group["options"]) == len([*items, *items[0].items])
        said = group.get("description")
        assert said is None if notes is None else said.startswith(notes) and "\n" not in said


ADDRESSES = (
    "http://x.example/a_b_c?x=1&y=*2",
    "https://x.example/~me/a*b#5",
    "https://x.example/@me/5_6_7/",
    "https://x.example/a(b)c",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("around", ["Open {}.", "{}", "See ({}) and #5, @me", "/close {} _now_"])
def test_an_address_in_a_text_is_a_link_in_markdown_and_the_text_stays(address: str, around: str) -> None:
    text = around.format(address)
    markdown = inline(text)
    (paragraph,) = [token for token in MarkdownIt().parse(markdown) if token.type == "inline"]
    links = [token.attrGet("href") for token in paragraph.children or () if token.type == "link_open"]
    assert links == [address]
    assert plain(paragraph) == text
    assert not markdown.startswith("/")  # GitLab would take it for a command


def test_an_address_that_words_lead_to_stands_behind_them(project: Path) -> None:
    path = project / "data/checklists/run-triage.yml"
    path.write_text(
        path.read_text().replace(
            "when: Every week.",
            "when: Every week.\n"
            "description: ['Read [the wiki](https://wiki.example/a_b?x=1&y=2), or [write](mailto:a_b@x.example). "
            "See https://x.example and the [triage](process:triage).']",
        )
    )
    document = next(one for one in documents(playbook_of(project)) if one.id == "run-triage")
    assert document.about == (
        "Read the wiki (https://wiki.example/a_b?x=1&y=2), or write (a_b@x.example). "
        "See https://x.example and the triage.",
    )


def test_a_part_that_says_nothing_has_the_role_and_the_phase_of_its_whole(project: Path) -> None:
    path = project / "data/checklists/run-triage.yml"
    path.write_text(
        path.read_text().replace(
            "    phase: before\n", "    phase: before\n    items: [{id: by-mail, text: Send it by mail.}]\n", 1
        )
    )
    document = next(one for one in documents(playbook_of(project)) if one.id == "run-triage")
    assert isinstance(document, Checklist)
    part = next(item for item in document.flat if item.id == "by-mail")
    assert (part.phase_id, part.role and part.role.ref) == ("before", "role:lead")


@pytest.mark.spawns  # WeasyPrint looks for the libraries of the system
def test_a_pdf_says_which_signs_its_fonts_lack(caplog: pytest.LogCaptureFixture) -> None:
    export.FORMATS["pdf"].write(a_checklist("Ask Søren – at once…"))
    assert [record for record in caplog.records if record.name.startswith("ml_org_playbook")] == []
    export.FORMATS["pdf"].write(a_checklist("Ask 日本 🎉"))
    assert [record.getMessage() for record in caplog.records if record.name.startswith("ml_org_playbook")] == [
        "list.pdf: the fonts that come along lack '日本🎉'. "
        "Fonts of this machine stand in; where it has none, an empty box does."
    ]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("Note :) and ;-) x:P (n) (flagoff)", r"Note &#58;) and &#59;\-) x&#58;P \(n) \(flagoff)"),
        ("AT&amp;T &#58; R&D; process:Prod at 1:2", "AT&amp;amp;T &amp;#58; R&amp;D; process:Prod at 1:2"),
        (r"C:\temp", "C:&bsol;temp"),  # two backslashes would be a line break
        ("-struck- +ins+ a well-known e-mail 1 - 2", r"\-struck- \+ins+ a well-known e-mail 1 - 2"),
        ("a--b", r"a-\-b"),
        ("??cited?? why?", r"\??cited\?? why?"),
        ("(x) (/) f(no)", r"\(x) \(/) f(no)"),
        ("# one\nh1. two\nbq. three", "\\# one\n\\h1. two\n\\bq. three"),
        ("a_b *c* [d] {e} | f ! ^ ~", r"a\_b \*c\* \[d\] \{e\} \| f \! \^ \~"),
    ],
)
def test_jira_shows_a_text_as_it_is(text: str, markup: str) -> None:
    """As Jira's own page on text formatting has it, and the writer of pandoc for what that leaves open."""
    assert jira.plain(text) == markup


@pytest.mark.parametrize("text", ["2026 report", '"Bold" &B &P', "_x and x0041_", "&" * 99, "K000000 red", "+1 -2"])
def test_a_text_in_the_margin_of_a_sheet_is_no_code(text: str) -> None:
    data = export.FORMATS["xlsx"].write(a_checklist(text))
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        left = sheet.oddFooter.left
        shown, _, _ = left.text.replace("&&", "&").partition(" · ")
        assert (left.size, left.font, left.color) == (8, None, "000000")
        assert shown == text[:80] or (len(shown) == 40 and text.startswith(shown))


def test_a_text_in_the_margin_of_a_sheet_is_no_escape_of_excel() -> None:
    with zipfile.ZipFile(io.BytesIO(export.FORMATS["xlsx"].write(a_checklist("_x0041_")))) as archive:
        assert "&amp;K000000_x005F_x0041_ · " in archive.read("xl/worksheets/sheet1.xml").decode()
