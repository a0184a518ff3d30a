"""The kinds of records, one module each: its models, and one `Kind` that says what is special about it.

In: the modules beside this one, each with a `KIND`. Out: `KINDS`, from which everything else learns which kinds there
are. A new kind is a new module here.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from ..base import Record
from ..kind import Kind


def _declared() -> Iterator[Kind]:
    for module in iter_modules(__path__):
        declared = getattr(import_module(f"{__name__}.{module.name}"), "KIND", None)
        if not isinstance(declared, Kind):
            raise TypeError(f"schema/kinds/{module.name}.py has no KIND. Declare what is special about the kind there.")
        yield declared


KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in sorted(_declared(), key=lambda kind: kind.rank)}
"""By name, in the order in which they are listed."""

FOLDERS: Final[Mapping[str, str]] = {kind.folder: kind.name for kind in KINDS.values()}
"""Name of a folder in a layer -> the kind of its records."""

_BY_MODEL: Final[Mapping[type[Record], Kind]] = {kind.model: kind for kind in KINDS.values()}


def kind_of(model: type[Record]) -> Kind:
    """The kind whose records have this model."""
    return _BY_MODEL[model]
