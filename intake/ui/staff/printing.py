# SPDX-License-Identifier: Apache-2.0
"""Printing a PDF from memory, so that nothing of it has to lie on the disk."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from intake.ui.staff.report_screen import page_images

_DPI = 300
_WIDTH = 2480
"""How many dots a page is wide: A4 at 300 dots an inch."""


def print_pdf(pdf: bytes, title: str, parent: QWidget) -> bool:
    """Ask for a printer and print every page; false when somebody thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DPI)
    printer.setDocName(title)
    printer.setFullPage(True)
    if not QPrintDialog(printer, parent).exec():
        return False
    draw_pdf(pdf, printer)
    return True


def draw_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Draw the pages of a PDF onto a printer's, as large as they fit."""
    painter = QPainter(printer)
    for number, image in enumerate(page_images(pdf, _WIDTH)):
        if number:
            printer.newPage()
        paper = printer.pageRect(QPrinter.Unit.DevicePixel).size()
        size = image.size().scaled(paper.toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()
