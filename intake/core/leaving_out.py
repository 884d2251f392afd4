# SPDX-License-Identifier: Apache-2.0
"""A form as a language asks it that has no confirmed wording of some of its items."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from intake.core.condition import Condition, names_in
from intake.core.instrument import Instrument


def without(form: Instrument, items: Collection[str]) -> Instrument:
    """Return the form less some items, which no rule of it may look at; see `names_used`."""
    if not items:
        return form
    kept = (
        replace(page, items=tuple(item for item in page.items if item.id not in items))
        for page in form.pages
    )
    return replace(form, pages=tuple(page for page in kept if page.items))


def names_used(form: Instrument) -> frozenset[str]:
    """Return every name that a page, score, criterion, outcome or alert looks at."""
    terms = [term for score in form.scores for term in score.terms]
    conditions: list[Condition | None] = [term.test for term in terms]
    conditions += [when for page in form.pages for when in (page.only_if, page.unless)]
    conditions += [each.when for each in form.criteria]
    conditions += [each.when for each in form.alerts]
    conditions += [line.when for each in form.outcomes for line in each.lines]
    tested = {name for when in conditions if when is not None for name in names_in(when)}
    return frozenset({term.name for term in terms} | tested)
