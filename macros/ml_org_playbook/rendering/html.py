"""Views to HTML: the Jinja environment, rich text and filters. The only module that knows Jinja and Markdown.

In: a view or a block, and the address of the page that it stands on. Out: HTML. Not here: what a page says (pages).
Every value is escaped where it is placed, with the parameters in it filled in. Rich text goes through a Markdown
converter of its own, without raw HTML, images, references or attributes; links in it lead to records or to the web,
and to nothing else.
"""

import re
from collections.abc import Callable, Collection
from functools import cache, partial
from typing import Final
from xml.etree.ElementTree import Element

import jinja2
import markdown
from jinja2.bccache import Bucket
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from ..model import addresses
from ..model.link import PARAMETER, WEB
from ..model.playbook import BASIS_WORDS, Playbook
from ..pages.blocks import OURS, Block, RichText

_PLAIN: Final = re.compile(
    r"(?!(?s:.*)  \n)[^\\`*_\[\]<>&#|~!\t\n]+(?:\n(?![ \t]*(?:[-+*#>=]|\d+[.)]|\n|\Z))[^\\`*_\[\]<>&#|~!\t\n]+)*\n?\Z"
)
"""Text in which Markdown would change nothing: one paragraph of words."""
_LIST_START: Final = re.compile(r"[ \t]*(?:[-+*]|\d+[.)])[ \t]|[ \t]{4}|[ \t]*[-=*_]{3,}")
_SENTENCE_START: Final = re.compile(r"(?:\A|[.!?:]\s+|<(?:p|li|br)>\s*)(?:<[a-z][^<>]*>)*\Z")
"""What stands before the first word of a sentence, in a text or in the HTML made of it. Emphasis may come between."""


class CompiledTemplates(jinja2.BytecodeCache):
    """Code of compiled templates, by key. Jinja compares the source: it compiles a template that has changed anew."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


def templates(
    compiled: CompiledTemplates | None = None, finalize: Callable[[object], object] | None = None
) -> jinja2.Environment:
    """The templates of this package. Every value is escaped, and one that is not there is an error.

    compiled: code of templates that earlier environments have compiled, to be used and added to.
    finalize: what becomes of a value before it is escaped and placed.
    """
    return jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )


class Renderer:
    """Turns views into HTML for one playbook."""

    def __init__(
        self, playbook: Playbook, compiled: CompiledTemplates | None = None, by_hand: Collection[str] = ()
    ) -> None:
        """by_hand: addresses of hand-written pages, which are linked only where they are there."""
        self.by_hand = frozenset(by_hand)
        self.parameters = {name: one.value for name, one in playbook.settings.parameters.items()}
        self.playbook = playbook
        self.environment = templates(compiled, self._filled)
        self.environment.filters["icon"] = _ICONS.__getitem__
        self.environment.filters["basis_word"] = BASIS_WORDS.__getitem__
        self.environment.filters["outward"] = _outward
        self._markdown = _converter(self._resolve)
        self.html = cache(self._convert)
        """Rich text as HTML that belongs to no page: its links to records lead nowhere. For exporters."""

    def fragment(self, template: str, address: str, **context: object) -> str:
        """A template of the package as HTML of the page at an address."""
        href = partial(addresses.relative, page=address)

        def prose(words: RichText, end: Markup | str = "") -> Markup:
            """Rich text as HTML; `end` goes inside its last paragraph."""
            made = _LINK.sub(lambda found: f'href="{escape(href(found[1]))}"', self.html(words.text))
            if end:
                last = made.rfind("</p>") if made.endswith("</p>") else len(made)
                made = f"{made[:last]} {escape(end)}{made[last:]}"
            return Markup(made)

        context |= {"href": href, "prose": prose, "ours": OURS, "by_hand": self.by_hand}
        parts = self.environment.get_template("_macros.html.j2").make_module(context)
        block_template = self.environment.get_template("block.html.j2")

        def place(block: Block, heading: bool = True) -> Markup:
            return Markup(block_template.render(context, pb=parts, block=block, heading=heading))

        return self.environment.get_template(template).render(context, pb=parts, place=place)

    def line(self, text: str, wrap: Callable[[str], str] = str) -> str:
        """One line of text with its parameters filled in, for what is placed without a template. Not escaped.

        wrap: what happens to the value of a parameter before it is filled in.
        """

        def value(found: re.Match[str]) -> str:
            filled = self.parameters.get(found[1])
            if filled is None:
                return found[0]
            if _SENTENCE_START.search(found.string[: found.start()]):
                filled = filled[:1].upper() + filled[1:]
            return wrap(filled)

        return PARAMETER.sub(value, text)

    def _filled(self, value: object) -> object:
        """A value as a template places it: a text with its parameters. HTML, and what `e` has escaped, stay as is."""
        return self.line(value) if isinstance(value, str) and not isinstance(value, Markup) and "{" in value else value

    def _convert(self, text: str) -> str:
        if _PLAIN.match(text) and not _LIST_START.match(text):
            html = f"<p>{escape(text.strip())}</p>"
        else:
            html = self._markdown(text)
        return self.line(html, escape)

    def _resolve(self, href: str) -> str | None:
        """Where a link in a text leads: a marked address on the site, a web address, or nowhere."""
        if WEB.match(href):
            return href
        name, _, anchor = href.partition("#")
        entry = self.playbook.find(name)
        return f"{_SITE}{addresses.of(entry, anchor or None)}" if entry else None


_SITE: Final = "playbook:/"
_LINK: Final = re.compile(rf'href="{_SITE}([^"]*)"')


def _converter(resolve: Callable[[str], str | None]) -> Callable[[str], str]:
    """Markdown without anything that could run, load or reach beyond its own text."""
    converter = markdown.Markdown(extensions=["sane_lists"])
    for registry, names in (
        (converter.preprocessors, ("html_block",)),
        (converter.parser.blockprocessors, ("reference", "hashheader", "setextheader", "hr", "code")),
        (converter.inlinePatterns, ("html", "entity", "image_link", "image_reference", "autolink", "automail")),
        (converter.inlinePatterns, ("reference", "short_reference", "short_image_ref")),
    ):
        for name in names:
            registry.deregister(name, strict=True)
    converter.treeprocessors.register(_Links(converter, resolve), "playbook_links", 5)
    return lambda text: converter.reset().convert(text)


class _Links(Treeprocessor):
    """Sends every link through the resolver; a link that leads nowhere becomes plain text."""

    def __init__(self, converter: markdown.Markdown, resolve: Callable[[str], str | None]) -> None:
        super().__init__(converter)
        self.resolve = resolve

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            href = self.resolve(element.get("href", ""))
            element.attrib.clear()
            if href is None:
                element.tag = "span"
            else:
                element.set("href", href)
                if not href.startswith(_SITE):
                    element.set("rel", "noopener")


_ICONS: Final = {"stated": "●", "implied": "◐", "editorial": "○"}
"""Basis -> the sign for it. It stands for the same as its word everywhere: alone or together."""


def _outward(html: str) -> Markup:
    """HTML of a page that may stand in a frame: its links to other pages open in place of the page around the frame."""
    return Markup(_AWAY.sub(r'<a target="_top"\1', str(html)))


_AWAY: Final = re.compile(r"""<a(?=[^>]* href="(?!#))(?![^>]* target=)([^>]*)""")
