"""The page of a record: its head, its blocks in the order of its kind, and its foot.

Not here: what belongs to one kind (the modules named after kinds), what stands at the foot (foot), what is left of a
record that was retired or renamed (moved_and_retired).
"""

from ... import schema
from ...model.playbook import AnyEntry
from ..blocks import PageView, Siblings
from . import foot
from .common import Views
from .registry import RECORD_PAGES


def view(views: Views, entry: AnyEntry) -> PageView:
    """The page of a record."""
    page, kind, layer = RECORD_PAGES[entry.kind.name], entry.kind, views.playbook.layer_of(entry)
    content = [block for block in page.blocks(views, entry) if not block.empty]
    content.append(foot.notes(views, entry))
    if kind.handed_out:
        content.append(foot.share(entry))
    content.append(foot.backlinks(views, entry, content))
    return PageView(
        kind=kind.name,
        eyebrow=_eyebrow(entry),
        title=entry.title,
        summary=entry.fields.summary,
        also=entry.fields.also,
        badge=views.badge(entry.provenance),
        scenarios=tuple(views.target(scenario) for scenario in views.playbook.scenarios_of(entry)),
        facts=tuple(page.facts(views, entry)),
        shortcuts=tuple(page.shortcuts(views, entry)),
        blocks=tuple(block for block in content if not block.empty),
        next=tuple(page.next_steps(views, entry)),
        siblings=_siblings(views, entry),
        ref=entry.ref,
        print_name=print_name(entry) if kind.handed_out else "",
        version=views.playbook.version,
        layer=layer.title if layer else "",
        citation=views.playbook.license,
        anchors=tuple(views.playbook.anchors(entry)),
        search_boost=kind.search_boost,
        downloads=views.files(kind.name, entry.id),
    )


def _siblings(views: Views, entry: AnyEntry) -> Siblings | None:
    """The records around it in the index of its kind. Scenarios stand in the navigation themselves."""
    if isinstance(entry.fields, schema.Scenario):
        return None
    targets = [views.target(one) for one in views.playbook.entries[entry.kind.name]]
    own = views.target(entry)
    titles = list(dict.fromkeys(target.group for target in targets))
    if entry.kind.forms:
        titles.sort(key=list(entry.kind.forms.values()).index)
    ordered = [target for title in titles for target in targets if target.group == title]
    place = ordered.index(own)
    return Siblings(
        title=own.group or entry.kind.plural,
        group=tuple(target for target in ordered if target.group == own.group),
        before=ordered[place - 1] if place else None,
        after=ordered[place + 1] if place + 1 < len(ordered) else None,
    )


def _eyebrow(entry: AnyEntry) -> str:
    """What stands above the title: the kind, and the form where the kind has some."""
    word, form = entry.kind.word.capitalize(), entry.fields.variant
    return f"{word} · {entry.kind.form_words.get(form, form)}" if form else word


def print_name(entry: AnyEntry) -> str:
    """The class of a page, and the name of its printed sheets in the style sheet."""
    return f"pb-paper-{entry.kind.name}-{entry.id}"
