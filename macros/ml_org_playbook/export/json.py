"""JSON: the document as it is, for programs. Addresses are paths; put `base` before them.

The digest can be checked by anyone: it is the SHA-256 of `content`, written with sorted keys, without spaces, in UTF-8.
"""

import json
from dataclasses import asdict

from .document import Document, content


def write(document: Document) -> bytes:
    edition = document.edition
    made = {
        "kind": document.kind,
        "playbook": edition.playbook,
        "version": edition.version,
        "released": edition.released,
        "layers": [asdict(layer) for layer in edition.layers],
        "license": edition.license,
        "base": edition.base,
        "link": document.link,
        "digest": document.digest,
        "content": content(document),
    }
    return f"{json.dumps(made, ensure_ascii=False, indent=2)}\n".encode()
