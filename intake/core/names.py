# SPDX-License-Identifier: Apache-2.0
"""The one namespace of a form: what each name stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from intake.core.condition import Test
from intake.core.instrument import Item, Need
from intake.core.problem import Problems, nearest, quoted

RESERVED = frozenset({"all", "any", "when", "form"})
"""Words of the format itself; as names they could not be told apart from it."""


class Role(StrEnum):
    """What a name can stand for."""

    PAGE = "page"
    ITEM = "item"
    SCORE = "score"
    CRITERION = "criterion"
    OUTCOME = "outcome"
    NEED = "need"
    ALERT = "alert"


@dataclass(slots=True)
class Names:
    """Every name of a form while it is being read, and every test that was met.

    `twice` are names given to two things, `lines` the possible words of each outcome,
    `may_hide` the items of pages with a condition with their page, `worth` what they count when
    that is not asked. `broken` are items and scores whose values are not known, because
    something is wrong with them; `ranges` are what scores say of themselves.
    """

    problems: Problems
    roles: dict[str, Role] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    pages: dict[str, tuple[str, ...]] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    may_hide: dict[str, str] = field(default_factory=dict)
    worth: dict[str, int] = field(default_factory=dict)
    tests: list[tuple[str, Test]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    ranges: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)

    def add(self, name: str, role: Role, path: str) -> None:
        """Take a name into the namespace; a second use is a problem."""
        if name in RESERVED:
            text = f"{quoted(name)} is a word of the format itself; choose another name."
            self.problems.add(path, text)
        elif name in self.roles:
            self.twice.add(name)
            article = "an" if self.roles[name].value[0] in "aeio" else "a"
            self.problems.add(
                path,
                f"{quoted(name)} is already the name of {article} {self.roles[name].value}; "
                "pages, items, scores, criteria, outcomes and alerts need names of their own.",
            )
        else:
            self.roles[name] = role

    def role(self, name: str, path: str, wanted: Iterable[Role]) -> Role | None:
        """Return what a name stands for; note a problem when it is unknown or unfit here."""
        allowed = tuple(wanted)
        role = self.roles.get(name)
        if role in allowed:
            return role
        if role is None:
            fit = [each for each, its in self.roles.items() if its in allowed]
            near = nearest(name, fit)
            extra = _MISSING_NEED if name in set(Need) else "; correct it or add it"
            self.problems.add(path, f"{quoted(name)} is not a name of this form{near}{extra}.")
            return None
        self.problems.add(path, f"{quoted(name)} is {_UNFIT[role]}")
        return None


_MISSING_NEED = '; add it to "needs" at the top'
_UNFIT = {
    Role.PAGE: "a page, which cannot stand here; name its items.",
    Role.ITEM: "an item, which cannot stand here; name a page, score or criterion that may.",
    Role.SCORE: 'a score; say which of its values count, as in { total = ">= 10" }.',
    Role.CRITERION: 'a criterion, which cannot be added up; use "count".',
    Role.OUTCOME: 'an outcome; test it in a table, as in { result = "= word" }.',
    Role.NEED: 'a fact about the person; test it in a table, as in { sex = "= female" }.',
    Role.ALERT: "an alert, which nothing else can look at; name what it looks at.",
}
