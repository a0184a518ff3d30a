"""PDF: a document to print and to hand round, tagged for screen readers (PDF/UA-1).

It has a page of its own, not the site's: as wide as A4 and as high as Letter, so that both print it at its own size.
Forms are for the pen; the Word file is there to fill in on a screen. Fonts are the site's; nothing is loaded but files
of the package. Two runs give the same bytes: the only date is that of the release.
What the fonts lack, such as emoji, comes from those of the machine. A warning names it, as it may look otherwise
elsewhere.
WeasyPrint needs Pango from the system.
"""

import calendar
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from ..rendering.html import templates
from .document import Brief, Document
from .wording import CONTEXT, details, in_margin, origin, resting

_log: Final = logging.getLogger(__name__)
_PACKAGE: Final = Path(__file__).parents[1]
_TEMPLATE: Final = templates().get_template("paper.html.j2")
_FONT_CONFIG: Final = FontConfiguration()
"""One for all files: unpacking the fonts takes longer than a page."""
_THEME: Final = _PACKAGE / "_theme" if (_PACKAGE / "_theme").is_dir() else _PACKAGE.parents[1] / "overrides"
"""In a wheel inside the package, in a checkout beside it."""
_FONTS: Final = {
    name: path
    for name, file in (("text", "inter-latin-wght-normal.woff2"), ("extended", "inter-latin-ext-wght-normal.woff2"))
    if (path := _THEME / "assets" / "fonts" / file).is_file()
}
_DRAWING: Final = """<style>
text { font-size: 11px; text-anchor: middle; }
.pb-drawing__title { font-weight: 600; }
.pb-drawing__people, .pb-drawing__label { font-size: 10px; fill: #444; }
.pb-drawing__report, .pb-drawing__tie { fill: none; stroke: #777; }
.pb-drawing__tie { stroke: #0b4a8f; stroke-dasharray: 3 2; }
rect { fill: #fff; stroke: #777; }
.pb-drawing__box--ml rect { fill: #e6edf5; stroke: #0b4a8f; stroke-width: 1.6; }
.pb-drawing__box--shared rect { fill: #f4efe4; stroke: #222; stroke-dasharray: 4 2; }
</style>"""
"""How a drawing looks: rules of the page do not reach into it."""
_SIGNS: Final = frozenset(chr(code) for path in _FONTS.values() for code in TTFont(path).getBestCmap())
"""What these fonts can show."""


def write(document: Document) -> bytes:
    page = weasyprint.HTML(string=sheet(document), url_fetcher=URLFetcher(allowed_protocols={"file"}))
    with _day(document.edition.released):
        made: bytes = page.write_pdf(pdf_variant="pdf/ua-1", font_config=_FONT_CONFIG)
    return made


def sheet(document: Document) -> str:
    """The HTML of which the file is made. Logs a warning if it holds what the fonts lack."""
    html = _TEMPLATE.render(
        document=document,
        edition=document.edition,
        margin=in_margin(document, 90),
        title=document.title,
        origin=origin(document),
        resting=resting(document),
        details=details,
        picture=document.picture.replace(">", f">{_DRAWING}", 1) if isinstance(document, Brief) else "",
        context=CONTEXT,
        fonts={name: path.as_uri() for name, path in _FONTS.items()},
    )
    if lacking := "".join(sorted({sign for sign in html if not sign.isspace()} - _SIGNS)):
        _log.warning(
            f"{document.id}.pdf: the fonts that come along lack '{lacking}'. "
            "Fonts of this machine stand in; where it has none, an empty box does."
        )
    return html


@contextmanager
def _day(released: str) -> Iterator[None]:
    """Date the subsets of fonts in a file, which WeasyPrint takes from the environment. released: year-month-day."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(calendar.timegm(time.strptime(released, "%Y-%m-%d")))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
