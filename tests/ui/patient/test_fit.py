# SPDX-License-Identifier: Apache-2.0
"""Every question of every shipped form fits on every screen: no clipped word, no scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from intake.app.handing import own_words
from intake.assets import resources_dir
from intake.catalogue import Catalogue, load
from intake.core.figure import Figure, parse
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
from intake.ui.patient.prompts import (
    ChoiceAsk,
    MapAsk,
    NumberAsk,
    Prompt,
    ScaleAsk,
    TextAsk,
    every_prompt,
    recall_words,
)
from intake.ui.patient.question_screen import QuestionScreen
from intake.ui.patient.review_screen import OpenQuestion
from intake.ui.patient.selection import Selection
from intake.ui.patient.text_screen import TextPage
from intake.ui.patient.texts import (
    break_page,
    closed_page,
    pause_page,
    practice_prompt,
    stopped_page,
    thanks_page,
    trouble_page,
    who_prompt,
    why_page,
    wipe_page,
)
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.body_map import BodyMapInput
from intake.ui.widgets.look_sheet import Reading
from intake.ui.widgets.option_row import OptionRow
from intake.ui.widgets.press_gate import PressGate
from intake.ui.widgets.progress_header import LEAST_BUTTON_MM
from intake.ui.widgets.tile import Tile
from tests.ui.patient.sitting import load_look

FORMS = Path(__file__).parents[3] / "forms"
LANGUAGES = ("en", "es", "fr", "de")
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
def figure() -> Figure:
    """Return the body of the map."""
    return parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let the app speak a language."""
    words = own_words(language)
    QApplication.installTranslator(words)
    yield
    QApplication.removeTranslator(words)


@cache
def shipped(form: str, language: str = "en") -> tuple[Prompt, ...]:
    """Return every question of a form; in English where the form has no other language."""
    known = catalogue().languages(form)
    spoken = next((each for each in known if each.partition("-")[0] == language), "en")
    flow = Flow([catalogue().asked(form, spoken)])
    return tuple(every_prompt(flow, {form: catalogue().wording(form, spoken)}))


@cache
def everything(language: str = "en") -> tuple[Prompt, ...]:
    """Return every question of every shipped form, and the app's own."""
    forms = [prompt for form in catalogue().instruments for prompt in shipped(form, language)]
    own = (Prompt("How many minutes?", NumberAsk(0, 600)), Prompt("Which medicines?", TextAsk()))
    return (*forms, practice_prompt(), who_prompt(), *own)


def frame_on(qtbot: QtBot, screen: str, language: str = "en") -> PatientFrame:
    """Return the window of a patient who will be asked everything there is."""
    size, dpi = SCREENS[screen]
    gate = PressGate(lambda: 0.0)

    def make_map(ask: MapAsk, parent: QWidget) -> QWidget:
        return BodyMapInput(figure(), ask.areas, ask.none_label, gate, parent=parent)

    frame = PatientFrame(load_look(), lambda: 0.0, make_map, Metrics(dpi))
    # Kept to the end: a window that Python collects while it is painted takes the process along.
    qtbot.addWidget(frame, before_close_func=lambda _window, kept=frame: kept.close_sheets())
    frame.resize(size)
    frame.expect(everything(language))
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
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


