# SPDX-License-Identifier: Apache-2.0
"""The patient's window: walks a `Flow` and stores every answer before anything else is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from intake.ui.announce import announce
from intake.ui.metrics import Metrics
from intake.ui.patient import texts
from intake.ui.patient.context import PatientContext, Pause
from intake.ui.patient.frame import PatientFrame
from intake.ui.patient.idle_watch import IdleWatch
from intake.ui.patient.keeper import Keeper
from intake.ui.patient.prompts import MapAsk, every_prompt
from intake.ui.patient.reading_aloud import ReadingAloud
from intake.ui.patient.stage import ASKING, CHECKING, HIDING, Stage, Step
from intake.ui.patient.text_screen import Action
from intake.ui.patient.walk import Walk
from intake.ui.speaker import Speaker
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.body_map import BodyMapInput

TOUCH_BACK_SECONDS = 60
WRONG_TRIES = 3


class PatientWindow(PatientFrame):
    """Drives one visit. `pause_ended` carries a `Pause` whenever the patient comes back.

    `dismissed` tells that the window is closed for good.
    """

    pause_ended = Signal(object)
    dismissed = Signal()

    def __init__(self, context: PatientContext, metrics: Metrics | None = None) -> None:
        super().__init__(context.look, context.ticks, self._make_map, metrics)
        self._context = context
        self.reading = replace(self.reading, moves=context.moves)
        self._flow = context.flow
        self._keeper = Keeper(context.commit)
        self._stage = Stage(self, context)
        self._walk = Walk(self, self._stage, context, self._keeper)
        self._wrong = 0
        self._left_at: datetime | None = None
        self._go_on: Callable[[], None] = self._begin
        self._wake: Callable[[], None] | None = None
        self._may_close = False
        self.setWindowTitle(self.tr("Questions"))
        self._connect()
        self.idle = IdleWatch(context.clock, self)
        self.idle.warned.connect(self._ask_whether_there)
        self.idle.expired.connect(self.hide_screen)
        self.idle.woken.connect(self.close_sheets)
        self._reading_aloud: ReadingAloud | None = None
        if context.voices is not None:
            speaker = Speaker(context.voices, self)
            self._reading_aloud = ReadingAloud(self.header, speaker, context.language)
            self._stage.offer_words = self._reading_aloud.offer
        own = (texts.practice_prompt(), texts.who_prompt())
        self.expect((*every_prompt(self._flow, context.wordings), *own))
        if context.is_to_be_wiped:
            self._stage.show_wipe()
        else:
            self._greet()

    @property
    def is_finished(self) -> bool:
        """Whether the patient came to the end."""
        return self._walk.is_finished

    @property
    def step(self) -> Step:
        """What is shown."""
        return self._stage.step

    # What the app may do.

    def hide_screen(self) -> None:
        """Blank the screen; also what an idle watch calls."""
        self._interrupt(self._stage.show_veil)

    def pause(self) -> None:
        """Rest for a while."""
        self._interrupt(self._stage.show_pause)

    def keep(self) -> bool:
        """Store what is chosen on the screen; say whether everything is durable."""
        return self._keeper.keep(self._walk.record_screen(confirms=False), self._flow.position)

    def apologise(self) -> None:
        """Say calmly that the team is needed, after something failed inside the app."""
        self.close_sheets()
        self._walk.show_trouble(self._walk.show_here)

    def dismiss(self) -> bool:
        """Close for good, unless something is not stored yet; say whether it is closed.

        The app decides that, never a key.
        """
        if not self.keep():
            self._walk.show_trouble(self._walk.show_here)
            return False
        self.idle.stop()
        self.fade.stop()
        self.kiosk.let_go()
        if self._reading_aloud is not None:
            self._reading_aloud.close()
        self._may_close = True
        self.close()
        self.dismissed.emit()
        return True

    # What Qt tells.

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to notice when nobody is there."""
        super().showEvent(event)
        self.idle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Notice nothing more."""
        super().hideEvent(event)
        self.idle.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the answer and stay open: no key closes a patient's window."""
        event.setAccepted(self._may_close)
        if not self._may_close and self.step is Step.QUESTION and not self.keep():
            self._walk.show_trouble(self._walk.show_here)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer and walk by keys alone; Escape does nothing here."""
        if self.sheet.isVisible():
            self.sheet.keyPressEvent(event)
            return
        for sheet in (self.still_there, self.about_sheet):
            if sheet.isVisible():
                sheet.keyPressEvent(event)
                return
        key = Qt.Key(event.key())
        walks = {
            Qt.Key.Key_Return: self._focused() or self.footer.next,
            Qt.Key.Key_Enter: self._focused() or self.footer.next,
            Qt.Key.Key_Backspace: self.footer.back,
            Qt.Key.Key_Delete: self.footer.middle if self._has_answer() else None,
        }
        if self.step is Step.HIDDEN:
            self._press(event, self.veil)
        elif key is Qt.Key.Key_Backspace and self._takes_back_digit():
            return
        elif key in walks:
            self._press(event, walks[key])
        elif self.step in ASKING:
            self.question.show_digits(shown=True)
            self.question.take_key(event)
        elif self.step in CHECKING:
            self.welcome.take_key(event)

    def _has_answer(self) -> bool:
        return self.step in ASKING and not self.question.selection().is_empty

    def _takes_back_digit(self) -> bool:
        return self.step in ASKING and self.question.inputs.takes_back_digit()

    def _press(self, event: QKeyEvent, button: ActionButton | None) -> None:
        # A held key and a double stroke are one stroke, as a double tap is one tap.
        if event.isAutoRepeat() or button is None or button.isHidden():
            return
        if self.gate.lets_through():
            button.click()

    def _focused(self) -> ActionButton | None:
        focused = self.focusWidget()
        return focused if isinstance(focused, ActionButton) and focused.hasFocus() else None

    def _connect(self) -> None:
        self.footer.next_pressed.connect(self._next)
        self.footer.back_pressed.connect(self._back)
        self.footer.middle_pressed.connect(self._middle)
        self.header.pause_pressed.connect(self.pause)
        self.header.hide_pressed.connect(self.hide_screen)
        self.veil.clicked.connect(self._come_back)
        self.sheet.picked.connect(self._walk.leave_without)
        self.words.acted.connect(self._act)
        self.review.picked.connect(self._walk.jump)
        self.question.changed.connect(self._stage.offer_clearing)
        self.question.talk_pressed.connect(self._walk.talk_instead)
        self.measured.connect(self._stage.show_progress)

    # Next, Back and the button between them.

    def _next(self) -> None:
        ways: dict[Step, Callable[[], None]] = {
            Step.WELCOME: self._check_birthday,
            Step.CHECK: self._check_birthday,
            Step.WIPE: self._greet,
            Step.BREAK: self._walk.arrive,
            Step.TOLD: self._walk.go_on_after_telling,
            Step.WHY: self._walk.show_practice,
            Step.PRACTICE: self._walk.arrive,
            Step.INTRODUCTION: self._walk.show_here,
            Step.QUESTION: self._walk.leave_forwards,
            Step.REVIEW: self._walk.show_who,
            Step.WHO: self._walk.leave_who,
            Step.PAUSED: self._come_back,
        }
        if self.step in ways:
            ways[self.step]()

    def _back(self) -> None:
        ways: dict[Step, Callable[[], None]] = {
            Step.PRACTICE: self._stage.show_why,
            Step.INTRODUCTION: self._walk.leave_introduction_backwards,
            Step.QUESTION: self._walk.leave_backwards,
            Step.BREAK: self._walk.leave_introduction_backwards,
            Step.REVIEW: self._walk.leave_backwards,
            Step.WHO: self._walk.show_here,
        }
        if self.step in ways:
            ways[self.step]()

    def _middle(self) -> None:
        if self.step in ASKING and not self.question.selection().is_empty:
            self.question.clear_selection()
        elif self.step is Step.QUESTION:
            self._stage.show_about()
        elif self.step is Step.WELCOME:
            self._stage.show_closed(texts.closed_page(self._context.help_line))

    def _act(self, action: Action) -> None:
        if action.name == texts.STAFF:
            self._context.staff_return()
        elif action.name == texts.STOP:
            self._stage.show_closed(texts.stopped_page(self._context.help_line))
        elif action.name == texts.RETRY:
            self._walk.store((), self._walk.after_trouble)
        elif action.name == texts.OTHER_DISPLAY:
            self.kiosk.go_on()

    # Who is it?

    def _greet(self) -> None:
        if not self._walk.has_questions:
            self._walk.end_without_questions()
        elif self._context.birth_day_month is None:
            self._begin()
        else:
            self._stage.show_welcome()

    def _begin(self) -> None:
        if self._walk.is_resumed:
            self._walk.arrive()
        else:
            self._stage.show_why()

    def _check_birthday(self) -> None:
        given = self.welcome.birthday()
        if given is None or given != self._context.birth_day_month:
            # A half-filled birthday is no try.
            self._wrong += given is not None
            if self._wrong < WRONG_TRIES:
                self._stage.say_wrong()
            else:
                self._stage.show_closed(texts.closed_page(self._context.help_line))
            return
        self._wrong = 0
        self._return()

    def _return(self) -> None:
        if self._left_at is not None:
            self.pause_ended.emit(Pause(self._left_at, self._context.clock()))
            self._left_at = None
        self._go_on()

    # Resting and hiding.

    def _ask_whether_there(self) -> None:
        if self.step in HIDING:
            self.close_sheets()
            self.still_there.ask()
            announce(self.still_there, self.still_there.accessibleName())

    def _interrupt(self, show: Callable[[], None]) -> None:
        if self.step not in HIDING:
            return
        self.close_sheets()
        if self.step in CHECKING:
            # Nobody has said yet who it is, so a touch alone shows the question again.
            self._wake = {
                Step.WELCOME: self._stage.show_welcome,
                Step.CHECK: self._stage.show_check,
            }[self.step]
            show()
            return
        ways = {
            Step.WHY: self._stage.show_why,
            Step.PRACTICE: self._walk.show_practice,
            Step.BREAK: self._stage.show_break,
            Step.TOLD: self._walk.tell_again,
            Step.WHO: self._walk.show_who,
            Step.INTRODUCTION: self._walk.arrive,
        }
        self._go_on = ways.get(self.step, self._walk.show_here)
        self._left_at = self._context.clock()
        self._walk.store(self._walk.record_screen(confirms=False), show)

    def _come_back(self) -> None:
        if self._wake is not None:
            wake, self._wake = self._wake, None
            wake()
            return
        left = self._left_at
        waited = 0.0 if left is None else (self._context.clock() - left).total_seconds()
        if waited <= TOUCH_BACK_SECONDS or self._context.birth_day_month is None:
            self._return()
        else:
            self._stage.show_check()

    def _make_map(self, ask: MapAsk, parent: QWidget) -> QWidget:
        figure = self._context.figure
        if figure is None:
            raise ValueError("a form with a body map needs the figure")
        return BodyMapInput(
            figure,
            ask.areas,
            ask.none_label,
            self.gate,
            ticks=self._context.ticks,
            parent=parent,
        )
