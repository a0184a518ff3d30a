"""The text of an issue on GitHub or GitLab: the task list without its title, which the issue has by itself.

A selection names its items and links them, without the details: an issue on GitHub holds 65,536 characters. Where that
is still too long, because the address of the site is, it links its lists alone.
"""

from typing import Final

from .document import Document, Selection
from .markdown import Detail, body

MOST: Final = 65_536
"""Characters of an issue on GitHub. GitLab takes more."""


def write(document: Document) -> bytes:
    if not isinstance(document, Selection):
        return _text(document, "all").encode()
    text = _text(document, "links")
    return (text if len(text) <= MOST else _text(document, "none")).encode()


def _text(document: Document, detail: Detail) -> str:
    return "\n".join(body(document, detail)) + "\n"
