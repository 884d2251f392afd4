# SPDX-License-Identifier: Apache-2.0
"""What an alert, or any other name of a form, rests on: down to the single answers."""

from __future__ import annotations

from collections.abc import Iterable

from intake.core.condition import names_in
from intake.core.instrument import Alert, Instrument


def items_behind(instrument: Instrument, alert: Alert) -> tuple[str, ...]:
    """Return every item that an alert can rest on, through scores, criteria and outcomes."""
    return items_under(instrument, names_in(alert.when))


def items_under(instrument: Instrument, names: Iterable[str]) -> tuple[str, ...]:
    """Return every item that these names rest on, in the order of the form."""
    under = _names_under(instrument)
    seen: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen[name] = None
            waiting.extend(under.get(name, ()))
    return tuple(item.id for item in instrument.items if item.id in seen)


def _names_under(form: Instrument) -> dict[str, list[str]]:
    under = {page.id: [item.id for item in page.items] for page in form.pages}
    for score in form.scores:
        tests = [term.test for term in score.terms if term.test is not None]
        looked_at = [name for test in tests for name in names_in(test)]
        under[score.id] = [*(term.name for term in score.terms), *looked_at]
    for criterion in form.criteria:
        under[criterion.id] = list(names_in(criterion.when))
    for outcome in form.outcomes:
        lines = [line.when for line in outcome.lines if line.when is not None]
        under[outcome.id] = [name for when in lines for name in names_in(when)]
    return under
