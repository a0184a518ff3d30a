"""Nothing is missing: every pitfall is answered, every record used, every cell of the summary table filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from .. import schema
from ..model.playbook import Entry, Link, Playbook
from ..problems import Problem
from .register import problem_at, rule


@rule("pitfall", "process", "reward", "trait")
def pitfalls_are_answered(playbook: Playbook) -> Iterator[Problem]:
    """Every pitfall has an answer, or says that the source gives none: a reader is not left alone with a risk."""
    for pitfall in playbook.entries["pitfall"]:
        if pitfall.fields.remedy != "none" and not playbook.answers(pitfall):
            yield problem_at(
                pitfall.record,
                ("remedy",),
                f"the remedy is '{pitfall.fields.remedy}', but no process, reward or trait answers this pitfall.",
                "Name it under 'pitfalls' of what answers it, or say 'remedy: none'.",
                "unanswered",
            )


_USED: Final = {
    "process": ("scenario",),
    "reward": ("scenario",),
    "trait": ("role",),
    "worksheet": ("process", "reward"),
    "role": ("scenario", "process", "reward", "trait", "worksheet", "checklist", "story"),
    "checklist": ("scenario", "process"),
}
"""Kind -> kinds of which one has to be linked with each record of it."""


def records_are_used(kind: str, playbook: Playbook) -> Iterator[Problem]:
    """A worksheet without a process, a role without a task or a checklist without an owner leads nowhere."""
    needed = _USED[kind]
    for entry in playbook.entries[kind]:
        links = [*playbook.links_from(entry), *playbook.links_to(entry)]
        if kind == "checklist" and entry.fields.purpose in ("launch", "onboard"):
            continue
        if not any(_other(link, entry).kind.name in needed for link in links if link.relation != "mention"):
            yield problem_at(
                entry.record,
                (),
                f"no {_either(needed)} uses this {entry.kind.word}.",
                "Link it from where it is used, or remove it.",
                "unused",
            )


for _kind, _users in _USED.items():
    rule(_kind, *_users)(partial(records_are_used, _kind))


def _other(link: Link, entry: Entry) -> Entry:
    return link.target if link.origin is entry else link.origin


def _either(words: Iterable[str]) -> str:
    *first, last = (schema.KINDS[word].word for word in words)
    return f"{', '.join(first)} or {last}" if first else last


def scenarios_cover_three_aspects(kind: str, playbook: Playbook) -> Iterator[Problem]:
    """Every scenario uses processes, rewards and people traits: the three aspects that it is compared by."""
    for scenario in playbook.entries["scenario"]:
        if not playbook.used_in(scenario, kind):
            word = schema.KINDS[kind].word
            yield problem_at(
                scenario.record,
                (),
                f"no {word} is used in this scenario.",
                f"Add '- scenario: {scenario.id}' to 'scenarios' of a {word}.",
                "incomplete",
            )


for _kind in ("process", "reward", "trait"):
    rule(_kind)(partial(scenarios_cover_three_aspects, _kind))


TABLE: Final = ("people", "process", "rewards")
"""The aspects that are the rows of the summary table."""


@rule("statement")
def table_has_no_empty_cell(playbook: Playbook) -> Iterator[Problem]:
    """Every scenario has a statement in every row of the summary table, or the table could not be compared."""
    statements = playbook.entries["statement"]
    rows = dict.fromkeys([*TABLE, *(statement.fields.aspect for statement in statements)])
    filled = {(statement.fields.aspect, statement.fields.scenario) for statement in statements}
    for scenario in playbook.entries["scenario"]:
        for aspect in rows:
            if (aspect, scenario.id) not in filled:
                yield problem_at(
                    scenario.record,
                    (),
                    f"the summary table has no statement on '{aspect}' for this scenario.",
                    "Add one to data/statements/.",
                    "incomplete",
                )
