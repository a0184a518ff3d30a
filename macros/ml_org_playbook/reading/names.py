"""Names that people give to files and folders: ids, files of settings, the list of what was published.

In: a text. Out: whether it may be an id, or the id that is most like it. Nothing here reads a file.
"""

import re
import unicodedata
from typing import Final

SETTINGS: Final = ("playbook", "layer")
"""What the file of settings is called, without `.yml`: in the first layer, and in each further one."""
PLAYBOOK, LAYER = SETTINGS
LOCK: Final = "links.lock"
"""The list of what was published, in each layer."""

ID_PATTERN: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ID_MOST: Final = 60
"""Letters of an id at most."""

_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?: *\..*| *)", re.IGNORECASE)
_NO_FILE: Final = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')


def unusable(name: str) -> str:
    """Why no file or folder can have a name on every system; empty where it can."""
    if _DEVICES.fullmatch(name):
        return f"Windows keeps the name '{name}' for a device, so no file can have it there."
    if _NO_FILE.search(name):
        return f"Windows takes no file with the name '{name}': it ends in a dot or a space, or has a sign of its own."
    return ""


def is_id(text: str) -> bool:
    """Whether a text may be an id: lower-case words joined by hyphens, at most 60 characters."""
    return len(text) <= ID_MOST and re.fullmatch(ID_PATTERN, text) is not None


def as_id(text: str) -> str:
    """The id that is most like a text; empty where there is none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    id = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return id if is_id(id) else ""
