# SPDX-License-Identifier: Apache-2.0
"""Starting a visit: who it is, what will be asked, and who stays within reach."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from intake.core.records import Known
from intake.core.visit import Patient, Respondent
from intake.ui.staff.context import Session, VisitDesk, VisitForm
from intake.ui.staff.faults import Fault, FaultLine, first_fault
from intake.ui.staff.parts import GAP, Screen, button, card, column, foot, label
from intake.ui.staff.person_fields import PersonFields
from intake.ui.staff.tick_box import TickBox
from intake.ui.staff.visit_fields import VisitFields
from intake.ui.staff.words import age_and_number

NARROW = 1040
"""The width below which the cards stand one below the other, in pixels at 96 dpi."""


class NewVisitScreen(Screen):
    """For a known person everything stands as last time; for a new one nothing is guessed."""

    started = Signal(object)
    left = Signal()
    details_wanted = Signal(object, str)

    def __init__(self, session: Session, desk: VisitDesk) -> None:
        super().__init__()
        self._session = session
        self._desk = desk
        self._person: Patient | None = None
        back = button(self.tr("Cancel"))
        back.clicked.connect(self.left)
        self._go = button(self.tr("Hand over to the patient"), "primary")
        self._go.clicked.connect(self._start)
        self._said = FaultLine()
        self._lock = label(
            self.tr("The device is then locked: your PIN takes it back."), "hint", wraps=False
        )
        self._said.mended.connect(self._lock.show)
        layout = column(self)
        layout.addWidget(label(self.tr("New visit"), "title"))
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self._person_card())
        left.addWidget(self._reach_card())
        left.addStretch(1)
        self._cards = cards = QHBoxLayout()
        cards.setSpacing(GAP)
        cards.addLayout(left, 1)
        cards.addWidget(self._visit_card(), 2)
        layout.addLayout(cards)
        layout.addStretch(1)
        self.fields.chosen.connect(self.begin)
        self.visit.changed.connect(self._show_reach)
        self.visit.details_wanted.connect(self.details_wanted)
        foot(self, back, self._said, None, self._lock, self._go)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the cards side by side where there is room for both."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        way = QBoxLayout.Direction
        self._cards.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)

    def begin(self, person: Patient | None) -> None:
        """Start with a known person, or with empty fields for somebody new.

        Raises:
            StoreError: when the clinic's file cannot be read.
        """
        self._person = person
        self.first = self._go if person else self.fields
        self.fields.setVisible(person is None)
        for part, words in (
            (self._name, self._session.called),
            (self._number, age_and_number),
        ):
            part.setVisible(person is not None)
            part.setText(words(person) if person else "")
        self.fields.clear()
        self._reach.setChecked(False)
        self.say(None)
        self.visit.begin(self._desk.plan(person.id if person else None), person)

    def say(self, problem: Fault | str | None) -> None:
        """Show why the visit could not be started; what was typed stays."""
        self._said.tell(problem)
        self._lock.setVisible(not problem)

    def _person_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("Patient"), "heading"))
        self.fields = PersonFields(
            lambda: self._session.now().date(), self._session.called, self._desk.lookalikes
        )
        self.fields.born.changed.connect(self._about_person)
        self._name = label("", "large")
        self._number = label("", "hint")
        for part in (self.fields, self._name, self._number):
            inside.addWidget(part)
        return frame

    def _reach_card(self) -> QWidget:
        self._reach_frame, inside = card()
        inside.addWidget(label(self.tr("This visit can ask about thoughts of self-harm."), "hint"))
        self._reach = TickBox(self.tr("Someone of us stays within reach"))
        inside.addWidget(self._reach)
        inside.addWidget(label(self.tr("until the device is handed back."), "hint"))
        return self._reach_frame

    def _visit_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("This visit"), "heading"))
        self.visit = VisitFields(self._desk)
        inside.addWidget(self.visit)
        inside.addStretch(1)
        return frame

    def _about_person(self) -> None:
        if self._person is None:
            self.visit.about(self.fields.person())

    def _show_reach(self) -> None:
        self._reach_frame.setVisible(any(form.needs_reach for form in self.visit.chosen()))

    def _fault(self) -> Fault | None:
        fault = self.fields.fault() if self._person is None else None
        is_promised = self._reach_frame.isHidden() or self._reach.isChecked()
        promise = self.tr(
            "A visit can ask about thoughts of self-harm: somebody of the team has to "
            "stay within reach. Please tick that line first."
        )
        return fault or self.visit.fault() or first_fault((is_promised, promise, self._reach))

    def _start(self) -> None:
        fault = self._fault()
        self.say(fault)
        if fault:
            return
        self.started.emit(
            VisitForm(
                patient=self._person or self.fields.person(),
                known_diagnosis=Known(self.visit.known.value() or Known.NOT_KNOWN),
                battery=self.visit.battery.currentData(),
                forms=tuple(form.id for form in self.visit.chosen()),
                language=self.visit.language.currentData(),
                respondent=Respondent(self.visit.respondent.value() or Respondent.SELF),
                staff_within_reach=not self._reach_frame.isHidden(),
                interpreter=self.visit.interpreter.isChecked(),
            )
        )
