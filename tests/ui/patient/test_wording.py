# SPDX-License-Identifier: Apache-2.0
"""What a patient reads of a form is what stands in its file, to the byte."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from intake.assets import forms_dir, resources_dir
from intake.catalogue import load
from intake.core.figure import parse
from intake.core.flow import Flow, Question
from intake.ui.patient.selection import Selection
from intake.ui.widgets.body_map import BodyMapInput
from tests.ui.patient.sitting import TREATED, Sitting

CATALOGUE = load(forms_dir())
FORMS = [(form, each) for form in CATALOGUE.instruments for each in CATALOGUE.languages(form)]


def raw(form: str, file: str) -> dict[str, Any]:
    """Read a file as any other program would."""
    return tomllib.loads((forms_dir() / form / f"{file}.toml").read_text(encoding="utf-8"))


def answers_in_file(sitting: Sitting, question: Question, language: str) -> list[str]:
    """Return the words of the answers in the order of the file."""
    words, item = raw(question.form, language), question.items[0]
    response = sitting.flow.instrument(question.form).item(item).response.id
    listed = raw(question.form, "instrument")["responses"].get(response, {})
    if "options" in listed:
        options = words["option"][response]
        return [options[each["id"]] for each in listed["options"]]
    anchors = words.get("anchor", {})
    return list(anchors.get(item, anchors.get(question.page, ())))


def shown_answers(sitting: Sitting) -> list[str]:
    """Return the words of the answers as they stand on the screen."""
    question = sitting.window.question
    rows = [row.text() for row in question.choice.rows() if row.isVisible()]
    ends = [each.text() for each in question.scale.findChildren(QLabel) if each.isVisible()]
    return rows or [text for text in ends if text]


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_every_word_on_the_screen_is_the_files(qtbot: QtBot, form: str, language: str) -> None:
    words = raw(form, language)
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    flow = Flow([CATALOGUE.asked(form, language)], needs=TREATED)
    wordings = {form: CATALOGUE.wording(form, language)}
    sitting = Sitting(qtbot, flow, wordings=wordings, figure=figure)
    sitting.open()
    sitting.begin()
    window = sitting.window

    pages = raw(form, "instrument")["page"].values()
    order = [each["id"] for page in pages for each in page["items"]]
    asked = [item for question in flow._every for item in question.items]
    assert asked == [item for item in order if item in asked]
    for question in flow._every:
        window._stage.show_question(question, Selection(), back=True)
        stem = words.get("stem", {}).get(question.page, "")
        areas = [each for each in window.question.findChildren(BodyMapInput) if each.isVisible()]
        if areas:
            (body,) = areas
            assert window.question._question.text() == stem
            assert {area: row.text() for area, row in body.rows.items()} == {
                item: words["item"][item] for item in question.items
            }
            assert body.none.text() == words["none"][question.page]
        else:
            assert window.question._stem.text() == stem
            assert window.question._question.text() == words["item"][question.items[0]]
            assert shown_answers(sitting) == answers_in_file(sitting, question, language)
    window.dismiss()


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_the_hash_on_the_report_is_that_of_the_file(form: str, language: str) -> None:
    file = (forms_dir() / form / f"{language}.toml").read_bytes()

    assert CATALOGUE.wording(form, language).digest == sha256(file).hexdigest()
