# SPDX-License-Identifier: Apache-2.0
"""From question to question to the end, each answer stored before anything else is painted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt

from intake.core.answers import Answer, Event, Missing
from intake.core.flow import Question
from intake.core.visit import Respondent
from intake.ui.patient import texts
from intake.ui.patient.context import PatientContext
from intake.ui.patient.frame import PatientFrame
from intake.ui.patient.keeper import Keeper, succeeds
from intake.ui.patient.review_screen import OpenQuestion
from intake.ui.patient.selection import answers_to_record, earlier_selection
from intake.ui.patient.stage import Stage, Step
from intake.ui.widgets.gentle_sheet import Without

LEAST_BREAK = 5
"""A part of fewer questions ends without a break: one would only be in the way."""

_REASONS = {Without.DECLINE: Missing.DECLINED, Without.LATER: Missing.SKIPPED}


class Walk:
    """Moves a `Flow` and has the stage show where it is.

    `is_resumed` says that there was an earlier sitting; `after_trouble` is what comes once
    everything is stored.
    """

    def __init__(
        self, frame: PatientFrame, stage: Stage, context: PatientContext, keeper: Keeper
    ) -> None:
        self._frame = frame
        self._stage = stage
        self._context = context
        self._keeper = keeper
        self._flow = context.flow
        self.is_resumed = not self._flow.at_start or any(self._flow.answers.values())
        self.after_trouble: Callable[[], None] = self.show_here
        self.is_finished = False
        self._told: set[tuple[str, str]] = set()
        self._after_telling: tuple[str, Callable[[], None]] = ("", self.show_here)

    @property
    def has_questions(self) -> bool:
        """Whether the visit asks anything."""
        return any(self._flow.questions())

    def arrive(self) -> None:
        """Show where the flow is, by way of the introduction when its part has one."""
        text = self._introduction()
        if text and not self._flow.returns_to_review:
            self._stage.show_introduction(text)
        else:
            self.show_here()

    def _introduction(self) -> str:
        here = self._flow.here
        if here is None:
            return ""
        page = self._flow.page(here)
        if page.items[0].id not in here.items:
            return ""
        wording = self._context.wordings[here.form]
        words = [wording.introductions.get(page.id, "")]
        if wording.self_completion and page is self._flow.instrument(here.form).pages[0]:
            words.insert(0, wording.self_completion.before)
        return "\n\n".join(each for each in words if each)

    def show_here(self) -> None:
        """Show the question where the flow is, or the review."""
        here = self._flow.here
        if here is None:
            self._stage.show_review()
            return
        is_map = self._flow.page(here).is_map
        known = self._flow.answer_of(here)
        has_back = not self._flow.at_start or bool(self._introduction()) or not self.is_resumed
        self._stage.show_question(
            here, earlier_selection(here, known, is_map=is_map), back=has_back
        )

    def leave_forwards(self) -> None:
        """Take the answer and go on; without one, ask kindly."""
        if self._frame.question.selection().is_empty:
            self._frame.sheet.ask()
            return
        self._go_forwards(self.record_screen(confirms=True))

    def talk_instead(self) -> None:
        """Keep what is chosen, decline whatever of the form is open, and go on after it."""
        here = self._flow.here
        if here is not None and self._stage.step is Step.QUESTION:
            chosen = self.record_screen(confirms=True)
            declined = self._flow.decline_rest(here.form, self._context.clock())
            self._go_forwards((*chosen, *declined), past=here.form)

    def _go_forwards(self, events: Sequence[Event], past: str = "") -> None:
        left, from_review = self._flow.here, self._flow.returns_to_review
        self._flow.next()
        while past and self._flow.here is not None and self._flow.here.form == past:
            self._flow.next()
        here = self._flow.here
        ends_part = left is not None and here is not None and left.form != here.form
        rests = ends_part and not from_review and self._is_long(left)
        then = self._stage.show_break if rests else self.arrive
        text = self._untold()
        self._after_telling = (text, then)
        self.store(events, self.tell_again if text else then)

    def tell_again(self) -> None:
        """Show what the patient is to read at once."""
        self._stage.show_told(self._after_telling[0])

    def go_on_after_telling(self) -> None:
        """Go on from there."""
        self._after_telling[1]()

    def _untold(self) -> str:
        """Return what a form says of an answer that the patient has not read yet."""
        told = {
            (form.id, alert.id): self._context.wordings[form.id].tell.get(alert.id, "")
            for form in self._flow.parts
            for alert in form.alerts
            if alert.tell and (form.id, alert.id) not in self._told
        }
        if not told:
            return ""
        raised = [(form, alert) for form, alert, _ in self._flow.alerts(ended=False)]
        new = [key for key in told if key in raised]
        self._told.update(new)
        return "\n\n".join(told[key] for key in new)

    def _is_long(self, question: Question | None) -> bool:
        asked = [q for q in self._flow.questions() if question and q.form == question.form]
        return len(asked) >= LEAST_BREAK

    def leave_backwards(self) -> None:
        """Keep what is chosen and go back."""
        events = self.record_screen(confirms=False)
        text = self._introduction()
        if text and self._stage.step is Step.QUESTION and not self._flow.returns_to_review:
            self.store(events, self._show_introduction)
        elif self._flow.at_start:
            self.store(events, self.show_practice)
        else:
            self._flow.back()
            self.store(events, self.show_here)

    def leave_introduction_backwards(self) -> None:
        """Go back from a screen that stands before a question."""
        if self._flow.at_start:
            self.show_practice()
        else:
            self._flow.back()
            self.store((), self.show_here)

    def leave_without(self, way: Without) -> None:
        """Go on without an answer, in the way that was picked."""
        self._frame.gate.shut()
        here = self._flow.here
        if way is Without.ANSWER_NOW:
            self._frame.question.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._stage.step is Step.WHO:
            self._finish(None)
        elif here is not None:
            reason = _REASONS[way]
            self._go_forwards(self._record(here, dict.fromkeys(here.items, reason)))

    def jump(self, question: OpenQuestion) -> None:
        """Go from the review to a question."""
        self._flow.jump(question.key)
        self.store((), self.show_here)

    # The end.

    def show_practice(self) -> None:
        """Show the practice question."""
        self._stage.show_own(Step.PRACTICE, texts.practice_prompt())

    def _show_introduction(self) -> None:
        self._stage.show_introduction(self._introduction())

    def show_who(self) -> None:
        """Ask who answered."""
        self._stage.show_own(Step.WHO, texts.who_prompt())

    def leave_who(self) -> None:
        """Take who answered and end the visit."""
        answer = self._frame.question.selection().answer
        if answer is None:
            self._frame.sheet.ask(may_come_back=False)
        else:
            self._finish(Respondent(str(answer)))

    def end_without_questions(self) -> None:
        """End a visit that asks nothing, and say so."""
        self._finish(None)

    def _finish(self, respondent: Respondent | None) -> None:
        page = texts.thanks_page if self.has_questions else texts.nothing_page

        def end() -> None:
            self.is_finished = True
            self._stage.show_closed(page(self._context.help_line))

        def finish() -> None:
            if succeeds(lambda: self._context.finished(respondent)):
                end()
            else:
                self.show_trouble(finish)

        self.store(self._flow.closing(self._context.clock()), finish)

    # Storing.

    def record_screen(self, *, confirms: bool) -> Sequence[Event]:
        """Return the events that the answer on the screen means."""
        here = self._flow.here
        if here is None or self._stage.step is not Step.QUESTION:
            return ()
        values = answers_to_record(
            here,
            self._frame.question.selection(),
            self._flow.answer_of(here),
            is_map=self._flow.page(here).is_map,
            confirms=confirms,
        )
        return self._record(here, values)

    def _record(self, question: Question, values: Mapping[str, Answer]) -> Sequence[Event]:
        return self._flow.record(question, values, self._context.clock())

    def store(self, events: Sequence[Event], then: Callable[[], None]) -> None:
        """Make events and place durable, and only then show what comes next."""
        if self._keeper.keep(events, self._flow.position):
            then()
        else:
            self.show_trouble(then)

    def show_trouble(self, then: Callable[[], None]) -> None:
        """Say that something is not stored yet, and what comes once it is."""
        self.after_trouble = then
        self._stage.show_trouble()
