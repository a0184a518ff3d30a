"""What is recommended agrees with what lists tell people to do."""

from collections.abc import Iterator

from .. import schema
from ..model.playbook import AnyEntry, Playbook
from ..problems import Problem
from .register import problem_at, rule


@rule()
def only_what_is_added_waits_for_a_sign(playbook: Playbook) -> Iterator[Problem]:
    """Who is told to wait is told for what; who is told to begin, or to do without, is not told to wait."""
    for entry in playbook.all():
        for index, one in enumerate(getattr(entry.fields, "recommended", ())):
            if one.level == "add" and one.when is None:
                remedy = "Add 'when: …' with the sign that it is time, or say 'level: start'."
                yield problem_at(entry.record, ("recommended", index), "'when' is missing.", remedy, "missing-field")
            elif one.level != "add" and one.when is not None:
                what = f"the level is '{one.level}', and only what is to be added waits for a sign."
                place = ("recommended", index, "when")
                remedy = "Remove it, or say 'level: add'."
                yield problem_at(entry.record, place, what, remedy, "contradiction", key=True)


@rule()
def lists_ask_for_nothing_that_is_rarely_needed(playbook: Playbook) -> Iterator[Problem]:
    """No step of a scenario, and no item of a launch, relies on what the same company is told to do without."""
    rarely = _rarely_needed(playbook)
    for link in playbook.links:
        origin, fields = link.origin, link.origin.fields
        if isinstance(fields, schema.Scenario) and link.path[0] == "steps":
            refused = origin.id in rarely.get(link.target, ())
            what = f"'{link.target.id}' is rarely needed in this scenario, says {link.target.record.path}."
        elif isinstance(fields, schema.Checklist) and fields.purpose == "launch":
            refused = bool(rarely.get(link.target))
            what = f"this list is for every scenario, and '{link.target.id}' is rarely needed in one of them."
        else:
            continue
        if refused:
            remedy = f"Take it out here, or change its 'level' in {link.target.record.path}."
            yield problem_at(origin.record, link.path, what, remedy, "contradiction", needle=link.needle)


def _rarely_needed(playbook: Playbook) -> dict[AnyEntry, list[str]]:
    """Record -> ids of the scenarios in which it is rarely needed."""
    found: dict[AnyEntry, list[str]] = {}
    for entry in playbook.all():
        for one in getattr(entry.fields, "recommended", ()):
            if one.level == "rarely":
                found.setdefault(entry, []).append(one.scenario)
    return found
