# SPDX-License-Identifier: Apache-2.0
"""Every number of an administration explained: its rule in words, and with the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from intake.core.answers import Answers
from intake.core.condition import AllOf, AnyOf, Condition, Test
from intake.core.instrument import Criterion, Instrument, Item, Outcome, ResponseKind
from intake.core.namer import Namer
from intake.core.results import PageState, Results, ScoreResult, ScoreStatus, Truth
from intake.core.rules import Facts, compile_condition
from intake.core.rulewords import (
    band_rule,
    change_rule,
    condition_words,
    criteria_in,
    item_test_words,
    joined,
    missing_rule,
    rounding_rule,
    score_rule,
)
from intake.core.score import Score, Verb
from intake.core.score_steps import looked_for, rescaled
from intake.core.scoring import facts_of
from intake.core.wording import Wording
from intake.core.words import number_words, plain_number, readable

NOT_DETERMINED = "cannot be determined"
NOT_SCORABLE = "no score"
NO_CHANGE_POSSIBLE = "what is missing could not change it"

_MINUS = "\N{MINUS SIGN}"
_VERBS = {Truth.YES: "is", Truth.NO: "is not", Truth.UNKNOWN: "may or may not be"}


def format_value(value: Fraction, decimals: int) -> str:
    """Return a score as it is shown, a tie rounded up."""
    return number_words(value, decimals)


def exact_csv(value: Fraction) -> str:
    """Return a score for tables: a tie rounded up at the sixth decimal, no trailing zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    text = number_words(value, 6).replace(_MINUS, "-")
    return text.rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Explained:
    """One rule of a form: in words, with the numbers put in, and what else is to be known."""

    id: str
    name: str
    rule: str
    worked: str
    remarks: tuple[str, ...] = ()


def explain_form(
    form: Instrument,
    wording: Wording,
    answers: Answers,
    results: Results,
    bands: Mapping[str, str] | None = None,
) -> tuple[Explained, ...]:
    """Explain every score, criterion and outcome of an administration, in the form's order.

    `results` are those of these answers. `bands` is the band set that the clinic chose, by
    score; the default set stands otherwise.
    """
    namer = Namer(form, wording)
    worked = Worked(namer, facts_of(form, answers, results.needs), results)
    chosen = bands or {}
    return (
        *(_score(namer, worked, rule, chosen.get(rule.id)) for rule in form.scores),
        *(_criterion(namer, worked, criterion) for criterion in form.criteria),
        *(_outcome(namer, worked, outcome) for outcome in form.outcomes),
    )


def _score(namer: Namer, worked: Worked, score: Score, band_set: str | None) -> Explained:
    bands = score.band_set(band_set) or score.band_set()
    remarks = (
        missing_rule(namer, score),
        rounding_rule(score),
        band_rule(namer, score, bands) if bands else "",
        change_rule(score),
    )
    return Explained(
        score.id,
        namer.name(score.id),
        score_rule(namer, score),
        worked.score(score),
        tuple(remark for remark in remarks if remark),
    )


def _criterion(namer: Namer, worked: Worked, criterion: Criterion) -> Explained:
    rule = sentence(condition_words(namer, criterion.when))
    source = (criterion.source or "").rstrip(".")
    return Explained(
        criterion.id,
        namer.name(criterion.id),
        f"{rule} Source: {source}." if source else rule,
        worked.criterion(criterion),
    )


def _outcome(namer: Namer, worked: Worked, outcome: Outcome) -> Explained:
    lines = [
        f"otherwise {namer.line(outcome.id, line.id)}"
        if line.when is None
        else f"{namer.line(outcome.id, line.id)}, if {condition_words(namer, line.when)}"
        for line in outcome.lines
    ]
    rule = f"The first of these that is known to hold: {'; '.join(lines)}."
    return Explained(outcome.id, namer.name(outcome.id), rule, worked.outcome(outcome))


