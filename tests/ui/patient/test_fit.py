# SPDX-License-Identifier: Apache-2.0
"""Every question of every shipped form fits on every screen: no clipped word, no scrolling."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from intake.catalogue import Catalogue, load
from intake.core.flow import Flow
from intake.ui.metrics import Metrics
from intake.ui.patient.fit import (
    LEAST_BOX_MM,
    LEAST_ROW_MM,
    SIZES,
    Room,
    plan_of,
    sizes_to_offer,
    usual_size,
)
from intake.ui.patient.frame import PatientFrame
from intake.ui.patient.prompts import ChoiceAsk, MapAsk, Prompt, ScaleAsk, every_prompt
from intake.ui.patient.question_screen import QuestionScreen
from intake.ui.patient.review_screen import OpenQuestion
from intake.ui.patient.selection import Selection
from intake.ui.patient.texts import (
    closed_page,
    pause_page,
    practice_prompt,
    stopped_page,
    thanks_page,
    trouble_page,
    who_prompt,
    why_page,
)
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.look_sheet import Reading
from intake.ui.widgets.option_row import OptionRow
from intake.ui.widgets.tile import Tile
from tests.ui.patient.sitting import load_look

FORMS = Path(__file__).parents[3] / "forms"
SCREENS = {
    "tablet": (QSize(1280, 800), 149.5),
    "tablet upright": (QSize(800, 1280), 149.5),
    "desk": (QSize(1920, 1080), 92.0),
    "large": (QSize(3840, 2160), 163.0),
}


@cache
def catalogue() -> Catalogue:
    """Return the shipped forms."""
    return load(FORMS)


@cache
def shipped(form: str) -> tuple[Prompt, ...]:
    """Return every question of a form."""
    flow = Flow([catalogue().instruments[form]])
    return tuple(every_prompt(flow, {form: catalogue().wording(form, "en")}))


@cache
def everything() -> tuple[Prompt, ...]:
    """Return every question of every shipped form, and the app's own two."""
    forms = [prompt for form in catalogue().instruments for prompt in shipped(form)]
    return (*forms, practice_prompt(), who_prompt())


def frame_on(qtbot: QtBot, screen: str) -> PatientFrame:
    """Return the window of a patient who will be asked everything there is."""
    size, dpi = SCREENS[screen]
    frame = PatientFrame(
        load_look(), lambda: 0.0, lambda _ask, parent: QWidget(parent), Metrics(dpi)
    )
    qtbot.addWidget(frame)
    frame.resize(size)
    frame.expect(everything())
    frame.screens.setCurrentWidget(frame.question)
    frame.show()
    qtbot.waitExposed(frame)
    assert frame.question.size() == room_of(frame.question).size
    return frame


def read_at(frame: PatientFrame, size: int) -> None:
    """Choose a text size."""
    frame.read_as(Reading(size, frame.reading.theme))
    QApplication.processEvents()


def room_of(screen: QuestionScreen) -> Room:
    """Return the room that the window measured."""
    room = screen.room
    assert room is not None
    return room


def is_clipped(label: QLabel) -> bool:
    """Say whether some of a text falls outside its label."""
    wrap = int(Qt.TextFlag.TextWordWrap.value)
    box = QRect(0, 0, label.width(), 1 << 20)
    needed = label.fontMetrics().boundingRect(box, wrap, label.text())
    return needed.height() > label.height() or needed.width() > label.width()


@pytest.mark.parametrize("screen", SCREENS)
def test_at_least_eighteen_points_fit_on_every_screen(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)

    assert min(frame.offered_sizes()) >= SIZES[0]


@pytest.mark.parametrize("screen", ["desk", "large", "tablet upright"])
def test_twenty_two_points_are_usual_where_there_is_room(qtbot: QtBot, screen: str) -> None:
    assert frame_on(qtbot, screen).reading.size == 22


@pytest.mark.parametrize("screen", SCREENS)
def test_no_word_of_any_question_is_clipped(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)
    shown = [prompt for prompt in everything() if not isinstance(prompt.ask, MapAsk)]

    for size in frame.offered_sizes():
        read_at(frame, size)
        for prompt in shown:
            frame.question.show_prompt(prompt, Selection())
            assert_whole(frame.question, prompt)


def assert_whole(screen: QuestionScreen, prompt: Prompt) -> None:
    """Fail when a text is cut, or a part lies outside the screen or over another."""
    labels = [label for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]
    assert not [label.text() for label in labels if label.text() and is_clipped(label)]
    rows = [row for row in screen.findChildren(OptionRow) if row.isVisibleTo(screen)]
    assert not [row.text() for row in rows if row.height_at(row.width()) > row.height()]
    tiles = [tile for tile in screen.findChildren(Tile) if tile.isVisibleTo(screen)]
    for tile in tiles:
        advance = QFontMetrics(tile.font()).horizontalAdvance(tile.text())
        assert advance <= tile.width() - 8, tile.text()
    text = screen.inputs.text
    written = [text] if text.isVisibleTo(screen) else []
    answers = rows or tiles or written
    bottom = max(part.mapTo(screen, part.rect().bottomLeft()).y() for part in (*labels, *answers))
    assert bottom <= screen.height(), prompt.text
    assert len({part.size().toTuple() for part in answers}) == 1


