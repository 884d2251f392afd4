# SPDX-License-Identifier: Apache-2.0
"""The score table: every score with its range, direction, band and change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from intake.core.content import Comparison, Gauge, ScoreRow
from intake.core.durations import recall_words
from intake.core.given import Given
from intake.core.results import Interval, ScoreStatus, Truth
from intake.core.rules import passes
from intake.core.rulewords import test_words
from intake.core.score import BandSet, Score, Worse
from intake.core.words import listed, plain_number

DIRECTION_WORDS = {
    Worse.HIGHER: "higher = worse",
    Worse.LOWER: "lower = worse",
    Worse.NEITHER: "no better or worse direction",
}


def score_row(
    given: Given,
    score: Score,
    chosen: Mapping[str, str],
    last: Comparison | None = None,
    baseline: Comparison | None = None,
    *,
    no_change: str = "",
) -> ScoreRow:
    """Return the line of one score. `chosen` names the clinic's band set by `form.score`.

    `no_change` says why there is nothing to compare with.
    """
    bands = score.band_set(chosen.get(f"{given.form}.{score.id}")) or score.band_set()
    result = given.results.scores[score.id]
    band = result.bands.get(bands.id, "") if bands else ""
    gauge = _gauge(given, score, bands, band)
    return ScoreRow(
        form=given.form,
        score=score.id,
        form_name=given.wording.short,
        name=given.score_name(score.id),
        now=given.value_words(score),
        detail=given.basis_words(score),
        scale=f"{plain_number(score.low)}–{plain_number(score.high)}",
        direction=DIRECTION_WORDS[score.worse],
        recall=score_recall(given, score),
        has_value=result.value is not None,
        band=given.band_name(bands.id, band) if bands and band else "",
        band_author=given.band_author(bands.id) if bands and band else "",
        gauge=gauge,
        bands=bands,
        last=last,
        baseline=baseline,
        is_headline=score.headline,
        plain=given.texts.plain.get(score.id, ""),
        mark=_mark(score, result.value if gauge else None),
        no_change=no_change,
        rank=_rank(given, score),
    )


def _rank(given: Given, score: Score) -> int:
    # What says most comes first: of each form its main score, those with published bands before
    # those without, those with more published rules of change before the rest.
    scores = [each for each in given.instrument.scores if each.headline]
    main = next((each for each in scores if each.bands), scores[-1] if scores else None)
    rule = score.change
    rules = (rule.mcid, rule.response, rule.remission) if rule and score.bands else ()
    known = sum(each is not None for each in rules)
    return 20 * (main is None or score.id != main.id) + 10 * (not score.bands) - known


def _mark(score: Score, value: Fraction | None) -> str:
    if score.mark is None or value is None:
        return ""
    holds = passes(score.mark, Interval(value, value)) is Truth.YES
    return test_words(score.mark) if holds else ""


def score_recall(given: Given, score: Score) -> str:
    """Return the recall periods of the questions that a score rests on, joined if they differ."""
    pages = {page.id: page for page in given.instrument.pages}
    names = _items_of(given, score)
    used = [page for page in pages.values() if any(item.id in names for item in page.items)]
    return period_words([page.recall for page in used if page.recall])


def period_words(durations: Sequence[str]) -> str:
    """Return recall periods in words, each once: "past 7 days and 6 months"."""
    words = [recall_words(each) for each in dict.fromkeys(durations)]
    return listed([*words[:1], *(each.removeprefix("past ") for each in words[1:])])


def _items_of(given: Given, score: Score) -> set[str]:
    found: set[str] = set()
    pages = {page.id: page for page in given.instrument.pages}
    scores = {each.id: each for each in given.instrument.scores}
    for term in score.terms:
        if term.name in pages:
            found.update(item.id for item in pages[term.name].items)
        elif term.name in scores:
            found |= _items_of(given, scores[term.name])
        else:
            found.add(term.name)
    return found


def _gauge(given: Given, score: Score, bands: BandSet | None, band: str) -> Gauge | None:
    result = given.results.scores[score.id]
    if result.value is None or result.status is ScoreStatus.AT_LEAST:
        return None
    ids = [each.id for each in bands.bands] if bands else []
    return Gauge(
        low=score.low,
        high=score.high,
        cuts=band_cuts(bands) if bands else (),
        value=result.value,
        band=ids.index(band) if band in ids else None,
    )


def band_cuts(bands: BandSet) -> tuple[Fraction, ...]:
    """Return the limits between bands, without the ends of the scale."""
    limits = tuple(band.limit for band in bands.bands)
    return limits[:-1] if bands.upper else limits[1:]