class Worked:
    """Puts the numbers of one administration into the words of its form."""

    def __init__(self, namer: Namer, facts: Facts, results: Results) -> None:
        """`facts` are those that the results were made of."""
        self._namer = namer
        self._facts = facts
        self._results = results
        self._criteria = {each.id for each in namer.form.criteria}

    def score(self, score: Score) -> str:
        """Return the sum or the count with its numbers: "(2+6+4) / 3 = 4.0"."""
        result = self._results.scores[score.id]
        if result.value is None:
            return f"{NOT_SCORABLE}{_basis(result)}.".capitalize()
        shown = format_value(result.value, score.decimals)
        if score.verb is Verb.COUNT:
            return sentence(self._count(score, result, shown))
        if result.status is ScoreStatus.AT_LEAST:
            return f"At least {shown}{_basis(result)}."
        if result.status is ScoreStatus.COMPLETE and result.answered < result.asked:
            return f"{shown}{_basis(result, NO_CHANGE_POSSIBLE)}."
        text, exact = self._sum(score)
        basis = _basis(result, raw=self._raw(score, result))
        if exact == result.value:
            return f"{text} = {shown}{basis}."
        return f"{text} = {_number(exact)}, taken as {shown}{basis}."

    def criterion(self, criterion: Criterion) -> str:
        """Return a criterion as it turned out, part by part."""
        result = self._results.criteria[criterion.id]
        prorated = ", from a prorated score" if result.from_prorated else ""
        told = self.condition(criterion.when)
        return sentence(f"{told}; result: {_truth(result.truth)}{prorated}")

    def outcome(self, outcome: Outcome) -> str:
        """Return the line of an outcome that holds."""
        line = self._results.outcomes[outcome.id].line
        return sentence(self._namer.line(outcome.id, line) if line else NOT_DETERMINED)

    def condition(self, condition: Condition) -> str:
        """Return a condition with its numbers: "WPI 9 is 7 or more and SSS 4 is not 5 or more"."""
        if isinstance(condition, Test):
            return self._test(condition)
        if criteria_in(condition):
            return "; ".join(self.condition(part) for part in condition.parts)
        marks = self._marks(condition)
        return marks or joined([self.condition(part) for part in condition.parts], condition)

    def _test(self, test: Test) -> str:
        name = self._namer.short(test.name)
        if test.name in self._criteria:
            return f"{self._namer.name(test.name)}: {_truth(self._facts.truths[test.name])}"
        if test.word is not None:
            return f"{name}: {self._word(test.name)}"
        found, words = self._found(test.name), item_test_words(self._namer, test)
        return f"{name}{found} {_VERBS[self._holds(test)]} {words}"

    def _marks(self, condition: AllOf | AnyOf) -> str:
        """Return which of several areas are marked, if the condition asks nothing else."""
        names = [part.name for part in condition.parts if isinstance(part, Test)]
        items = [self._namer.item(name) for name in names]
        are_areas = all(item and item.response.kind is ResponseKind.MARK for item in items)
        if len(names) < len(condition.parts) or not are_areas:
            return ""
        marked = [name for name in names if self._facts.spans[name] == (1, 1)]
        unknown = [name for name in names if self._facts.spans[name] == (0, 1)]
        words = "marked" if marked else "not confirmed" if unknown else "not marked"
        return f"{words}: {self._namer.names(marked or unknown or names)}"

    def _word(self, name: str) -> str:
        if name in self._results.outcomes:
            line = self._results.outcomes[name].line
            return self._namer.line(name, line) if line else NOT_DETERMINED
        return " or ".join(readable(word) for word in sorted(self._facts.words[name]))

    def _found(self, name: str) -> str:
        """Return what a score or question is, or what it could still be."""
        low, high = (Fraction(end) for end in self._facts.spans[name])
        item = self._namer.item(name)
        if item is None:
            decimals = self._namer.form.score(name).decimals
            if low == high:
                return f" {format_value(low, decimals)}"
            ends = f"{number_words(low, decimals)} to {number_words(high, decimals)}"
            return f" ({ends} possible)"
        if low != high:
            return f" ({self._why_open(item)})"
        if item.response.kind is ResponseKind.MARK:
            return ""
        text = self._namer.answer(item.response, low)
        return f" (“{text}”, {plain_number(low)})" if text else f" ({plain_number(low)})"

    def _why_open(self, item: Item) -> str:
        page = self._namer.form.page(item.page)
        if self._results.pages[page.id] is PageState.NOT_ASKED:
            return "not asked"
        return "not known" if page.only_if or page.unless else "not answered"

    def _holds(self, condition: Condition) -> Truth:
        return compile_condition(condition, self._criteria)(self._facts)

    def _count(self, score: Score, result: ScoreResult, shown: str) -> str:
        tests = [(term.name, looked_for(term, self._criteria)) for term in score.terms]
        holding = [name for name, test in tests if self._holds(test) is Truth.YES]
        names = f": {self._namer.names(holding)}" if holding else ""
        is_floor = result.status is ScoreStatus.AT_LEAST
        return f"{'at least ' * is_floor}{shown} of {len(tests)}{names}{_basis(result)}"

    def _sum(self, score: Score) -> tuple[str, Fraction]:
        """Return the sum as it is written, and what it comes to before any rounding."""
        values = [self._value(score, term.name) for term in score.terms]
        known = [value for value in values if value is not None]
        text, exact = "+".join(_number(value) for value in known), sum(known, Fraction(0))
        text = f"({text})" if len(known) > 1 else text
        divisor = score.divide * (len(known) if score.verb is Verb.MEAN else 1)
        if len(known) < len(values) and score.verb is not Verb.MEAN:
            text = f"{text} × {len(values)} / {len(known)}"
            exact = exact * len(values) / len(known)
        if divisor != 1:
            return f"{text} / {plain_number(divisor)}", exact / divisor
        return (text[1:-1] if text.endswith(")") else text), exact

    def _raw(self, score: Score, result: ScoreResult) -> str:
        """Return the sum of the answers given, for a score of answers rather than of scores."""
        is_own = all(self._namer.item(term.name) for term in score.terms)
        return f"; raw sum {_number(result.raw)}" if is_own else ""

    def _value(self, score: Score, name: str) -> Fraction | None:
        """Return what a term brings into a sum, `None` when it is missing."""
        item = self._namer.item(name)
        if item is None:
            part = self._namer.form.score(name)
            value = self._results.scores[name].value
            return None if value is None else rescaled(score, name, value, part.low, part.high)
        low, high = self._facts.spans[name]
        if low != high:
            return None
        return rescaled(score, name, Fraction(low), item.response.low, item.response.high)


def sentence(text: str) -> str:
    """Return a phrase as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def _truth(truth: Truth) -> str:
    return NOT_DETERMINED if truth is Truth.UNKNOWN else str(truth)


def _basis(result: ScoreResult, why: str = "", raw: str = "") -> str:
    if result.answered >= result.asked:
        return ""
    counted = f"{result.answered} of {result.asked} answered"
    if result.status is ScoreStatus.PRORATED:
        return f" (prorated: {counted}{raw})"
    return f" ({counted}; {why})" if why else f" ({counted})"


def _number(value: Fraction) -> str:
    """Return a term of a sum: whole, or with two decimals."""
    return number_words(value, 0 if value.denominator == 1 else 2)