@pytest.mark.parametrize("screen", SCREENS)
def test_targets_are_large_enough_for_sore_hands(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)
    metrics = frame.metrics()

    for prompt in everything():
        if isinstance(prompt.ask, ChoiceAsk):
            frame.question.show_prompt(prompt, Selection())
            for row in frame.question.choice.rows():
                assert row.height() >= metrics.mm(LEAST_ROW_MM)
        elif isinstance(prompt.ask, ScaleAsk):
            frame.question.show_prompt(prompt, Selection())
            for tile in frame.question.scale.tiles():
                assert tile.width() >= metrics.mm(LEAST_BOX_MM)
                assert tile.height() >= metrics.mm(LEAST_ROW_MM)


def test_rows_are_twenty_millimetres_where_they_fit(qtbot: QtBot) -> None:
    frame = frame_on(qtbot, "desk")
    for prompt in shipped("gad7"):
        frame.question.show_prompt(prompt, Selection())
        for row in frame.question.choice.rows():
            assert abs(row.height() - frame.metrics().mm(20)) <= 1


def test_a_size_that_does_not_fit_is_not_offered(qtbot: QtBot) -> None:
    frame = frame_on(qtbot, "tablet")
    room = room_of(frame.question)

    too_large = [size for size in SIZES if size > max(frame.offered_sizes())]

    assert too_large
    for size in too_large:
        assert not all(plan_of(prompt, room, size).is_roomy for prompt in everything())


def test_at_most_three_sizes_are_offered_and_the_usual_one_is_among_them() -> None:
    offered = sizes_to_offer(SIZES)

    assert len(offered) == 3
    assert usual_size(SIZES) in offered


def test_even_a_tiny_window_gets_some_size(qtbot: QtBot) -> None:
    frame = frame_on(qtbot, "tablet")

    frame.resize(320, 240)

    assert frame.reading.size > 0


@pytest.mark.parametrize("screen", SCREENS)
def test_the_top_line_has_room_for_all_its_words(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)

    frame.header.show_progress("Question 21 of 21", "Part 12 of 12", "Past 12 months")

    assert frame.header.minimumSizeHint().width() <= frame.header.width()
    assert frame.header.layout().minimumSize().height() <= frame.header.height()
    for button in frame.header.buttons:
        words = button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() >= words


@pytest.mark.parametrize("screen", SCREENS)
def test_the_footer_has_room_for_all_its_words(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)

    frame.footer.show_actions(back=True, forward="Next", middle="Clear my answer")

    assert frame.footer.minimumSizeHint().width() <= frame.footer.width()


HELP = "If you need help now, tell a member of the team."
PAGES = (
    why_page(64, HELP),
    pause_page(HELP),
    thanks_page(HELP),
    stopped_page(HELP),
    closed_page(HELP),
    trouble_page(HELP),
)


def cut_labels(screen: QWidget) -> list[str]:
    """Return every shown text that is cut or lies outside the screen."""
    return [
        label.text()
        for label in screen.findChildren(QLabel)
        if label.isVisibleTo(screen)
        and label.text()
        and (is_clipped(label) or not screen.rect().contains(label.geometry()))
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_no_word_of_the_apps_own_screens_is_cut(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)
    frame.screens.setCurrentWidget(frame.words)

    for size in frame.offered_sizes():
        read_at(frame, size)
        for page in PAGES:
            frame.words.show_page(page)
            assert cut_labels(frame.words) == []
            for button in frame.words.findChildren(ActionButton):
                if button.isVisibleTo(frame.words):
                    assert frame.words.rect().contains(button.geometry())
                    assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("screen", SCREENS)
def test_no_word_of_the_welcome_is_cut(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)
    frame.screens.setCurrentWidget(frame.welcome)

    for size in frame.offered_sizes():
        read_at(frame, size)
        frame.welcome.greet("Hello Maximiliane-Alexandra. Is this you?", "Tap the day. " * 4)
        frame.welcome.say("That does not match. Please try again.")
        assert cut_labels(frame.welcome) == []
        for tile in (*frame.welcome.days.tiles(), *frame.welcome.months.tiles()):
            corner = tile.mapTo(frame.welcome, tile.rect().bottomRight())
            assert frame.welcome.rect().contains(corner)
            assert tile.fontMetrics().horizontalAdvance(tile.text()) <= tile.width() - 8
            assert min(tile.height(), tile.width()) >= frame.metrics().mm(8)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_review_shows_everything_page_by_page(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)
    frame.screens.setCurrentWidget(frame.review)
    listed = [
        OpenQuestion(f"f.{number}", prompt.text, "You prefer not to answer")
        for number, prompt in enumerate(everything())
    ]
    frame.review.show_open(listed)

    seen: list[str] = []
    while True:
        for row in frame.review.rows:
            assert row.height() >= row.height_at(row.width())
            assert frame.review.rect().contains(row.geometry())
        shown = [row.text() for row in frame.review.rows]
        if seen[: len(shown)] == shown:
            break
        seen += shown
        frame.review.more.click()

    assert seen == [question.text for question in listed]


def test_a_script_that_runs_from_the_right_mirrors_the_screen(qtbot: QtBot) -> None:
    frame = frame_on(qtbot, "desk")
    frame.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    scale = next(prompt for prompt in everything() if isinstance(prompt.ask, ScaleAsk))
    frame.question.show_prompt(scale, Selection())
    qtbot.waitUntil(lambda: frame.footer.next.x() < frame.footer.back.x())

    tiles = frame.question.scale.tiles()

    assert tiles[0].x() > tiles[-1].x()
    assert_whole(frame.question, scale)
