# SPDX-License-Identifier: Apache-2.0
"""An alert: who may know what, what must be recorded, and what is asked in person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.core.answers import Missing
from intake.core.records import FollowUp, Seen
from intake.core.staff import Role, StaffMember
from intake.core.visit import RaisedAlert, RaisedAs
from intake.ui.staff.window import StaffWindow
from tests.ui.staff.fake_clinic import ANA, NOON, FakeClinic, alert_of
from tests.ui.staff.hands import Hands


@pytest.fixture(autouse=True)
def _waiting(clinic: FakeClinic) -> None:
    clinic.alerts = [alert_of()]


def test_an_open_alert_is_the_first_thing_after_signing_in(
    window: StaffWindow, hands: Hands
) -> None:
    window.open()

    said = hands.read()
    assert "item 9" in said
    assert "Several days (1)" in said
    assert "22 Nov 2026, 12:05" in said
    assert "Call the clinician now" in said
    assert "A clinical interview is required" in said


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMINISTRATOR])
def test_the_desk_sees_whom_to_call_and_no_answer(
    window: StaffWindow, clinic: FakeClinic, hands: Hands, role: Role
) -> None:
    clinic.member = StaffMember("rosa", "Rosa", role)
    window.open()
    on_the_alert = hands.read()
    hands.press("Back")

    for said in (on_the_alert, hands.read()):
        assert "Call the clinician now" in said
        assert "Several days" not in said
        assert "item 9" not in said
    assert not any(words.startswith("Ask the") for words in hands.buttons())


def test_an_unanswered_question_says_to_ask_in_person(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    missing = RaisedAlert("phq9", "self_harm_reported", RaisedAs.UNANSWERED, NOON)
    clinic.alerts = [alert_of(ANA, missing)]
    window.open()

    assert "Ask in person before the patient leaves" in hands.read()


def test_an_alert_is_acknowledged_with_an_action_a_name_and_whether_seen_or_not_at_all(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.open()
    hands.press("Acknowledge")
    assert "what is being done" in hands.read()
    hands.pick("The clinician was told")
    hands.press("Acknowledge")
    assert "whom you told" in hands.read()
    hands.write("Whom you told, or what you did", "Dr. Silva")
    hands.press("Acknowledge")
    assert "whether a clinician has seen" in hands.read()
    assert clinic.done == []

    hands.pick("Yes")
    hands.press("Acknowledge")

    kind, alert, done = clinic.done[0]
    assert (kind, alert) == ("follow up", 7)
    assert (done.by, done.action, done.told, done.seen) == (
        "Dr. Okafor", "The clinician was told", "Dr. Silva", Seen.YES,
    )  # fmt: skip
    assert window.screens.home.isVisible()


def test_something_else_without_words_is_no_acknowledgement(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.open()
    hands.pick("Something else")
    hands.pick("Yes")
    hands.press("Acknowledge")

    assert "whom you told, or what you did" in hands.read()
    assert clinic.done == []


def test_a_form_is_asked_in_person_word_for_word_and_every_question_needs_an_answer(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    window.open()
    hands.press("Ask the PHQ-9 in person")
    wording = clinic.catalogue.wording("phq9", "en")
    said = hands.read()
    for text in list(wording.items.values())[:9]:
        assert text in said
    hands.press("Save the answers")
    assert "Please choose an answer" in hands.read()
    assert clinic.done == []

    for item, field in list(window.screens.ask._fields.items()):
        field.choose("—" if item == "energy" else "0")
        field.changed.emit()
    hands.press("Save the answers")

    kind, visit, form, answers = clinic.done[0]
    assert (kind, visit, form) == ("asked", "v1", "phq9")
    assert answers["interest"] == "not_at_all"
    assert answers["energy"] is Missing.DECLINED
    assert window.screens.alert.isVisible()


def test_a_question_that_only_an_answer_leads_to_shows_once_it_applies(
    window: StaffWindow, hands: Hands, clinic: FakeClinic
) -> None:
    window.open()
    hands.press("Ask the PHQ-9 in person")
    asked = clinic.catalogue.wording("phq9", "en").items["difficulty"]
    assert asked not in hands.read()

    field = window.screens.ask._fields["interest"]
    field.choose("2")
    field.changed.emit()

    hands.qtbot.waitUntil(lambda: asked in hands.read())


def test_what_was_done_stays_on_the_page_and_more_is_added_there(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    first = FollowUp("Rosa Lima", NOON, "The clinician was told", "Dr. Silva", Seen.NOT_YET)
    clinic.alerts = []
    clinic.past_alerts = [replace(alert_of(), follow_up=(first,))]
    window.open()
    window.routes._open_patient(ANA)
    assert "Messages to the team" in hands.read()
    assert "Rosa Lima: The clinician was told" in hands.read()
    hands.press("Add …")
    assert "Rosa Lima: The clinician was told" in hands.read()
    hands.pick("I speak with the patient now")
    hands.pick("Yes")
    hands.press("Add to it")

    kind, alert, done = clinic.done[-1]
    assert (kind, alert, done.seen) == ("follow up", 7, Seen.YES)
    assert window.screens.patient.isVisible()


def test_the_desk_reads_on_the_page_that_there_was_a_message_and_not_what(
    window: StaffWindow, clinic: FakeClinic, hands: Hands
) -> None:
    clinic.alerts, clinic.past_alerts = [], [alert_of()]
    clinic.member = StaffMember("rosa", "Rosa", Role.FRONT_DESK)
    window.open()
    window.routes._open_patient(ANA)

    assert "Call the clinician now" in hands.read()
    assert "nobody has looked at it yet" in hands.read()
    assert "Several days" not in hands.read()
