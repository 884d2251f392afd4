# SPDX-License-Identifier: Apache-2.0
"""The last look at resources finds each fault that other validators let pass, and no other."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intake.core.visit import Patient
from intake.exchange.exporting import Job
from intake.exchange.fhir import folder
from intake.exchange.fhir.check import faults
from intake.exchange.fhir.folder import FhirExport, UnsoundExportError
from intake.exchange.fhir.questionnaire import questionnaire
from intake.exchange.fhir.systems import Systems
from tests.exchange.fhir_engine import items
from tests.exchange.test_fhir import bundle_of
from tests.exchange.test_research import AT, visit
from tests.exchange.travelling import all_forms, shipped


def of_kind(bundle: Any, kind: str) -> Any:
    return next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind)


def twice_the_same_link(bundle: Any) -> None:
    form = of_kind(bundle, "Questionnaire")
    form["item"].append(copy.deepcopy(form["item"][-1]))


def options_and_a_value_set(bundle: Any) -> None:
    found = [i for i in items(of_kind(bundle, "Questionnaire")) if "answerOption" in i]
    found[0]["answerValueSet"] = "http://example.org/set"


def a_display_with_options(bundle: Any) -> None:
    option = {"valueString": "x"}
    row = {"linkId": "shown", "type": "display", "answerOption": [option]}
    of_kind(bundle, "Questionnaire")["item"].append(row)


def an_answer_and_items(bundle: Any) -> None:
    group = of_kind(bundle, "QuestionnaireResponse")["item"][0]
    group["answer"] = [{"valueBoolean": True}]


def a_value_and_a_reason(bundle: Any) -> None:
    row = of_kind(bundle, "Observation")
    row["valueInteger"] = 1
    row.pop("valueQuantity", None)
    row["dataAbsentReason"] = {"text": "none"}


def a_reference_to_nothing_inside(bundle: Any) -> None:
    of_kind(bundle, "Observation")["subject"] = {"reference": "#nobody"}


def a_reference_to_nothing_in_the_bundle(bundle: Any) -> None:
    of_kind(bundle, "Flag")["subject"] = {"reference": "urn:uuid:0"}


def no_request(bundle: Any) -> None:
    del bundle["entry"][3]["request"]


def the_same_address_twice(bundle: Any) -> None:
    bundle["entry"].append(copy.deepcopy(bundle["entry"][0]))


def two_values(bundle: Any) -> None:
    of_kind(bundle, "Observation").update(valueInteger=1, valueBoolean=True)


def an_empty_list(bundle: Any) -> None:
    of_kind(bundle, "QuestionnaireResponse")["item"][0]["item"] = []


def an_empty_text(bundle: Any) -> None:
    of_kind(bundle, "Patient")["name"] = [{"text": " "}]


def nothing(bundle: Any) -> None:
    of_kind(bundle, "Patient")["gender"] = None


def no_zone(bundle: Any) -> None:
    of_kind(bundle, "Provenance")["recorded"] = "2026-11-25T12:00:00"


def no_date(bundle: Any) -> None:
    of_kind(bundle, "Patient")["birthDate"] = "2 Apr 1979"


def no_such_status(bundle: Any) -> None:
    of_kind(bundle, "Observation")["status"] = "done"


def no_such_type(bundle: Any) -> None:
    of_kind(bundle, "Questionnaire")["item"][-1]["type"] = "number"


def no_status(bundle: Any) -> None:
    del of_kind(bundle, "DocumentReference")["status"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (twice_the_same_link, "que-2"),
        (options_and_a_value_set, "que-4"),
        (a_display_with_options, "is a display with"),
        (an_answer_and_items, "qrs-1"),
        (a_value_and_a_reason, "obs-6"),
        (a_reference_to_nothing_inside, "#nobody leads nowhere"),
        (a_reference_to_nothing_in_the_bundle, "urn:uuid:0 leads nowhere"),
        (no_request, "bdl-3"),
        (the_same_address_twice, "bdl-7"),
        (two_values, "several values"),
        (an_empty_list, "empty list"),
        (an_empty_text, "empty text"),
        (nothing, "is null"),
        (no_zone, "no point in time"),
        (no_date, "no date"),
        (no_such_status, "no code of it"),
        (no_such_type, "no such type"),
        (no_status, "status is missing"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_each_fault_is_found_with_its_place(spoil: Callable[[Any], None], words: str) -> None:
    bundle = json.loads(json.dumps(bundle_of("item9_nearly_every_day")))
    assert faults(bundle) == []

    spoil(bundle)

    found = faults(bundle)
    assert any(words in each for each in found), found


def test_a_form_alone_is_looked_at_too() -> None:
    content: Any = questionnaire(shipped()["peg"], Systems())
    content["item"].append({"linkId": "peg", "type": "group"})

    assert {each.split("(")[-1] for each in faults(content)} == {"que-1)", "que-2)"}


def test_nothing_unsound_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "faults", lambda _: ["Bundle is odd"])
    job = Job([visit("peg", {})], all_forms(), AT, "1.0")

    with pytest.raises(UnsoundExportError, match="odd"):
        FhirExport(Systems()).write(job, tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


def test_letters_that_fhir_forbids_do_not_stop_an_export(tmp_path: Path) -> None:
    record = replace(visit("peg", {}), patient=Patient("A-1", "Ana\x07 \\u0007 María\tB"))

    FhirExport(Systems(), with_forms=True).write(
        Job([record], all_forms(), AT, "1.0"), tmp_path / "out"
    )

    (place,) = (tmp_path / "out").iterdir()
    patient = of_kind(json.loads(place.read_text(encoding="utf-8")), "Patient")
    assert patient["name"] == [{"text": "Ana\N{REPLACEMENT CHARACTER} \\u0007 María\tB"}]
