# SPDX-License-Identifier: Apache-2.0
"""A form as a grid of numbers, to be keyed in from paper or corrected."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QWidget

from intake.core.answers import Answer, Missing, is_answered
from intake.core.instrument import Item, Page, Response, ResponseKind
from intake.core.wording import Wording
from intake.ui.staff.context import Sheet
from intake.ui.staff.digit_field import DigitField
from intake.ui.staff.faults import Fault
from intake.ui.staff.parts import card, label

LONGEST_TEXT = 10_000


class AnswerGrid(QFrame):
    """One form. An empty field stands for a question that was left open on the paper.

    `left` is emitted with 1 or -1 when the arrow keys walk past the last or first field.
    """

    left = Signal(int)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self._fields: dict[str, DigitField | QLineEdit] = {}
        self._order: list[DigitField | QLineEdit] = []
        frame, inside = card()
        inside.addWidget(label(sheet.wording.title, "heading"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 2)
        inside.addLayout(self._grid)
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        for page in sheet.instrument.pages:
            self._add_page(page)

    @property
    def form(self) -> str:
        """The form's id."""
        return self._sheet.instrument.id

    def answers(self) -> dict[str, Answer]:
        """Return every answer that stands in a field; what is empty is left out."""
        found: dict[str, Answer] = {}
        for item in self._sheet.instrument.items:
            answer = self._answer(item)
            if answer is not None:
                found[item.id] = answer
        return found

    def changes(self) -> Mapping[str, Answer]:
        """Return what differs from the answers that were there: emptied ones are skipped."""
        now, before = self.answers(), self._sheet.answers
        changed: dict[str, Answer] = {}
        for item in self._sheet.instrument.items:
            new, old = now.get(item.id), before.get(item.id)
            if new is not None and new != old:
                changed[item.id] = new
            elif new is None and is_answered(old):
                changed[item.id] = Missing.SKIPPED
        return changed

    def fault(self) -> Fault | None:
        """Return the first number that is no answer."""
        for item in self._sheet.instrument.items:
            field = self._fields[item.id]
            if isinstance(field, DigitField) and field.text() and field.value() is None:
                said = self.tr("{form}, “{question}”: {number} is no answer.").format(
                    form=self._sheet.wording.short,
                    question=self._sheet.wording.items[item.id],
                    number=field.text(),
                )
                return Fault(said, field)
        return None

    def enter(self, *, last: bool = False) -> None:
        """Give the keys to the first field, or the last."""
        if self._order:
            self._focus(self._order[-1 if last else 0])

    def _add_page(self, page: Page) -> None:
        wording = self._sheet.wording
        said = wording.stems.get(page.id, "")
        hint = "\n".join(part for part in (said, _key_words(page, wording)) if part)
        if hint:
            self._grid.addWidget(label(hint, "hint"), self._grid.rowCount(), 0, 1, 4)
        for item in page.items:
            self._add_item(item)

    def _add_item(self, item: Item) -> None:
        row = self._grid.rowCount()
        words = self._sheet.wording.items[item.id]
        number = label(str(len(self._order) + 1), "hint", wraps=False)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        echo = label("", "hint")
        field = self._field(item, echo)
        field.setAccessibleName(words)
        self._grid.addWidget(number, row, 0)
        self._grid.addWidget(label(words, "body"), row, 1)
        self._grid.addWidget(field, row, 2, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(echo, row, 3)
        self._fields[item.id] = field
        self._order.append(field)

    def _field(self, item: Item, echo: QLabel) -> DigitField | QLineEdit:
        known = self._sheet.answers.get(item.id)
        if item.response.kind is ResponseKind.TEXT:
            text = QLineEdit(str(known) if is_answered(known) else "")
            text.setMaxLength(LONGEST_TEXT)
            return text
        codes = codes_of(item.response)
        field = DigitField(codes)
        field.textChanged.connect(lambda _text: echo.setText(self._echo(item, field)))
        code = next((each for each, answer in codes.items() if answer == known), None)
        field.setText("" if code is None or not is_answered(known) else str(code))
        field.stepped.connect(lambda step: self._step(field, step))
        return field

    def _echo(self, item: Item, field: DigitField) -> str:
        response, value = item.response, field.value()
        if value is None or response.kind is not ResponseKind.OPTIONS:
            return ""
        return self._sheet.wording.options[response.id][str(codes_of(response)[value])]

    def _answer(self, item: Item) -> Answer | None:
        field = self._fields[item.id]
        if not isinstance(field, DigitField):
            return field.text().strip() or None
        value = field.value()
        return None if value is None else codes_of(item.response)[value]

    def _step(self, field: DigitField, step: int) -> None:
        place = self._order.index(field) + step
        if 0 <= place < len(self._order):
            self._focus(self._order[place])
        else:
            self.left.emit(step)

    def _focus(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()


def codes_of(response: Response) -> Mapping[int, Answer]:
    """Return the numbers that stand for each answer: its value, or its place in the list.

    Places are used where two options share a value, or one is below zero.
    """
    if response.kind is ResponseKind.OPTIONS:
        values = [option.value for option in response.options]
        is_plain = len(set(values)) == len(values) and min(values) >= 0
        numbers = values if is_plain else range(1, len(values) + 1)
        return {n: option.id for n, option in zip(numbers, response.options, strict=True)}
    if response.kind is ResponseKind.MARK:
        return {0: 0, 1: 1}
    return {number: number for number in range(response.low, response.high + 1)}


def _key_words(page: Page, wording: Wording) -> str:
    response = page.items[0].response
    if response.kind is ResponseKind.OPTIONS:
        texts = wording.options[response.id]
        return " · ".join(f"{n} {texts[str(o)]}" for n, o in codes_of(response).items())
    if response.kind is ResponseKind.MARK:
        return "1 marked · 0 not marked"
    return "" if response.kind is ResponseKind.TEXT else f"{response.low}–{response.high}"
