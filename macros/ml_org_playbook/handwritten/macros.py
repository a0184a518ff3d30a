"""Macros for hand-written pages: `{{ pb_checklist("run-triage") }}` places what generated pages show.

In: a playbook, a renderer, and the page that calls. Out: HTML that stands in the page's Markdown.
A wrong name or value is a problem with page, line and remedy; it is collected, and the build stops before it writes.
"""

import inspect
import re
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from itertools import chain, count
from pathlib import PurePath
from typing import Any, Final

import jinja2
from jinja2 import Environment, meta, nodes

from .. import schema
from ..model import unresolved
from ..model.playbook import AnyEntry, Entry, Fields, Playbook
from ..pages.blocks import Block
from ..pages.views import Views, worksheet
from ..pages.views.checklist import item_text, tasks
from ..pages.views.compare import answer_matrix, matrix, summary
from ..pages.views.indexes import cards
from ..pages.views.pictures import chart, star
from ..problems import Location, Problem, suggestion
from ..rendering.html import Renderer

PREFIX: Final = "pb_"
_WORDS: Final = ("pb_link", "pb_param")
"""Macros that place words, within a sentence. All others place a block."""


@dataclass
class PageContext:
    """The page that is being rendered."""

    address: str
    """From the root of the site."""
    path: str
    """The page's file, as shown in problems."""
    text: str
    """What the page's file holds."""
    body_starts: int
    """Lines before the Markdown that Jinja sees: the front matter."""
    placed: set[str] = field(default_factory=set)
    """Names of what was placed on the page, to keep anchors apart."""
    line: int | None = None
    """The line of a call that is tried, and not rendered."""


