# SPDX-License-Identifier: Apache-2.0
"""Which forms one visit asks: those of the battery ticked, every other one a choice away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from intake.core.planning import minutes_of
from intake.ui.staff.context import OfferedForm
from intake.ui.staff.parts import button, empty, in_row, label
from intake.ui.staff.picker import Picker
from intake.ui.staff.tick_box import TickBox


class FormList(QWidget):
    """Ticks with what the desk should know beside them: a hint, never a refusal of its own.

    A form that was added stays when the battery changes; so does one that was taken out.
    """

    changed = Signal()
    details_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offered: Sequence[OfferedForm] = ()
        self._chosen: dict[str, bool] = {}
        self._ticks: dict[str, TickBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._note = label("", "hint")
        self._due = label(
            self.tr(
                "None of this is due today. Give it anyway, or untick everything: the patient "
                "then reads that there is nothing to answer."
            ),
            "strong",
        )
        self._about = button(self.tr("What is not confirmed …"), "quiet")
        self._about.clicked.connect(self.details_wanted)
        self._add = Picker()
        self._add.setAccessibleName(self.tr("Add a questionnaire"))
        self._add.activated.connect(self._added)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._due)
        layout.addLayout(self._grid)
        layout.addWidget(self._add)
        below = in_row(self._note, self._about)
        below.setStretch(0, 1)
        layout.addLayout(below)

    def clear(self) -> None:
        """Forget what was added and taken out."""
        self._chosen = {}

    def show_forms(self, offered: Sequence[OfferedForm]) -> None:
        """Show what this visit may ask."""
        self._offered = offered
        self._fill()

    def chosen(self) -> tuple[OfferedForm, ...]:
        """Return the ticked forms in the order in which they will be asked."""
        return tuple(form for form in self._offered if self._is_chosen(form))

    @property
    def is_nothing_due(self) -> bool:
        """Whether everything that the battery brings was given lately."""
        planned = [form for form in self._offered if form.is_planned and not form.refusal]
        return bool(planned) and not any(form.is_due for form in planned)

    def _is_chosen(self, form: OfferedForm) -> bool:
        return not form.refusal and self._chosen.get(form.id, form.is_planned)

    def _fill(self) -> None:
        empty(self._grid)
        self._ticks = {}
        self._add.clear()
        self._add.addItem(self.tr("Add a questionnaire …"), "")
        for form in self._offered:
            if form.is_planned or form.id in self._chosen:
                self._add_row(form)
            elif not form.refusal and not form.by_staff:
                self._add.addItem(_name(form), form.id)
        self._add.setVisible(self._add.count() > 1)
        self._say()

    def _add_row(self, form: OfferedForm) -> None:
        tick = TickBox(_name(form))
        tick.setChecked(self._is_chosen(form))
        tick.setEnabled(not form.refusal)
        tick.setAccessibleDescription(form.refusal or form.hint)
        tick.toggled.connect(lambda on, form=form.id: self._ticked(form, on))
        row = self._grid.rowCount()
        self._grid.addWidget(tick, row, 0)
        self._grid.addWidget(label(form.refusal or form.hint, "hint"), row, 1)
        self._ticks[form.id] = tick

    def _ticked(self, form: str, on: bool) -> None:  # noqa: FBT001 - a signal's value
        self._chosen[form] = on
        self._say()
        self.changed.emit()

    def _added(self, _index: int) -> None:
        form = self._add.currentData()
        if form:
            self._chosen[form] = True
            self._fill()
            self._ticks[form].setFocus()
            self.changed.emit()

    def _say(self) -> None:
        chosen = self.chosen()
        minutes = minutes_of(sum(form.seconds for form in chosen))
        parts = [self.tr("About {minutes} min").format(minutes=minutes)] if minutes else []
        parts += [
            each.left_out for each in self._offered if each.left_out and not self._is_chosen(each)
        ]
        is_unsure = any(form.is_provisional for form in chosen)
        self._about.setVisible(is_unsure)
        if is_unsure:
            parts.append(self.tr("* provisional: some facts are still to be confirmed"))
        words = " · ".join(parts)
        self._due.setVisible(self.is_nothing_due)
        self._note.setText(words)
        self._note.setVisible(bool(words))


def _name(form: OfferedForm) -> str:
    return f"{form.name}*" if form.is_provisional else form.name
