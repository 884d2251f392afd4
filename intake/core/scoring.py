# SPDX-License-Identifier: Apache-2.0
"""Scores, criteria, outcomes and alerts from a set of answers, by the rules of its form.

A missing answer is never zero, and what is not known never becomes yes or no.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from graphlib import TopologicalSorter

from intake.core.answers import Answers, Missing
from intake.core.behind import items_behind
from intake.core.condition import AnyOf, Condition, Relation, Test, names_in
from intake.core.instrument import Alert, Instrument, Need, Page
from intake.core.results import (
    AlertResult,
    AlertState,
    Interval,
    PageState,
    Results,
    ScoreResult,
    ScoreStatus,
    Truth,
)
from intake.core.rules import Facts, Number, Span, compile_condition, plain
from intake.core.score import BandSet, Score, Verb
from intake.core.score_steps import CountStep, SumStep
from intake.core.steps import CriterionStep, OutcomeStep, PageStep, Run, Step, Tally

NOT_RECORDED = "not_recorded"
"""The word for a need that nobody stated; published rules may name it."""

_NO_NEEDS: Mapping[str, str] = {}
_DEFINITE = (ScoreStatus.COMPLETE, ScoreStatus.PRORATED)


def score(
    instrument: Instrument,
    answers: Answers,
    needs: Mapping[str, str] | None = None,
    *,
    ended: bool = True,
) -> Results:
    """Return everything that the answers of one form come to.

    `needs` are facts about the person by their name, such as `sex`; what is absent is not
    recorded. `ended` says that nothing more will be answered, so that missing answers now
    count as unanswered for alerts.
    """
    return _scorer(_Same(instrument)).score(answers, needs, ended=ended)


def scores_only(
    instrument: Instrument, answers: Answers, needs: Mapping[str, str] | None = None
) -> Results:
    """Return the same scores and nothing else, each worked out when it is first looked at."""
    return _scorer(_Same(instrument)).scores_only(answers, needs)


def page_states(
    instrument: Instrument, answers: Answers, needs: Mapping[str, str] | None = None
) -> Mapping[str, PageState]:
    """Return which pages are asked by what is answered so far, without scoring the rest."""
    return _scorer(_Same(instrument)).page_states(answers, needs)


def facts_of(
    instrument: Instrument, answers: Answers, needs: Mapping[str, str] | None = None
) -> Facts:
    """Return what the rules looked at, for whoever explains their results."""
    return _scorer(_Same(instrument)).facts(answers, needs)


class Scorer:
    """One form made ready: everything that does not depend on the answers is worked out here."""

    def __init__(self, instrument: Instrument) -> None:
        """Put the form's rules into an order in which each finds what it looks at.

        Raises:
            graphlib.CycleError: when rules go in a circle.
        """
        self._form = instrument
        self._needs = tuple(str(need) for need in instrument.needs)
        needed = _looked_at(instrument)
        steps = _steps(instrument)
        order = [name for name in TopologicalSorter(needed).static_order() if name in steps]
        self._steps = [steps[name] for name in order]
        pages = [_with_need(page, instrument) for page in instrument.pages]
        conditional = [page.id for page in pages if page.only_if or page.unless]
        reached = _reached(conditional, needed)
        self._page_steps = [steps[name] for name in order if name in reached]
        self._score_steps: _StepsOfScores = {}
        for each in instrument.scores:
            reached = _reached([each.id], needed)
            self._score_steps[each.id] = [(n, steps[n]) for n in order if n in reached]
        # Of the same tally comes the same result; few different ones occur in a long table.
        self._result = lru_cache(maxsize=4096)(self._new_result)
        self._alerts = [_AlertRule(alert, instrument) for alert in instrument.alerts]
        self._bands = {
            each.id: [_Bands(bands) for bands in each.bands] for each in instrument.scores
        }

    def score(
        self, answers: Answers, needs: Mapping[str, str] | None = None, *, ended: bool = True
    ) -> Results:
        """Return everything that the answers come to."""
        run = self._run(self._steps, answers, needs)
        form = self._form
        return Results(
            scores={each.id: self._result(each.id, run.tallies[each.id]) for each in form.scores},
            criteria={each.id: run.criteria[each.id] for each in form.criteria},
            outcomes={each.id: run.outcomes[each.id] for each in form.outcomes},
            alerts={
                rule.id: AlertResult(rule.id, rule.state(run, ended=ended))
                for rule in self._alerts
            },
            pages={page.id: run.pages[page.id] for page in form.pages},
            unused=tuple(run.unused),
            needs=needs or _NO_NEEDS,
        )

    def scores_only(self, answers: Answers, needs: Mapping[str, str] | None = None) -> Results:
        """Return the scores that the answers come to, each worked out when first looked at."""
        run = self._run((), answers, needs)
        scores = _ScoresOnDemand(run, self._score_steps, self._result)
        return Results(scores, {}, {}, {}, {}, needs=needs or _NO_NEEDS)

    def page_states(
        self, answers: Answers, needs: Mapping[str, str] | None = None
    ) -> Mapping[str, PageState]:
        """Return which pages are asked by what is answered so far."""
        found = self._run(self._page_steps, answers, needs).pages
        return {page.id: found.get(page.id, PageState.ASKED) for page in self._form.pages}

    def facts(self, answers: Answers, needs: Mapping[str, str] | None = None) -> Facts:
        """Return what the rules looked at: every name with what it is or could be."""
        return self._run(self._steps, answers, needs).said

    def _run(
        self, steps: Iterable[Step], answers: Answers, needs: Mapping[str, str] | None
    ) -> Run:
        facts = Facts()
        given = needs or _NO_NEEDS
        for need in self._needs:
            facts.words[need] = frozenset({str(given.get(need, NOT_RECORDED))})
        run = Run(answers, facts, facts)
        for step in steps:
            step.take(run)
        return run

    def _new_result(self, score: str, tally: Tally) -> ScoreResult:
        bands: dict[str, str] = {}
        if tally.value is not None and tally.status in _DEFINITE:
            for each in self._bands[score]:
                band = each.of(tally.value)
                if band is not None:
                    bands[each.id] = band
        low = _fraction(tally.low)
        return ScoreResult(
            score,
            tally.status,
            None if tally.value is None else _fraction(tally.value),
            Interval(low, low if tally.low == tally.high else _fraction(tally.high)),
            bands,
            tally.answered,
            tally.asked,
            _fraction(tally.raw),
        )


_StepsOfScores = dict[str, list[tuple[str, Step]]]
"""Each score with the steps that it rests on, itself the last, each step by its name."""


class _ScoresOnDemand(Mapping[str, ScoreResult]):
    """Works a score out when it is first looked at: of a long history most never are."""

    def __init__(
        self, run: Run, steps: _StepsOfScores, result: Callable[[str, Tally], ScoreResult]
    ) -> None:
        self._run = run
        self._steps = steps
        self._result = result
        self._taken: set[str] = set()
        self._found: dict[str, ScoreResult] = {}

    def __getitem__(self, name: str) -> ScoreResult:
        found = self._found.get(name)
        if found is None:
            for each, step in self._steps[name]:
                if each not in self._taken:
                    self._taken.add(each)
                    step.take(self._run)
            found = self._found[name] = self._result(name, self._run.tallies[name])
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._steps

    def __iter__(self) -> Iterator[str]:
        return iter(self._steps)

    def __len__(self) -> int:
        return len(self._steps)


class _AlertRule:
    """One alert, with every item that it can rest on."""

    def __init__(self, alert: Alert, form: Instrument) -> None:
        self.id = alert.id
        self._check = compile_condition(alert.when, {each.id for each in form.criteria})
        names = set(names_in(alert.when))
        self._waits = not names.isdisjoint(outcome.id for outcome in form.outcomes)
        behind = set(items_behind(form, alert))
        self._items = [
            (i.id, page.id) for page in form.pages for i in page.items if i.id in behind
        ]

    def state(self, run: Run, *, ended: bool) -> AlertState:
        """Say whether the alert fires, or whether the answer that it needs is missing."""
        if self._waits and not ended:
            return AlertState.NO
        truth = self._check(_as_answered(run))
        if truth is Truth.YES:
            return AlertState.YES
        if truth is Truth.NO or not any(self._missing(run)):
            return AlertState.NO
        if ended or any(kind is Missing.DECLINED for kind in self._missing(run)):
            return AlertState.UNANSWERED
        return AlertState.NO

    def _missing(self, run: Run) -> Iterator[Missing]:
        """Yield why each question that applies has no answer; what is not asked lacks none."""
        for item, page in self._items:
            answer = run.answers.get(item, Missing.NOT_REACHED)
            if isinstance(answer, Missing) and run.pages[page] is not PageState.NOT_ASKED:
                yield answer


def _as_answered(run: Run) -> Facts:
    """Return the facts with every answer that was given, applying or not: an alert hears all."""
    if not run.aside:
        return run.said
    facts = run.said.copy()
    facts.spans.update(run.aside)
    return facts


class _Bands:
    """A band set whose limits are looked up without fractions where they are whole."""

    def __init__(self, bands: BandSet) -> None:
        self.id = bands.id
        self._ids = [band.id for band in bands.bands]
        self._limits = [plain(band.limit) for band in bands.bands]
        self._is_upper = bands.upper

    def of(self, value: Number) -> str | None:
        """Return the band, or `None` for a value that the set does not reach."""
        if self._is_upper:
            place = bisect_left(self._limits, value)
        else:
            place = bisect_right(self._limits, value) - 1
        return self._ids[place] if 0 <= place < len(self._ids) else None


class _Same:
    """Makes an instrument a cache key by identity: its mappings have no hash."""

    __slots__ = ("instrument",)

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument

    def __hash__(self) -> int:
        return id(self.instrument)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.instrument is self.instrument


@lru_cache(maxsize=128)
def _scorer(same: _Same) -> Scorer:
    return Scorer(same.instrument)


@lru_cache(maxsize=4096)
def _fraction(value: Number) -> Fraction:
    return Fraction(value)


def _steps(form: Instrument) -> dict[str, Step]:
    criteria = frozenset(each.id for each in form.criteria)
    ranges: dict[str, Span] = {
        item.id: (item.response.low, item.response.high) for item in form.items
    }
    scores = frozenset(each.id for each in form.scores)
    ranges |= {each.id: (plain(each.low), plain(each.high)) for each in form.scores}
    steps: dict[str, Step] = {
        page.id: PageStep(_with_need(page, form), criteria) for page in form.pages
    }
    for rule in form.scores:
        if rule.verb is Verb.COUNT:
            steps[rule.id] = CountStep(rule, criteria)
        else:
            steps[rule.id] = SumStep(rule, ranges, scores)
    steps |= {each.id: CriterionStep(each, criteria) for each in form.criteria}
    steps |= {each.id: OutcomeStep(each, criteria) for each in form.outcomes}
    return steps


def _with_need(page: Page, form: Instrument) -> Page:
    """Return a page that is not asked while no treatment is recorded, if its form needs one.

    Without a treatment nothing has changed since it: such an answer is kept, not scored.
    """
    if Need.TREATMENT_START not in form.needs:
        return page
    untreated = Test(Need.TREATMENT_START.value, Relation.EQUAL, word=NOT_RECORDED)
    parts = (untreated,) if page.unless is None else (page.unless, untreated)
    return replace(page, unless=AnyOf(parts))


def _looked_at(form: Instrument) -> dict[str, tuple[str, ...]]:
    """Return, for each page and rule, the pages and rules that it looks at."""
    names: dict[str, Iterable[str]] = {page.id: _page_names(page) for page in form.pages}
    names |= {each.id: _score_names(each) for each in form.scores}
    names |= {each.id: names_in(each.when) for each in form.criteria}
    for outcome in form.outcomes:
        lines = [line.when for line in outcome.lines if line.when is not None]
        names[outcome.id] = [name for when in lines for name in names_in(when)]
    return {name: tuple(_owners(form, looked_at)) for name, looked_at in names.items()}


def _owners(form: Instrument, names: Iterable[str]) -> list[str]:
    """Return the page of each item and every other name itself, needs left out."""
    pages = {item.id: page.id for page in form.pages for item in page.items}
    needs = set(form.needs)
    return list(dict.fromkeys(pages.get(name, name) for name in names if name not in needs))


def _page_names(page: Page) -> Iterator[str]:
    conditions: tuple[Condition | None, ...] = (page.only_if, page.unless)
    for condition in conditions:
        if condition is not None:
            yield from names_in(condition)


def _score_names(rule: Score) -> Iterator[str]:
    for term in rule.terms:
        yield term.name
        if term.test is not None:
            yield from names_in(term.test)


def _reached(start: Iterable[str], needed: Mapping[str, Iterable[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(needed.get(name, ()))
    return reached
