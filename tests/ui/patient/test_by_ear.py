# SPDX-License-Identifier: Apache-2.0
"""A whole visit through nothing but what a screen reader offers, and what it is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from intake.assets import forms_dir, resources_dir
from intake.catalogue import load
from intake.core.figure import parse
from intake.core.flow import Flow
from intake.ui.patient.stage import Step
from tests.ui.patient.sitting import Sitting

CATALOGUE = load(forms_dir())
FORMS = ("acr2016", "phq2", "cdc_hrqol")
CHOICE, BOX, PRESS = (
    QAccessible.Role.RadioButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.Button,
)


@pytest.fixture
def sitting(qtbot: QtBot) -> Sitting:
    """Return a visit with a map, lists, scales and numbers."""
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    wordings = {form: CATALOGUE.wording(form, "en") for form in FORMS}
    flow = Flow([CATALOGUE.instruments[form] for form in FORMS])
    made = Sitting(qtbot, flow, wordings=wordings, figure=figure)
    made.open()
    return made


def nodes(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Yield everything under a widget that can be seen."""
    yield from _below(QAccessible.queryAccessibleInterface(widget))


def _below(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield node
    for number in range(node.childCount()):
        child = node.child(number)
        if child is not None and not child.state().invisible:
            yield from _below(child)


def name(node: QAccessibleInterface) -> str:
    """Return what a screen reader calls it."""
    return node.text(QAccessible.Text.Name)


def act(sitting: Sitting, role: QAccessible.Role, called: str = "") -> str:
    """Do what the first thing of a role, or the one of this name, offers; return its name."""
    found = next(
        node
        for node in nodes(sitting.window)
        if node.role() is role and (not called or name(node) == called) and name(node)
    )
    heard = name(found)
    actions = found.actionInterface()
    assert isinstance(actions, QAccessibleActionInterface)
    actions.doAction(actions.actionNames()[0])
    # Qt shows the button down for a moment before it is pressed.
    sitting.qtbot.waitUntil(
        lambda: not any(each.isDown() for each in sitting.window.findChildren(QAbstractButton)),
        timeout=20_000,
    )
    sitting.wait()
    return heard


def test_a_whole_visit_goes_by_screen_reader_alone(sitting: Sitting) -> None:
    window, heard = sitting.window, []
    act(sitting, CHOICE, "2")
    act(sitting, CHOICE, "November")
    act(sitting, PRESS, "Next")
    for _ in range(60):
        if window.step is Step.CLOSED:
            break
        if window.step in (Step.QUESTION, Step.PRACTICE, Step.WHO):
            here = window._flow.here
            is_map = window.step is Step.QUESTION and here and window._flow.page(here).is_map
            heard.append(act(sitting, BOX if is_map else CHOICE))
        act(sitting, PRESS, "Next")

    stored = sitting.answers()
    assert window.is_finished
    assert len(heard) == 2 + len(window._flow.questions())
    assert stored["acr2016.jaw_l"] + stored["acr2016.jaw_r"] == 1  # type: ignore[operator]
    assert stored["phq2.interest"] == "not_at_all"
    assert all(value is not None for value in stored.values())


def test_what_is_chosen_is_a_state_that_can_be_heard(sitting: Sitting) -> None:
    sitting.begin()
    while sitting.window._flow.here.form != "phq2":  # type: ignore[union-attr]
        sitting.window._flow.next()
    sitting.window._walk.show_here()

    chosen = act(sitting, CHOICE, "Several days")

    states = {name(n): n.state().checked for n in nodes(sitting.window) if n.role() is CHOICE}
    assert states[chosen] == 1
    assert sum(states.values()) == 1


def test_each_new_question_is_announced_with_its_place_and_its_period(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "intake.ui.patient.frame.announce", lambda _widget, text: told.append(text)
    )
    sitting.begin()
    for _ in range(4):
        box = sitting.window._flow.page(sitting.window._flow.here).is_map  # type: ignore[arg-type]
        act(sitting, BOX if box else CHOICE)
        act(sitting, PRESS, "Next")

    questions = [text for text in told if text.startswith("Question ")]
    assert questions[0].startswith("Question 1 of 8. Past 7 days ")
    assert questions[1].startswith("Question 2 of 8. Past 7 days ")
    assert len(set(questions)) == 5
    for text, question in zip(questions, sitting.window._flow.questions(), strict=False):
        wording = CATALOGUE.wording(question.form, "en")
        item = wording.items[question.items[0]]
        assert wording.stems.get(question.page, item) in text or item in text
