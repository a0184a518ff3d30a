"""The settings that layers give together, and the layers as pages name them.

In: the settings of each layer, as written and as checked. Out: those of the whole, with what is wrong between them.
Not here: the records of layers (reading), and what settings may hold (schema).
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from .. import schema
from ..problems import Location, Problem, suggestion
from ..reading.records import SourceRecord
from .playbook import Layer


def missing(shown: str) -> Problem:
    """A layer without its file of settings, and what that has to hold."""
    fields = schema.SETTINGS[PurePath(shown).stem].model_fields
    needed = [name for name, info in fields.items() if info.is_required()]
    remedy = f"Make it: it holds {', '.join(needed)}."
    return Problem(Location(shown), "", "this file is missing.", remedy, "missing-field")


def settled(
    base: schema.Settings, further: Sequence[tuple[SourceRecord, schema.LayerSettings]]
) -> tuple[schema.Settings, list[Problem]]:
    """The settings of the whole: parameters as the last layer sets them, and the newest day.

    further: the settings of the further layers, as written and as checked.
    Problems: unknown-parameter, duplicate-title.
    """
    parameters = dict(base.parameters)
    problems = []
    titles = {base.title.casefold()}
    for record, settings in further:
        if (title := settings.title.casefold()) in titles:
            what = f"'{settings.title}' is the title of another layer."
            problems.append(Problem(record.at(("title",)), "title", what, "Say whose layer it is.", "duplicate-title"))
        titles.add(title)
        for name, value in settings.parameters.items():
            if name in parameters:
                parameters[name] = schema.Parameter(value=value, about=parameters[name].about)
            else:
                remedy = suggestion(name, parameters) or f"The parameters are: {', '.join(sorted(parameters))}."
                place = record.at(("parameters", name), key=True)
                what = f"no parameter '{name}' is there to be set."
                problems.append(Problem(place, f"parameters.{name}", what, remedy, "unknown-parameter"))
    released = max(base.released, *(settings.released for _, settings in further), "")
    return base.model_copy(update={"parameters": parameters, "released": released}), problems


def named(written: Iterable[tuple[SourceRecord, schema.Settings | schema.LayerSettings]]) -> Iterator[Layer]:
    """Each layer, as pages and downloads name it. written: the settings of all layers, as written and as checked."""
    for record, settings in written:
        folder = record.path.rpartition("/")[0]
        yield Layer(settings.title, settings.version, settings.released, settings.license or "", folder)
