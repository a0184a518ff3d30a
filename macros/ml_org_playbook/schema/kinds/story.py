"""Stories: cases with a timeline."""

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from ..base import Part, Practice, Record, Sourced, SourcedTexts
from ..kind import Kind
from ..links import RecordLink, Use
from ..refs import RoleRef
from ..text import Id, Line, Prose, Title


class StoryCharacter(Sourced):
    """Somebody who acts in a story and is no role that one could fill at home."""

    id: Id
    """Permanent within its story: an anchor."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before. Links to them lead here."""
    title: Title
    """What it is called, such as `Payments team`."""
    text: Line
    """Who it is, in one sentence."""


class StoryEvent(Sourced):
    """One thing that happens."""

    id: Id
    """Permanent within its story: an anchor."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before. Links to them lead here."""
    title: Title
    """What happens, in a few words."""
    text: Prose
    """What happens."""
    roles: tuple[RoleRef, ...] = ()
    """Roles of the playbook that act."""
    characters: tuple[Id, ...] = ()
    """Characters of the story that act."""


class StoryPractice(Practice):
    """What to do with the story."""

    discuss: SourcedTexts
    """Questions for a discussion."""
    apply: SourcedTexts
    """How to find the same thing in your company."""


class Story(Record):
    """A case with a timeline."""

    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios in which it happens."""
    characters: tuple[StoryCharacter, ...] = ()
    """Who acts in it, beside roles of the playbook."""
    events: tuple[StoryEvent, ...] = Field(min_length=2)
    """What happens, in order."""
    lessons: SourcedTexts
    """What it shows."""
    shows: tuple[RecordLink, ...] = ()
    """Pitfalls, processes, rewards, traits and advantages that it illustrates."""
    contrasts: tuple[RecordLink, ...] = ()
    """Stories to compare it with."""
    practice: StoryPractice
    """What to do with it."""

    def parts(self) -> Iterator[Part]:
        for index, event in enumerate(self.events):
            yield Part(event.id, event.aliases, event.title, ("events", index))
        for index, one in enumerate(self.characters):
            yield Part(one.id, one.aliases, one.title, ("characters", index))


KIND: Final = Kind(
    model=Story,
    rank=100,
    plural="Stories",
    page_anchors=frozenset({"characters", "events", "lessons", "shows", "contrasts", "scenarios", "discuss", "apply"}),
)
