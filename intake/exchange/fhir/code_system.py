# SPDX-License-Identifier: Apache-2.0
"""The project's own codes, for everything that has no confirmed code elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intake.core.results import ScoreStatus
from intake.core.score import Score
from intake.core.words import readable
from intake.exchange.export_form import ExportForm
from intake.exchange.fhir.systems import (
    Resource,
    Systems,
    band_code,
    line_code,
    option_code,
)

_WEIGHT = "itemWeight"
_WEIGHT_URI = "http://hl7.org/fhir/concept-properties#itemWeight"


def code_system(forms: Iterable[ExportForm], systems: Systems, app_version: str) -> Resource:
    """Return every code of these forms with its English name, and the weight of each answer."""
    concepts = [concept for form in forms for concept in _concepts(form)]
    concepts += [_concept(f"status.{each}", readable(each)) for each in ScoreStatus]
    return {
        "resourceType": "CodeSystem",
        "language": "en",
        "url": systems.codes,
        "version": app_version,
        "name": "IntakeCodes",
        "title": "Codes of the Intake program",
        "status": "active",
        "description": "Forms, questions, answers, scores, bands and results that have no "
        "confirmed code in a public system. Each begins with the id of its form.",
        "caseSensitive": True,
        "content": "complete",
        "property": [{"code": _WEIGHT, "uri": _WEIGHT_URI, "type": "decimal"}],
        "concept": concepts,
    }


def _concepts(form: ExportForm) -> Iterator[Resource]:
    instrument, english, names = form.instrument, form.english, form.names
    yield _concept(instrument.id, english.title)
    for item in instrument.items:
        text = names.areas.get(item.id) or english.items.get(item.id, "")
        yield _concept(f"{instrument.id}.{item.id}", text)
    for response in instrument.responses.values():
        texts = english.options.get(response.id, {})
        for option in response.options:
            code = option_code(instrument.id, response.id, option.id)
            weight = [{"code": _WEIGHT, "valueDecimal": option.value}]
            yield {**_concept(code, texts.get(option.id, "")), "property": weight}
    for score in instrument.scores:
        yield _concept(f"{instrument.id}.{score.id}", form.score_name(score.id))
        yield from _bands(form, score)
    for criterion in instrument.criteria:
        name = names.criteria.get(criterion.id, readable(criterion.id))
        yield _concept(f"{instrument.id}.{criterion.id}", name)
    for outcome in instrument.outcomes:
        yield _concept(f"{instrument.id}.{outcome.id}", readable(outcome.id))
        for line in outcome.lines:
            text = names.outcomes.get(outcome.id, {}).get(line.id, readable(line.id))
            yield _concept(line_code(instrument.id, outcome.id, line.id), text)
    for alert in instrument.alerts:
        name = names.alerts.get(alert.id, readable(alert.id))
        yield _concept(f"{instrument.id}.{alert.id}", name)


def _bands(form: ExportForm, score: Score) -> Iterator[Resource]:
    names = form.names
    for bands in score.bands:
        author = names.band_sets.get(bands.id, readable(bands.id))
        for band in bands.bands:
            text = names.bands.get(bands.id, {}).get(band.id, readable(band.id))
            code = band_code(form.instrument.id, score.id, bands.id, band.id)
            yield _concept(code, f"{text} ({author})")


def _concept(code: str, display: str) -> Resource:
    return {"code": code, "display": display or code}
