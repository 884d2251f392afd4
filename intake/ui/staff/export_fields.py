# SPDX-License-Identifier: Apache-2.0
"""What is chosen before an export: what for, which visits, and what goes along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from intake.core.export import NAMINGS, ExportKind, Naming
from intake.core.visit import Patient
from intake.ui.staff.choice_row import ChoiceRow
from intake.ui.staff.context import ExportChoice, ExportDesk, ListedVisit
from intake.ui.staff.parts import GAP, button, card, in_row, label, part
from intake.ui.staff.tick_box import TickBox
from intake.ui.staff.visit_choice import VisitChoice
from intake.ui.staff.words import Called


class ExportFields(QWidget):
    """Three cards, whose fields are those that the choices above them call for."""

    def __init__(self, desk: ExportDesk, called: Called) -> None:
        super().__init__()
        self._desk = desk
        self.visits = VisitChoice(desk, called)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for each in (self._what_for(), self.visits, self._what_along()):
            layout.addWidget(each)
        self._kind.changed.connect(self._show_kind)
        self._naming.changed.connect(self._show_naming)
        self.setFocusProxy(self._kind)

    def begin(self, about: Patient | ListedVisit | None = None) -> None:
        """Start anew, with one person's visits or one visit if they are given.

        Raises:
            StoreError: when the clinic's file cannot be read.
        """
        self.visits.choose(about)
        self._kind.choose(ExportKind.FHIR)
        self._reports.setChecked(True)
        self._show_kind()

    def choice(self, parent: Path) -> ExportChoice:
        """Return what was chosen, with the folder in which the export is to be made."""
        kind = self._kind_now()
        return ExportChoice(
            kind,
            parent,
            self.visits.selection(),
            naming=self._naming_now(),
            reports=self._reports.isChecked(),
            file="" if kind is ExportKind.CSV else self._file.text().strip(),
        )

    def _what_for(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("What for"), "heading"))
        self._kind = ChoiceRow(
            (
                (ExportKind.FHIR, self.tr("Health record (FHIR)")),
                (ExportKind.CSV, self.tr("Research (CSV)")),
                (ExportKind.REDCAP, self.tr("REDCap")),
            )
        )
        self._kind_words = label("", "hint")
        inside.addWidget(self._kind)
        inside.addWidget(self._kind_words)
        return frame

    def _what_along(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("What goes along"), "heading"))
        self._naming = ChoiceRow(
            (
                (Naming.PSEUDONYMS, self.tr("De-identified")),
                (Naming.NUMBERS, self.tr("With record numbers")),
                (Naming.NAMES, self.tr("With names")),
            )
        )
        self._naming_words = label("", "hint")
        self._reports = TickBox(self.tr("The PDF report of each visit"))
        self._file = QLineEdit()
        self._file_name = label("", "field")
        self._file_name.setBuddy(self._file)
        pick = button(self.tr("Choose …"))
        pick.clicked.connect(self._pick)
        for each in (self._naming, self._naming_words, self._reports):
            inside.addWidget(each)
        self._file_part, file = part(inside)
        file.addSpacing(6)
        file.addWidget(self._file_name)
        file.addLayout(in_row(self._file, pick))
        self._file_words = label("", "hint")
        file.addWidget(self._file_words)
        return frame

    def _kind_now(self) -> ExportKind:
        return ExportKind(self._kind.value() or ExportKind.FHIR)

    def _naming_now(self) -> Naming:
        return Naming(self._naming.value() or NAMINGS[self._kind_now()][0])

    def _show_kind(self) -> None:
        kind = self._kind_now()
        self._kind_words.setText(
            {
                ExportKind.FHIR: self.tr(
                    "A file a visit, with forms, answers, scores and alerts, which the health "
                    "record's own tools take in."
                ),
                ExportKind.CSV: self.tr(
                    "Two tables, a row a visit and a row a score, with a codebook; for R, Python "
                    "or SPSS."
                ),
                ExportKind.REDCAP: self.tr(
                    "A data dictionary, each form by itself, and a file to import."
                ),
            }[kind]
        )
        namings = NAMINGS[kind]
        self._naming.offer(namings)
        self._naming.choose(namings[0])
        self._naming.setVisible(len(namings) > 1)
        self._reports.setVisible(kind is ExportKind.FHIR)
        self._file_part.setVisible(kind is not ExportKind.CSV)
        name = (
            self.tr("Addresses of the health record, a copy of export.toml (optional)")
            if kind is ExportKind.FHIR
            else self.tr("Field map of the REDCap project (optional)")
        )
        self._file_name.setText(name)
        self._file_words.setText(
            self.tr(
                "It says what your record numbers are called there. Without it, every patient "
                "would be created there a second time."
            )
            if kind is ExportKind.FHIR
            else self.tr("It gives our fields the names that a project has already.")
        )
        self._file.setAccessibleName(name)
        self._file.setText(self._desk.file_of(kind))
        self._show_naming()

    def _show_naming(self) -> None:
        self._naming_words.setText(
            {
                Naming.PSEUDONYMS: self.tr(
                    "Other numbers, days moved back by the same 1 to 365 for each patient, no "
                    "names and nothing that was typed. Rare answers can still give a person away."
                ),
                Naming.NUMBERS: self.tr(
                    "Record numbers, real days and what was typed; no names and no dates of birth."
                ),
                Naming.NAMES: self.tr(
                    "Names, dates of birth, record numbers, real days and what was typed."
                ),
            }[self._naming_now()]
        )

    def _pick(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self._file_name.text(), self._file.text(), "TOML (*.toml)"
        )
        if path:
            self._file.setText(path)
