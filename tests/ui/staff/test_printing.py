# SPDX-License-Identifier: Apache-2.0
"""A PDF in memory reaches the printer page by page, and touches no disk on its way."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from intake.report.recovery_sheet import render_sheet
from intake.store.recovery_code import write_code
from intake.ui.staff.printing import draw_pdf


def test_a_sheet_fills_the_printed_page(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    sheet = render_sheet(write_code(bytes(32)), "Riverside", datetime(2026, 11, 25, tzinfo=UTC))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    draw_pdf(sheet, printer)

    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    bitmap = document[0].render(scale=1).to_pil().convert("L")
    dark = bitmap.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert len(document) == 1
    document.close()
    left, top, right, bottom = dark
    assert right - left > bitmap.width * 0.6
    assert bottom - top > bitmap.height * 0.5
    assert list(tmp_path.iterdir()) == [tmp_path / "printed.pdf"]
