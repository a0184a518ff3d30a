"""The text of an issue on GitHub or GitLab: the task list without its title, which the issue has by itself.

A selection names its items and links them, without the details: an issue on GitHub holds 65,536 characters.
"""

from __future__ import annotations

from .document import Document, Selection
from .markdown import body


def write(document: Document) -> bytes:
    return ("\n".join(body(document, brief=isinstance(document, Selection))) + "\n").encode()
