# SPDX-License-Identifier: Apache-2.0
"""What keeps a form from being stored: said in a sentence, and shown at the field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from intake.ui.staff.parts import label

_INPUTS = (QLineEdit, QComboBox, QRadioButton, QCheckBox)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is missing or wrong, as a sentence, and the field in which it is mended."""

    sentence: str
    field: QWidget


def first_fault(*checks: tuple[object, str, QWidget]) -> Fault | None:
    """Return the fault of the first check that does not hold: a value, a sentence, a field."""
    return next((Fault(said, field) for holds, said, field in checks if not holds), None)


class FaultLine(QLabel):
    """Says why a form was refused, until somebody mends it.

    The field has a thicker border and a mark in its name meanwhile.
    """

    mended = Signal()

    def __init__(self) -> None:
        super().__init__()
        made = label("", "error")
        self.setTextFormat(made.textFormat())
        self.setWordWrap(True)
        self.setProperty("role", "error")
        self._field: QWidget | None = None
        self.hide()

    def tell(self, what: Fault | str | None) -> None:
        """Show a fault and give its field the keys, or say a sentence, or be silent."""
        self._unmark()
        sentence = what.sentence if isinstance(what, Fault) else what or ""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        if isinstance(what, Fault):
            self._field = what.field
            self._mark(what.field, is_faulty=True)
            _show(what.field)
            what.field.setFocus()
            for signal in _changes(what.field):
                signal.connect(self._mended)

    def _mended(self) -> None:
        self.tell(None)
        self.mended.emit()

    def _unmark(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            self._mark(field, is_faulty=False)
            for signal in _changes(field):
                signal.disconnect(self._mended)

    def _mark(self, field: QWidget, *, is_faulty: bool) -> None:
        for part in _inputs(field):
            part.setProperty("fault", is_faulty)
            part.style().unpolish(part)
            part.style().polish(part)
        mark = self.tr(" – please look here")
        for caption in self.window().findChildren(QLabel):
            if caption.buddy() is field:
                words = caption.text().removesuffix(mark)
                caption.setText(words + mark if is_faulty else words)


def _inputs(field: QWidget) -> list[QWidget]:
    return [each for each in (field, *field.findChildren(QWidget)) if isinstance(each, _INPUTS)]


def _changes(field: QWidget) -> Iterator[SignalInstance]:
    """Yield what tells that somebody mends a field."""
    for part in _inputs(field):
        if isinstance(part, QLineEdit):
            yield part.textEdited
        elif isinstance(part, QComboBox):
            yield part.activated
        elif isinstance(part, QAbstractButton):
            yield part.clicked


def _show(field: QWidget) -> None:
    above = field.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(field)
