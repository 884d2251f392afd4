# SPDX-License-Identifier: Apache-2.0
"""Scores, criteria and outcomes as Observations; what has no value says why instead."""

from __future__ import annotations

from collections.abc import Iterator

from intake.core.answers import Missing
from intake.core.given import Given
from intake.core.instrument import Criterion, Outcome
from intake.core.results import ScoreStatus, Truth
from intake.core.score import BandSet, Score
from intake.core.words import plain_number
from intake.exchange.fhir.methods import Methods
from intake.exchange.fhir.people import author_of
from intake.exchange.fhir.questionnaire import absent_concept
from intake.exchange.fhir.response import ABSENT, status_of
from intake.exchange.fhir.systems import (
    TERMINOLOGY,
    UCUM,
    Resource,
    band_code,
    line_code,
    loinc,
)
from intake.exchange.fhir.visit import ExportedVisit, instant
from intake.exchange.score_columns import json_number

_SURVEY = {"system": f"{TERMINOLOGY}observation-category", "code": "survey"}
_STATUS_WORDS = {
    ScoreStatus.COMPLETE: "complete",
    ScoreStatus.PRORATED: "prorated",
    ScoreStatus.AT_LEAST: "at least",
    ScoreStatus.NOT_SCORABLE: "not scorable",
}


def observations(visit: ExportedVisit, given: Given, methods: Methods) -> Iterator[Resource]:
    """Yield what scoring says of one form."""
    for score in given.instrument.scores:
        yield {**_head(visit, given, score.id), **_score(visit, given, score, methods)}
    for criterion in given.instrument.criteria:
        yield {**_head(visit, given, criterion.id), **_criterion(visit, given, criterion)}
    for outcome in given.instrument.outcomes:
        yield {**_head(visit, given, outcome.id), **_outcome(visit, given, outcome)}


def observation_names(given: Given) -> tuple[str, ...]:
    """Return the names of everything that becomes an Observation."""
    results = given.results
    return (*results.scores, *results.criteria, *results.outcomes)


def _head(visit: ExportedVisit, given: Given, name: str) -> Resource:
    is_final = status_of(visit, given) != "in-progress"
    head: Resource = {
        "resourceType": "Observation",
        "identifier": [visit.identifier("observation", given.form, name)],
        "status": "final" if is_final else "preliminary",
        "category": [{"coding": [_SURVEY]}],
        "subject": visit.patient,
        "encounter": visit.encounter,
        "derivedFrom": [visit.reference("QuestionnaireResponse", "response", given.form)],
    }
    author = author_of(visit, given.respondent)
    if author is not None:
        head["performer"] = [author]
    if visit.at is not None:
        head |= {"effectiveDateTime": instant(visit.at), "issued": instant(visit.at)}
    return head


def _score(visit: ExportedVisit, given: Given, score: Score, methods: Methods) -> Resource:
    result = given.results.scores[score.id]
    status = result.status
    own = visit.systems.coding(f"{given.form}.{score.id}")
    coding = [loinc(score.loinc), own] if score.loinc else [own]
    row: Resource = {
        "code": {"coding": coding, "text": given.score_name(score.id)},
        "method": {
            "coding": [visit.systems.coding(f"status.{status}", _STATUS_WORDS[status])],
            "text": _kept_words(given) or methods.words(given, score.id),
        },
    }
    if not given.is_kept:
        row["referenceRange"] = [*_ranges(given, score)]
    if result.value is None or status is ScoreStatus.NOT_SCORABLE:
        row["dataAbsentReason"] = _why_absent(given, methods.items(given, score.id))
    else:
        unit = {"unit": "{score}", "system": UCUM, "code": "{score}"}
        comparator = {"comparator": ">="} if status is ScoreStatus.AT_LEAST else {}
        row["valueQuantity"] = {"value": json_number(result.value), **comparator, **unit}
    bands = [_band(visit, given, score, *each) for each in result.bands.items()]
    if bands:
        row["interpretation"] = bands
    basis = given.basis_words(score)
    if basis:
        row["note"] = [{"text": f"{given.value_words(score)}, {basis}"}]
    return row


