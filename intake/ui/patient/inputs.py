# SPDX-License-Identifier: Apache-2.0
"""All the ways of answering on one screen: made once, filled anew for each question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from intake.ui.patient.prompts import Ask, ChoiceAsk, MapAsk, NumberAsk, Prompt, ScaleAsk, TextAsk
from intake.ui.patient.selection import Selection
from intake.ui.widgets.answer_group import AnswerGroup
from intake.ui.widgets.choice_input import ChoiceInput
from intake.ui.widgets.number_pad import NumberPad
from intake.ui.widgets.press_gate import PressGate, Ticks
from intake.ui.widgets.scale_input import ScaleInput
from intake.ui.widgets.text_input import TextInput
from intake.ui.widgets.tile_grid import TileGrid


class AreaInput(Protocol):
    """What the screen needs of a body map."""

    changed: SignalInstance
    switched: SignalInstance

    @property
    def shows_list(self) -> bool:
        """Whether the areas are shown as a list."""

    def set_room(self, heading: int, least_row: int) -> None:
        """Keep the top of the column beside the figure free, and every row as high, in pixels."""

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


class Inputs(QObject):
    """Owns one widget for each way of asking; one of them is shown at a time.

    `changed` tells of a choice by a person, `switched` that a body map changed its form.
    """

    changed = Signal()
    switched = Signal()

    def __init__(self, gate: PressGate, ticks: Ticks, make_map: MakeMap, screen: QWidget) -> None:
        super().__init__(screen)
        self._screen = screen
        self._make_map = make_map
        self._maps: dict[MapAsk, QWidget] = {}
        self._ask: Ask | None = None
        self.choice = ChoiceInput(gate, screen)
        self.scale = ScaleInput(gate, screen, ticks=ticks)
        self.number = TileGrid(gate, screen, ticks=ticks)
        self.pad = NumberPad(gate, screen)
        self.text = TextInput(screen)
        for answers in (self.choice, self.scale, self.number, self.pad, self.text):
            answers.changed.connect(self.changed)
            answers.hide()

    @property
    def current(self) -> QWidget:
        """The widget that is shown."""
        return self._widget(self._ask)

    def show_prompt(self, prompt: Prompt, selection: Selection) -> None:
        """Ask something; only what a person chose earlier is chosen."""
        self._ask = prompt.ask
        self._fill(prompt, selection)
        current = self.current
        current.setAccessibleName(prompt.text)
        for answers in (*self._own(), *self._maps.values()):
            answers.setVisible(answers is current)

    def clear(self) -> None:
        """Leave nothing of a patient in any of them."""
        self.choice.show_options([])
        self.scale.show_scale(0, 0, ("", ""))
        self.number.show_number(None)
        self.pad.show_number(None)
        self.text.show_words("", "")
        for answers in self._own():
            answers.setAccessibleName("")
        for drawn in self._maps.values():
            drawn.setParent(None)
            drawn.deleteLater()
        self._maps.clear()
        self._ask = None

    def selection(self) -> Selection:
        """Return what is chosen now."""
        ask = self._ask
        if isinstance(ask, ChoiceAsk):
            place = self.choice.chosen
            return Selection(None if place is None else ask.options[place][0])
        if isinstance(ask, ScaleAsk):
            return Selection(self.scale.number)
        if isinstance(ask, NumberAsk):
            return Selection(self.pad.number if ask.is_long else self.number.number)
        if isinstance(ask, TextAsk):
            return Selection(self.text.words)
        if isinstance(ask, MapAsk):
            areas = self.area_input(ask)
            return Selection(marked=frozenset(areas.marked()), is_none=areas.is_none())
        return Selection()

    def clear_selection(self) -> None:
        """Choose nothing again."""
        ask, current = self._ask, self.current
        if isinstance(ask, MapAsk):
            self.area_input(ask).set_state(frozenset(), none=False)
        elif isinstance(current, AnswerGroup):
            current.choose(None, by_person=False)
        elif isinstance(ask, TextAsk):
            self.text.show_words("", self.text.field.accessibleName())
        else:
            self.pad.show_number(None)
        self.changed.emit()

    def take_key(self, event: QKeyEvent, *, mirrored: bool) -> bool:
        """Choose by digit or arrow; say whether the key was meant for the answers."""
        group = self.current
        key = Qt.Key(event.key())
        if key in _DIGITS and not event.isAutoRepeat():
            if isinstance(group, ChoiceInput | TileGrid | NumberPad):
                return group.press_digit(_DIGITS[key])
            return False
        if isinstance(group, AnswerGroup) and (key in _PREVIOUS or key in _FOLLOWING):
            group.step(_step(key, group, mirrored=mirrored))
            return True
        return False

    def takes_back_digit(self) -> bool:
        """Take the last digit of a number back; say whether there was one."""
        is_typing = self.current is self.pad and bool(self.pad.display.text())
        if is_typing:
            self.pad.take_back()
        return is_typing

    def area_input(self, ask: MapAsk) -> AreaInput:
        """Return the body map of a question."""
        areas: AreaInput = self._maps[ask]  # type: ignore[assignment]  # a QWidget and this
        return areas

    def _own(self) -> tuple[QWidget, ...]:
        return self.choice, self.scale, self.number, self.pad, self.text

    def _widget(self, ask: Ask | None) -> QWidget:
        if isinstance(ask, MapAsk):
            return self._maps[ask]
        if isinstance(ask, NumberAsk):
            return self.pad if ask.is_long else self.number
        if isinstance(ask, TextAsk):
            return self.text
        return self.scale if isinstance(ask, ScaleAsk) else self.choice

    def _fill(self, prompt: Prompt, selection: Selection) -> None:
        ask, answer = prompt.ask, selection.answer
        number = answer if isinstance(answer, int) else None
        if isinstance(ask, ChoiceAsk):
            ids = [option for option, _ in ask.options]
            self.choice.show_options([text for _, text in ask.options])
            chosen = ids.index(str(answer)) if answer in ids else None
            self.choice.choose(chosen, by_person=False)
        elif isinstance(ask, ScaleAsk):
            self.scale.show_scale(ask.low, ask.high, ask.anchors)
            self.scale.show_number(number)
        elif isinstance(ask, NumberAsk) and ask.is_long:
            self.pad.show_range(ask.low, ask.high)
            self.pad.show_number(number)
        elif isinstance(ask, NumberAsk):
            texts = [str(each) for each in range(ask.low, ask.high + 1)]
            self.number.show_tiles(texts, texts, ask.low)
            self.number.show_number(number)
        elif isinstance(ask, TextAsk):
            self.text.show_words("" if answer is None else str(answer), prompt.text)
        else:
            self._fill_map(ask, selection)

    def _fill_map(self, ask: MapAsk, selection: Selection) -> None:
        if ask not in self._maps:
            self._maps[ask] = self._make_map(ask, self._screen)
            areas = self.area_input(ask)
            areas.changed.connect(self.changed)
            areas.switched.connect(self.switched)
        self.area_input(ask).set_state(selection.marked, none=selection.is_none)


def _step(key: Qt.Key, group: AnswerGroup, *, mirrored: bool) -> int:
    ahead = 1 if key in _FOLLOWING else -1
    sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
    if sideways:
        return -ahead if mirrored else ahead
    if isinstance(group, ScaleInput) or not isinstance(group, TileGrid):
        return ahead
    return ahead * group.columns
