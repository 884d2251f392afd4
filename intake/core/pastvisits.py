# SPDX-License-Identifier: Apache-2.0
"""What came before: the last scores, the baseline, and the table over all visits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

from intake.core.change import Change, Direction, Met, Reached, compare
from intake.core.content import Comparison, History, HistoryRow
from intake.core.given import RESPONDENT_WORDS, Given, abbreviated
from intake.core.results import ScoreStatus
from intake.core.score import Amount, Score
from intake.core.scorelines import DIRECTION_WORDS
from intake.core.treatmentlines import treatment_lines
from intake.core.visit import EarlierVisit, Respondent, Treatment
from intake.core.words import (
    apart_words,
    date_words,
    number_words,
    plain_number,
    signed_words,
)

ON_TREATMENT_DAY = "on the day of a treatment"
_VERDICTS = {
    Direction.BETTER: "better",
    Direction.WORSE: "worse",
    Direction.SAME: "no change",
    Direction.NEITHER: "",
}
_COMPARABLE = (ScoreStatus.COMPLETE, ScoreStatus.PRORATED)


@dataclass(frozen=True, slots=True)
class PastVisit:
    """An earlier visit with its forms scored."""

    id: str
    started: datetime
    given: tuple[Given, ...]
    respondent: Respondent | None
    after_treatment: bool

    def form(self, form: str) -> Given | None:
        """Return one of its forms."""
        # Asked for every score of every visit: a loop is quicker here than a generator.
        for each in self.given:
            if each.instrument.id == form:
                return each
        return None

    def scorable(self, form: str, score: Score) -> Given | None:
        """Return a form when this score of it may be compared."""
        given = self.form(form)
        return given if given and exact_value(given, score) is not None else None


def sorted_past(
    visits: Sequence[EarlierVisit],
    treatments: Sequence[Treatment],
    now: datetime | None,
    read: Callable[[EarlierVisit], tuple[Given, ...]],
) -> tuple[PastVisit, ...]:
    """Return the visits before this one, oldest first, whatever the order they come in."""
    known = [
        visit for visit in visits if now is None or moment_order(visit.started) < moment_order(now)
    ]
    known.sort(key=lambda visit: (moment_order(visit.started), visit.id))
    return tuple(
        PastVisit(
            visit.id,
            visit.started,
            read(visit),
            visit.respondent,
            is_after_treatment(visit.started, treatments),
        )
        for visit in known
    )


def treatments_before(
    treatments: Sequence[Treatment], now: datetime | None
) -> tuple[Treatment, ...]:
    """Return the treatments given by now, oldest first."""
    known = [
        each for each in treatments if now is None or moment_order(each.at) <= moment_order(now)
    ]
    return tuple(sorted(known, key=lambda each: (moment_order(each.at), each.kind, each.dose)))


def is_after_treatment(at: datetime | None, treatments: Sequence[Treatment]) -> bool:
    """Say whether a treatment was given earlier on the same day.

    A score of such a day shows the acute effect and is never called the outcome.
    """
    return at is not None and any(
        each.at.date() == at.date() and moment_order(each.at) <= moment_order(at)
        for each in treatments
    )


def last_and_baseline(
    given: Given, score: Score, past: Sequence[PastVisit], treatments: Sequence[Treatment]
) -> tuple[Comparison | None, Comparison | None]:
    """Compare a score with the last one and with the baseline, where there are such.

    The baseline is the last scorable administration before the first treatment; without
    treatments it is the first one.
    """
    if exact_value(given, score) is None:
        return None, None
    last = _first_scorable(given, score, reversed(past))
    if last is None:
        return None, None
    start = min((moment_order(each.at) for each in treatments), default=None)
    if start is None:
        first = _first_scorable(given, score, past)
    else:
        before = [visit for visit in past if moment_order(visit.started) < start]
        first = _first_scorable(given, score, reversed(before))
    if first is None or first is last:
        both = _comparison(given, score, last, goals=first is not None)
        return both, both if first else None
    return _comparison(given, score, last, goals=False), _comparison(
        given, score, first, goals=True
    )


def _first_scorable(given: Given, score: Score, visits: Iterable[PastVisit]) -> PastVisit | None:
    # Looks no further than it must: of a long history most scores are never worked out.
    return next((visit for visit in visits if visit.scorable(given.form, score)), None)


def why_not_compared(given: Given, score: Score, past: Sequence[PastVisit]) -> str:
    """Return why a score has no earlier one beside it; nothing where no visit came before."""
    if not past:
        return ""
    if exact_value(given, score) is None:
        return "not scorable now"
    if any(visit.form(given.form) for visit in past):
        return "not scorable then"
    return "not given before"


def exact_value(given: Given, score: Score) -> Fraction | None:
    """Return a score that may be compared; "at least n" may not."""
    result = given.results.scores.get(score.id)
    if result is None or result.status not in _COMPARABLE:
        return None
    return result.value


def _comparison(given: Given, score: Score, visit: PastVisit, *, goals: bool) -> Comparison:
    then, after = visit.scorable(given.form, score), exact_value(given, score)
    before = exact_value(then, score) if then else None
    if then is None or before is None or after is None:
        raise ValueError(score.id)
    change = compare(score, before, after)
    day = visit.started.date()
    return Comparison(
        on=date_words(day),
        ago=apart_words(day, given.day) if given.day else "",
        value=f"{number_words(before, score.decimals)}{prorated_words(then, score)}",
        difference=signed_words(change.difference, score.decimals),
        sign=(change.difference > 0) - (change.difference < 0),
        verdict=_VERDICTS[change.direction],
        words=tuple(_change_words(score, change, goals=goals)),
        caution=ON_TREATMENT_DAY if visit.after_treatment else "",
    )


def prorated_words(given: Given, score: Score) -> str:
    """Return what stands behind a prorated score, nothing behind any other."""
    is_prorated = given.results.scores[score.id].status is ScoreStatus.PRORATED
    return " (prorated)" if is_prorated else ""


def _change_words(score: Score, change: Change, *, goals: bool) -> Iterator[str]:
    # A larger difference than the least, response and remission are spoken of from the baseline
    # only.
    rule = score.change
    if rule is None:
        return
    if rule.mcid is not None:
        yield _met_words(f"MCID {amount_words(rule.mcid)}", change.mcid, change.before)
    is_said = goals and change.moderate is not Met.NOT_APPLICABLE
    if rule.moderate is not None and (is_said or rule.mcid is None):
        yield _met_words(f"moderate {amount_words(rule.moderate)}", change.moderate, change.before)
    for name, reached in (("response", change.response), ("remission", change.remission)):
        if goals and reached is not Reached.NOT_APPLICABLE:
            yield f"{name}: {reached}"


def _met_words(label: str, met: Met, before: Fraction) -> str:
    if met is Met.NOT_APPLICABLE:
        return f"{label}: no percentage from {plain_number(before)}"
    return f"{label}: {met.replace('_', ' ')}"


def amount_words(amount: Amount) -> str:
    """Return a published size of change: points, or a share in per cent."""
    return f"{plain_number(amount.size * 100)} %" if amount.is_share else plain_number(amount.size)


def history_of(
    given: Sequence[Given],
    past: Sequence[PastVisit],
    now: datetime | None,
    treatments: Sequence[Treatment],
) -> History | None:
    """Return the headline scores of this visit's forms over all visits, with the treatments."""
    if not past:
        return None
    scores = [
        (each, score) for each in given for score in each.instrument.scores if score.headline
    ]
    timed = [(moment_order(visit.started), _visit_row(visit, scores)) for visit in past]
    timed += [
        (
            moment_order(at),
            HistoryRow(date_words(at.date()), f"treatment {line.letter}: {line.words}"),
        )
        for line in treatment_lines(treatments)
        for at in line.times
    ]
    timed.sort(key=lambda pair: pair[0])
    values = tuple(_table_words(each, score) for each, score in scores)
    on = date_words(now.date()) if now else "this visit"
    rows = (*(row for _, row in timed), HistoryRow(on, "this visit", values))
    return History(
        tuple(_column(each, score) for each, score in scores), rows, _directions(scores)
    )


