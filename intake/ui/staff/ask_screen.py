# SPDX-License-Identifier: Apache-2.0
"""A form that staff ask in person: every question as published, to be read aloud."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from intake.core.answers import Answer, Missing
from intake.core.flow import Flow, Question
from intake.core.instrument import Item, ResponseKind
from intake.core.records import AlertLine
from intake.ui.staff.answer_grid import codes_of
from intake.ui.staff.choice_row import ChoiceRow
from intake.ui.staff.context import Session, Sheet
from intake.ui.staff.faults import FaultLine
from intake.ui.staff.parts import Screen, button, card, column, empty, foot, label
from intake.ui.staff.words import age_and_number

_REFUSED = "\N{EM DASH}"


class AskScreen(Screen):
    """Shows the questions that apply as the answers now stand; none is chosen for anybody.

    `asked` carries the alert that led here, the form's id and the answers by item.
    """

    asked = Signal(object, str, object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._line: AlertLine | None = None
        self._fields: dict[str, ChoiceRow | QLineEdit] = {}
        self._said = FaultLine()
        back = button(self.tr("Cancel"))
        back.clicked.connect(self.left)
        save = button(self.tr("Save the answers"), "primary")
        save.clicked.connect(self._save)
        layout = column(self)
        self._title = label("", "title")
        self._who = label("", "hint")
        layout.addWidget(self._title)
        layout.addWidget(self._who)
        layout.addWidget(
            label(
                self.tr(
                    "Ask alone with the patient. Read each question aloud exactly as it stands."
                )
            )
        )
        self._questions = QVBoxLayout()
        self._questions.setSpacing(10)
        layout.addLayout(self._questions)
        layout.addStretch(1)
        foot(self, back, self._said, None, save)

    def begin(self, line: AlertLine, sheet: Sheet) -> None:
        """Show a form with nothing answered."""
        self._line = line
        self._sheet = sheet
        self._flow = Flow([sheet.instrument], {}, sheet.needs)
        self._fields = {}
        empty(self._questions)
        self._title.setText(sheet.wording.title)
        by = self.tr("asked by {name}").format(name=self._session.member.name)
        self._who.setText(
            f"{self._session.called(line.patient)} · {age_and_number(line.patient)} · {by}"
        )
        self.say("")
        self._show_questions()

    def say(self, problem: str) -> None:
        """Show why it could not be stored; what was chosen stays."""
        self._said.tell(problem)

    def _show_questions(self) -> None:
        applies = {item for question in self._flow.questions() for item in question.items}
        for question in self._flow.questions():
            for item in question.items:
                if item not in self._fields:
                    self._add(question, item)
        for item, field in self._fields.items():
            frame = field.parentWidget()
            if frame is not None:
                frame.setVisible(item in applies)

    def _add(self, question: Question, item: str) -> None:
        frame, inside = card()
        asked = self._sheet.instrument.item(item)
        stem = self._sheet.wording.stems.get(question.page, "")
        if stem:
            inside.addWidget(label(stem, "hint"))
        inside.addWidget(label(self._sheet.wording.items[item], "large"))
        field = self._field(asked)
        field.setAccessibleName(self._sheet.wording.items[item])
        inside.addWidget(field)
        self._fields[item] = field
        self._questions.addWidget(frame)
        if isinstance(field, ChoiceRow):
            field.changed.connect(lambda: self._answered(question, item))

    def _field(self, item: Item) -> ChoiceRow | QLineEdit:
        if item.response.kind is ResponseKind.TEXT:
            return QLineEdit()
        texts = self._sheet.wording.options.get(item.response.id, {})
        choices = [
            (str(code), texts.get(str(answer), str(code)))
            for code, answer in codes_of(item.response).items()
        ]
        return ChoiceRow((*choices, (_REFUSED, self.tr("Did not answer"))))

    def _answered(self, question: Question, item: str) -> None:
        answer = self._answer(item)
        if answer is not None:
            self._flow.record(question, {item: answer}, self._session.now())
            self._show_questions()

    def _answer(self, item: str) -> Answer | None:
        field = self._fields[item]
        if isinstance(field, QLineEdit):
            return field.text().strip() or Missing.DECLINED
        chosen = field.value()
        if chosen is None:
            return None
        codes = codes_of(self._sheet.instrument.item(item).response)
        return Missing.DECLINED if chosen == _REFUSED else codes[int(chosen)]

    def _save(self) -> None:
        asked = [item for question in self._flow.questions() for item in question.items]
        answers = {item: self._answer(item) for item in asked}
        if any(answer is None for answer in answers.values()):
            self.say(self.tr("Please choose an answer, or “Did not answer”, for each question."))
            return
        self.asked.emit(self._line, self._sheet.instrument.id, answers)
