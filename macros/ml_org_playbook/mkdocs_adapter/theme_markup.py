"""Markup of the theme that HTML does not allow, or that asks other hosts, put right in finished pages.

In: a page as the theme has made it. Out: the page as HTML has it, which browsers show in the same way.
Not here: partials of the theme that are ours already, in `overrides/`.
"""

from typing import Final

_FAULTS: Final = (
    (' tabindex=""', ""),
    ('id="__drawer" autocomplete="off"', 'id="__drawer"'),  # not for checkboxes; frame.js does what it is meant for
    ('id="__search" autocomplete="off"', 'id="__search"'),
    (' class="md-source" data-md-component="source"', ' class="md-source"'),  # asks the repository's host for stars
)
_CONTENTS: Final = "__toc"
"""The checkbox that opens a page's contents. A page outside the navigation has a label of it alone."""


def corrected(page: str) -> str:
    for fault, right in _FAULTS:
        page = page.replace(fault, right)
    return page if f'id="{_CONTENTS}"' in page else page.replace(f' for="{_CONTENTS}"', "")
