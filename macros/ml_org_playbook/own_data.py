"""Data of the engine itself, in YAML files beside the modules that use them."""

from importlib.resources import files
from typing import Any, Final

import yaml

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader of YAML: libyaml, where PyYAML was built with it."""


def own_data(package: str | None, name: str) -> Any:
    """What a file of a package holds."""
    return yaml.load(files(package or "").joinpath(name).read_text("utf-8"), Loader=LOADER)  # noqa: S506
