# SPDX-License-Identifier: Apache-2.0
"""Words beside the questions: what a language leaves out, what is told, who asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from intake.core.instrument import AskedBy, Instrument
from intake.core.leaving_out import names_used, without
from intake.core.parse import parse_instrument
from intake.core.parse_wording import parse_wording
from intake.core.wording import SelfCompletion, Wording

FORM: dict[str, Any] = {
    "id": "breath",
    "version": "1.0.0",
    "kind": "checklist",
    "status": "draft",
    "asked_by": "staff",
    "rights": {
        "holder": "nobody",
        "basis": "made up",
        "terms": "none",
        "attribution": "none",
        "checked": date(2026, 11, 25),
    },
    "responses": {
        "times": {"options": [{"id": "2_to_4", "value": 0}, {"id": "more", "value": 1}]}
    },
    "page": {
        "now": {"ask": "times", "items": [{"id": "short"}]},
        "later": {"ask": "times", "stem": True, "items": [{"id": "extra"}]},
    },
    "alert": {"worse": {"when": {"short": "= 1"}, "level": "now", "tell": True}},
}
TEXTS: dict[str, Any] = {
    "language": "de-DE",
    "title": "Breath",
    "short": "Breath",
    "status": "draft",
    "source": "made up",
    "left_out": ["extra"],
    "attribution": "In the form's own language.",
    "item": {"short": "Short of breath?"},
    "option": {"times": {"2_to_4": "2 to 4", "more": "More"}},
    "tell": {"worse": "Please call a member of the team now."},
    "self_completion": {
        "before": "First this.",
        "talk": "I would rather talk",
        "report": "Alone.",
    },
}


def form(**changes: object) -> Instrument:
    found = parse_instrument(FORM | changes, "instrument.toml")
    assert isinstance(found, Instrument), found
    return found


def wording(**changes: object) -> Wording:
    found = parse_wording(TEXTS | changes, form(), file="de-DE.toml")
    assert isinstance(found, Wording), found
    return found


def problems(made: Instrument | None = None, **changes: object) -> list[str]:
    found = parse_wording(TEXTS | changes, made or form(), file="de-DE.toml")
    assert isinstance(found, tuple)
    return [str(problem) for problem in found]


def test_an_option_may_be_called_by_the_number_that_it_begins_with() -> None:
    assert form().responses["times"].options[0].id == "2_to_4"


@pytest.mark.parametrize("name", ["24", "_", "a b", "2-4"])
def test_an_option_id_that_could_be_taken_for_a_value_is_refused(name: str) -> None:
    responses = {"times": {"options": [{"id": name, "value": 0}]}}

    found = parse_instrument(FORM | {"responses": responses}, "instrument.toml")

    assert isinstance(found, tuple)
    assert "cannot be an option's id" in str(found[0])


def test_a_form_says_who_asks_it_and_the_patient_is_meant_otherwise() -> None:
    asked = {key: value for key, value in FORM.items() if key != "asked_by"}
    usual = parse_instrument(asked, "instrument.toml")

    assert form().asked_by is AskedBy.STAFF
    assert isinstance(usual, Instrument)
    assert usual.asked_by is AskedBy.PATIENT


def test_an_alert_that_is_told_has_its_words_in_every_language() -> None:
    assert wording().tell == {"worse": "Please call a member of the team now."}
    assert any("tell.worse: is missing" in line for line in problems(tell={}))


def test_a_language_may_leave_out_a_question_that_no_rule_looks_at() -> None:
    found = wording()

    assert found.left_out == ("extra",)
    assert [item.id for item in without(form(), found.left_out).items] == ["short"]
    assert "extra" not in names_used(form())


def test_a_question_that_a_rule_looks_at_cannot_be_left_out() -> None:
    lines = problems(left_out=["short"])

    assert any("left_out[1]" in line and "every language needs it" in line for line in lines)


def test_a_language_that_leaves_a_question_out_is_not_verified() -> None:
    assert any("left_out" in line for line in problems(status="verified"))


def test_an_unknown_question_cannot_be_left_out() -> None:
    assert any('did you mean "extra"' in line for line in problems(left_out=["extras"]))


def test_a_form_without_gaps_is_the_form_itself() -> None:
    whole = form()

    assert without(whole, ()) is whole


def test_only_a_form_of_the_staffs_has_words_for_self_completion() -> None:
    texts = wording().self_completion

    assert texts == SelfCompletion("First this.", "I would rather talk", "Alone.")
    lines = problems(form(asked_by="patient"))
    assert any("self_completion" in line and "asked_by" in line for line in lines)


def test_a_language_may_bring_the_official_attribution_in_its_own_words() -> None:
    assert wording().attribution == "In the form's own language."
    assert wording(attribution="Another line.").attribution == "Another line."
