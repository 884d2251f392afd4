# SPDX-License-Identifier: Apache-2.0
"""Whether a question fits: no clipped word, nothing outside, targets measured in mm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget

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
)
from intake.ui.patient.question_screen import QuestionScreen
from intake.ui.patient.texts import (
    practice_prompt,
    who_prompt,
)
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.body_map import BodyMapInput
from intake.ui.widgets.look_sheet import Reading
from intake.ui.widgets.option_row import OptionRow
from intake.ui.widgets.press_gate import PressGate
from intake.ui.widgets.tile import Tile
from tests.ui.patient.sitting import load_look

FORMS = Path(__file__).parents[3] / "forms"
LANGUAGES = ("en", "es", "fr", "de")
SCREENS = {
    "tablet": (QSize(1280, 800), 149.5),
    "tablet upright": (QSize(800, 1280), 149.5),
    "desk": (QSize(1920, 1080), 92.0),
    "desk upright": (QSize(1080, 1920), 92.0),
    "large": (QSize(3840, 2160), 163.0),
    "large upright": (QSize(2160, 3840), 163.0),
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


def frame_of(size: QSize, dpi: float, language: str = "en") -> PatientFrame:
    """Show the window of a patient who will be asked everything there is."""
    gate = PressGate(lambda: 0.0)

    def make_map(ask: MapAsk, parent: QWidget) -> QWidget:
        return BodyMapInput(figure(), ask.areas, ask.none_label, gate, parent=parent)

    frame = PatientFrame(load_look(), lambda: 0.0, make_map, Metrics(dpi))
    frame.resize(size)
    frame.expect(everything(language))
    frame.screens.setCurrentWidget(frame.question)
    frame.show()
    QApplication.processEvents()
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
            assert button.width() >= button.sizeHint().width(), button.text()


def assert_talk(screen: QuestionScreen, prompt: Prompt) -> None:
    """Fail when the way out of a form is cut, low, or under an answer."""
    talk = screen.talk
    assert talk.isVisibleTo(screen) is bool(prompt.talk)
    if prompt.talk:
        box = talk.geometry()
        assert screen.rect().contains(box)
        assert talk.width() >= talk.sizeHint().width()
        assert talk.height() >= room_of(screen).least_row
        assert not box.intersects(screen.inputs.current.geometry())


def assert_map(screen: QuestionScreen) -> None:
    """Fail when the figure and its words share a place, in whichever form the map is shown.

    An area of the list is as high as any answer, and its words never shrink below the least size.
    """
    room = room_of(screen)
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
                assert max(row.height_at(row.width()), room.least_row) <= row.height()
                assert row.width_at(row.fontMetrics(), row.height()) <= row.width()
                assert row.font().pixelSize() >= room.metrics.pt(SIZES[0])
        assert shown.switch.height() >= room.least_row
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
    elif isinstance(prompt.ask, MapAsk):
        assert_map(question)