class MacroUsageError(Exception):
    """A macro was called with something that does not exist."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy


_CODE: Final = re.compile(
    r"(?ms)^[ \t]*(`{3,}|~{3,}).*?^[ \t]*\1|(`+)(?!`).*?(?<!`)\2(?!`)|\{% *raw *%\}.*?\{% *endraw *%\}|<!--.*?-->"
)
"""What a page shows as code, or not at all."""
_CALL: Final = re.compile(r"\{\{-?\s*(pb_\w+)")
_STANDS_BEFORE: Final = re.compile(r"\{%.*?%\}|<[^<>]*>|\{\{-?\s*(?!" + "|".join(_WORDS) + r")pb_.*?\}\}")
"""What may stand before a block on its line: tags, and other blocks."""
_MOST_INDENT: Final = 3
"""Blanks with which a line still begins at the margin, in Markdown."""
_ONE_BRACE: Final = re.compile(r"(?<!\{)\{[ \t]*(pb_\w+[ \t]*\([^{}\n]*\))[ \t]*\}+")
"""A call of a macro that is not between two braces; group 1 is the call."""


class Macros:
    """What authors may call. Every public method whose name begins with `pb_` is a macro."""

    def __init__(self, playbook: Playbook, views: Views, renderer: Renderer) -> None:
        self.playbook, self.views, self.renderer = playbook, views, renderer
        self.page_context = PageContext("", "", "", 0)
        """The page that is being looked at or rendered; an empty one before the first."""
        self.problems: list[Problem] = []

    def pb_scenarios(self, only: Sequence[str] | None = None) -> str:
        """Cards of the scenarios with their pictures. `only`: a list of ids."""
        entries = self._entries(schema.Scenario, only)
        return self._block(cards(self.views, entries, self._name("scenarios"), "Scenarios"))

    def pb_scenario(self, id: str) -> str:
        """The card of one scenario."""
        return self.pb_scenarios([id])

    def pb_chart(self, id: str) -> str:
        """A scenario's organization chart with its text alternative."""
        entry = self._entry(schema.Scenario, id)
        return self._block(chart(self.views, entry, name=self._name(f"chart-{id}")))

    def pb_star(self) -> str:
        """The Star Model as a picture."""
        return self._block(star(self.views))

    def pb_table(self, rows: Sequence[str] | None = None, columns: Sequence[str] | None = None) -> str:
        """The summary table, or a part of it. `rows`: aspects such as "people"; `columns`: ids of scenarios."""
        known = {statement.fields.aspect for statement in self.playbook.of(schema.Statement)}
        for row in rows or ():
            if row not in known:
                raise MacroUsageError(f"the table has no row '{row}'.", suggestion(row, known))
        self._entries(schema.Scenario, columns)
        return self._block(summary(self.views, rows=rows, columns=columns, prefix=self._name("table") + "--"))

    def pb_matrix(self, kind: str, columns: Sequence[str] | None = None) -> str:
        """A coverage matrix. `kind`: "process", "reward", "trait", "role", or "pitfall" by what answers it."""
        known = {name: one for name, one in schema.KINDS.items() if one.compared or one.model is schema.Pitfall}
        if kind not in known:
            raise MacroUsageError(f"there is no matrix of '{kind}'.", suggestion(kind, known))
        if not known[kind].compared:
            if columns is not None:
                raise MacroUsageError("the matrix of pitfalls has fixed columns.", "Leave 'columns' out.")
            return self._block(answer_matrix(self.views))
        self._entries(schema.Scenario, columns)
        return self._block(matrix(self.views, known[kind], columns=columns))

    def pb_checklist(self, id: str, items: Sequence[str] | None = None) -> str:
        """A checklist to tick, or the items of it that are named."""
        entry = self._entry(schema.Checklist, id)
        for item in items or ():
            self._item(entry, item)
        return self._block(tasks(self.views, entry, prefix=self._name(id) + "--", only=items, title=entry.title))

    def pb_worksheet(self, id: str) -> str:
        """A worksheet as a form."""
        entry = self._entry(schema.Worksheet, id)
        return self._block(worksheet.form(self.views, entry, prefix=self._name(id) + "--"))

    def pb_list(self, kind: str, scenario: str | None = None, form: str | None = None) -> str:
        """Cards of every record of a kind, of one scenario or one form of it."""
        if kind not in schema.KINDS or not schema.KINDS[kind].has_pages:
            known = [name for name, one in schema.KINDS.items() if one.has_pages]
            remedy = suggestion(kind, known) or f"Known: {', '.join(known)}."
            raise MacroUsageError(f"there is no list of '{kind}'.", remedy)
        entries = list(self.playbook.entries[kind])
        if scenario is not None:
            chosen = self._entry(schema.Scenario, scenario)
            entries = [entry for entry in entries if chosen in self.playbook.scenarios_of(entry)]
        if form is not None:
            forms, plural = schema.KINDS[kind].forms, schema.KINDS[kind].plural.lower()
            if form not in forms:
                raise MacroUsageError(f"no form '{form}' among {plural}.", suggestion(form, forms))
            entries = [entry for entry in entries if form == entry.fields.variant]
        return self._block(cards(self.views, entries, self._name(f"list-{kind}"), ""))

    def pb_link(self, ref: str, text: str | None = None) -> str:
        """A link to any record by `kind:id`, or to one item by `kind:id#item`. Without `text` it shows the title."""
        name, _, anchor = ref.partition("#")
        kind, _, id = name.partition(":")
        if not id or kind not in schema.KINDS:
            remedy = (suggestion(kind, schema.KINDS) if id else "") or "Write 'kind:id', such as 'process:triage'."
            raise MacroUsageError(f"'{ref}' names no kind of record.", remedy)
        entry = self._entry(schema.KINDS[kind].model, id)
        if anchor:
            self._item(entry, anchor)
        target = self.views.find(ref)
        shown = text or item_text(self.views, entry, anchor) or target.title
        return self._fragment("link.html.j2", target=target, text=_spelled(self.renderer.line(shown)))

    def pb_param(self, name: str) -> str:
        """The value of a parameter, such as the company's name."""
        known = self.playbook.settings.parameters
        if name not in known:
            raise MacroUsageError(f"no parameter '{name}'.", suggestion(name, known))
        return _spelled(known[name].value)

    def functions(self) -> dict[str, Callable[..., str]]:
        """The macros by name, each reporting its own misuse."""
        methods = inspect.getmembers(self, inspect.ismethod)
        return {name: self._guarded(name, method) for name, method in methods if name.startswith(PREFIX)}

    def check_page(
        self, page_context: PageContext, markdown: str, known: Iterable[str], environment: Environment | None
    ) -> bool:
        """Look at a page before it is rendered. False if it cannot be; its calls are tried even so.

        known: names that have a value on the page.
        environment: in which it will be rendered, whose names are known too. None where it is not rendered: only
          macros are looked at then, with the values that stand there as such.
        """
        self.page_context = page_context
        try:
            tree = (environment or Environment(autoescape=True)).parse(markdown)
            if environment is not None:
                environment.compile(tree)  # an unknown filter is found here
        except jinja2.TemplateSyntaxError as error:
            self._report(error.lineno, *_of_syntax(error.message or ""))
            return False
        self._report_one_brace(markdown)
        self._report_in_text(markdown)
        names = {*known, *(environment.globals if environment else ())}
        unknown = meta.find_undeclared_variables(tree) - names
        if environment is None:
            unknown = {name for name in unknown if name.startswith(PREFIX)}
        self._report_unknown(tree, unknown, names)
        if unknown or environment is None:
            self._try_calls(tree)
        return not unknown

    def template_class(self) -> type[jinja2.Template]:
        """For the environment in which pages are rendered: an error on a page is a problem like any other."""
        macros = self

        class Page(jinja2.Template):
            def render(self, *args: Any, **kwargs: Any) -> str:
                try:
                    return super().render(*args, **kwargs)
                except Exception as error:  # noqa: BLE001 - an expression of the author's can raise anything
                    what = _sentence(f"{type(error).__name__}: {error}")
                    macros._report(_line_of_error(error), "{{", what, "Fix what this line computes.")
                    return ""

        return Page

    def _report_unknown(self, tree: nodes.Template, unknown: Collection[str], names: Collection[str]) -> None:
        macros = {name for name in names if name.startswith(PREFIX)}
        for node in tree.find_all(nodes.Name):
            if node.name in unknown:
                word = "macro" if node.name.startswith(PREFIX) else "macro or variable"
                remedy = suggestion(node.name, macros) or "Every macro is listed in docs/macros.md."
                self._report(node.lineno, node.name, f"no {word} '{node.name}'.", remedy)

    def _report_in_text(self, markdown: str) -> None:
        """A block in a sentence, a list or a table would break the page: Markdown takes a block only at the margin."""
        blocks = self.functions().keys() - set(_WORDS)
        for number, line in enumerate(_without_code(markdown).splitlines(), 1):
            for found in _CALL.finditer(line):
                before = _STANDS_BEFORE.sub("", line[: found.start()])
                if found[1] in blocks and (before.strip() or len(before.expandtabs(4)) > _MOST_INDENT):
                    what = "a block is placed in a sentence, a list, a table or an indented part."
                    self._report(number, found[1], what, "Put it on a line of its own, at the very beginning.")

    def _report_one_brace(self, markdown: str) -> None:
        """A macro in one brace is no macro: readers would see the call itself."""
        shown = _without_code(markdown)
        for found in _ONE_BRACE.finditer(shown):
            what = f"'{found[0]}' would be shown as it stands."
            self._report(shown.count("\n", 0, found.start()) + 1, found[0], what, f"Write '{{{{ {found[1]} }}}}'.")

    def _try_calls(self, tree: nodes.Template) -> None:
        """Call every macro whose values are known without rendering, for the problems that it reports."""
        functions = self.functions()
        for node in tree.find_all(nodes.Call):
            if not isinstance(node.node, nodes.Name) or node.node.name not in functions:
                continue
            if node.dyn_args or node.dyn_kwargs:
                continue
            try:
                values = [one.as_const() for one in node.args]
                named = {one.key: one.value.as_const() for one in node.kwargs}
            except nodes.Impossible:
                continue
            self.page_context.line = node.lineno
            functions[node.node.name](*values, **named)
        self.page_context.line = None

    def _guarded(self, name: str, method: Callable[..., str]) -> Callable[..., str]:
        """A macro that reports its own misuse, and then places nothing."""
        signature = inspect.signature(method)

        @wraps(method)
        def call(*args: Any, **kwargs: Any) -> str:
            try:
                arguments = signature.bind(*args, **kwargs).arguments
                _check_types(method, arguments)
                return method(*args, **kwargs)
            except TypeError as error:
                plain = re.sub(r": [^,)=]+(?= =|,|\))", "", str(signature).split(" ->")[0])
                wrong = MacroUsageError(f"{error}.", f"It is called as {name}{plain}.")
            except MacroUsageError as error:
                wrong = error
            self._report(self.page_context.line or _line_of_call(), name, wrong.what, wrong.remedy)
            return ""

        return call

    def _report(self, line: int, needle: str, what: str, remedy: str) -> None:
        number = line + self.page_context.body_starts
        lines = self.page_context.text.splitlines()
        column = lines[number - 1].find(needle) + 1 if needle and number <= len(lines) else 1
        place = Location(self.page_context.path, number, max(column, 1))
        where = needle if needle.startswith(PREFIX) else ""
        self.problems.append(Problem(place, where, what, remedy, "macro-error"))

    def _entry(self, model: type[Fields], id: str) -> Entry[Fields]:
        """The record of a kind that has an id."""
        kind = schema.kind_of(model)
        if entry := self.playbook.get(model, id):
            return entry
        for one in self.playbook.entries[kind.name]:
            if id in one.fields.aliases:
                raise MacroUsageError(*unresolved.former(id, one.id)[:2])
        for one in self.playbook.retired:
            if one.kind is kind and id in one.ids:
                instead = one.fields.retired.instead if one.fields.retired else None
                raise MacroUsageError(*unresolved.retired(one, instead)[:2])
        known = [entry.id for entry in self.playbook.of(model)]
        raise MacroUsageError(f"no {kind.word} '{id}'.", suggestion(id, known))

    def _item(self, entry: AnyEntry, anchor: str) -> None:
        if fault := unresolved.item(self.playbook, entry, anchor):
            raise MacroUsageError(*fault[:2])

    def _entries(self, model: type[Fields], ids: Sequence[str] | None) -> Sequence[Entry[Fields]]:
        return self.playbook.of(model) if ids is None else [self._entry(model, id) for id in ids]

    def _name(self, name: str) -> str:
        """A name that nothing else on the page has: the second `table` is `table-2`, if no list has that id."""
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        free = next(one for one in names if one not in self.page_context.placed)
        self.page_context.placed.add(free)
        return free

    def _block(self, block: Block) -> str:
        return self._fragment("embedded.html.j2", block=block)

    def _fragment(self, template: str, **context: Any) -> str:
        return self.renderer.fragment(template, self.page_context.address, **context).strip()


