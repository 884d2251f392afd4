# SPDX-License-Identifier: Apache-2.0
"""The one screen that asks everything: its widgets are reused from question to question."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QLabel, QWidget

from intake.ui.patient.fit import Place, Plan, Room, plan_of, talk_gap, talk_height
from intake.ui.patient.inputs import Inputs, MakeMap
from intake.ui.patient.prompts import MapAsk, Prompt
from intake.ui.patient.selection import Selection
from intake.ui.theme import font
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.answer_group import AnswerGroup
from intake.ui.widgets.choice_input import ChoiceInput
from intake.ui.widgets.number_pad import NumberPad
from intake.ui.widgets.option_row import RING_ROOM
from intake.ui.widgets.press_gate import PressGate, Ticks
from intake.ui.widgets.tile_grid import TileGrid

_TALK_SHARE = 0.6
"""How high the words of the way out may be in its button."""


class QuestionScreen(QGroupBox):
    """Shows a prompt and holds what is chosen. `changed` tells of a choice by a person.

    `talk_pressed` tells that somebody would rather talk than answer.
    """

    changed = Signal()
    talk_pressed = Signal()

    def __init__(self, gate: PressGate, ticks: Ticks, make_map: MakeMap) -> None:
        super().__init__()
        # Without a policy of its own a group box hands the focus on to its first answer.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._recall = self._label("quiet")
        self._stem = self._label("quiet")
        self._question = self._label("")
        self.inputs = Inputs(gate, ticks, make_map, self)
        self.inputs.changed.connect(self.changed)
        self.inputs.switched.connect(self._place)
        self.choice, self.scale, self.number = (
            self.inputs.choice,
            self.inputs.scale,
            self.inputs.number,
        )
        self.talk = ActionButton(gate, parent=self)
        self.talk.clicked.connect(self.talk_pressed)
        self.talk.hide()
        self._prompt: Prompt | None = None
        self.room: Room | None = None
        self._size = 0

    @property
    def recall(self) -> str:
        """The recall period of what is asked; empty when it has none."""
        return self._prompt.recall if self._prompt else ""

    @property
    def prompt(self) -> Prompt | None:
        """What is asked."""
        return self._prompt

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
        self.talk.setText(prompt.talk)
        self.talk.setVisible(bool(prompt.talk))
        self.inputs.show_prompt(prompt, selection)
        self._place()

    def clear(self) -> None:
        """Leave nothing of a patient on the screen, nor in what a screen reader finds."""
        for label in (self._recall, self._stem, self._question):
            label.clear()
        self.setAccessibleName("")
        self.talk.setText("")
        self.talk.hide()
        self.inputs.clear()
        self._prompt = None

    def selection(self) -> Selection:
        """Return what is chosen now."""
        return self.inputs.selection()

    def clear_selection(self) -> None:
        """Choose nothing again."""
        if self._prompt is not None:
            self.inputs.clear_selection()

    def show_digits(self, *, shown: bool) -> None:
        """Show which key chooses which answer of a list."""
        self.choice.show_digits(shown=shown)

    def take_key(self, event: QKeyEvent) -> bool:
        """Choose by digit or arrow; say whether the key was meant for the answers."""
        if self._prompt is None:
            return False
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return self.inputs.take_key(event, mirrored=mirrored)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the question out again."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw no frame; a group box is only what screen readers call a group."""

    def _place(self) -> None:
        if self._prompt is None or self.room is None:
            return
        ask = self._prompt.ask
        as_list = isinstance(ask, MapAsk) and self.inputs.area_input(ask).shows_list
        plan = plan_of(self._prompt, self.room, self._size, as_list=as_list)
        self._recall.setVisible(self.room.recall_above and bool(self._prompt.recall))
        self._stem.setVisible(bool(self._prompt.stem))
        for label, place, pixels, semibold in (
            (self._recall, plan.recall, plan.text_px, True),
            (self._stem, plan.stem, plan.text_px, False),
            (self._question, plan.question, plan.question_px, True),
        ):
            _set_font(label, pixels, semibold=semibold)
            label.setGeometry(self._box(RING_ROOM + plan.text_left, plan.text_width, place))
        self._place_answers(plan, ask)
        self._place_talk(self.room)

    def _place_talk(self, room: Room) -> None:
        height = talk_height(room, self._size)
        _set_font(self.talk, min(room.metrics.pt(self._size), round(height * _TALK_SHARE)))
        width = min(self.talk.sizeHint().width(), self.width())
        place = Place(self.height() - height - talk_gap(room), height)
        self.talk.setGeometry(self._box((self.width() - width) // 2, width, place))

    def _place_answers(self, plan: Plan, ask: object) -> None:
        answers = self.inputs.current
        _set_font(answers, plan.text_px)
        is_group = isinstance(answers, AnswerGroup | NumberPad)
        for child in answers.findChildren(QWidget) if is_group else ():
            _set_font(child, plan.text_px)
        self.choice.set_gap(plan.gap)
        self.inputs.pad.set_gap(plan.gap)
        if isinstance(answers, TileGrid):
            answers.set_columns(plan.columns, plan.gap)
        self.scale.set_anchor_height(plan.anchor_height)
        if isinstance(ask, MapAsk):
            under = plan.question.top + plan.question.height - plan.answer.top
            least_row = self.room.least_row if self.room else 0
            self.inputs.area_input(ask).set_room(max(0, under), least_row)
        # Boxes keep room for a focus ring around them; their lines are flush with the text.
        ring = 0 if isinstance(ask, MapAsk) else RING_ROOM
        width = plan.answer_width or plan.width
        answers.setGeometry(self._box(RING_ROOM - ring, width + 2 * ring, plan.answer))
        if isinstance(answers, ChoiceInput | TileGrid):
            answers.place()

    def _box(self, left: int, width: int, place: Place) -> QRect:
        box = QRect(left, place.top, width, place.height)
        return self.style().visualRect(self.layoutDirection(), self.rect(), box)

    def _label(self, tone: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        label.setProperty("tone", tone)
        return label


def _set_font(widget: QWidget, pixels: int, *, semibold: bool = False) -> None:
    # Setting an equal font still costs a layout, and a question has some fifteen widgets.
    if widget.font().pixelSize() != pixels:
        widget.setFont(font(pixels, semibold=semibold))
