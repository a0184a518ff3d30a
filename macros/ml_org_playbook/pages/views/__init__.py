"""Playbook to pages: what each kind's page shows, in which order, in which words. No HTML.

In: a linked playbook. Out: a `Sheet` of blocks for each page; templates only place them.

    common                    what all views share: links, marks, texts, rows
    wording                   fixed words: headings of groups, names of forms

    record                    the page of any record: head, blocks, foot
    foot                      share it, what points to it, what to do next
    scenario                  the blocks of a kind's page, from here on
    advantages_and_pitfalls
    process
    people_and_rewards        traits, roles, rewards
    checklist                 also: items to tick, on any page
    worksheet                 also: the form, on any page
    story
    pictures                  organization charts, the Star Model

    indexes                   pages that list the records of a kind
    selections                items of all checklists, by role, phase, scenario
    compare                   the summary table and the matrices
    definitions               the Star Model, advice, the glossary
    transitions, questions, sources
    former                    retired records, and addresses that lead on
"""

from .common import Views

__all__ = ["Views"]
