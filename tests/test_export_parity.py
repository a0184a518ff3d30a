"""Every download of every shipped checklist and worksheet says the same, and can be read by others."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import defaultdict
from functools import cache
from importlib import resources
from pathlib import Path

import docx
import jsonschema
import openpyxl
import pytest
from docx.oxml.ns import qn
from export_readers import (
    LinkRow,
    expected,
    form_of_yaml,
    in_order,
    issues_of_linear,
    rows_of_csv,
    rows_of_issue_form,
    rows_of_jira,
    rows_of_json,
    rows_of_linear,
    rows_of_markdown,
    rows_of_xlsx,
    sheet_of_xlsx,
    squeezed,
    table_of_csv,
    text_of_docx,
    text_of_markdown,
    to_tick,
    words_of,
)

from ml_org_playbook import export
from ml_org_playbook.export.document import Checklist, Selection, Tickable, Worksheet, digest_of
from ml_org_playbook.export.jira import BLOCKS, LEVELS, SUMMARY
from ml_org_playbook.export.xlsx import HEAD, PRINTED, PROGRESS
from ml_org_playbook.model.playbook import Playbook

SITE = "https://playbook.example.org/ml/"
"""Where the site is said to be; the empty address is tried as well."""

ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)


@pytest.fixture(scope="module", params=[SITE, ""], ids=["with-address", "without-address"])
def documents(request: pytest.FixtureRequest, playbook: Playbook) -> list[export.Document]:
    """With the address of the site, all lists and forms, and every third selection; without it, every fifth.

    A selection holds items of lists that are looked at themselves. The address is nothing but the beginning of links,
    and one function of the edition makes them for all documents.
    """
    made = export.documents(playbook, request.param)
    if request.param:
        assert [sum(one.kind == kind for one in made) for kind in ("checklist", "worksheet")] >= [40, 20]
        chosen = [one for one in made if isinstance(one, Selection)][::3]
        return [one for one in made if not isinstance(one, Selection) or one in chosen]
    families = defaultdict(list)
    for one in made:
        families[one.kind, one.id.rpartition("/")[0]].append(one)
    return [one for family in families.values() for one in family[::5]]


@pytest.fixture(scope="module")
def checklists(documents: list[export.Document]) -> list[Checklist]:
    return [one for one in documents if isinstance(one, Checklist)]


@pytest.fixture(scope="module")
def selections(documents: list[export.Document]) -> list[Selection]:
    return [one for one in documents if isinstance(one, Selection)]


@pytest.fixture(scope="module")
def tickable(checklists: list[Checklist], selections: list[Selection]) -> list[Tickable]:
    return [*checklists, *selections]


@pytest.fixture(scope="module")
def worksheets(documents: list[export.Document]) -> list[Worksheet]:
    return [one for one in documents if isinstance(one, Worksheet)]


@cache
def written(name: str, document: export.Document) -> bytes:
    return export.FORMATS[name].write(document)


def formats_of(document: export.Document) -> list[export.Format]:
    return [one for one in export.formats() if document.kind in one.kinds]


# ---------------------------------------------------------------- checklists


def read(name: str, document: Tickable) -> list[LinkRow]:
    """The rows of a checklist, or of a selection, as one of its formats shows them."""
    data = written(name, document)
    if name == "xlsx":
        return rows_of_xlsx(data, document.edition)
    readers = {
        "csv": rows_of_csv,
        "issue": rows_of_markdown,
        "issue-form": rows_of_issue_form,
        "json": rows_of_json,
        "jira": rows_of_jira,
        "linear": rows_of_linear,
        "markdown": rows_of_markdown,
    }
    return readers[name](data)


@pytest.mark.parametrize(
    "name", [one.name for one in export.FORMATS.values() if "checklist" in one.kinds and one.name != "pdf"]
)
def test_every_format_has_the_same_items_in_the_same_order(name: str, checklists: list[Checklist]) -> None:
    for checklist in checklists:
        assert read(name, checklist) == expected(checklist), checklist.id


@pytest.mark.parametrize(
    "name", [one.name for one in export.FORMATS.values() if "selection" in one.kinds and one.name != "pdf"]
)
def test_a_selection_is_in_every_format_too(name: str, selections: list[Selection]) -> None:
    assert {one.id.partition("/")[0] for one in selections} == {"by-role", "by-phase", "by-scenario"}
    only_to_tick = name in ("markdown", "issue", "issue-form")
    for selection in selections:
        assert read(name, selection) == (to_tick if only_to_tick else expected)(selection), selection.id


def test_every_format_says_where_it_comes_from(documents: list[export.Document]) -> None:
    for document in documents:
        said = (document.edition.name, document.edition.version, document.digest, document.link)
        for one in formats_of(document):
            data = written(one.name, document)
            if one.suffix in (".xlsx", ".docx"):
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    data = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
            if one.name == "json":
                read = json.loads(data)
                data = f"{read['playbook']} {read['version']} {read['digest']} {read['link']}".encode()
            text = data.decode()
            assert [word for word in said if word not in text] == [], (document.id, one.name)


def test_details_are_in_every_format(checklists: list[Checklist]) -> None:
    for checklist in checklists:
        texts = {
            name: squeezed(written(name, checklist).decode().replace("''", "'"))
            for name in ("markdown", "issue", "issue-form", "csv", "jira", "linear", "json")
        }
        view = sheet_of_xlsx(written("xlsx", checklist))
        texts["xlsx"] = squeezed("\n".join(str(cell.value) for row in view.iter_rows() for cell in row if cell.value))
        for item in checklist.flat:
            details = [item.why, item.done_when, item.effort, item.role.title if item.role else ""]
            for name, text in texts.items():
                plain = text.replace('\\"', '"').replace('""', '"').replace("\\", "")
                missing = [word for word in details if squeezed(word) not in plain]
                assert missing == [], (checklist.id, item.id, name)


def test_no_file_has_entities(documents: list[export.Document]) -> None:
    for document in documents:
        for one in formats_of(document):
            if one.suffix not in (".xlsx", ".docx"):
                assert not ENTITY.search(written(one.name, document).decode()), (document.id, one.name)
    for document in documents:
        if isinstance(document, Worksheet):
            assert not ENTITY.search(text_of_docx(written("docx", document))), document.id


def test_parameters_are_filled_in(documents: list[export.Document]) -> None:
    for document in documents:
        assert not re.search(r"\{[a-z_]+\}", written("markdown", document).decode()), document.id


def test_issue_form_follows_the_published_schema(tickable: list[Tickable]) -> None:
    vendored = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "github-issue-forms.json"
    validator = jsonschema.Draft7Validator(json.loads(vendored.read_text("utf-8")))
    for checklist in tickable:
        form = form_of_yaml(written("issue-form", checklist))
        assert [error.message for error in validator.iter_errors(form)] == [], checklist.id
        # GitHub checks what the schema cannot say: labels and ids are there once.
        fields = [element for element in form["body"] if element["type"] != "markdown"]
        for names in ([one["attributes"]["label"] for one in fields], [one["id"] for one in fields]):
            assert len(set(names)) == len(names), checklist.id
        labels = [option["label"] for one in fields for option in one["attributes"]["options"]]
        assert len(set(labels)) == len(labels), checklist.id


def test_issues_are_not_longer_than_github_takes(tickable: list[Tickable]) -> None:
    for checklist in tickable:
        assert len(written("issue", checklist).decode()) <= 65_536, checklist.id


def test_an_issue_leaves_links_out_where_they_make_it_too_long(playbook: Playbook) -> None:
    far = export.documents(playbook, f"https://{'long.' * 20}example.com/")
    selections = [one for one in far if isinstance(one, Selection)]
    texts = {one.id: export.FORMATS["issue"].write(one).decode() for one in selections}
    assert max(map(len, texts.values())) <= 65_536
    cut = [one for one in selections if all(item.path not in texts[one.id] for item in one.flat) and one.flat]
    assert cut
    for one in cut:
        assert all(
            list_.path in texts[one.id] and item.text[:20] in texts[one.id]
            for list_ in one.lists
            for item in list_.flat
        )


def test_jira_can_join_what_belongs_together(tickable: list[Tickable]) -> None:
    """By the columns of Cloud, and by those of Data Center."""
    for document in tickable:
        head, *lines = table_of_csv(written("jira", document))
        assert all(name.replace(" ", "").isalpha() for name in head)  # Jira asks for no punctuation in headings
        assert {name for name in head if head.count(name) > 1} <= {"Labels", BLOCKS}
        rows = [dict(zip(head, line, strict=True)) for line in lines]
        by_id = {row["Issue ID"]: row for row in rows}
        assert len(by_id) == len(rows)
        assert all(0 < len(row["Summary"]) <= SUMMARY and "\n" not in row["Summary"] for row in rows)
        levels = [LEVELS.index(row["Issue Type"]) for row in rows]
        assert levels == sorted(levels)
        for row in rows:
            level, parent = row["Issue Type"], by_id.get(row["Parent"])
            assert LEVELS.index(level) == (LEVELS.index(parent["Issue Type"]) + 1 if parent else 0)
            assert row["Parent ID"] == (row["Parent"] if level == "Sub-task" else "")
            assert bool(row["Epic Name"]) == (level == "Epic")
            assert row["Epic Link"] == (parent["Epic Name"] if parent and level == "Task" else "")
        assert len({row["Epic Name"] for row in rows if row["Epic Name"]}) == len(document.lists)


def test_jira_links_an_item_to_those_that_wait_for_it(tickable: list[Tickable]) -> None:
    for document in tickable:
        head, *rows = table_of_csv(written("jira", document))
        ids = {row[head.index("Link")]: row[head.index("Issue ID")] for row in rows}
        found = {
            (row[head.index("Issue ID")], value)
            for row in rows
            for name, value in zip(head, row, strict=True)
            if name == BLOCKS and value
        }
        address = document.edition.address
        paths = {(one.id, item.id): address(item.path) for one in document.lists for item in one.flat}
        wanted = {
            (ids[paths[one.id, before]], ids[address(item.path)])
            for one in document.lists
            for item in one.flat
            for before in item.after
            if (one.id, before) in paths
        }
        assert found == wanted, document.id


def test_linear_reads_every_row(tickable: list[Tickable]) -> None:
    for document in tickable:
        issues = issues_of_linear(written("linear", document))
        assert len(issues) == len(document.lists) + len(document.flat)
        ids = [issue.id for issue in issues]
        assert len(set(ids)) == len(ids)
        for issue in issues:
            assert issue.title.strip(), document.id
            assert issue.status == "Backlog"  # every team has it from the start
            assert all(re.fullmatch(r"(list|phase|role)/[a-z0-9-]+", label) for label in issue.labels)
            assert set(issue.blocks) <= set(ids) - {issue.id}  # a reference to nothing stops the import
        waiting = {
            (f"{one.id}#{before}", f"{one.id}#{item.id}")
            for one in document.lists
            for item in one.flat
            for before in item.after
            if before in {item.id for item in one.flat}
        }
        assert {(issue.id, id) for issue in issues for id in issue.blocks} == waiting


def test_the_digest_can_be_checked(documents: list[export.Document], playbook: Playbook) -> None:
    elsewhere = {one.id: one.digest for one in export.documents(playbook, "https://elsewhere.example/")}
    for document in documents:
        read = json.loads(written("json", document))
        assert digest_of(read["content"]) == read["digest"] == document.digest == elsewhere[document.id]


# ---------------------------------------------------------------- spreadsheets


def test_spreadsheets_are_ready_to_work_with(checklists: list[Checklist]) -> None:
    for checklist in checklists:
        view = sheet_of_xlsx(written("xlsx", checklist))
        last = HEAD + 1 + len(checklist.flat)
        assert view.freeze_panes == f"D{HEAD + 2}"
        assert view.auto_filter.ref.startswith(f"A{HEAD + 1}:")
        assert view.auto_filter.ref.endswith(str(last))
        (choice,) = view.data_validations.dataValidation
        assert str(choice.sqref) == f"A{HEAD + 2}:A{last}"
        values = openpyxl.load_workbook(io.BytesIO(written("xlsx", checklist)), data_only=True)["Checklist"]
        assert [values[PROGRESS[name]].value for name in PROGRESS] == [0, 0, len(checklist.flat)]
        assert choice.formula1 == '"Open,In progress,Done,Not applicable"'


def test_a_printed_sheet_is_one_page_wide_with_a_rule_below_each_row(tickable: list[Tickable]) -> None:
    for document in tickable[::7]:
        view = sheet_of_xlsx(written("xlsx", document))
        assert (view.sheet_properties.pageSetUpPr.fitToPage, view.page_setup.fitToHeight) == (True, 0)
        assert view.page_setup.paperSize is None  # that of the printer
        assert view.print_title_rows == f"${HEAD + 1}:${HEAD + 1}"
        names = [cell.value for cell in view[HEAD + 1]]
        area = view[view.print_area.replace("$", "").rpartition("!")[2]]
        printed = [name for name in PRINTED if name != "List" or isinstance(document, Selection)]
        assert [cell.value for cell in area[HEAD]] == names[: len(printed)] == printed
        for item, row in zip(document.flat, area[HEAD + 1 :], strict=True):
            assert all(cell.border.bottom.style == "hair" and cell.alignment.indent for cell in row)
            assert row[printed.index("What to do")].alignment.indent == 1 + 2 * item.number.count(".")


@pytest.mark.spawns
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Calc (package libreoffice-calc-nogui)")
def test_progress_is_recomputed(checklists: list[Checklist], tmp_path: Path) -> None:
    """LibreOffice opens sheets in which some items were marked, and counts them.

    One of each length: the formulas differ only in the last row to which they reach.
    """
    checklists = list({len(one.flat): one for one in checklists}.values())
    for checklist in checklists:
        book = openpyxl.load_workbook(io.BytesIO(written("xlsx", checklist)))
        first = HEAD + 2
        for offset, state in enumerate(("Done", "Not applicable", "Done", "In progress")):
            book["Checklist"].cell(first + offset, 1).value = state
        book.save(tmp_path / f"{checklist.id}.xlsx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.xlsx")))], check=True, capture_output=True)
    for checklist in checklists:
        book = openpyxl.load_workbook(tmp_path / "out" / f"{checklist.id}.xlsx", data_only=True)
        share, done, left = (book["Checklist"][PROGRESS[name]].value for name in ("share", "done", "left"))
        counted = len(checklist.flat) - 1
        assert (done, left) == (2, counted - 2), checklist.id
        assert share == pytest.approx(2 / counted), checklist.id
        texts = [row[2].value for row in book["Checklist"].iter_rows(min_row=HEAD + 2) if row[2].value]
        assert texts == [item.text for item in checklist.flat], checklist.id


# ---------------------------------------------------------------- worksheets


def test_every_format_of_a_worksheet_has_the_same_texts_in_the_same_order(worksheets: list[Worksheet]) -> None:
    for worksheet in worksheets:
        words = words_of(worksheet)
        assert in_order(words, text_of_docx(written("docx", worksheet))) == "", worksheet.id
        assert in_order(words, text_of_markdown(written("markdown", worksheet))) == "", worksheet.id
        read = json.loads(written("json", worksheet))
        assert [section["id"] for section in read["content"]["sections"]] == [one.id for one in worksheet.sections]


def test_word_has_boxes_to_click_dates_to_choose_and_links(worksheets: list[Worksheet]) -> None:
    for worksheet in worksheets:
        paper = docx.Document(io.BytesIO(written("docx", worksheet)))
        fields = [field for section in worksheet.sections for field in section.fields]
        body = paper.element.body
        boxes = sum(len(one.options) or (one.type == "check") for one in fields if one.type in ("choice", "check"))
        assert len(body.findall(f".//{qn('w14:checkbox')}")) == boxes, worksheet.id
        assert len(body.findall(f".//{qn('w:date')}")) == sum(one.type == "date" for one in fields)
        links = [
            f"{link.address}#{link.fragment}" if link.fragment else link.address
            for line in paper.paragraphs
            for link in line.hyperlinks
        ]
        url = worksheet.edition.url
        assert links == [url(path) for path in [*(one.path for one in worksheet.see), worksheet.path] if url(path)]


def test_word_files_hold_nothing_of_the_template(worksheets: list[Worksheet]) -> None:
    paper = docx.Document(io.BytesIO(written("docx", worksheets[0])))
    assert paper.core_properties.title == worksheets[0].title
    assert paper.core_properties.keywords == worksheets[0].digest
    assert paper.core_properties.version == worksheets[0].edition.version
    with zipfile.ZipFile(io.BytesIO(written("docx", worksheets[0]))) as archive:
        assert [name for name in archive.namelist() if "thumbnail" in name or "Effects" in name] == []
