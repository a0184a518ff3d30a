"""Fixed words of pages: headings of groups, names of forms, remarks on remedies.

In: what a record's field says. Out: what a reader sees. Not here: titles of blocks, which stand where these are made.
"""

from __future__ import annotations

from typing import Final

from ...model.playbook import Entry

GROUPS: Final[dict[str, dict[str, str]]] = {
    "process": {
        "review": "Reviews",
        "meeting": "Meetings",
        "evaluation": "Evaluations",
        "standard": "Standards",
        "program": "Programs",
        "practice": "Practices",
    },
    "reward": {
        "principle": "What rewards aim at",
        "behavior": "Behaviors to recognize",
        "measure": "Measures of performance",
        "form": "Forms of reward",
    },
    "role": {
        "leader": "Leaders",
        "individual": "People who do the work",
        "team": "Teams",
        "stakeholder": "Stakeholders",
    },
    "worksheet": {
        "agenda": "Agendas",
        "report": "Reports",
        "pack": "Review packs",
        "plan": "Plans",
        "standard": "Standards",
        "record": "Records",
    },
    "checklist": {
        "implement": "Introduce a scenario",
        "launch": "Launch a model",
        "onboard": "Begin in a role",
        "adopt": "Adopt a process",
        "run": "Run a process",
    },
}
"""Kind -> form -> the heading that records of this form stand under."""

FORM_WORDS: Final[dict[str, str]] = {
    "implement": "scenario",
    "adopt": "adopting a process",
    "run": "running a process",
    "launch": "launch",
    "onboard": "onboarding",
}
"""Form -> how the head of a page names it, where that is not its own name."""

REMEDIES: Final[dict[str, str]] = {
    "given": "The source gives a remedy for this pitfall: what is marked as the source's or as implied below.",
    "for-the-group": (
        "The source offers remedies for a group of pitfalls that this one belongs to, "
        "and does not say which answers which."
    ),
    "none": "The source gives no remedy for this pitfall. What stands here is this playbook's own.",
}
"""Remedy of a pitfall -> what its page says about it."""

REMEDY_ABOVE: Final = (
    "The source gives a remedy for this pitfall: see [{title}]({ref}) above. What stands below is this playbook's own."
)
"""The same where the source's remedy is no process, reward or trait."""

REMEDY_NOTES: Final[dict[str, str]] = {
    "given": "",
    "for-the-group": "Source: a remedy for the whole group",
    "none": "Source: no remedy",
}
"""Remedy of a pitfall -> what its row says, in a list of pitfalls."""

REMEDY_REMARKS: Final[dict[str, str]] = {"given": "", "for-the-group": "For the whole group", "none": "None given"}
"""Remedy of a pitfall -> the same in the column of a table that asks for it."""

PURPOSES: Final[dict[str, str]] = {
    "pdf": "Print and read",
    "docx": "Fill in",
    "xlsx": "Spreadsheet",
    "csv": "Spreadsheet",
    "issue": "Tracker",
    "issue-form": "Tracker",
    "jira": "Tracker",
    "linear": "Tracker",
    "markdown": "Text and data",
    "json": "Text and data",
}
"""Format of a download -> what it is for."""


def form_of(entry: Entry) -> str | None:
    """What sets a record apart among those of its kind: its form, or its purpose."""
    form = getattr(entry.fields, "form", None) or getattr(entry.fields, "purpose", None)
    return form if isinstance(form, str) else None


def group_of(entry: Entry) -> str:
    """The heading that a record stands under in its index: of its form, or of its aspect. Empty if it has neither."""
    form = form_of(entry)
    if form is not None:
        return GROUPS.get(entry.kind.name, {}).get(form, "")
    aspect = getattr(entry.fields, "aspect", None)
    return str(aspect).capitalize() if aspect and entry.kind.name in ("pitfall", "advantage") else ""
