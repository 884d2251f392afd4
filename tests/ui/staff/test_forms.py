# SPDX-License-Identifier: Apache-2.0
"""What the team can read about each questionnaire: how sure it is, and what is not confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.core.staff import Role
from intake.ui.staff.row_list import RowList
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import ANA, FakeClinic
from tests.ui.staff.hands import Hands


@pytest.fixture(autouse=True)
def _open(window: StaffWindow) -> None:
    window.open()


def _details_of(hands: Hands, title: str) -> None:
    while any("more" in each for each in hands.buttons()):
        hands.press(next(each for each in hands.buttons() if "more" in each))
    (found,) = hands.buttons_of(title)
    found.click()


def test_every_form_is_listed_with_how_sure_it_is(clinic: FakeClinic, hands: Hands) -> None:
    hands.press("Forms")
    while any("more" in each for each in hands.buttons()):
        hands.press(next(each for each in hands.buttons() if "more" in each))

    said = hands.read()
    for form in clinic.catalogue.instruments:
        assert clinic.catalogue.wording(form, "en").title in said
    assert "SIQR · English provisional" in said
    assert "PEG · English verified" in said


def test_the_details_say_status_rights_sources_and_every_unconfirmed_fact(
    clinic: FakeClinic, hands: Hands
) -> None:
    form = clinic.catalogue.instruments["fiqr"]
    wording = clinic.catalogue.wording("fiqr", "en")
    hands.press("Forms")
    _details_of(hands, wording.title)

    said = hands.read()
    assert "form provisional, wording provisional" in said
    for fact in (*form.unconfirmed, *wording.unconfirmed):
        assert fact in said
    for text in (form.rights.holder, form.rights.terms, wording.source, *form.references):
        assert text in said


def test_somebody_who_looks_after_the_app_says_once_that_it_is_read(
    clinic: FakeClinic, hands: Hands
) -> None:
    hands.press("Forms")
    title = clinic.catalogue.wording("fiqr", "en").title
    _details_of(hands, title)
    hands.press("We have read this and give it")

    assert clinic.done == [("confirm", "fiqr")]
    assert "read by Ada, 22 Nov 2026" in hands.read()


def test_the_front_desk_reads_the_same_and_confirms_nothing(
    clinic: FakeClinic, hands: Hands
) -> None:
    clinic.member = replace(clinic.member, role=Role.FRONT_DESK)
    hands.press("Forms")
    _details_of(hands, clinic.catalogue.wording("fiqr", "en").title)

    assert "Not confirmed yet" in hands.read()
    assert hands.buttons() == ["Close"]
    hands.press("Close")
    assert clinic.done == []


def test_what_is_confirmed_throughout_stands_in_a_list_of_its_own(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    hands.press("Forms")
    lists = window.screens.forms.findChildren(RowList)
    sure = [
        form for form in clinic.catalogue.instruments if not clinic.catalogue.unconfirmed(form)
    ]

    assert clinic.catalogue.wording(sure[0], "en").title in hands.read(lists[1])
    assert "to read" not in hands.read(lists[1])


def test_the_desk_reads_what_a_star_stands_for_before_it_hands_over(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.routes.new_visit(ANA)
    assert "SIQR*" in [
        each.text() for each in window.screens.new_visit.visit.forms._ticks.values()
    ]
    hands.press("What is not confirmed …")

    said = hands.read()
    for fact in clinic.catalogue.unconfirmed("siqr"):
        assert fact in said
    assert clinic.catalogue.wording("peg", "en").title not in said
    hands.press("Close")
    hands.tick("SIQR*")
    assert "What is not confirmed …" not in hands.buttons()