def _without_code(markdown: str) -> str:
    """A page with blanks for what it shows as code, or not at all."""
    return _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), markdown)


def page_path(docs: PurePath, source_uri: str, root: PurePath) -> str:
    """A page's file as problems show it."""
    path = docs / source_uri
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _of_syntax(message: str) -> tuple[str, str, str]:
    """Where in its line an error of Jinja's is, what is wrong, and what to do."""
    unexpected = re.match(r"unexpected char '(.)' at", message)
    if unexpected and unexpected[1] in "“”„‘’":
        return unexpected[1], f"the curly quote {unexpected[1]} stands in a macro.", "Write \" or ' instead."
    if message == "Missing end of comment tag":
        return (
            "{#",
            "'{#' begins a comment that nothing ends.",
            "Write '{: #', if it gives a name; else end it by '#}'.",
        )
    return "", _sentence(message), "Check the braces and quotes of the macro."


def _spelled(text: str) -> str:
    """Text that Markdown leaves alone: everything but letters, digits and spaces as numeric entities."""
    return "".join(char if char.isalnum() or char == " " else f"&#{ord(char)};" for char in text)


def _line_of_call() -> int:
    """The line of the template from which a macro was called."""
    for frame, line in traceback.walk_stack(sys._getframe()):
        if template := frame.f_globals.get("__jinja_template__"):
            return int(template.get_corresponding_lineno(line))
    return 1


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."


def _line_of_error(error: BaseException) -> int:
    """The line of the page at which rendering has stopped."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return next((line for line in reversed(lines) if line is not None), 1)


def _check_types(method: Callable[..., str], arguments: dict[str, Any]) -> None:
    annotations = inspect.get_annotations(method)
    for name, value in arguments.items():
        if value is None:
            continue
        if "Sequence" in str(annotations[name]):
            if not (isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)):
                raise MacroUsageError(f"'{name}' is a list of ids.", f'Write {name}=["…"].')
        elif not isinstance(value, str):
            raise MacroUsageError(f"'{name}' is a text, found {value!r}.", "Put it into quotes.")