def _kept_words(given: Given) -> str:
    """Return where results come from that this version of the form would perhaps not give."""
    if not given.is_kept:
        return ""
    return f"Scored when the visit ended, by version {given.administration.version} of the form."


def _band(visit: ExportedVisit, given: Given, score: Score, band_set: str, band: str) -> Resource:
    code = band_code(given.form, score.id, band_set, band)
    text = f"{given.band_name(band_set, band)} ({given.band_author(band_set)})"
    return {"coding": [visit.systems.coding(code)], "text": text}


def _why_absent(given: Given, items: tuple[str, ...]) -> Resource:
    """Return why there is no score: the one reason that all missing answers share, or none."""
    kinds = {answer for item in items if isinstance(answer := given.answer(item), Missing)}
    code = ABSENT[kinds.pop()] if len(kinds) == 1 else "unknown"
    return absent_concept(code, "Not scorable: answers that its rule needs are missing.")


def _ranges(given: Given, score: Score) -> Iterator[Resource]:
    low, high = score.low, score.high
    yield {
        "low": {"value": json_number(low)},
        "high": {"value": json_number(high)},
        "text": f"possible range {plain_number(low)} to {plain_number(high)}",
    }
    for bands in score.bands:
        yield from _band_ranges(given, score, bands)


def _band_ranges(given: Given, score: Score, bands: BandSet) -> Iterator[Resource]:
    """Yield the bands of one author; a bound that is not part of a band stands in words only."""
    limits = [band.limit for band in bands.bands]
    author = given.band_author(bands.id)
    for place, band in enumerate(bands.bands):
        name = given.band_name(bands.id, band.id)
        row: Resource = {}
        if bands.upper:
            words = f"up to {plain_number(band.limit)}"
            if place:
                words = f"above {plain_number(limits[place - 1])}, {words}"
            else:
                row["low"] = {"value": json_number(score.low)}
            row["high"] = {"value": json_number(band.limit)}
        else:
            row["low"] = {"value": json_number(band.limit)}
            words = f"from {plain_number(band.limit)}"
            if place + 1 < len(limits):
                words = f"{words}, below {plain_number(limits[place + 1])}"
            else:
                row["high"] = {"value": json_number(score.high)}
        yield {**row, "text": f"{name}: {words} ({author})"}


def _criterion(visit: ExportedVisit, given: Given, criterion: Criterion) -> Resource:
    result = given.results.criteria[criterion.id]
    own = visit.systems.coding(f"{given.form}.{criterion.id}")
    row: Resource = {"code": {"coding": [own], "text": given.criterion_name(criterion.id)}}
    if criterion.source:
        row["method"] = {"text": criterion.source}
    if result.truth is Truth.UNKNOWN:
        text = "Cannot be determined from the answers given."
        row["dataAbsentReason"] = absent_concept("unknown", text)
    else:
        row["valueBoolean"] = result.truth is Truth.YES
    meaning = given.texts.meanings.get(criterion.id, {}).get(result.truth, "")
    from_prorated = "From a prorated total." if result.from_prorated else ""
    notes = [text for text in (meaning, from_prorated) if text]
    if notes:
        row["note"] = [{"text": text} for text in notes]
    return row


def _outcome(visit: ExportedVisit, given: Given, outcome: Outcome) -> Resource:
    line = given.results.outcomes[outcome.id].line
    own = visit.systems.coding(f"{given.form}.{outcome.id}")
    row: Resource = {"code": {"coding": [own], "text": outcome.id.replace("_", " ")}}
    if line is None:
        text = "Cannot be determined from the answers given."
        row["dataAbsentReason"] = absent_concept("unknown", text)
    else:
        coding = visit.systems.coding(line_code(given.form, outcome.id, line))
        row["valueCodeableConcept"] = {"coding": [coding], "text": given.outcome_words(outcome.id)}
    return row
