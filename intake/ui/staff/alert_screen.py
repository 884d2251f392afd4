# SPDX-License-Identifier: Apache-2.0
"""One alert: what it is about, for those who may know, and who takes it from here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from intake.core.instrument import Level
from intake.core.records import AlertLine, FollowUp, Seen
from intake.core.rights import Right
from intake.core.visit import RaisedAs
from intake.ui.staff.choice_row import ChoiceRow
from intake.ui.staff.context import AlertWords, Session
from intake.ui.staff.faults import Fault, FaultLine, first_fault
from intake.ui.staff.parts import Screen, button, captioned, card, column, foot, in_row, label
from intake.ui.staff.words import age_and_number, moment


class AlertScreen(Screen):
    """Shows one alert and records what the person who is signed in did about it."""

    acknowledged = Signal(int, object)
    asks = Signal(object, str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._line: AlertLine | None = None
        self._offer = ""
        back = button(self.tr("Back"))
        back.clicked.connect(self.left)
        self._said = FaultLine()
        self._by = label("", "hint", wraps=False)
        self._go = button(self.tr("Acknowledge"), "primary")
        self._go.clicked.connect(self._acknowledge)
        layout = column(self)
        self._name = label("", "title")
        self._person = label("", "hint")
        layout.addWidget(self._name)
        layout.addWidget(self._person)
        frame, self._inside = card("alert")
        self._what = label("", "strong")
        self._answer = label("", "large")
        self._advice = label("", "body")
        for part in (self._what, self._answer, self._advice):
            self._inside.addWidget(part)
        layout.addWidget(frame)
        self._caution = label(
            self.tr("Screening result. Not a risk assessment. A clinical interview is required."),
            "hint",
        )
        layout.addWidget(self._caution)
        self._ask = button("", "primary")
        self._ask.clicked.connect(self._ask_now)
        layout.addLayout(in_row(self._ask, None))
        self._so_far = label("", "body")
        layout.addWidget(self._so_far)
        layout.addWidget(self._follow_up())
        layout.addStretch(1)
        self.first = self._action
        foot(self, back, self._said, None, self._by, self._go)

    def show_alert(self, line: AlertLine, words: AlertWords) -> None:
        """Show one alert with empty fields."""
        self._line = line
        self._name.setText(self._session.called(line.patient))
        self._person.setText(age_and_number(line.patient))
        at = f" · {moment(line.raised.at)}" if line.raised.at else ""
        self._what.setText(words.title + ("" if words.answer else at))
        changed = self.tr("\nchanged afterwards, now: {answer}").format(answer=words.now)
        self._answer.setText(words.answer + at + (changed if words.now else ""))
        self._answer.setVisible(bool(words.answer))
        self._advice.setText(self._advice_words(line, words))
        self._caution.setVisible(bool(words.answer))
        self._offer = words.offer if self._session.may(Right.ASK_IN_PERSON) else ""
        self._ask.setText(self.tr("Ask the {form} in person").format(form=words.offer_name))
        self._ask.setVisible(bool(self._offer))
        self._by.setText(self.tr("as {name}").format(name=self._session.member.name))
        self._so_far.setText("\n".join(words.done))
        self._so_far.setVisible(bool(words.done))
        self._go.setText(self.tr("Add to it") if words.done else self.tr("Acknowledge"))
        self._action.clear()
        self._told.clear()
        self._seen.clear()
        self.say(None)

    def say(self, problem: Fault | str | None) -> None:
        """Show why it could not be recorded."""
        self._said.tell(problem)

    def _follow_up(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        self._action = ChoiceRow(
            tuple(
                (text, text)
                for text in (
                    self.tr("The clinician was told"),
                    self.tr("I speak with the patient now"),
                    self.tr("Something else"),
                )
            )
        )
        self._told = QLineEdit()
        self._seen = ChoiceRow(
            (
                (Seen.YES, self.tr("Yes")),
                (Seen.NOT_YET, self.tr("Not yet")),
                (Seen.NO, self.tr("No")),
            )
        )
        captioned(layout, self.tr("What is being done?"), self._action)
        captioned(layout, self.tr("Whom you told, or what you did"), self._told)
        captioned(layout, self.tr("Did a clinician see the patient before they left?"), self._seen)
        return part

    def _advice_words(self, line: AlertLine, words: AlertWords) -> str:
        return "\n".join((self._first_words(line), *words.advice))

    def _first_words(self, line: AlertLine) -> str:
        at, level = line.raised.at, line.level
        if at is not None and at.date() != self._session.now().date():
            return self.tr("Raised on an earlier day: a clinician must reach the patient today.")
        if level is Level.NOTE:
            return self.tr("For the clinician to read; nobody has to be called.")
        if line.raised.state is RaisedAs.UNANSWERED:
            return self.tr("Ask in person before the patient leaves.")
        if level is Level.TODAY:
            return self.tr("A clinician must see this before the patient leaves.")
        return self.tr("Call the clinician now. The patient should not leave before.")

    def _ask_now(self) -> None:
        self.asks.emit(self._line, self._offer)

    def _acknowledge(self) -> None:
        action, told, seen = self._action.value(), self._told.text().strip(), self._seen.value()
        speaks = action == self.tr("I speak with the patient now")
        fault = first_fault(
            (action, self.tr("Please say what is being done."), self._action),
            (
                told or speaks,
                self.tr("Please write whom you told, or what you did."),
                self._told,
            ),
            (
                seen,
                self.tr("Please say whether a clinician has seen the patient."),
                self._seen,
            ),
        )
        self.say(fault)
        if fault or self._line is None:
            return
        done = FollowUp(
            self._session.member.name,
            self._session.now(),
            str(action),
            told,
            Seen(seen or Seen.NOT_YET),
        )
        self.acknowledged.emit(self._line.id, done)
