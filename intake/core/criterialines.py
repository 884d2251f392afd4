# SPDX-License-Identifier: Apache-2.0
"""Criteria and outcomes in words, each with the reasons that it rests on."""

from __future__ import annotations

from intake.core.condition import AllOf, Condition, Test, names_in
from intake.core.content import CriterionLine, Reason
from intake.core.given import TRUTH_WORDS, Given
from intake.core.instrument import Criterion
from intake.core.results import Truth

_OPPOSITE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def criteria_lines(given: Given) -> tuple[CriterionLine, ...]:
    """Return the criteria of a form that no other rule of the form is made of, and outcomes."""
    used = _used_names(given)
    criteria = [c for c in given.instrument.criteria if c.id not in used]
    outcomes = [o.id for o in given.instrument.outcomes]
    return (
        *(_criterion_line(given, criterion) for criterion in criteria),
        *(_outcome_line(given, outcome) for outcome in outcomes),
    )


def _used_names(given: Given) -> set[str]:
    form = given.instrument
    used = {name for criterion in form.criteria for name in names_in(criterion.when)}
    for score in form.scores:
        used.update(term.name for term in score.terms)
    for outcome in form.outcomes:
        for line in outcome.lines:
            used.update(names_in(line.when) if line.when else ())
    return used


def _criterion_line(given: Given, criterion: Criterion) -> CriterionLine:
    result = given.results.criteria[criterion.id]
    words = TRUTH_WORDS[result.truth]
    meaning = given.texts.meanings.get(criterion.id, {}).get(result.truth, "")
    return CriterionLine(
        form=given.form,
        form_name=given.wording.short,
        name=given.criterion_name(criterion.id),
        truth=result.truth,
        result=f"{words}, from a prorated total" if result.from_prorated else words,
        sentence=meaning,
        reasons=_reasons(given, criterion.when),
        note=given.texts.notes.get(criterion.id, ""),
    )


def _outcome_line(given: Given, outcome: str) -> CriterionLine:
    return CriterionLine(
        form=given.form,
        form_name=given.wording.short,
        name=given.texts.scores.get(outcome, outcome.replace("_", " ")),
        truth=None,
        result=given.outcome_words(outcome),
        note=given.texts.notes.get(outcome, ""),
    )


def _reasons(given: Given, when: Condition) -> tuple[Reason, ...]:
    parts = when.parts if isinstance(when, AllOf) else (when,)
    named = tuple(
        _named_reason(given, part)
        for part in parts
        if isinstance(part, Test) and part.name in given.results.criteria
    )
    facts = dict.fromkeys(_fact(given, name) for name in names_in(when))
    return named or tuple(Reason(fact) for fact in facts if fact)


def _named_reason(given: Given, part: Test) -> Reason:
    rule = next(c for c in given.instrument.criteria if c.id == part.name)
    found = dict.fromkeys(given.found(name) for name in names_in(rule.when))
    truth = given.results.criteria[rule.id].truth
    if part.word == Truth.NO:
        truth = _OPPOSITE[truth]
    items = {item.id for item in given.instrument.items}
    return Reason(
        given.criterion_name(rule.id),
        ", ".join(filter(None, found)),
        truth,
        is_answer=items.issuperset(names_in(rule.when)),
    )


def _fact(given: Given, name: str) -> str:
    is_item = any(item.id == name for item in given.instrument.items)
    return f"{given.item_name(name)}: {given.found(name)}" if is_item else given.found(name)
