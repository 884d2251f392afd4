# SPDX-License-Identifier: Apache-2.0
"""The box for a few lines of the patient's own words, driven by keys."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from intake.ui.widgets.text_input import MOST_LETTERS, TextInput


def shown(qtbot: QtBot) -> TextInput:
    """Return a box as a window of its own."""
    box = TextInput(None)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    return box


def test_what_is_typed_is_the_answer_and_is_told(qtbot: QtBot) -> None:
    box = shown(qtbot)

    with qtbot.waitSignal(box.changed):
        qtbot.keyClicks(box.field, " aspirin")

    assert box.words == "aspirin"


def test_showing_an_earlier_answer_tells_of_no_change(qtbot: QtBot) -> None:
    box = shown(qtbot)
    told: list[bool] = []
    box.changed.connect(lambda: told.append(True))

    box.show_words("aspirin", "Medicines")

    assert (box.words, told) == ("aspirin", [])


def test_no_more_is_kept_than_somebody_can_read(qtbot: QtBot) -> None:
    box = shown(qtbot)
    box.show_words("a" * MOST_LETTERS, "Medicines")

    qtbot.keyClicks(box.field, "bb")

    assert box.words == "a" * MOST_LETTERS


def test_a_full_field_loses_nothing_of_what_was_typed(qtbot: QtBot) -> None:
    box = shown(qtbot)
    box.show_words("a" * (MOST_LETTERS - 3), "Medicines")
    box.field.moveCursor(QTextCursor.MoveOperation.End)

    qtbot.keyClicks(box.field, "bcdef")

    assert box.words == "a" * (MOST_LETTERS - 3) + "bcd"
