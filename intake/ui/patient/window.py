# SPDX-License-Identifier: Apache-2.0
"""The patient's window: walks a `Flow` and stores every answer before anything else is painted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from intake.core.answers import Answer, Event, Missing
from intake.core.flow import Question
from intake.core.visit import Respondent
from intake.ui.metrics import Metrics
from intake.ui.patient import texts
from intake.ui.patient.context import PatientContext, Pause
from intake.ui.patient.frame import PatientFrame
from intake.ui.patient.keeper import Keeper, succeeds
from intake.ui.patient.prompts import MapAsk, every_prompt
from intake.ui.patient.review_screen import OpenQuestion
from intake.ui.patient.selection import answers_to_record, earlier_selection
from intake.ui.patient.stage import ASKING, CHECKING, Stage, Step
from intake.ui.patient.text_screen import Action, TextPage
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.body_map import BodyMapInput
from intake.ui.widgets.gentle_sheet import Without

TOUCH_BACK_SECONDS = 60
WRONG_TRIES = 3

_REASONS = {Without.DECLINE: Missing.DECLINED, Without.LATER: Missing.SKIPPED}


class PatientWindow(PatientFrame):
    """Drives one visit. `pause_ended` carries a `Pause` whenever the patient comes back."""

    pause_ended = Signal(object)

    def __init__(self, context: PatientContext, metrics: Metrics | None = None) -> None:
        super().__init__(context.look, context.ticks, self._make_map, metrics)
        self._context = context
        self._flow = context.flow
        self._keeper = Keeper(context.commit)
        self._stage = Stage(self, context)
        self._is_resumed = not self._flow.at_start or any(self._flow.answers.values())
        self._wrong = 0
        self._left_at: datetime | None = None
        self._go_on: Callable[[], None] = self._begin
        self._after_trouble: Callable[[], None] = self._show_here
        self._reopen: Callable[[], None] = self._return
        self._may_close = False
        self.is_finished = False
        self.setWindowTitle(self.tr("Questions"))
        self._connect()
        own = (texts.practice_prompt(), texts.who_prompt())
        self.expect((*every_prompt(self._flow, context.wordings), *own))
        if context.birth_day_month is None:
            self._begin()
        else:
            self._stage.show_welcome()

    @property
    def step(self) -> Step:
        """What is shown."""
        return self._stage.step

    # What the app may do.

    def unlock(self) -> None:
        """Let the patient go on, after staff have said who they are."""
        self._wrong = 0
        if not self.is_finished and self.step is Step.CLOSED:
            self._reopen()

    def hide_screen(self) -> None:
        """Blank the screen; also what an idle watch calls."""
        self._interrupt(self._stage.show_veil)

    def pause(self) -> None:
        """Rest for a while."""
        self._interrupt(self._stage.show_pause)

    def keep(self) -> bool:
        """Store what is chosen on the screen; say whether everything is durable."""
        return self._keeper.keep(self._record_screen(confirms=False), self._flow.position)

    def dismiss(self) -> None:
        """Close for good. The app decides that, never a key."""
        self.keep()
        self._may_close = True
        self.close()

    # What Qt tells.

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the answer and stay open: no key closes a patient's window."""
        event.setAccepted(self._may_close)
        if not self._may_close and self.step is Step.QUESTION and not self.keep():
            self._show_trouble(self._show_here)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer and walk by keys alone; Escape does nothing here."""
        if self.sheet.isVisible():
            self.sheet.keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        walks = {
            Qt.Key.Key_Return: self._focused() or self.footer.next,
            Qt.Key.Key_Enter: self._focused() or self.footer.next,
            Qt.Key.Key_Backspace: self.footer.back,
            Qt.Key.Key_Delete: self.footer.middle if self.step in ASKING else None,
        }
        if self.step is Step.HIDDEN:
            self._press(event, self.veil)
        elif key in walks:
            self._press(event, walks[key])
        elif self.step in ASKING:
            self.question.show_digits(shown=True)
            self.question.take_key(event)
        elif self.step in CHECKING:
            self.welcome.take_key(event)

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
        self.sheet.picked.connect(self._leave_without)
        self.words.acted.connect(self._act)
        self.review.picked.connect(self._jump)
        self.question.changed.connect(self._stage.offer_clearing)
        self.measured.connect(self._stage.show_progress)

    # Next, Back and the button between them.

    def _next(self) -> None:
        ways: dict[Step, Callable[[], None]] = {
            Step.WELCOME: self._check_birthday,
            Step.CHECK: self._check_birthday,
            Step.WHY: self._show_practice,
            Step.PRACTICE: self._arrive,
            Step.INTRODUCTION: self._show_here,
            Step.QUESTION: self._leave_forwards,
            Step.REVIEW: self._show_who,
            Step.WHO: self._leave_who,
            Step.PAUSED: self._come_back,
        }
        if self.step in ways:
            ways[self.step]()

    def _back(self) -> None:
        ways: dict[Step, Callable[[], None]] = {
            Step.PRACTICE: self._stage.show_why,
            Step.INTRODUCTION: self._leave_introduction_backwards,
            Step.QUESTION: self._leave_backwards,
            Step.REVIEW: self._leave_backwards,
            Step.WHO: self._show_here,
        }
        if self.step in ways:
            ways[self.step]()

    def _middle(self) -> None:
        if self.step in ASKING:
            self.question.clear_selection()
        elif self.step is Step.WELCOME:
            self._close_up(texts.closed_page(self._context.help_line), self._stage.show_welcome)

    def _act(self, action: Action) -> None:
        if action.name == texts.STAFF:
            self._context.staff_return()
        elif action.name == texts.STOP:
            self._close_up(texts.stopped_page(self._context.help_line), self._return)
        elif action.name == texts.RETRY:
            self._store((), self._after_trouble)

    # Who is it?

    def _begin(self) -> None:
        if self._is_resumed:
            self._arrive()
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
                self._close_up(texts.closed_page(self._context.help_line), self._return)
            return
        self._wrong = 0
        self._return()

    def _return(self) -> None:
        if self._left_at is not None:
            self.pause_ended.emit(Pause(self._left_at, self._context.clock()))
            self._left_at = None
        self._go_on()

    # Resting and hiding.

    def _interrupt(self, show: Callable[[], None]) -> None:
        if self.step not in (Step.QUESTION, Step.INTRODUCTION, Step.REVIEW, Step.WHO):
            return
        self.close_sheets()
        ways = {Step.WHO: self._show_who, Step.INTRODUCTION: self._arrive}
        self._go_on = ways.get(self.step, self._show_here)
        self._left_at = self._context.clock()
        self._store(self._record_screen(confirms=False), show)

    def _come_back(self) -> None:
        left = self._left_at
        waited = 0.0 if left is None else (self._context.clock() - left).total_seconds()
        if waited <= TOUCH_BACK_SECONDS or self._context.birth_day_month is None:
            self._return()
        else:
            self._stage.show_check()

    def _close_up(self, page: TextPage, reopen: Callable[[], None]) -> None:
        self._reopen = reopen
        self._stage.show_closed(page)

    # From question to question.

    def _arrive(self) -> None:
        """Show where the flow is, by way of the introduction when its part has one."""
        text = self._introduction()
        if text and not self._flow.returns_to_review:
            self._stage.show_introduction(text)
        else:
            self._show_here()

    def _introduction(self) -> str:
        here = self._flow.here
        if here is None:
            return ""
        page = self._flow.page(here)
        opens = page.items[0].id in here.items
        return self._context.wordings[here.form].introductions.get(page.id, "") if opens else ""

    def _show_here(self) -> None:
        here = self._flow.here
        if here is None:
            self._stage.show_review()
            return
        is_map = self._flow.page(here).is_map
        known = self._flow.answer_of(here)
        has_back = not self._flow.at_start or bool(self._introduction()) or not self._is_resumed
        self._stage.show_question(
            here, earlier_selection(here, known, is_map=is_map), back=has_back
        )

    def _leave_forwards(self) -> None:
        if self.question.selection().is_empty:
            self.sheet.ask()
            return
        events = self._record_screen(confirms=True)
        self._flow.next()
        self._store(events, self._arrive)

    def _leave_backwards(self) -> None:
        events = self._record_screen(confirms=False)
        text = self._introduction()
        if text and self.step is Step.QUESTION and not self._flow.returns_to_review:
            self._store(events, self._show_introduction)
        elif self._flow.at_start:
            self._store(events, self._show_practice)
        else:
            self._flow.back()
            self._store(events, self._show_here)

    def _leave_introduction_backwards(self) -> None:
        if self._flow.at_start:
            self._show_practice()
        else:
            self._flow.back()
            self._store((), self._show_here)

    def _leave_without(self, way: Without) -> None:
        self.gate.shut()
        here = self._flow.here
        if way is Without.ANSWER_NOW:
            self.question.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.step is Step.WHO:
            self._finish(None)
        elif here is not None:
            reason = _REASONS[way]
            events = self._record(here, dict.fromkeys(here.items, reason))
            self._flow.next()
            self._store(events, self._arrive)

    def _jump(self, question: OpenQuestion) -> None:
        self._flow.jump(question.key)
        self._store((), self._show_here)

    # The end.

    def _show_practice(self) -> None:
        self._stage.show_own(Step.PRACTICE, texts.practice_prompt())

    def _show_introduction(self) -> None:
        self._stage.show_introduction(self._introduction())

    def _show_who(self) -> None:
        self._stage.show_own(Step.WHO, texts.who_prompt())

    def _leave_who(self) -> None:
        answer = self.question.selection().answer
        if answer is None:
            self.sheet.ask(may_come_back=False)
        else:
            self._finish(Respondent(str(answer)))

    def _finish(self, respondent: Respondent | None) -> None:
        def end() -> None:
            self.is_finished = True
            self._stage.show_closed(texts.thanks_page(self._context.help_line))

        def finish() -> None:
            if succeeds(lambda: self._context.finished(respondent)):
                end()
            else:
                self._show_trouble(finish)

        self._store(self._flow.closing(self._context.clock()), finish)

    # Storing.

    def _record_screen(self, *, confirms: bool) -> Sequence[Event]:
        here = self._flow.here
        if here is None or self.step is not Step.QUESTION:
            return ()
        values = answers_to_record(
            here,
            self.question.selection(),
            self._flow.answer_of(here),
            is_map=self._flow.page(here).is_map,
            confirms=confirms,
        )
        return self._record(here, values)

    def _record(self, question: Question, values: Mapping[str, Answer]) -> Sequence[Event]:
        return self._flow.record(question, values, self._context.clock())

    def _store(self, events: Sequence[Event], then: Callable[[], None]) -> None:
        """Make events and place durable, and only then show what comes next."""
        if self._keeper.keep(events, self._flow.position):
            then()
        else:
            self._show_trouble(then)

    def _show_trouble(self, then: Callable[[], None]) -> None:
        self._after_trouble = then
        self._stage.show_trouble()

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