def assert_whole(screen: QuestionScreen, prompt: Prompt) -> None:
    """Fail when a text is cut, or a part lies outside the screen or over another."""
    labels = [label for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]
    assert not [label.text() for label in labels if label.text() and is_clipped(label)]
    rows = [row for row in screen.findChildren(OptionRow) if row.isVisibleTo(screen)]
    assert not [row.text() for row in rows if row.height_at(row.width()) > row.height()]
    assert_talk(screen, prompt)
    tiles = [tile for tile in screen.findChildren(Tile) if tile.isVisibleTo(screen)]
    for tile in tiles:
        advance = QFontMetrics(tile.font()).horizontalAdvance(tile.text())
        assert advance <= tile.width() - 8, tile.text()
    text = screen.inputs.text
    written = [text] if text.isVisibleTo(screen) else []
    answers = rows or tiles or written
    bottom = max(part.mapTo(screen, part.rect().bottomLeft()).y() for part in (*labels, *answers))
    assert bottom <= screen.height(), prompt.text
    assert len({part.size().toTuple() for part in answers}) <= 1
    for button in screen.findChildren(ActionButton):
        if button.isVisibleTo(screen):
            assert button.width() >= button.sizeHint().width() - 8, button.text()
    if isinstance(prompt.ask, MapAsk):
        assert_map(screen)


def assert_talk(screen: QuestionScreen, prompt: Prompt) -> None:
    """Fail when the way out of a form is cut, low, or under an answer."""
    talk = screen.talk
    assert talk.isVisibleTo(screen) is bool(prompt.talk)
    if prompt.talk:
        box = talk.geometry()
        assert screen.rect().contains(box)
        assert talk.fontMetrics().horizontalAdvance(talk.text()) <= talk.width() - 8
        assert talk.height() >= room_of(screen).least_row
        assert not box.intersects(screen.inputs.current.geometry())


def assert_map(screen: QuestionScreen) -> None:
    """Fail when the figure and its words share a place, in whichever form the map is shown."""
    (shown,) = [each for each in screen.findChildren(BodyMapInput) if each.isVisibleTo(screen)]
    for _ in range(2):
        words = [label for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]
        parts = [shown.none, shown.switch, *shown.rows.values(), shown.figure]
        boxes = [
            QRect(part.mapTo(screen, part.rect().topLeft()), part.size())
            for part in (*words, *parts)
            if part.isVisibleTo(screen) and (not isinstance(part, QLabel) or part.text())
        ]
        for number, box in enumerate(boxes):
            assert screen.rect().contains(box)
            assert not any(box.intersects(other) for other in boxes[number + 1 :])
        for row in (shown.none, *shown.rows.values()):
            if row.isVisibleTo(screen):
                assert row.height_at(row.width()) <= row.height()
        shown.switch.click()


def assert_large(frame: PatientFrame, prompt: Prompt) -> None:
    """Fail when a sore hand would have less room than it needs."""
    metrics, question = frame.metrics(), frame.question
    if isinstance(prompt.ask, ChoiceAsk):
        assert min(row.height() for row in question.choice.rows()) >= metrics.mm(LEAST_ROW_MM)
    elif isinstance(prompt.ask, ScaleAsk):
        assert min(t.width() for t in question.scale.tiles()) >= metrics.mm(LEAST_BOX_MM)
        assert min(t.height() for t in question.scale.tiles()) >= metrics.mm(LEAST_ROW_MM)
    elif isinstance(prompt.ask, NumberAsk):
        keys = question.inputs.pad.keys.values() if prompt.ask.is_long else question.number.tiles()
        assert min(key.height() for key in keys) >= metrics.mm(LEAST_ROW_MM)
        assert min(key.width() for key in keys) >= metrics.mm(LEAST_BOX_MM)


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


HELP = "If you need help now, tell a member of the team."


