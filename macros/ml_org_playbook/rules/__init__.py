"""Rules that no single field can know: one function a rule, each with its reason.

In: a linked playbook, of the records that have no fault of form. Out: problems.
A rule looks at what is there, and runs whatever else is wrong. A rule that says that something is missing ("nothing
answers this pitfall") may be wrong as soon as a record that could hold it has a fault or was not read. Such a rule
names the kinds that it counts on: `@rule("process", "reward")`. It waits until all records of these kinds are sound,
so that one mistake is not reported twice, and everything else is reported in one run.

    register         what a rule is, and all of them
    addresses        ids, former ids and titles: that everything is found, and told apart
    order            lists to tick: what waits for what
    coverage         that nothing is missing: answers, uses, cells of the table
    sense            values that cannot both be right
    plan             what is due before what it needs, and what has two dates
    recommendations  what is recommended, and what lists ask for
    texts            spelling, leftovers, and signs that would be shown as they stand
"""

from ..model.playbook import Playbook
from ..problems import Problem
from . import addresses, coverage, order, plan, recommendations, sense, texts
from .register import RULES, Rule

__all__ = ["RULES", "Rule", "addresses", "check", "coverage", "order", "plan", "recommendations", "sense", "texts"]


def check(playbook: Playbook, incomplete: frozenset[str] = frozenset()) -> list[Problem]:
    """Every rule, over the whole playbook.

    incomplete: kinds of which not every record is known. Rules that count on one of them wait.
    """
    return [problem for one in RULES if not one.requires & incomplete for problem in one.validate(playbook)]
