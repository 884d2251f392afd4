# SPDX-License-Identifier: Apache-2.0
"""Scores over time: one panel an instrument, the treatments between the visits, what people said.

Nothing is turned round, averaged or joined across instruments: each panel keeps its published
range and direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from intake.core.answers import is_answered
from intake.core.content import Basis, Fact, Panel, Point, ScoreRow, Trends
from intake.core.given import RESPONDENT_WORDS, Given
from intake.core.instrument import Need, ResponseKind
from intake.core.pastvisits import PastVisit, amount_words, exact_value
from intake.core.results import ScoreStatus
from intake.core.score import Score
from intake.core.scorelines import band_cuts
from intake.core.treatmentlines import treatment_lines
from intake.core.visit import Respondent, Treatment
from intake.core.words import date_words, number_words


def trends_of(
    given: Sequence[Given],
    past: Sequence[PastVisit],
    now: datetime | None,
    treatments: Sequence[Treatment],
    rows: Sequence[ScoreRow],
) -> Trends | None:
    """Return the panels of this visit's forms; nothing without a time or without history.

    `rows` are this visit's lines of the score table; the panels come by their rank.
    """
    if now is None:
        return None
    forms = {each.form: each for each in given}
    made = [
        _panel(forms[row.form], row, past, now)
        for row in sorted(rows, key=lambda row: row.rank)
        if row.is_headline
    ]
    if not any(len(panel.points) > 1 for panel in made):
        return None
    return Trends(
        panels=tuple(panel for panel in made if panel.points),
        treatments=treatment_lines(treatments),
        impressions=tuple(_impressions(given, past)),
    )


def _panel(given: Given, row: ScoreRow, past: Sequence[PastVisit], now: datetime) -> Panel:
    score = given.instrument.score(row.score)
    bands = row.bands
    return Panel(
        form=given.form,
        score=score.id,
        name=row.name,
        direction=row.direction,
        low=score.low,
        high=score.high,
        cuts=band_cuts(bands) if bands else (),
        bands=tuple(given.band_name(bands.id, each.id) for each in bands.bands) if bands else (),
        author=given.band_author(bands.id) if bands else "",
        points=tuple(_points(given, score, [*past, now], row)),
        rule=_rule(score),
    )


def _points(
    given: Given, score: Score, visits: Sequence[PastVisit | datetime], row: ScoreRow
) -> Iterator[Point]:
    baseline = row.baseline.on if row.baseline else None
    joins = False
    for visit in visits:
        is_past = isinstance(visit, PastVisit)
        then = visit.form(given.form) if isinstance(visit, PastVisit) else given
        if then is None or score.id not in then.results.scores:
            continue
        value = exact_value(then, score)
        at = visit.started if isinstance(visit, PastVisit) else visit
        if value is not None:
            on = date_words(at.date())
            yield Point(
                at,
                on,
                value,
                number_words(value, score.decimals),
                _basis(then, given, score),
                joins=joins,
                is_baseline=is_past and on == baseline,
            )
        # A visit without a score leaves a gap: nobody knows what lay between.
        joins = value is not None


def _basis(then: Given, now: Given, score: Score) -> frozenset[Basis]:
    found = []
    if then.results.scores[score.id].status is ScoreStatus.PRORATED:
        found.append(Basis.PRORATED)
    if then.respondent is Respondent.PROXY:
        found.append(Basis.PROXY)
    if then.administration.version != now.administration.version:
        found.append(Basis.OTHER_VERSION)
    if then.after_treatment:
        found.append(Basis.TREATMENT_DAY)
    return frozenset(found)


def _rule(score: Score) -> str:
    rule = score.change
    amount = None if rule is None else rule.mcid or rule.moderate
    if rule is None or amount is None:
        return ""
    # The source's first words name it; the rest is on the methods page.
    source = score.source.get("change", "").removeprefix("difference: ")
    name = source.split(";")[0].split(" (")[0].split(" for ")[0]
    return f"{'MCID' if rule.mcid else 'moderate'} {amount_words(amount)} ({name})"


def _impressions(given: Sequence[Given], past: Sequence[PastVisit]) -> Iterator[Fact]:
    # A form that may only be asked once a treatment is recorded tells the change in the
    # patient's own words.
    for each in given:
        if Need.TREATMENT_START not in each.instrument.needs:
            continue
        visits = [(visit.started, then) for visit in past if (then := visit.form(each.form))]
        for at, then in [*visits[-2:], (each.at, each)]:
            for item in then.instrument.items:
                if item.response.kind is ResponseKind.OPTIONS and is_answered(
                    then.answer(item.id)
                ):
                    on = date_words(at.date()) if at else ""
                    yield Fact(f"{each.wording.short} {on}", then.quoted(item))


def basis_words(basis: Basis) -> str:
    """Return what a mark of the panels stands for."""
    return {
        Basis.PRORATED: "prorated",
        Basis.PROXY: RESPONDENT_WORDS[Respondent.PROXY],
        Basis.OTHER_VERSION: "another version of the form",
        Basis.TREATMENT_DAY: "after a treatment on the same day: not its outcome",
    }[basis]