def pages() -> tuple[TextPage, ...]:
    """Return everything that the app says in its own words, in the language it speaks now."""
    help_line = QApplication.translate("Help", HELP)
    note = "The app's own words in Spanish are a draft. " * 4
    told = "Please tell a member of the team now. " * 6
    return (
        TextPage(QApplication.translate("Patient", "Please read this"), (told,), (help_line,)),
        wipe_page(note),
        why_page(64, help_line),
        break_page(11, 12, help_line),
        pause_page(help_line),
        thanks_page(help_line),
        stopped_page(help_line),
        closed_page(help_line),
        trouble_page(help_line),
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
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


def assert_top_line(frame: PatientFrame) -> None:
    """Fail when progress, recall and all buttons of the corner have no room together."""
    translate, header = QApplication.translate, frame.header
    number = translate("Patient", "Question {number} of {of}").format(number=21, of=21)
    part = translate("Patient", "Part {part} of {parts}").format(part=12, parts=12)
    recall = "" if frame.recall_above else recall_words("P12M")
    header.show_read(translate("Patient", "Read aloud"))
    header.show_progress(number, part, recall)
    QApplication.processEvents()
    assert header.minimumSizeHint().width() <= header.width()
    assert header.layout().minimumSize().height() <= header.height()
    for button in header.buttons:
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width()
        assert button.width() >= frame.metrics().mm(LEAST_BUTTON_MM)


def assert_footer(frame: PatientFrame) -> None:
    """Fail when Back, the quiet button and Next have no room together."""
    translate, footer = QApplication.translate, frame.footer
    for middle in (translate("Patient", "Clear my answer"), translate("Patient", "About")):
        footer.show_actions(back=True, forward=translate("Patient", "Next"), middle=middle)
        for button in (footer.back, footer.middle, footer.next):
            assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width() - 8
        assert footer.minimumSizeHint().width() <= footer.width()


def assert_pages(frame: PatientFrame) -> None:
    """Fail when a text screen loses a word or a button."""
    frame.screens.setCurrentWidget(frame.words)
    for page in pages():
        frame.words.show_page(page)
        assert cut_labels(frame.words) == []
        for button in frame.words.findChildren(ActionButton):
            if button.isVisibleTo(frame.words):
                assert frame.words.rect().contains(button.geometry())
                assert button.width() >= button.sizeHint().width()


def assert_welcome(frame: PatientFrame) -> None:
    """Fail when the question for the birthday loses a word, or a tile is too small."""
    translate, welcome = QApplication.translate, frame.welcome
    frame.screens.setCurrentWidget(welcome)
    hello = translate("Patient", "Hello {name}. Is this you?").format(name="Maximiliane-Alexandra")
    tap = translate("Patient", "Tap the day and the month you were born. Then tap Next.")
    welcome.greet(hello, tap)
    welcome.say(translate("Patient", "That does not match. Please try again."))
    assert cut_labels(welcome) == []
    for tile in (*welcome.days.tiles(), *welcome.months.tiles()):
        corner = tile.mapTo(welcome, tile.rect().bottomRight())
        assert welcome.rect().contains(corner)
        assert tile.fontMetrics().horizontalAdvance(tile.text()) <= tile.width() - 8
        assert min(tile.height(), tile.width()) >= frame.metrics().mm(8)


def assert_sheets(frame: PatientFrame) -> None:
    """Fail when a sheet is larger than the window or loses a word."""
    longest = max((form.rights.attribution for form in catalogue().instruments.values()), key=len)
    for sheet, show in (
        (frame.sheet, frame.sheet.ask),
        (frame.still_there, frame.still_there.ask),
        (frame.look_sheet, frame._show_look),
        (frame.about_sheet, lambda: frame.about_sheet.tell("A title", longest)),
    ):
        show()
        QApplication.processEvents()
        assert frame.rect().contains(sheet.card.geometry())
        shown = [widget for widget in sheet.card.findChildren(QWidget) if widget.isVisible()]
        cut = [widget for widget in shown if isinstance(widget, QLabel) and is_clipped(widget)]
        assert [label.text() for label in cut] == []
        for button in shown:
            if isinstance(button, ActionButton):
                words = button.fontMetrics().horizontalAdvance(button.text())
                assert words <= button.width() - 8, button.text()
        sheet.put_away()


@pytest.mark.parametrize("screen", SCREENS)
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
    qtbot.waitUntil(lambda: frame.footer.next.x() < frame.footer.back.x())

    tiles = frame.question.scale.tiles()

    assert tiles[0].x() > tiles[-1].x()
    assert_whole(frame.question, scale)
