# SPDX-License-Identifier: Apache-2.0
"""The finished report: its pages as they will print, where it lies, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from intake.core.errors import StoreError
from intake.core.rights import Right
from intake.ui.background import Background
from intake.ui.staff.context import FinishedReport, ReportDesk, Session
from intake.ui.staff.lock_dialog import lock_dialog
from intake.ui.staff.parts import GAP, MARGIN, Screen, button, empty, in_row, label

PAGE_WIDTH = 1000


class ReportScreen(Screen):
    """Shows the pages of a PDF. Making them is slow and happens beside the window.

    Who may not see answers gets no page and no file to open, but can print and save.
    """

    left = Signal()
    anew_wanted = Signal(str)
    read = Signal(str)

    def __init__(self, session: Session, desk: ReportDesk, background: Background) -> None:
        super().__init__()
        self._session = session
        self._desk = desk
        self._background = background
        self._report: FinishedReport | None = None
        self._opening = 0
        self._title = label("", "title", wraps=False)
        self._where = label("", "hint")
        back = button(self.tr("Back"))
        back.clicked.connect(self.left)
        self._open = button(self.tr("Open the PDF"))
        self._open.clicked.connect(self._open_file)
        self._folder = button(self.tr("Open the folder"))
        self._folder.clicked.connect(self._open_folder)
        self._save = button(self.tr("Save as …"))
        self._save.clicked.connect(self._save_as)
        self._lock = button(self.tr("Save with a password …"))
        self._lock.clicked.connect(self._lock_it)
        self._page = button(self.tr("Patient's page …"))
        self._page.clicked.connect(self._save_page)
        self._anew = button(self.tr("Make anew"))
        self._anew.clicked.connect(self._make_anew)
        self._mark = button(self.tr("Mark read"))
        self._mark.clicked.connect(self._mark_read)
        self._print = button(self.tr("Print …"), "primary")
        self._print.clicked.connect(self._print_it)
        pages = QWidget()
        self._pages = QVBoxLayout(pages)
        self._pages.setSpacing(GAP)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(pages)
        self._area.setAccessibleName(self.tr("Pages of the report"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        layout.addLayout(in_row(back, self._title, None, self._mark, self._print))
        layout.addLayout(in_row(*self._others(), None))
        layout.addWidget(self._where)
        layout.addWidget(self._area, 1)

    def wait(self) -> None:
        """Say that the report is being made, and let go of the one before."""
        self._opening += 1
        self._take(None)
        self._title.setText(self.tr("Report"))
        self._where.setText(self.tr("The report is being made …"))
        empty(self._pages)

    def fail(self, problem: str) -> None:
        """Say why there is no report."""
        self._where.setText(problem)

    def show_report(self, report: FinishedReport) -> None:
        """Show the pages and say where the file lies, or why it does not."""
        self._title.setText(self.tr("Report {id}").format(id=report.id))
        self._take(report)
        self._where.setText(
            report.folder_problem or self.tr("Saved as {path}").format(path=report.path)
        )
        if self._session.may(Right.SEE_ANSWERS):
            opening = self._opening
            self._background.run(
                lambda: page_images(report.pdf, PAGE_WIDTH),
                lambda images: self._show_pages(opening, images),
                self._no_pages,
            )
        else:
            said = self.tr("Its pages are for clinicians; you can print it and save it.")
            self._where.setText(f"{self._where.text()}\n{said}")

    def tell_read(self) -> None:
        """Say that the answers count as read now."""
        self._mark.setEnabled(False)
        self._where.setText(self.tr("Marked as read by you."))

    def _mark_read(self) -> None:
        if self._report is not None:
            self.read.emit(self._report.visit)

    def _others(self) -> tuple[QWidget, ...]:
        return (self._save, self._lock, self._page, self._folder, self._open, self._anew)

    def _take(self, report: FinishedReport | None) -> None:
        self._report = report
        self._mark.setVisible(self._session.may(Right.MARK_READ))
        for each in (*self._others(), self._mark, self._print):
            each.setEnabled(report is not None)
        has_file = report is not None and report.path is not None
        self._folder.setEnabled(has_file)
        self._open.setEnabled(has_file)
        self._open.setVisible(self._session.may(Right.SEE_ANSWERS))

    def _show_pages(self, opening: int, images: list[QImage]) -> None:
        if opening != self._opening:
            # Meanwhile another report was opened: these pages are not its pages.
            return
        empty(self._pages)
        for number, image in enumerate(images, start=1):
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(image))
            page.setProperty("role", "sheet")
            page.setAccessibleName(
                self.tr("Page {number} of {count}").format(number=number, count=len(images))
            )
            self._pages.addWidget(page)

    def _no_pages(self, _error: Exception) -> None:
        self._where.setText(
            self._where.text() + " " + self.tr("The preview could not be shown: open the PDF.")
        )

    def _open_file(self) -> None:
        if self._report is not None and self._report.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.path)))

    def _open_folder(self) -> None:
        if self._report is not None and self._report.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.path.parent)))

    def _make_anew(self) -> None:
        if self._report is not None:
            self.anew_wanted.emit(self._report.visit)

    def _save_as(self) -> None:
        report = self._report
        path = self._wanted_path(self.tr("Save the report"), "")
        if report is None or path is None:
            return
        try:
            self._desk.save_as(report, path)
        except StoreError as error:
            self._where.setText(str(error))
        else:
            self._where.setText(self.tr("Saved as {path}").format(path=path))

    def _lock_it(self) -> None:
        report = self._report
        if report is not None:
            # Asked for first: a password that cannot be used is said before a place is chosen.
            lock_dialog(self, self._lock_with).open()

    def _lock_with(self, password: str) -> None:
        report = self._report
        path = self._wanted_path(self.tr("Save the report with a password"), "_locked")
        if report is not None and path is not None:
            self._write_beside(lambda: self._desk.lock(report, password, path), path)

    def _save_page(self) -> None:
        report = self._report
        path = self._wanted_path(self.tr("Save the patient's page"), "_patient")
        if report is not None and path is not None:
            self._write_beside(lambda: self._desk.patient_page(report.visit, path), path)

    def _wanted_path(self, title: str, ending: str) -> Path | None:
        if self._report is None:
            return None
        stem = self._report.path.stem if self._report.path else self._report.id
        path, _ = QFileDialog.getSaveFileName(self, title, f"{stem}{ending}.pdf", "PDF (*.pdf)")
        return Path(path) if path else None

    def _write_beside(self, start: Callable[[], Callable[[], str]], path: Path) -> None:
        opening = self._opening
        done = self.tr("Saved as {path}").format(path=path)

        def told(refused: str) -> None:
            if opening == self._opening:
                self._where.setText(refused or done)

        try:
            job = start()
        except StoreError as error:
            told(str(error))
            return
        self._where.setText(self.tr("One moment …"))
        self._background.run(job, told, lambda error: told(str(error)))

    def _print_it(self) -> None:
        report = self._report
        if report is None:
            return
        # Imported here: it looks for every printer of the system.
        from intake.ui.staff.printing import print_pdf  # noqa: PLC0415

        if print_pdf(report.pdf, report.id, self):
            self._was_printed()

    def _was_printed(self) -> None:
        if self._report is None:
            return
        try:
            self._desk.was_printed(self._report)
        except StoreError as error:
            self._where.setText(str(error))
        else:
            self._where.setText(self.tr("Sent to the printer."))


def page_images(pdf: bytes, width: int) -> list[QImage]:
    """Return the pages of a PDF as images of this width in pixels; any thread may do that."""
    # Imported here: half a second that only a preview needs.
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_image(page, width) for page in document]
    finally:
        document.close()


def _image(page: object, width: int) -> QImage:
    scale = width / page.get_width()  # type: ignore[attr-defined]
    bitmap = page.render(scale=scale)  # type: ignore[attr-defined]
    image = QImage(
        bytes(bitmap.buffer),
        bitmap.width,
        bitmap.height,
        bitmap.stride,
        QImage.Format.Format_BGR888,
    )
    return image.copy()
