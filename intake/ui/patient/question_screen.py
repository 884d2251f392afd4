# SPDX-License-Identifier: Apache-2.0
"""The one screen that asks everything: its widgets are reused from question to question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QLabel, QWidget

from intake.ui.patient.fit import Place, Plan, Room, plan_of
from intake.ui.patient.prompts import (
    ChoiceAsk,
    MapAsk,
    NumberAsk,
    Prompt,
    ScaleAsk,
    TextAsk,
)
from intake.ui.patient.selection import Selection
from intake.ui.theme import font
from intake.ui.widgets.answer_group import AnswerGroup
from intake.ui.widgets.choice_input import ChoiceInput
from intake.ui.widgets.option_row import RING_ROOM
from intake.ui.widgets.press_gate import PressGate, Ticks
from intake.ui.widgets.scale_input import ScaleInput
from intake.ui.widgets.text_input import TextInput
from intake.ui.widgets.tile_grid import TileGrid


class AreaInput(Protocol):
    """What the screen needs of a body map."""

    changed: SignalInstance

    def marked(self) -> frozenset[str]:
        """Return the marked areas."""

    def is_none(self) -> bool:
        """Say whether "none of these" is chosen."""

    def set_state(self, marked: frozenset[str], *, none: bool) -> None:
        """Show an earlier answer."""


MakeMap = Callable[[MapAsk, QWidget], QWidget]
"""Builds the body map for its areas, as a child of the screen."""

_PREVIOUS = (Qt.Key.Key_Up, Qt.Key.Key_Left)
_FOLLOWING = (Qt.Key.Key_Down, Qt.Key.Key_Right)
_DIGITS = {Qt.Key(Qt.Key.Key_0.value + digit): digit for digit in range(10)}


class QuestionScreen(QGroupBox):
    """Shows a prompt and holds what is chosen. `changed` tells of a choice by a person."""

    changed = Signal()

    def __init__(self, gate: PressGate, ticks: Ticks, make_map: MakeMap) -> None:
        super().__init__()
        # Without a policy of its own a group box hands the focus on to its first answer.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._make_map = make_map
        self._maps: dict[MapAsk, QWidget] = {}
        self._recall = self._label("quiet")
        self._stem = self._label("quiet")
        self._question = self._label("")
        self.choice = ChoiceInput(gate, self)
        self.scale = ScaleInput(gate, self, ticks=ticks)
        self.number = TileGrid(gate, self, ticks=ticks)
        self.text = TextInput(self)
        for answers in (self.choice, self.scale, self.number, self.text):
            answers.changed.connect(self.changed)
        self._prompt: Prompt | None = None
        self.room: Room | None = None
        self._size = 0

    @property
    def recall(self) -> str:
        """The recall period of what is asked; empty when it has none."""
        return self._prompt.recall if self._prompt else ""

    def set_room(self, room: Room, size: int) -> None:
        """Take over the measure of the screen and a text size in points."""
        self.room, self._size = room, size
        self._place()

    def show_prompt(self, prompt: Prompt, selection: Selection) -> None:
        """Ask something; only what a person chose earlier is chosen."""
        self._prompt = prompt
        self._recall.setText(prompt.recall)
        self._stem.setText(prompt.stem)
        self._question.setText(prompt.text)
        self.setAccessibleName(prompt.spoken)
        current = self._fill(prompt, selection)
        current.setAccessibleName(prompt.text)
        for answers in (self.choice, self.scale, self.number, self.text, *self._maps.values()):
            answers.setVisible(answers is current)
        self._place()

    def clear(self) -> None:
        """Leave nothing of a patient on the screen, nor in what a screen reader finds."""
        for label in (self._recall, self._stem, self._question):
            label.clear()
        self.setAccessibleName("")
        self.choice.show_options([])
        self.scale.show_scale(0, 0, ("", ""))
        self.text.show_words("")
        for answers in (self.choice, self.scale, self.number, self.text):
            answers.setAccessibleName("")
        for drawn in self._maps.values():
            drawn.setParent(None)
            drawn.deleteLater()
        self._maps.clear()
        self._prompt = None

    def selection(self) -> Selection:
        """Return what is chosen now."""
        ask = self._prompt.ask if self._prompt else None
        if isinstance(ask, ChoiceAsk):
            place = self.choice.chosen
            return Selection(None if place is None else ask.options[place][0])
        if isinstance(ask, ScaleAsk):
            return Selection(self.scale.number)
        if isinstance(ask, NumberAsk):
            return Selection(self.number.number)
        if isinstance(ask, TextAsk):
            return Selection(self.text.words or None)
        if isinstance(ask, MapAsk):
            return _area_selection(self._maps[ask])
        return Selection()

    def clear_selection(self) -> None:
        """Choose nothing again."""
        if self._prompt is None:
            return
        if isinstance(self._prompt.ask, MapAsk):
            _set_areas(self._maps[self._prompt.ask], Selection())
        elif isinstance(self._prompt.ask, TextAsk):
            self.text.show_words("")
        else:
            self._group().choose(None, by_person=False)
        self.changed.emit()

    def show_digits(self, *, shown: bool) -> None:
        """Show which key chooses which answer of a list."""
        self.choice.show_digits(shown=shown)

    def take_key(self, event: QKeyEvent) -> bool:
        """Choose by digit or arrow; say whether the key was meant for the answers."""
        if self._prompt is None or isinstance(self._prompt.ask, MapAsk | TextAsk):
            return False
        group = self._group()
        key = Qt.Key(event.key())
        if key in _DIGITS and not event.isAutoRepeat():
            press = group.press_digit if isinstance(group, ChoiceInput | TileGrid) else None
            return bool(press and press(_DIGITS[key]))
        if key in _PREVIOUS or key in _FOLLOWING:
            group.step(self._step(key))
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the question out again."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw no frame; a group box is only what screen readers call a group."""

    def _step(self, key: Qt.Key) -> int:
        ahead = 1 if key in _FOLLOWING else -1
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if sideways and self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            ahead = -ahead
        columns = self.number.columns if self._group() is self.number and not sideways else 1
        return ahead * columns

    def _group(self) -> AnswerGroup:
        ask = self._prompt.ask if self._prompt else None
        if isinstance(ask, ScaleAsk):
            return self.scale
        return self.number if isinstance(ask, NumberAsk) else self.choice

    def _fill(self, prompt: Prompt, selection: Selection) -> QWidget:
        ask = prompt.ask
        if isinstance(ask, ChoiceAsk):
            ids = [option for option, _ in ask.options]
            self.choice.show_options([text for _, text in ask.options])
            chosen = ids.index(str(selection.answer)) if selection.answer in ids else None
            self.choice.choose(chosen, by_person=False)
            return self.choice
        number = selection.answer if isinstance(selection.answer, int) else None
        if isinstance(ask, ScaleAsk):
            self.scale.show_scale(ask.low, ask.high, ask.anchors)
            self.scale.show_number(number)
            return self.scale
        if isinstance(ask, NumberAsk):
            texts = [str(each) for each in range(ask.low, ask.high + 1)]
            self.number.show_tiles(texts, texts, ask.low)
            self.number.show_number(number)
            return self.number
        if isinstance(ask, TextAsk):
            self.text.show_words(selection.answer if isinstance(selection.answer, str) else "")
            return self.text
        return self._fill_map(ask, selection)

    def _fill_map(self, ask: MapAsk, selection: Selection) -> QWidget:
        if ask not in self._maps:
            drawn = self._make_map(ask, self)
            changed = getattr(drawn, "changed")  # noqa: B009, a signal that the stubs cannot see
            changed.connect(self.changed)
            self._maps[ask] = drawn
        _set_areas(self._maps[ask], selection)
        return self._maps[ask]

    def _place(self) -> None:
        if self._prompt is None or self.room is None:
            return
        plan = plan_of(self._prompt, self.room, self._size)
        left = (self.width() - plan.width) // 2
        self._recall.setVisible(self.room.recall_above and bool(self._prompt.recall))
        self._stem.setVisible(bool(self._prompt.stem))
        for label, place, pixels, semibold in (
            (self._recall, plan.recall, plan.text_px, True),
            (self._stem, plan.stem, plan.text_px, False),
            (self._question, plan.question, plan.question_px, True),
        ):
            _set_font(label, pixels, semibold=semibold)
            label.setGeometry(left, place.top, plan.width, place.height)
        self._place_answers(plan, left)

    def _place_answers(self, plan: Plan, left: int) -> None:
        ask = self._prompt.ask if self._prompt else None
        answers: QWidget = self.text if isinstance(ask, TextAsk) else self._group()
        if isinstance(ask, MapAsk):
            answers = self._maps[ask]
        _set_font(answers, plan.text_px)
        for child in answers.findChildren(QWidget) if isinstance(answers, AnswerGroup) else ():
            _set_font(child, plan.text_px)
        self.choice.set_gap(plan.gap)
        if isinstance(answers, TileGrid):
            answers.set_columns(plan.columns, plan.gap)
        self.scale.set_anchor_height(plan.anchor_height)
        # Boxes keep room for a focus ring around them; their lines are flush with the text.
        ring = 0 if isinstance(ask, MapAsk) else RING_ROOM
        answers.setGeometry(_rect(left - ring, plan.width + 2 * ring, plan.answer))
        if isinstance(answers, ChoiceInput | TileGrid):
            answers.place()

    def _label(self, tone: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        label.setProperty("tone", tone)
        return label


def _rect(left: int, width: int, place: Place) -> QRect:
    return QRect(left, place.top, width, place.height)


def _set_font(widget: QWidget, pixels: int, *, semibold: bool = False) -> None:
    # Setting an equal font still costs a layout, and a question has some fifteen widgets.
    if widget.font().pixelSize() != pixels:
        widget.setFont(font(pixels, semibold=semibold))


def _area_selection(drawn: QObject) -> Selection:
    areas: AreaInput = drawn  # type: ignore[assignment]  # the map is a QWidget and this
    return Selection(marked=frozenset(areas.marked()), is_none=areas.is_none())


def _set_areas(drawn: QObject, selection: Selection) -> None:
    areas: AreaInput = drawn  # type: ignore[assignment]  # the map is a QWidget and this
    areas.set_state(selection.marked, none=selection.is_none)
