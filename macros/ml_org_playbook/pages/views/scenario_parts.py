"""Pages below that of a scenario: its brief on one sheet, and what it gives, risks, runs and asks of people, in full.

Not here: the page of the scenario itself (scenario).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ... import schema
from ...model import addresses
from ...model import plan as plans
from ...model.playbook import AnyEntry, Entry, is_a
from ..blocks import OURS, Block, Brief, DownloadFile, LinkList, LinkRow, PageView, PlanPhase, RichText, Risk, Target
from . import pictures, plan
from .common import Views
from .pitfall import REMEDIES, REMEDY_NOTES

_TITLES: Final = {
    "brief": "Brief",
    "advantages": "Advantages",
    "pitfalls": "Pitfalls",
    "processes": "Processes",
    "people": "People and rewards",
}
_SUMMARIES: Final = {
    "brief": "The scenario on one sheet: when to choose it, what it takes, the first 90 days, the largest risks.",
    "advantages": "What the scenario gives, in its own words.",
    "pitfalls": "What the scenario puts at risk, and what answers each pitfall.",
    "processes": "Ways of deciding and sharing that belong to the scenario, and what each is for in it.",
    "people": "What to look for in people, what to reward, and who does what in the scenario.",
}


def title(scenario: AnyEntry, name: str) -> str:
    """What a page below a scenario is called: with the scenario, so that tabs and search results tell them apart."""
    short = scenario.fields.short if isinstance(scenario.fields, schema.Scenario) else scenario.title
    return f"{_TITLES[name]}: {short}"


def view(views: Views, scenario: AnyEntry, name: str) -> PageView:
    """A page below that of a scenario. name: one of `schema.PARTS`."""
    assert is_a(scenario, schema.Scenario)
    content = {"brief": _brief, "advantages": _advantages, "pitfalls": _pitfalls, "processes": _processes}
    return views.page(
        title(scenario, name),
        _SUMMARIES[name],
        tuple(content.get(name, _people)(views, scenario)),
        eyebrow=f"Scenario · {scenario.fields.short}",
        next=(views.row(scenario, "The scenario as a whole."),) if name != "brief" else (),
        print_name="pb-sheet" if name == "brief" else "",
    )


def brief(views: Views, scenario: Entry[schema.Scenario], *, alone: bool = False) -> Iterator[Block]:
    """The brief of a scenario. alone: it is the page of the brief itself."""
    data = scenario.fields.brief
    if data is None:
        return
    yield Brief(
        id="brief",
        title="In brief",
        badge=OURS,
        scenario=scenario.id,
        what=data.what,
        picture=pictures.chart(views, scenario, name=f"brief-{scenario.id}"),
        choose=data.choose_when,
        avoid=data.not_when,
        takes=(("People", data.people), ("Money", data.money), ("Time", data.time)),
        phases=tuple(
            PlanPhase(schema.PHASES[phase], tuple(plan.row(views, due) for due in dues))
            for phase, dues in plans.first_days(views.playbook, scenario)
        ),
        risks=tuple(
            Risk(views.find(f"pitfall:{one.pitfall}"), views.find(one.answer), one.notice) for one in data.risks
        ),
        decide=data.decide,
        leave=data.leave_when,
        page=None if alone else part(scenario, "brief"),
        files=tuple(
            DownloadFile(one.label, one.address(f"briefs/{scenario.id}"))
            for one in views.downloads
            if "brief" in one.kinds
        ),
    )


def part(scenario: Entry[schema.Scenario], name: str) -> Target:
    """A page below that of a scenario as a link."""
    return Target(title(scenario, name), addresses.part(scenario, name), id=scenario.id, summary=_SUMMARIES[name])


def in_full(views: Views, scenario: Entry[schema.Scenario]) -> LinkList:
    """The pages below, with how much each holds, and the anchors that these blocks had on the page itself."""
    used = views.playbook.used_in
    counts = {
        "advantages": f"{len(used(scenario, schema.Advantage))} advantages, and on what condition you have them.",
        "pitfalls": f"{len(used(scenario, schema.Pitfall))} pitfalls, and what answers each.",
        "processes": f"{len(used(scenario, schema.Process))} processes, and what each is for here.",
        "people": (
            f"{len(used(scenario, schema.Trait))} traits to look for, {len(used(scenario, schema.Reward))} rewards, "
            f"{len(used(scenario, schema.Role))} roles."
        ),
    }
    return LinkList(
        id="in-full",
        title="In full",
        style="columns",
        rows=tuple(
            LinkRow(replace(part(scenario, name), title=_TITLES[name]), RichText(words, None))
            for name, words in counts.items()
        ),
        aliases=("advantages", "pitfalls", "process", "rewards", "people", "roles"),
    )


def _brief(views: Views, scenario: Entry[schema.Scenario]) -> Iterator[Block]:
    yield from brief(views, scenario, alone=True)


def _advantages(views: Views, scenario: Entry[schema.Scenario]) -> Iterator[Block]:
    links = views.playbook.used_in(scenario, schema.Advantage)
    yield views.rows("advantages", "What it gives", links, back=True)
    yield _speaks(views, scenario)


def _speaks(views: Views, entry: Entry[schema.Scenario]) -> LinkList:
    """Answers to the questions that speak for the scenario."""
    rows = tuple(
        views.row(question, f"“{answer.text}” {answer.reason}")
        for question in views.playbook.of(schema.Question)
        for answer in question.fields.answers
        if entry.id in answer.supports
    )
    return LinkList(id="speaks-for", title="Answers that point to it", badge=OURS, rows=rows)


def _pitfalls(views: Views, scenario: Entry[schema.Scenario]) -> Iterator[Block]:
    rows = []
    links = views.playbook.used_in(scenario, schema.Pitfall)
    lead = tuple(views.words(text, scenario.provenance) for text in scenario.fields.remedies)
    plain = views.rows("pitfalls", "Pitfalls and what answers them", links, back=True, style="pitfalls", lead=lead)
    for row in plain.rows:
        pitfall = views.playbook.get(schema.Pitfall, row.target.id)
        assert pitfall is not None
        answers = tuple(
            views.reply(link)
            for link in views.playbook.answers(pitfall)
            if scenario in views.playbook.scenarios_of(link.origin)
        )
        remedy = pitfall.fields.remedy
        rows.append(replace(row, answers=answers, remark=REMEDY_NOTES[remedy], hint=REMEDIES[remedy]))
    yield replace(plain, rows=tuple(rows))


def _processes(views: Views, scenario: Entry[schema.Scenario]) -> Iterator[Block]:
    yield _uses(views, scenario, schema.Process, scenario.fields.process, "process", "Processes")
    advice = views.playbook.used_in(scenario, schema.Advice)
    yield views.rows("advice", "Advice for leaders", advice, back=True)


def _people(views: Views, scenario: Entry[schema.Scenario]) -> Iterator[Block]:
    yield _uses(views, scenario, schema.Trait, scenario.fields.people, "people", "What to look for in people")
    yield _uses(views, scenario, schema.Reward, scenario.fields.rewards, "rewards", "What to reward")
    roles = views.playbook.used_in(scenario, schema.Role)
    yield views.rows("roles", "Who does what", roles, back=True, style="who")


def _uses(
    views: Views,
    entry: Entry[schema.Scenario],
    model: type[schema.Record],
    note: schema.AspectNote,
    id: str,
    title: str,
) -> LinkList:
    """The records of a kind that a scenario uses, after what it says of them in general."""
    lead = tuple(views.words(text, entry.provenance.within(note)) for text in note.text)
    return views.rows(id, title, views.playbook.used_in(entry, model), back=True, style="columns", lead=lead)
