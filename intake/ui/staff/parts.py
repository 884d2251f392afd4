# SPDX-License-Identifier: Apache-2.0
"""The few building blocks of the staff screens. How they look is the style sheet's business."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

MARGIN = 28
GAP = 16
COLUMN = 1120
"""The widest a column of the staff screens gets, in pixels at 96 dpi."""


def label(text: str, role: str = "body", *, wraps: bool = True) -> QLabel:
    """Return a text of the given role. Text is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    made.setProperty("role", role)
    return made


def button(text: str, role: str = "secondary") -> QPushButton:
    """Return a button: `primary` is the one thing to do here, `quiet` stays in the background."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)
    return made


def card(role: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """Return a bordered box and the layout inside it."""
    frame = QFrame()
    frame.setProperty("role", role)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.setSpacing(8)
    return frame, layout


def column(screen: QWidget) -> QVBoxLayout:
    """Give a screen one centred column that scrolls when the window is small."""
    inner = QWidget()
    inner.setMaximumWidth(COLUMN)
    inner.setProperty("role", "page")
    layout = QVBoxLayout(inner)
    layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    layout.setSpacing(GAP)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    outer = QVBoxLayout(screen)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return layout


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (entry := layout.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        inner = entry.layout()
        if isinstance(inner, QVBoxLayout):
            empty(inner)
