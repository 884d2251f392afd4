# SPDX-License-Identifier: Apache-2.0
"""Every screen of every form, measured in every combination: nothing cut, nothing too small.

Six screens from 10.1 inches at 1280 × 800 to 3840 × 2160, each way up; four languages; every
text size for which there is room and not only the three that are offered; from the left and, as
Arabic would be, from the right.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from intake.ui.patient.frame import PatientFrame
from intake.ui.patient.prompts import ChoiceAsk, MapAsk, ScaleAsk
from intake.ui.patient.selection import Selection
from intake.ui.widgets.body_map import BodyMapInput
from intake.ui.widgets.option_row import OptionRow
from intake.ui.widgets.tile import Tile
from tests.stress.figures import Figure
from tests.ui.patient.fitting_questions import (
    LANGUAGES,
    SCREENS,
    assert_large,
    assert_whole,
    everything,
    frame_of,
    read_at,
    speaking,
)
from tests.ui.patient.fitting_words import (
    assert_footer,
    assert_pages,
    assert_sheets,
    assert_top_line,
    assert_welcome,
)

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72


class Least:
    """Remembers the least of each kind, and where it was."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, str]] = {}

    def note(self, kind: str, value: float, where: str) -> None:
        """Take a measure."""
        if kind not in self._found or value < self._found[kind][0]:
            self._found[kind] = value, where

    def line(self) -> str:
        """Say all of it."""
        said = (f"{kind} {value:.1f} ({where})" for kind, (value, where) in self._found.items())
        return "Least: " + "; ".join(said) + "."


def fitting(_folder: Path) -> Iterator[Figure]:
    """Measure every question, and everything that the app says in its own words."""
    application = QCoreApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    for screen in SCREENS:
        least, tried, faults = Least(), 0, []
        for language in LANGUAGES:
            with speaking(language):
                frame = frame_of(*SCREENS[screen], language)
                for direction in (
                    Qt.LayoutDirection.LeftToRight,
                    Qt.LayoutDirection.RightToLeft,
                ):
                    frame.setLayoutDirection(direction)
                    for size in frame._fitting:
                        read_at(frame, size)
                        where = f"{language}, {size} pt, {direction.name}"
                        questions = [*_questions(frame, language, least, where)]
                        words = [*_words(frame, where)]
                        tried += len(questions) + len(words)
                        faults += [each for each in (*questions, *words) if each]
                frame.close()
                frame.deleteLater()
                application.processEvents()
        yield Figure(
            f"fitting, {screen}", tried, len(faults), " ".join([*faults[:3], least.line()])
        )


def _questions(frame: PatientFrame, language: str, least: Least, where: str) -> Iterator[str]:
    """Yield for each question what is wrong with it: nothing, as a rule."""
    frame.screens.setCurrentWidget(frame.question)
    for prompt in everything(language):
        frame.question.show_prompt(prompt, Selection())
        try:
            assert_whole(frame.question, prompt)
            assert_large(frame, prompt)
        except AssertionError as error:
            yield f"{prompt.text!r} at {where}: {error or 'does not fit'}."
        else:
            yield ""
        _measure(frame, prompt.ask, least, where)


def _words(frame: PatientFrame, where: str) -> Iterator[str]:
    for check in (assert_top_line, assert_footer, assert_pages, assert_welcome, assert_sheets):
        try:
            check(frame)
        except AssertionError as error:
            yield f"{check.__name__} at {where}: {error or 'does not fit'}."
        else:
            yield ""


def _measure(frame: PatientFrame, ask: object, least: Least, where: str) -> None:
    dpi, question = frame.metrics().dpi, frame.question
    shown = [each for each in question.findChildren(QWidget) if each.isVisibleTo(question)]
    for part in shown:
        points = part.font().pixelSize() / dpi * POINTS_PER_INCH
        if isinstance(part, OptionRow) and isinstance(ask, ChoiceAsk):
            least.note("row in mm", part.height() / dpi * MM_PER_INCH, where)
        if isinstance(part, Tile) and isinstance(ask, ScaleAsk):
            least.note("box of a scale in mm", part.width() / dpi * MM_PER_INCH, where)
        if isinstance(part, QLabel | OptionRow | Tile) and not isinstance(ask, MapAsk):
            least.note("words in points", points, where)
    for body in (each for each in shown if isinstance(each, BodyMapInput)):
        body.switch.click()
        for row in body.rows.values():
            least.note("area in mm", row.height() / dpi * MM_PER_INCH, where)
            size = row.font().pixelSize() / dpi * POINTS_PER_INCH
            least.note("area's words in points", size, where)
        body.switch.click()
