"""What a kind of record is: everything that sets it apart, said once, beside its model.

In: a model and its words. Out: one `Kind`. Not here: the view of a kind, which registers itself in `pages.views`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .base import Record


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of record: its model, where its records are kept and shown, and what is special about it."""

    model: type[Record]
    rank: int
    """Place among the kinds, smallest first, wherever all of them are listed."""
    plural: str
    """How pages name several of them; also the title of the page that lists them, unless `playbook.yml` gives one."""
    name: str = ""
    """Used in references: `process` in `process:triage`. Left out: the name of the model."""
    word: str = ""
    """How texts name one of them. Left out: its name."""
    folder: str = ""
    """Name of its folder in a layer. Left out: the plural, with hyphens for blanks."""
    address: str = ""
    """Folder of the pages, or the one page whose anchors the records are (ends in `.html`). Left out: its folder."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """Form of a record -> heading under which the index lists the records of this form."""
    form_words: Mapping[str, str] = field(default_factory=dict)
    """Form of a record -> how the head of its page names it, where that is not the form's own name."""
    handed_out: bool = False
    """Whether people pass its records on: they get short addresses, downloads, and printed sheets with their title."""
    selects_items: bool = False
    """Whether each record has a page with its selection of items from all checklists."""
    compared: bool = False
    """Whether a matrix shows what is recommended in which scenario, and which scenario uses which record."""
    used_by: tuple[str, ...] = ()
    """Kinds of which one record at least has to be linked with each record of this kind; empty: none has to."""
    search_boost: int = 1
    """How much more a word on its pages counts in the search."""
    page_anchors: frozenset[str] = frozenset()
    """Anchors that its pages have for parts of their own, so that no id may take them."""
    inner_anchors: tuple[str, ...] = ()
    """What follows a record's id and a hyphen in the anchors of its headings, where many records share a page."""

    def __post_init__(self) -> None:
        name = self.name or self.model.__name__.lower()
        folder = self.folder or "-".join(self.plural.lower().split())
        left_out = {"name": name, "word": self.word or name, "folder": folder, "address": self.address or folder}
        for field_name, value in left_out.items():
            object.__setattr__(self, field_name, value)

    @property
    def has_pages(self) -> bool:
        """Whether each record has a page of its own."""
        return not self.address.endswith(".html")

    @property
    def has_parts(self) -> bool:
        """Whether its records have parts with anchors of their own."""
        return self.model.parts is not Record.parts

    @property
    def page_key(self) -> str:
        """The name under which `playbook.yml` gives title and summary of the page that lists its records."""
        return self.address.removesuffix(".html").removesuffix("/index").replace("-", "_")
