"""The kinds of records, one module each: its models, and one `Kind` that says what is special about it.

In: the modules beside this one, each with a `KIND`. Out: `KINDS`, from which everything else learns which kinds there
are. A new kind is a new module here. Declarations that do not go together are refused when the program starts.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from ...problems import suggestion
from ..base import Record
from ..kind import Kind

_UNIQUE: Final = ("model", "name", "folder", "address")
"""What no two kinds may share."""


def by_name(declared: Mapping[str, object]) -> Mapping[str, Kind]:
    """The kinds by name, in the order of their ranks.

    declared: the `KIND` of each module. Raises: TypeError that names a declaration which does not go with the others.
    """
    found: dict[str, Kind] = {}
    for module, kind in declared.items():
        if not isinstance(kind, Kind):
            raise TypeError(f"{_file(module)} has no KIND. Declare what is special about the kind there.")
        for key in _UNIQUE:
            value = getattr(kind, key)
            if other := next((one for one, before in found.items() if getattr(before, key) == value), None):
                shown = getattr(value, "__name__", value)
                raise TypeError(f"the KINDs in {_file(other)} and {_file(module)} have the same {key}, '{shown}'.")
        found[module] = kind
    kinds = {kind.name: kind for kind in sorted(found.values(), key=lambda kind: kind.rank)}
    for module, kind in found.items():
        for user in kind.used_by:
            if user not in kinds:
                named = f"'used_by' of the KIND in {_file(module)} names '{user}'"
                raise TypeError(f"{named}, and there is no such kind. {suggestion(user, kinds)}".rstrip())
    return kinds


def _file(module: str) -> str:
    return f"schema/kinds/{module}.py"


def _declared() -> dict[str, object]:
    names = [module.name for module in iter_modules(__path__)]
    return {name: getattr(import_module(f"{__name__}.{name}"), "KIND", None) for name in names}


KINDS: Final = by_name(_declared())
"""By name, in the order in which they are listed."""

FOLDERS: Final[Mapping[str, str]] = {kind.folder: kind.name for kind in KINDS.values()}
"""Name of a folder in a layer -> the kind of its records."""

_BY_MODEL: Final[Mapping[type[Record], Kind]] = {kind.model: kind for kind in KINDS.values()}


def kind_of(model: type[Record]) -> Kind:
    """The kind whose records have this model."""
    return _BY_MODEL[model]
