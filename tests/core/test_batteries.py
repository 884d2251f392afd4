# SPDX-License-Identifier: Apache-2.0
"""A battery is given whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intake.core.batteries import parse_batteries
from intake.core.instrument import AskedBy, Instrument, Kind, Status
from intake.core.parse import parse_instrument
from intake.core.tomltext import read_toml

FILE = "forms/batteries.toml"
FORM = Path(__file__).parents[1] / "fixtures" / "whole" / "instrument.toml"


def forms() -> dict[str, Instrument]:
    whole = parse_instrument(read_toml(FORM.read_bytes(), "x"), "x")
    assert isinstance(whole, Instrument)
    offer = replace(whole.alerts[0], offer="asked")
    return {
        "whole": whole,
        "phq9": replace(whole, id="phq9"),
        "draft": replace(whole, id="draft", status=Status.DRAFT),
        "plain": replace(whole, id="plain", alerts=()),
        "list": replace(whole, id="list", alerts=(), kind=Kind.CHECKLIST),
        "asked": replace(whole, id="asked", asked_by=AskedBy.STAFF),
        "offers": replace(whole, id="offers", alerts=(offer,)),
    }


FORMS = forms()


def battery(**keys: object) -> dict[str, Any]:
    return {"battery": {"first": {"title": "First", "forms": ["whole"], **keys}}}


def test_forms_keep_their_order_and_choices_are_made_at_the_desk() -> None:
    choose = {"impact": {"yes": "whole", "no": "phq9", "not_known": "phq9"}}
    data = {"battery": {"first": {"title": "First", "forms": ["impact"], "choose": choose}}}

    found, problems = parse_batteries(data, FORMS, FILE)

    assert problems == ()
    assert found["first"].title == "First"
    assert found["first"].forms_for("yes") == ("whole",)
    assert found["first"].forms_for("not_known") == ("phq9",)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (battery(forms=["phq8"]), 'battery.first.forms[1]: needs the form "phq8", which is not'),
        (battery(forms=["phq8"]), '(did you mean "phq9"?)'),
        (battery(forms=["draft"]), '"draft" is a draft, which no patient may be given'),
        (battery(forms=[]), "battery.first.forms: is empty; write at least one entry."),
        (battery(forms="whole"), "battery.first.forms: must be a list in square brackets"),
        (battery(forms=["whole", "whole"]), '"whole" would be given twice; give each form once.'),
        (battery(titel="x"), 'battery.first.titel: is not known here (did you mean "title"?)'),
        (
            battery(choose={"impact": {"yes": "phq9", "no": "phq9", "not_known": "phq9"}}),
            'battery.first.choose.impact: "impact" does not stand in forms',
        ),
        (
            battery(forms=["impact"], choose={"impact": {"yes": "phq9", "no": "phq9"}}),
            "battery.first.choose.impact.not_known: is missing; add it.",
        ),
        (
            battery(choose={"whole": {"yes": "phq9", "no": "phq9", "not_known": "phq9"}}),
            '"whole" is a form itself; choose another word for the choice.',
        ),
        (
            battery(
                forms=["impact", "phq9"],
                choose={"impact": {"yes": "phq9", "no": "whole", "not_known": "whole"}},
            ),
            '"phq9" would be given twice; give each form once.',
        ),
        ({"battery": {"a b": {"title": "x", "forms": ["whole"]}}}, '"a b" cannot be a name'),
        ({"battery": {"first": 3}}, "battery.first: must be a table, not a number."),
        ({}, "battery: is missing; add it."),
        (None, "battery: is missing; add it."),
        ([], "must be a table, not a list."),
    ],
    ids=lambda value: str(value)[-40:],
)
def test_a_battery_that_cannot_be_given_says_why(data: object, expected: str) -> None:
    found, problems = parse_batteries(data, FORMS, FILE)

    assert found == {}
    assert any(expected in str(problem) for problem in problems), "\n".join(map(str, problems))


def test_a_bad_battery_takes_no_other_with_it() -> None:
    data = battery()
    data["battery"]["second"] = {"title": "Second", "forms": ["gone"]}

    found, problems = parse_batteries(data, FORMS, FILE)

    assert list(found) == ["first"]
    assert len(problems) == 1


def found_wrong(**keys: object) -> list[str]:
    """Return what is wrong with a battery of the shipped kind."""
    return [str(each) for each in parse_batteries(battery(**keys), FORMS, FILE)[1]]


def test_additions_are_checked_like_the_forms() -> None:
    lines = found_wrong(forms=["plain"], additions=["plan", "plain"])

    assert any("additions[1]" in line and 'did you mean "plain"' in line for line in lines)
    assert any("would be given twice" in line for line in lines)


def test_a_form_that_must_be_followed_up_at_once_comes_last_of_the_scored_ones() -> None:
    assert any("put it last" in line for line in found_wrong(forms=["phq9", "plain"]))
    assert found_wrong(forms=["plain", "phq9", "list"]) == []


def test_a_form_of_the_staffs_is_in_a_battery_only_where_the_clinic_says_so() -> None:
    assert any("is asked by staff" in line for line in found_wrong(forms=["phq9", "asked"]))
    assert found_wrong(forms=["offers", "asked"], self_completed=["asked"]) == []
    assert any(
        "self_completed[1]" in line for line in found_wrong(forms=["phq9"], self_completed=["x"])
    )


@pytest.mark.parametrize(
    "forms",
    [["phq9", "asked"], ["asked", "offers"], ["impact", "asked"]],
    ids=["nobody offers it", "offered after it", "offered by one choice only"],
)
def test_a_form_of_the_staffs_stands_after_the_form_that_offers_it(forms: list[str]) -> None:
    keys: dict[str, object] = {"forms": forms, "self_completed": ["asked"]}
    if "impact" in forms:
        keys["choose"] = {"impact": {"yes": "offers", "no": "plain", "not_known": "offers"}}

    assert any(
        "put a form whose alert offers it before it" in each for each in found_wrong(**keys)
    )


def test_what_staff_ask_instead_of_a_form_left_out_is_kept_with_the_battery() -> None:
    data = battery(forms=["offers"], instead={"offers": "asked"})

    found, problems = parse_batteries(data, FORMS, FILE)

    assert problems == ()
    assert found["first"].instead == {"offers": "asked"}


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ({"offer": "asked"}, 'does not stand in forms (did you mean "offers"?)'),
        ({"offers": "ask"}, 'is no form that staff ask (did you mean "asked"?)'),
        ({"offers": "plain"}, "is no form that staff ask"),
    ],
)
def test_only_a_form_of_the_staffs_stands_for_one_of_the_battery(
    instead: dict[str, str], said: str
) -> None:
    assert any(said in line for line in found_wrong(forms=["offers"], instead=instead))
