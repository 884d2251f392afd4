# SPDX-License-Identifier: Apache-2.0
"""The results that a visit ended with, as they are kept, so that no later version changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from intake.core.instrument import Instrument
from intake.core.results import (
    CriterionResult,
    Interval,
    OutcomeResult,
    Results,
    ScoreResult,
    ScoreStatus,
    Truth,
)

Kept = Mapping[str, str]


def kept_of(results: Results) -> Kept:
    """Return what is kept of a form's results: exact values, statuses, bands, words; as text."""
    kept: dict[str, str] = {}
    for name, result in results.scores.items():
        kept[f"{name}.status"] = str(result.status)
        if result.value is not None:
            kept[name] = str(result.value)
        kept |= {f"{name}.band.{bands}": band for bands, band in result.bands.items()}
    kept |= {name: str(result.truth) for name, result in results.criteria.items()}
    kept |= {name: each.line for name, each in results.outcomes.items() if each.line is not None}
    return kept


def as_kept(results: Results, kept: Kept, form: Instrument) -> Results:
    """Return results with everything that was kept in the place of what would be scored now.

    A score, criterion or outcome that the form has now and that was not kept has no result.
    """
    return replace(
        results,
        scores={name: _score(each, kept) for name, each in results.scores.items()},
        criteria={
            name: CriterionResult(name, Truth(kept.get(name, Truth.UNKNOWN)))
            for name in results.criteria
        },
        outcomes={each.id: OutcomeResult(each.id, kept.get(each.id)) for each in form.outcomes},
    )


def _score(now: ScoreResult, kept: Kept) -> ScoreResult:
    status = ScoreStatus(kept.get(f"{now.id}.status", ScoreStatus.NOT_SCORABLE))
    text = kept.get(now.id)
    value = None if text is None else Fraction(text)
    prefix = f"{now.id}.band."
    bands = {key[len(prefix) :]: band for key, band in kept.items() if key.startswith(prefix)}
    interval = now.interval if value is None else Interval(value, value)
    return replace(now, status=status, value=value, interval=interval, bands=bands)