def _directions(scores: Sequence[tuple[Given, Score]]) -> str:
    words = {DIRECTION_WORDS[score.worse] for _, score in scores}
    if len(words) == 1:
        return f"In every column {words.pop()}."
    told = (
        f"{each.score_name(score.id)}: {DIRECTION_WORDS[score.worse]}" for each, score in scores
    )
    return f"{'; '.join(told)}."


def _column(given: Given, score: Score) -> str:
    scale = f"{plain_number(score.low)}–{plain_number(score.high)}"
    return f"{abbreviated(given.score_name(score.id))}\n{scale}"


def _table_words(given: Given, score: Score) -> str:
    return f"{given.value_words(score)}{prorated_words(given, score)}"


def _visit_row(visit: PastVisit, scores: Sequence[tuple[Given, Score]]) -> HistoryRow:
    values = []
    for current, score in scores:
        then = visit.form(current.form)
        is_known = then is not None and score.id in then.results.scores
        values.append(_table_words(then, score) if then and is_known else "–")
    notes = [ON_TREATMENT_DAY] if visit.after_treatment else []
    if visit.respondent not in (None, Respondent.SELF):
        notes.append(f"answered by {RESPONDENT_WORDS[visit.respondent]}")
    return HistoryRow(date_words(visit.started.date()), ", ".join(notes), tuple(values))


def moment_order(at: datetime) -> datetime:
    """Return a time that can be compared with any other."""
    # Times without a zone are compared as they are written: they must not depend on the machine.
    return at if at.tzinfo else at.replace(tzinfo=UTC)
