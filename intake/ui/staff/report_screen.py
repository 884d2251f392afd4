# SPDX-License-Identifier: Apache-2.0
"""The finished report: its pages as they will print, and where it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from intake.ui.background import Background
from intake.ui.staff.context import FinishedReport
from intake.ui.staff.parts import GAP, MARGIN, button, empty, label

PAGE_WIDTH = 1000


class ReportScreen(QWidget):
    """Shows the pages of a PDF. Making them is slow and happens beside the window."""

    left = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._path: Path | None = None
        self._title = label("", "title", wraps=False)
        self._where = label("", "hint")
        back = button(self.tr("Back"))
        back.clicked.connect(self.left)
        self._open = button(self.tr("Open the PDF"), "primary")
        self._open.clicked.connect(self._open_file)
        self._folder = button(self.tr("Open the folder"))
        self._folder.clicked.connect(self._open_folder)
        top = QHBoxLayout()
        top.addWidget(back)
        top.addWidget(self._title, 1)
        top.addWidget(self._folder)
        top.addWidget(self._open)
        pages = QWidget()
        self._pages = QVBoxLayout(pages)
        self._pages.setSpacing(GAP)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(pages)
        area.setAccessibleName(self.tr("Pages of the report"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        layout.addLayout(top)
        layout.addWidget(self._where)
        layout.addWidget(area, 1)

    def wait(self) -> None:
        """Say that the report is being made."""
        self._show_paths(None)
        self._title.setText(self.tr("Report"))
        self._where.setText(self.tr("The report is being made …"))
        empty(self._pages)

    def fail(self, problem: str) -> None:
        """Say why there is no report."""
        self._where.setText(problem)

    def show_report(self, report: FinishedReport) -> None:
        """Show the pages and say where the file lies, or why it does not."""
        self._title.setText(self.tr("Report {id}").format(id=report.id))
        self._show_paths(report.path)
        self._where.setText(
            report.folder_problem or self.tr("Saved as {path}").format(path=report.path)
        )
        self._background.run(
            lambda: page_images(report.pdf, PAGE_WIDTH), self._show_pages, self._no_pages
        )

    def _show_paths(self, path: Path | None) -> None:
        self._path = path
        self._open.setEnabled(path is not None)
        self._folder.setEnabled(path is not None)

    def _show_pages(self, images: list[QImage]) -> None:
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
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _open_folder(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))


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
