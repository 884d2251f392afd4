# SPDX-License-Identifier: Apache-2.0
"""The few building blocks of the staff screens. How they look is the style sheet's business."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

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


class Screen(QWidget):
    """One of the window's screens. `first` is where the keys go when it shows.

    A focus proxy would not do: Tab jumps to it past whatever comes before.
    """

    first: QWidget | None = None

    def enter(self) -> None:
        """Take the keys."""
        (self.first or self).setFocus()


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
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    outer = QVBoxLayout(screen)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(area, 1)
    return layout


def foot(screen: QWidget, *parts: QWidget | None) -> None:
    """Keep a row in sight below a screen's column: back on the left, the thing to do right.

    Called last, so that Tab comes there last.
    """
    bar = QFrame()
    bar.setProperty("role", "foot")
    inner = QWidget()
    inner.setMaximumWidth(COLUMN)
    row = in_row(*parts)
    row.setContentsMargins(MARGIN, 10, MARGIN, 10)
    inner.setLayout(row)
    around = QHBoxLayout(bar)
    around.setContentsMargins(0, 0, 0, 0)
    around.addStretch(1)
    around.addWidget(inner, 1000)
    around.addStretch(1)
    outer = screen.layout()
    if outer is not None:
        outer.addWidget(bar)


def captioned(layout: QVBoxLayout, name: str, field: QWidget) -> None:
    """Add a field with its name above it, which is also what a screen reader says."""
    caption = label(name, "field")
    caption.setBuddy(field)
    field.setAccessibleName(name)
    layout.addSpacing(6)
    layout.addWidget(caption)
    layout.addWidget(field)


def part(around: QVBoxLayout) -> tuple[QWidget, QVBoxLayout]:
    """Add a part that can be hidden, and return it with the layout inside it."""
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(around.spacing())
    around.addWidget(made)
    return made, inside


def clearable(field: QLineEdit) -> None:
    """Let a field be emptied with one press."""
    field.setClearButtonEnabled(True)
    for each in field.findChildren(QToolButton):
        each.setAccessibleName(each.tr("Clear"))


def in_row(*parts: QWidget | None, spacing: int = 12) -> QHBoxLayout:
    """Return a row of widgets; `None` stands for the space between left and right.

    A sentence gets the room before that space does, so that it breaks no sooner than it must.
    """
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            is_sentence = isinstance(part, QLabel) and part.wordWrap()
            row.addWidget(part, 1000 if is_sentence else 0)
    return row


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (entry := layout.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        inner = entry.layout()
        if inner is not None:
            empty(inner)
