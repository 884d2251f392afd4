# SPDX-License-Identifier: Apache-2.0
"""One alert: what was answered, and who takes it from here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from intake.core.records import AlertLine
from intake.core.visit import RaisedAs
from intake.ui.staff.choice_row import ChoiceRow
from intake.ui.staff.context import AlertWords
from intake.ui.staff.parts import button, card, column, label
from intake.ui.staff.words import age_and_number, clock


class AlertScreen(QWidget):
    """Shows one alert and takes the name of whoever acknowledges it."""

    acknowledged = Signal(int, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line: AlertLine | None = None
        layout = column(self)
        self._name = label("", "title")
        self._person = label("", "hint")
        layout.addWidget(self._name)
        layout.addWidget(self._person)
        frame, inside = card("alert")
        self._what = label("", "strong")
        self._answer = label("", "large")
        self._advice = label("", "body")
        for part in (self._what, self._answer, self._advice):
            inside.addWidget(part)
        layout.addWidget(frame)
        layout.addWidget(
            label(
                self.tr(
                    "Screening result. Not a risk assessment. A clinical interview is required."
                ),
                "hint",
            )
        )
        layout.addWidget(label(self.tr("Who takes this from here?"), "heading"))
        self._by = QLineEdit()
        self._by.setAccessibleName(self.tr("Your name"))
        self._by.setPlaceholderText(self.tr("Your name"))
        layout.addWidget(self._by)
        layout.addWidget(label(self.tr("What is being done?"), "heading"))
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
        layout.addWidget(self._action)
        self._more = QLineEdit()
        self._more.setAccessibleName(self.tr("Whom you told, or what you did"))
        self._more.setPlaceholderText(self.tr("Whom you told, or what you did"))
        layout.addWidget(self._more)
        self._said = label("", "error")
        layout.addWidget(self._said)
        layout.addLayout(self._buttons())
        layout.addStretch(1)
        self.setFocusProxy(self._by)

    def show_alert(self, line: AlertLine, words: AlertWords) -> None:
        """Show one alert with empty fields."""
        self._line = line
        self._name.setText(line.patient.name or line.patient.id)
        self._person.setText(age_and_number(line.patient))
        self._what.setText(words.title)
        at = f" · {clock(line.raised.at)}" if line.raised.at else ""
        changed = self.tr("\nchanged afterwards, now: {answer}").format(answer=words.now)
        self._answer.setText(words.answer + at + (changed if words.now else ""))
        self._advice.setText(
            self.tr("Not answered: ask in person before the patient leaves.")
            if line.raised.state is RaisedAs.UNANSWERED
            else self.tr("Call the clinician now. The patient should not leave before.")
        )
        for field in (self._by, self._more):
            field.clear()
        self._action.clear()
        self._said.clear()

    def _buttons(self) -> QHBoxLayout:
        back = button(self.tr("Back"))
        back.clicked.connect(self.left)
        done = button(self.tr("Acknowledge"), "primary")
        done.clicked.connect(self._acknowledge)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _acknowledge(self) -> None:
        by, action = self._by.text().strip(), self._action.value()
        problem = ""
        if not by:
            problem = self.tr("Please write your name: an alert is acknowledged by a person.")
        elif action is None:
            problem = self.tr("Please say what is being done.")
        self._said.setText(problem)
        if problem or self._line is None:
            return
        more = self._more.text().strip()
        self.acknowledged.emit(self._line.id, by, f"{action}: {more}" if more else str(action))

    def say(self, problem: str) -> None:
        """Show why it could not be recorded."""
        self._said.setText(problem)
