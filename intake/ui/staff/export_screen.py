# SPDX-License-Identifier: Apache-2.0
"""Visits as a folder for the health record or for research, made beside the window's thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.core.visit import Patient
from intake.ui.staff.context import ExportDesk, Exported, ListedVisit
from intake.ui.staff.export_fields import ExportFields
from intake.ui.staff.export_run import ExportRun
from intake.ui.staff.parts import Screen, button, card, column, foot, in_row, label
from intake.ui.staff.words import Called


class ExportScreen(Screen):
    """Starts one export at a time, shows how far it is, and says where its folder lies.

    `left` is for whoever came here from a patient's page.
    """

    left = Signal()

    def __init__(self, desk: ExportDesk, called: Called) -> None:
        super().__init__()
        self._desk = desk
        self._parent = ""
        self._done: Exported | None = None
        self._is_news = False
        self.run = ExportRun(self)
        self.run.moved.connect(self._show_step)
        self.run.ended.connect(self._ended)
        self.run.failed.connect(self._failed)
        self._back = button(self.tr("Back"))
        self._back.clicked.connect(self.left)
        layout = column(self)
        layout.addLayout(in_row(self._back, label(self.tr("Export"), "title", wraps=False), None))
        layout.addWidget(
            label(
                self.tr(
                    "Writes a new folder, whole or not at all. Nothing is sent anywhere: the "
                    "clinic's own tools take it from there. The audit keeps who exported what."
                ),
                "hint",
            )
        )
        layout.addWidget(self._left_out_card())
        self.fields = ExportFields(desk, called)
        layout.addWidget(self.fields)
        layout.addStretch(1)
        foot(self, self._news(), *self._buttons())
        self.first = self.fields

    def refresh(self) -> None:
        """Show the choices, or how far the export is that runs.

        Raises:
            StoreError: when the clinic's file cannot be read.
        """
        self._open(None)
        self._back.hide()

    def begin(self, about: Patient | ListedVisit) -> None:
        """Offer one person's visits, or one visit; what runs goes on.

        Raises:
            StoreError: when the clinic's file cannot be read.
        """
        self._open(about)
        self._back.show()

    def rest(self) -> None:
        """Stop what runs, and forget who was chosen: nobody is at the desk."""
        self.fields.visits.forget()
        self.run.stop()
        if not self.run.is_running:
            self._say("")

    def close_down(self) -> None:
        """Stop what runs and wait for its end."""
        self.run.close()

    def _left_out_card(self) -> QWidget:
        self._left_out, inside = card("alert")
        inside.addWidget(label(self.tr("Could not go along"), "heading"))
        self._left_out_lines = label("")
        inside.addWidget(self._left_out_lines)
        self._left_out.hide()
        return self._left_out

    def _news(self) -> QWidget:
        news = QWidget()
        news.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside = QVBoxLayout(news)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        self._said = label("", "hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the export is"))
        self._bar.hide()
        inside.addWidget(self._said)
        inside.addWidget(self._bar)
        return news

    def _buttons(self) -> tuple[QWidget, ...]:
        self._folder = button(self.tr("Open the folder"))
        self._folder.clicked.connect(self._open_folder)
        self._folder.hide()
        self._stop = button(self.tr("Stop"))
        self._stop.clicked.connect(self._stop_it)
        self._stop.hide()
        self._go = button(self.tr("Export to a folder …"), "primary")
        self._go.clicked.connect(self._start)
        return self._folder, self._stop, self._go

    def _open(self, about: Patient | ListedVisit | None) -> None:
        if not self.run.is_running:
            self.fields.begin(about)
            if not self._is_news:
                self._say("")
        self._is_news = False
        self._show_state()

    def _start(self) -> None:
        problem = self.fields.visits.problem()
        if problem:
            self._say(problem)
            return
        parent = QFileDialog.getExistingDirectory(
            self, self.tr("Where the new folder is to be made"), self._parent
        )
        if not parent:
            return
        try:
            job = self._desk.prepare(self.fields.choice(Path(parent)))
        except StoreError as error:
            self._say(str(error))
            return
        self._parent = parent
        self._say(self.tr("Looking for the visits …"))
        self.run.start(job)
        self._show_state()
        self._stop.setFocus()

    def _stop_it(self) -> None:
        self.run.stop()
        self._stop.setEnabled(False)
        self._said.setText(self.tr("Stopping …"))

    def _show_step(self) -> None:
        step = self.run.step
        self._bar.setRange(0, step.total)
        self._bar.setValue(step.count)
        if self.run.is_stopping:
            return
        words = (
            self.tr("Writing visit {count} of {total}")
            if step.is_writing
            else self.tr("Looking at visit {count} of {total}")
        )
        self._said.setText(words.format(count=f"{step.count:,}", total=f"{step.total:,}"))

    def _show_state(self) -> None:
        """Offer what can be done now."""
        runs = self.run.is_running
        self.fields.setEnabled(not runs)
        self._go.setVisible(not runs)
        self._stop.setVisible(runs)
        self._stop.setEnabled(not self.run.is_stopping)
        self._bar.setVisible(runs)
        self._folder.setVisible(self._done is not None)

    def _say(self, words: str, done: Exported | None = None) -> None:
        self._done = done
        self._said.setText(words)
        self._bar.setRange(0, 1)
        self._bar.setValue(0)
        lines = done.left_out if done else ()
        self._left_out_lines.setText("\n".join(lines))
        self._left_out.setVisible(bool(lines))
        self._show_state()

    def _ended(self, done: Exported | None) -> None:
        self._is_news = not self.isVisible()
        if done is None:
            self._say(self.tr("The export was stopped. Nothing was written."))
        else:
            words = (
                self.tr("1 visit was written to {folder}")
                if done.count == 1
                else self.tr("{count} visits were written to {folder}")
            )
            self._say(words.format(count=f"{done.count:,}", folder=done.folder), done)
        if self.isVisible():
            (self._folder if done else self._go).setFocus()

    def _failed(self, error: Exception) -> None:
        self._is_news = not self.isVisible()
        why = str(error) or type(error).__name__
        said = self.tr("Nothing was exported: {why}").format(why=why)
        self._say(why if isinstance(error, StoreError) else said)

    def _open_folder(self) -> None:
        if self._done is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.folder)))
