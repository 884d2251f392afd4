# SPDX-License-Identifier: Apache-2.0
"""What a health record gets: sound resources, nothing lost, nothing twice, nothing made up."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class
from hypothesis import given, settings

from intake.assets import resources_dir
from intake.core.answered import forms_of
from intake.core.answers import Answer, is_answered
from intake.core.visit import Sitting, VisitRecord
from intake.exchange.fhir.bundle import forms_bundle, forms_entries, visit_bundle
from intake.exchange.fhir.check import faults
from intake.exchange.fhir.methods import Methods
from intake.exchange.fhir.questionnaire import questionnaire
from intake.exchange.fhir.response import response
from intake.exchange.fhir.systems import Systems
from intake.exchange.fhir.visit import ExportedVisit
from intake.exchange.visit_file import read_visit
from tests.exchange.fhir_engine import items
from tests.exchange.fhir_reading import Server, answers_of, resources
from tests.exchange.test_totals import answered
from tests.exchange.travelling import all_forms, partly, recorded, shipped, whole_form

EXAMPLES = sorted(path.stem for path in (resources_dir() / "examples").glob("*.json"))
LATER = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
PDF = b"%PDF-1.7 a report"


@cache
def example(name: str) -> VisitRecord:
    content = (resources_dir() / "examples" / f"{name}.json").read_bytes()
    return read_visit(content, name, {n: f.instrument for n, f in shipped().items()})


def bundle_of(name: str, systems: Systems | None = None, pdf: bytes | None = PDF) -> Any:
    record, used = example(name), systems or Systems()
    texts = {n: (form.instrument, form.wording("en")) for n, form in shipped().items()}
    visit = ExportedVisit(record, forms_of(record, texts), used, LATER)
    forms = [shipped()[each.form] for each in visit.given]
    before = forms_entries(forms, used, "1.0")
    return visit_bundle(visit, Methods(), "1.0", pdf=pdf, before=before)


def score_of(bundle: Any, code: str) -> Any:
    (found,) = [
        each
        for each in resources(bundle, "Observation")
        if code in {coding["code"] for coding in each["code"]["coding"]}
    ]
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_validator_that_is_not_ours_takes_every_resource_of_a_visit(name: str) -> None:
    bundle = json.loads(json.dumps(bundle_of(name)))

    assert faults(bundle) == []
    for entry in bundle["entry"]:
        resource = entry["resource"]
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    get_fhir_model_class("Bundle").model_validate(bundle)


@pytest.mark.parametrize("name", sorted(all_forms()))
def test_a_validator_that_is_not_ours_takes_every_form(name: str) -> None:
    content = json.loads(json.dumps(questionnaire(all_forms()[name], Systems())))

    assert faults(content) == []
    get_fhir_model_class("Questionnaire").model_validate(content)


@pytest.mark.parametrize("form", sorted(all_forms()))
def test_answers_kinds_of_missing_and_versions_come_back_as_they_went(form: str) -> None:
    export = all_forms()[form]

    @settings(max_examples=30)
    @given(partly(export.instrument))
    def check(answers: dict[str, Answer]) -> None:
        visit = answered(form, answers)
        sent = json.loads(json.dumps(response(visit, visit.given[0])))

        wanted = recorded(export.instrument, answers)
        assert answers_of(export.instrument, sent) == wanted
        url, _, version = sent["questionnaire"].partition("|")
        assert (url.rsplit("/", 1)[1], version) == (form, export.instrument.version)
        assert sent["encounter"]["identifier"]["value"] == visit.record.sitting.id
        assert faults(sent) == []

    check()


def test_the_answers_of_a_response_stand_under_the_questions_of_its_form() -> None:
    form = questionnaire(shipped()["phq9"], Systems())
    sent = resources(bundle_of("first_visit_complete"), "QuestionnaireResponse")
    (filled,) = [each for each in sent if "/phq9|" in each["questionnaire"]]

    asked = {item["linkId"]: item for item in items(form)}
    for row in items(filled):
        question = asked[row["linkId"]]
        for answer in row.get("answer", []):
            if "valueCoding" in answer:
                offered = [each["valueCoding"] for each in question["answerOption"]]
                assert answer["valueCoding"] in [
                    {key: value for key, value in each.items() if key != "_display"}
                    for each in offered
                ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_server_that_takes_a_visit_twice_has_it_once(name: str) -> None:
    server = Server()
    server.take(bundle_of(name))
    before = dict(server.stored)

    server.take(bundle_of(name))

    assert server.stored == before


def test_two_patients_whose_visits_are_called_the_same_stay_apart() -> None:
    one = bundle_of("all_zero")
    record = example("first_visit_complete")
    texts = {n: (form.instrument, form.wording("en")) for n, form in shipped().items()}
    same = replace(record, sitting=replace(record.sitting, id=example("all_zero").sitting.id))
    visit = ExportedVisit(same, forms_of(same, texts), Systems(), LATER)
    server = Server()
    server.take(one)
    count = len(server.of("QuestionnaireResponse"))

    server.take(visit_bundle(visit, Methods(), "1.0"))

    assert len(server.of("QuestionnaireResponse")) == count + len(record.administrations)
    assert len(server.of("Patient")) == 2


def test_nothing_that_the_health_record_knows_better_is_overwritten() -> None:
    server = Server()
    server.take(bundle_of("item9_nearly_every_day"))
    (patient,), (flag, *_) = server.of("Patient"), server.of("Flag")
    patient["name"] = [{"family": "corrected in the record"}]
    flag["status"] = "inactive"

    server.take(bundle_of("item9_nearly_every_day"))

    assert server.of("Patient")[0]["name"] == [{"family": "corrected in the record"}]
    assert server.of("Flag")[0]["status"] == "inactive"


def test_a_score_says_its_number_band_range_rule_and_answers() -> None:
    total = score_of(bundle_of("first_visit_complete"), "44261-6")

    assert total["valueQuantity"]["code"] == "{score}"
    assert total["referenceRange"][0]["high"]["value"] == 27
    assert "Kroenke 2001" in total["interpretation"][0]["text"]
    assert total["derivedFrom"][0]["type"] == "QuestionnaireResponse"
    assert "Kroenke" in total["method"]["text"]
    assert total["method"]["coding"][0]["code"] == "status.complete"


def test_a_score_that_may_not_be_given_has_a_reason_and_no_value() -> None:
    bundle = bundle_of("missing_and_declined")
    lacking = [each for each in resources(bundle, "Observation") if "dataAbsentReason" in each]

    assert lacking
    for each in lacking:
        assert not [key for key in each if key.startswith("value")]
        assert "interpretation" not in each
        # whether the rule was published stands in `method`: many are this program's convention
        assert "published" not in each["dataAbsentReason"]["text"]


def test_a_prorated_score_is_not_a_plain_one() -> None:
    """The example "2 missing" of the PHQ-9: 10 × 9 / 7, rounded up to 13."""
    values = ["2", "2", "2", None, "2", "1", None, "1", "0", None]
    form = shipped()["phq9"].instrument
    answers: dict[str, Answer] = {
        item.id: item.response.options[int(value)].id
        for item, value in zip(form.items, values, strict=True)
        if value is not None
    }
    visit = answered("phq9", answers)

    bundle = visit_bundle(visit, Methods(), "1.0")

    total = score_of(bundle, "44261-6")
    assert total["valueQuantity"]["value"] == 13
    assert total["method"]["coding"][0]["code"] == "status.prorated"
    assert "7 of 9 answered" in total["note"][0]["text"]
    (sent,) = resources(bundle, "QuestionnaireResponse")
    assert [row for row in sent["item"] if row["linkId"] == "total"] == [
        {"linkId": "total", "text": "PHQ-9 total"}
    ]


def test_scores_of_another_version_are_those_that_were_kept_and_say_so() -> None:
    kept = {"peg": "13/3", "peg.status": "complete"}
    answers: dict[str, Answer] = {"peg_pain": 9, "peg_enjoyment": 9, "peg_activity": 9}
    old = answered("peg", answers).record
    form = replace(old.administrations[0], version="0.9.0", kept=kept)
    record = replace(old, administrations=(form,))
    texts = {"peg": (shipped()["peg"].instrument, shipped()["peg"].wording("en"))}
    visit = ExportedVisit(record, forms_of(record, texts), Systems(), LATER)

    bundle = visit_bundle(visit, Methods(), "1.0")

    score = score_of(bundle, "91147-9")
    assert score["valueQuantity"]["value"] == 4.333333
    assert score["method"]["text"].startswith("Scored when the visit ended, by version 0.9.0")
    assert "referenceRange" not in score
    (sent,) = resources(bundle, "QuestionnaireResponse")
    assert sent["questionnaire"].endswith("|0.9.0")


def test_an_answer_about_self_harm_is_a_flag_and_so_is_its_want() -> None:
    raised = resources(bundle_of("item9_nearly_every_day"), "Flag")
    unanswered = resources(bundle_of("missing_and_declined"), "Flag")

    assert any("Nearly every day" in each["code"]["text"] for each in raised)
    assert any(
        "self-harm. Not answered (preferred not to answer), at 10:32. Ask in person."
        in each["code"]["text"]
        for each in unanswered
    )
    for each in [*raised, *unanswered]:
        assert each["category"][0]["coding"][0]["code"] == "safety"
        assert "no risk" not in each["code"]["text"].lower()


def test_who_acknowledged_an_alert_goes_along() -> None:
    found = [
        each
        for each in resources(bundle_of("follow_up"), "Provenance")
        if each["target"][0]["type"] == "Flag" and len(each["target"]) == 1
    ]

    assert "Okafor" in found[0]["agent"][0]["who"]["display"]


def test_who_gave_the_answers_is_said_and_nobody_is_made_up() -> None:
    bundle = bundle_of("missing_and_declined")
    helped = "the patient, with help (read or tapped for them)"

    (whole,) = [e for e in resources(bundle, "Provenance") if "entity" in e]
    assert [agent["who"].get("display") for agent in whole["agent"]] == [None, helped]
    for sent in resources(bundle, "QuestionnaireResponse"):
        assert sent["source"]["display"] == sent["author"]["display"] == helped
    record = replace(example("all_zero"), sitting=Sitting("v", started=LATER))
    texts = {n: (form.instrument, form.wording("en")) for n, form in shipped().items()}
    silent = ExportedVisit(record, forms_of(record, texts), Systems(), LATER)
    for each in resources(visit_bundle(silent, Methods(), "1.0"), "Observation"):
        assert "performer" not in each


def test_who_of_the_team_wrote_the_answers_down_is_their_author_and_not_their_source() -> None:
    record = example("all_zero")
    keyed = tuple(replace(each, keyed_by="Rosa Lima") for each in record.administrations)
    texts = {n: (form.instrument, form.wording("en")) for n, form in shipped().items()}
    forms = forms_of(replace(record, administrations=keyed), texts)
    visit = ExportedVisit(record, forms, Systems(), LATER)

    for given_form in forms:
        sent = json.loads(json.dumps(response(visit, given_form)))
        assert sent["author"] == {"display": "Rosa Lima"}
        assert sent["source"] == visit.patient | {"display": "the patient, alone"}
        get_fhir_model_class("QuestionnaireResponse").model_validate(sent)


def test_the_report_travels_byte_for_byte() -> None:
    (document,) = resources(bundle_of("all_zero"), "DocumentReference")

    attachment = document["content"][0]["attachment"]
    assert base64.b64decode(attachment["data"]) == PDF
    assert attachment["size"] == len(PDF)
    assert not resources(bundle_of("all_zero", pdf=None), "DocumentReference")


def test_the_same_visit_is_the_same_bundle_whenever_it_is_exported() -> None:
    assert json.dumps(bundle_of("follow_up")) == json.dumps(bundle_of("follow_up"))


def test_a_form_brings_its_languages_rights_and_both_spellings_of_weights() -> None:
    content: Any = questionnaire(whole_form(), Systems())

    question = next(item for item in items(content) if item["linkId"] == "walk")
    languages = [each["extension"][0]["valueCode"] for each in question["_text"]["extension"]]
    assert languages == ["de"]
    weights = {
        each["url"].rsplit("/", 1)[1]: each for each in question["answerOption"][3]["extension"]
    }
    assert weights["ordinalValue"]["valueDecimal"] == weights["itemWeight"]["valueDecimal"] == 3
    assert content["copyright"].startswith(whole_form().instrument.rights.attribution)
    assert "LOINC" in content["copyright"]


def test_every_code_of_our_own_that_is_used_is_in_our_code_system() -> None:
    systems = Systems()
    forms: Any = forms_bundle(shipped().values(), systems, "1.0")
    (own,) = resources(forms, "CodeSystem")
    known = {concept["code"] for concept in own["concept"]}
    assert len(known) == len(own["concept"])

    used = {
        coding["code"]
        for name in EXAMPLES
        for coding in _codings(bundle_of(name))
        if coding.get("system") == systems.codes
    }
    assert used <= known


def _codings(node: Any) -> list[Any]:
    if isinstance(node, dict):
        own = [node] if {"system", "code"} <= set(node) else []
        return own + [found for value in node.values() for found in _codings(value)]
    if isinstance(node, list):
        return [found for each in node for found in _codings(each)]
    return []


def test_answers_that_turned_out_not_to_apply_are_kept_beside_the_form() -> None:
    form = shipped()["phq9"].instrument
    answers: dict[str, Answer] = {
        item.id: item.response.options[0].id for item in form.page("problems").items
    }
    answers["difficulty"] = "very_difficult"
    visit = answered("phq9", answers)

    sent: Any = response(visit, visit.given[0])

    assert "impact" not in [row["linkId"] for row in sent["item"]]
    assert answers_of(form, sent)["difficulty"] == "very_difficult"
    assert all(is_answered(each) for each in answers_of(form, sent).values())
