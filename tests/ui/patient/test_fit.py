# SPDX-License-Identifier: Apache-2.0
"""Every question of every shipped form fits on every screen: no clipped word, no scrolling."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intake.ui.patient.fit import (
    SIZES,
    plan_of,
    sizes_to_offer,
    usual_size,
)
from intake.ui.patient.frame import PatientFrame
from intake.ui.patient.prompts import (
    ScaleAsk,
)
from intake.ui.patient.review_screen import OpenQuestion
from intake.ui.patient.selection import Selection
from tests.ui.patient.fitting_questions import (
    LANGUAGES,
    SCREENS,
    assert_large,
    assert_whole,
    everything,
    frame_of,
    read_at,
    room_of,
    shipped,
    speaking,
)
from tests.ui.patient.fitting_words import (
    assert_footer,
    assert_pages,
    assert_sheets,
    assert_top_line,
    assert_welcome,
)

USUAL = tuple(screen for screen in SCREENS if screen != "large upright")
"""Not the largest one upright as well: tests/stress/fitting.py has them all."""


def frame_on(qtbot: QtBot, screen: str, language: str = "en") -> PatientFrame:
    """Return the window of a patient on one of the screens."""
    frame = frame_of(*SCREENS[screen], language)
    # Kept to the end: a window that Python collects while it is painted takes the process along.
    qtbot.addWidget(frame, before_close_func=lambda _window, kept=frame: kept.close_sheets())
    return frame


@pytest.mark.parametrize("screen", USUAL)
def test_at_least_eighteen_points_fit_on_every_screen(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)

    assert min(frame.offered_sizes()) >= SIZES[0]


@pytest.mark.parametrize("screen", USUAL[1:])
def test_twenty_two_points_are_usual_where_there_is_room(qtbot: QtBot, screen: str) -> None:
    assert frame_on(qtbot, screen).reading.size == 22


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", USUAL)
def test_every_question_is_whole_and_its_targets_are_large_enough(
    qtbot: QtBot, screen: str, language: str
) -> None:
    """Every question of every form, at every offered size, measured in millimetres."""
    with speaking(language):
        frame = frame_on(qtbot, screen, language)
        for size in frame.offered_sizes():
            read_at(frame, size)
            for prompt in everything(language):
                frame.question.show_prompt(prompt, Selection())
                assert_whole(frame.question, prompt)
                assert_large(frame, prompt)


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", USUAL)
def test_no_word_of_the_apps_own_is_cut(qtbot: QtBot, screen: str, language: str) -> None:
    with speaking(language):
        frame = frame_on(qtbot, screen, language)
        assert_top_line(frame)
        assert_footer(frame)
        for size in frame.offered_sizes():
            read_at(frame, size)
            assert_pages(frame)
            assert_welcome(frame)
            assert_sheets(frame)


@pytest.mark.parametrize("screen", USUAL)
def test_the_review_shows_everything_page_by_page(qtbot: QtBot, screen: str) -> None:
    frame = frame_on(qtbot, screen)
    frame.screens.setCurrentWidget(frame.review)
    listed = [
        OpenQuestion(f"f.{number}", prompt.text, "You prefer not to answer")
        for number, prompt in enumerate(everything()[:60])
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
    qtbot.waitUntil(lambda: frame.footer.next.x() < frame.footer.back.x(), timeout=20_000)

    tiles = frame.question.scale.tiles()

    assert tiles[0].x() > tiles[-1].x()
    assert_whole(frame.question, scale)
