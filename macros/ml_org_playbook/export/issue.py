"""The text of an issue on GitHub or GitLab: the task list without its title, which the issue has by itself."""

from __future__ import annotations

from .document import Document
from .markdown import body


def write(document: Document) -> bytes:
    return ("\n".join(body(document)) + "\n").encode()
