# SPDX-License-Identifier: Apache-2.0
"""What the desk decides about one visit: what is asked, in which language, and who answers."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake.core.records import Known
from intake.core.visit import Patient
from intake.ui.staff.choice_row import ChoiceRow, respondent_row
from intake.ui.staff.context import OfferedForm, Plan, VisitDesk
from intake.ui.staff.faults import Fault, first_fault
from intake.ui.staff.form_list import FormList
from intake.ui.staff.parts import captioned
from intake.ui.staff.picker import Picker
from intake.ui.staff.tick_box import TickBox
from intake.ui.staff.words import language_words


class VisitFields(QWidget):
    """Starts from a plan; whatever the desk changes counts. `changed` follows every change.

    `details_wanted` carries the chosen forms that are not wholly confirmed, and the language.
    """

    changed = Signal()
    details_wanted = Signal(object, str)

    def __init__(self, desk: VisitDesk) -> None:
        super().__init__()
        self._desk = desk
        self._patient: Patient | None = None
        self.known = ChoiceRow(
            (
                (Known.YES, self.tr("Yes")),
                (Known.NO, self.tr("No")),
                (Known.NOT_KNOWN, self.tr("Not known")),
            )
        )
        self.battery = Picker()
        self.language = Picker()
        self.forms = FormList()
        self.respondent = respondent_row()
        self.interpreter = TickBox(self.tr("An interpreter helps"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        # What has to be said first; what stands already comes after it.
        captioned(layout, self.tr("Fibromyalgia already diagnosed?"), self.known)
        captioned(layout, self.tr("Who will answer?"), self.respondent)
        layout.addWidget(self.interpreter)
        row = QHBoxLayout()
        row.setSpacing(12)
        for stretch, name, field in (
            (3, self.tr("Questionnaires"), self.battery),
            (2, self.tr("Language"), self.language),
        ):
            part = QVBoxLayout()
            part.setSpacing(4)
            captioned(part, name, field)
            row.addLayout(part, stretch)
        layout.addLayout(row)
        layout.addWidget(self.forms)
        self.known.changed.connect(self._show_forms)
        self.battery.currentIndexChanged.connect(self._show_forms)
        self.language.currentIndexChanged.connect(self._show_forms)
        self.forms.changed.connect(self.changed)
        self.forms.details_wanted.connect(self._show_details)

    def begin(self, plan: Plan, patient: Patient | None) -> None:
        """Start from what was given last time, or what is due."""
        self._patient = patient
        with QSignalBlocker(self.battery), QSignalBlocker(self.language):
            self.battery.clear()
            for battery in self._desk.batteries:
                self.battery.addItem(battery.title, battery.id)
            self.battery.setCurrentIndex(max(0, self.battery.findData(plan.battery)))
            self.language.clear()
            for language in self._desk.languages:
                self.language.addItem(language_words(language), language)
            self.language.setCurrentIndex(max(0, self.language.findData(plan.language)))
        self.known.choose(plan.known_diagnosis)
        self.respondent.choose(plan.respondent)
        self.interpreter.setChecked(plan.interpreter)
        self.forms.clear()
        self._show_forms()

    def about(self, patient: Patient) -> None:
        """Look again at what may be asked, now that more is known about the person."""
        self._patient = patient
        self._show_forms()

    def chosen(self) -> tuple[OfferedForm, ...]:
        """Return the forms that are ticked."""
        return self.forms.chosen()

    def fault(self) -> Fault | None:
        """Return the first thing that is missing."""
        return first_fault(
            (
                self.known.value(),
                self.tr("Please say whether fibromyalgia has been diagnosed already."),
                self.known,
            ),
            (self.respondent.value(), self.tr("Please say who will answer."), self.respondent),
            (
                self.chosen() or self.forms.is_nothing_due,
                self.tr("Nothing would be asked: please tick at least one questionnaire."),
                self.forms,
            ),
        )

    def _show_details(self) -> None:
        unsure = tuple(form.id for form in self.chosen() if form.is_provisional)
        self.details_wanted.emit(unsure, self.language.currentData())

    def _show_forms(self) -> None:
        battery, language = self.battery.currentData(), self.language.currentData()
        if battery is None or language is None:
            return
        known = Known(self.known.value() or Known.NOT_KNOWN)
        self.forms.show_forms(self._desk.forms_for(battery, known, language, self._patient))
        self.changed.emit()
