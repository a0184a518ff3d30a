"""A style sheet that puts each checklist's and worksheet's title at the head of every printed sheet.

In: a playbook. Out: CSS. Titles cannot be read from the page by CSS, so each page has named sheets of its own.
"""

from ..model.playbook import Playbook
from ..pages.views.record import print_name
from .html import Renderer

ADDRESS = "assets/css/paper.css"
"""Where the style sheet is on the site."""


def style_sheet(playbook: Playbook, renderer: Renderer) -> str:
    """One named kind of sheet for each page, with the title, the version and the source in its margins."""
    about = f"{renderer.line(playbook.name)}. {renderer.line(playbook.license)}"
    rules = [f"@page {{\n  @bottom-left {{\n    content: {_string(about)};\n  }}\n}}\n"]
    for entry in sorted(playbook.all(), key=lambda entry: entry.kind.name):
        if entry.kind.handed_out:
            name = print_name(entry)
            title = _string(renderer.line(entry.title))
            rules.append(f"@page {name} {{\n  @top-left {{\n    content: {title};\n  }}\n}}\n")
            rules.append(f"@media print {{\n  body:has(.{name}) {{\n    page: {name};\n  }}\n}}\n")
    return "".join(rules)


def _string(text: str) -> str:
    """A text as a CSS string: whatever is not a letter, a digit or a space is escaped."""
    return '"' + "".join(char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in text) + '"'
