# SPDX-License-Identifier: Apache-2.0
"""Every questionnaire with how sure it is; what is not confirmed is read here, once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from intake.ui.staff.context import FormDesk, ListedForm
from intake.ui.staff.parts import Screen, column, label
from intake.ui.staff.row_list import Row, RowAction, RowList


class FormsScreen(Screen):
    """Two lists: what has open facts and should be read, and what is confirmed."""

    opened = Signal(str)

    def __init__(self, desk: FormDesk) -> None:
        super().__init__()
        self._desk = desk
        layout = column(self)
        layout.addWidget(label(self.tr("Questionnaires"), "title"))
        layout.addWidget(
            label(
                self.tr(
                    "Verified: wording, scoring and rights each rest on the primary document or "
                    "on two independent sources. Provisional: something is still to be "
                    "confirmed. It may be given, and the desk and the report say so; somebody of "
                    "the clinic should read once what it is."
                ),
                "hint",
            )
        )
        self._open = RowList(self.tr("Not confirmed in everything"))
        self._sure = RowList(self.tr("Confirmed"))
        layout.addWidget(self._open)
        layout.addWidget(self._sure)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Read everything anew.

        Raises:
            StoreError: when the clinic's file cannot be read.
        """
        forms = self._desk.all_forms()
        self._open.show_rows([self._row(each) for each in forms if each.unconfirmed])
        self._sure.show_rows([self._row(each) for each in forms if not each.unconfirmed])

    def _row(self, form: ListedForm) -> Row:
        mark = ""
        if form.confirmed:
            mark = self.tr("read by {who}").format(who=form.confirmed)
        elif form.unconfirmed:
            mark = self.tr("{count} to read").format(count=form.unconfirmed)
        details = RowAction(self.tr("Details"), partial(self.opened.emit, form.id))
        return Row(form.name, form.detail, (details,), mark)
