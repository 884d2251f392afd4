# SPDX-License-Identifier: Apache-2.0
"""Starting a visit: who it is, what will be asked, and who stays within reach."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from intake.core.errors import StoreError
from intake.core.records import Known
from intake.core.visit import Patient, Respondent, Sex
from intake.ui.staff.birth_date import BirthDateInput
from intake.ui.staff.choice_row import ChoiceRow
from intake.ui.staff.context import Desk, VisitForm
from intake.ui.staff.parts import GAP, button, card, column, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.tick_box import TickBox


class NewVisitScreen(QWidget):
    """The desk's form. What is missing is said beside it; nothing is guessed."""

    started = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        layout = column(self)
        layout.addWidget(label(self.tr("New visit"), "title"))
        cards = QHBoxLayout()
        cards.setSpacing(GAP)
        cards.addWidget(self._person_card(), 2)
        cards.addWidget(self._visit_card(), 3)
        layout.addLayout(cards)
        self._reach = TickBox(
            self.tr("Someone of the team stays within reach until the device is handed back")
        )
        layout.addWidget(self._reach)
        self._said = label("", "error")
        layout.addWidget(self._said)
        layout.addLayout(self._buttons())
        layout.addStretch(1)
        self.setFocusProxy(self._number)

    def begin(self) -> None:
        """Empty the form for the next person."""
        for field in (self._number, self._name):
            field.clear()
        self._born.clear()
        self._sex.setCurrentIndex(0)
        self._known.clear()
        self._respondent.clear()
        self._reach.setChecked(False)
        self._said.clear()
        self._fill_batteries()
        self._number.setFocus()

    def _person_card(self) -> QWidget:
        frame, inside = card()
        inside.setSpacing(4)
        inside.addWidget(label(self.tr("Patient"), "heading"))
        self._number = QLineEdit()
        self._number.editingFinished.connect(self._look_up)
        self._name = QLineEdit()
        self._born = BirthDateInput()
        self._sex = Picker()
        for sex, words in (
            (Sex.NOT_RECORDED, self.tr("Not recorded")),
            (Sex.FEMALE, self.tr("Female")),
            (Sex.MALE, self.tr("Male")),
        ):
            self._sex.addItem(words, sex)
        _add(inside, self.tr("Record number"), self._number)
        _add(inside, self.tr("Name, as it is spoken to"), self._name)
        _add(inside, self.tr("Date of birth"), self._born)
        _add(inside, self.tr("Sex (optional)"), self._sex)
        inside.addStretch(1)
        return frame

    def _visit_card(self) -> QWidget:
        frame, inside = card()
        inside.setSpacing(4)
        inside.addWidget(label(self.tr("This visit"), "heading"))
        self._known = ChoiceRow(
            (
                (Known.YES, self.tr("Yes")),
                (Known.NO, self.tr("No")),
                (Known.NOT_KNOWN, self.tr("Not known")),
            )
        )
        self._known.changed.connect(self._show_forms)
        self._battery = Picker()
        self._battery.currentIndexChanged.connect(self._show_forms)
        self._language = Picker()
        self._language.currentIndexChanged.connect(self._show_plan)
        self._respondent = ChoiceRow(
            (
                (Respondent.SELF, self.tr("The patient alone")),
                (Respondent.HELPED, self.tr("The patient, with help")),
                (Respondent.PROXY, self.tr("Someone for the patient")),
            )
        )
        self._respondent.changed.connect(self._show_plan)
        self._forms = label("", "hint")
        _add(inside, self.tr("Fibromyalgia already diagnosed?"), self._known)
        _add(inside, self.tr("Questionnaires"), self._battery)
        inside.addWidget(self._forms)
        _add(inside, self.tr("Language"), self._language)
        _add(inside, self.tr("Who will answer?"), self._respondent)
        inside.addStretch(1)
        return frame

    def _buttons(self) -> QHBoxLayout:
        back = button(self.tr("Cancel"))
        back.clicked.connect(self.left)
        go = button(self.tr("Hand over"), "primary")
        go.clicked.connect(self._start)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(go)
        return row

    def _fill_batteries(self) -> None:
        self._battery.clear()
        for battery in self._desk.batteries:
            self._battery.addItem(battery.title, battery.id)
        self._show_forms()

    def _show_forms(self) -> None:
        battery = self._battery.currentData()
        if battery is None:
            return
        known = self._known.value() or Known.NOT_KNOWN
        chosen = self._language.currentData()
        with QSignalBlocker(self._language):
            self._language.clear()
            for language in self._desk.languages_for(battery, Known(known)):
                self._language.addItem(
                    QLocale.languageToString(QLocale(language).language()), language
                )
            self._language.setCurrentIndex(max(0, self._language.findData(chosen)))
        self._show_plan()

    def _show_plan(self) -> None:
        battery, language = self._battery.currentData(), self._language.currentData()
        if battery is None or language is None:
            return
        known = Known(self._known.value() or Known.NOT_KNOWN)
        answers = self._respondent.value()
        respondent = Respondent(answers) if answers else None
        number = self._number.text().strip()
        try:
            plan = self._desk.plan_for(battery, known, language, respondent, number)
        except StoreError as error:
            self._said.setText(str(error))
            return
        names = ", ".join(
            f"{each.name}*" if each.is_provisional else each.name for each in plan.forms
        )
        lines = [
            self.tr("{names} · about {minutes} min").format(names=names, minutes=plan.minutes)
        ]
        if any(each.is_provisional for each in plan.forms):
            lines.append(self.tr("* provisional: some facts are still to be confirmed"))
        lines += plan.left_out
        self._forms.setText("\n".join(lines))

    def _look_up(self) -> None:
        number = self._number.text().strip()
        try:
            person = self._desk.person(number) if number else None
        except StoreError as error:
            self._said.setText(str(error))
            return
        self._show_plan()
        if person is None or self._name.text().strip():
            return
        self._name.setText(person.name or "")
        self._born.set_date(person.birth_date)
        self._sex.setCurrentIndex(max(0, self._sex.findData(person.sex)))

    def _problem(self) -> str:
        """Return the first thing that is still missing, as a sentence; empty when nothing is."""
        checks = (
            (self._number.text().strip(), self.tr("Please write the record number.")),
            (self._name.text().strip(), self.tr("Please write the patient's name.")),
            (
                self._born.date(),
                self.tr("Please write the date of birth as day, month and year of four digits."),
            ),
            (
                self._known.value(),
                self.tr("Please say whether fibromyalgia has been diagnosed already."),
            ),
            (self._respondent.value(), self.tr("Please say who will answer.")),
            (
                self._language.currentData(),
                self.tr("These questionnaires cannot be given together in any language."),
            ),
            (
                self._reach.isChecked(),
                self.tr(
                    "A visit can ask about thoughts of self-harm: somebody of the team has to "
                    "stay within reach. Please tick that line first."
                ),
            ),
        )
        return next((sentence for is_there, sentence in checks if not is_there), "")

    def _start(self) -> None:
        problem = self._problem()
        self._said.setText(problem)
        if problem:
            return
        self.started.emit(
            VisitForm(
                patient=Patient(
                    id=self._number.text().strip(),
                    name=self._name.text().strip(),
                    birth_date=self._born.date(),
                    sex=Sex(self._sex.currentData()),
                ),
                known_diagnosis=Known(self._known.value() or Known.NOT_KNOWN),
                battery=self._battery.currentData(),
                language=self._language.currentData(),
                respondent=Respondent(self._respondent.value() or Respondent.SELF),
                staff_within_reach=True,
            )
        )

    def say(self, problem: str) -> None:
        """Show why the visit could not be started; what was typed stays."""
        self._said.setText(problem)


def _add(layout: QVBoxLayout, name: str, field: QWidget) -> None:
    caption = label(name, "field")
    caption.setBuddy(field)
    field.setAccessibleName(name)
    layout.addSpacing(6)
    layout.addWidget(caption)
    layout.addWidget(field)
