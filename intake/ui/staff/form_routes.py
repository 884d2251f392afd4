# SPDX-License-Identifier: Apache-2.0
"""What the screens about questionnaires lead to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from intake.core.rights import Right
from intake.ui.staff.context import Desk
from intake.ui.staff.form_details import FormDetails
from intake.ui.staff.screens import Screens
from intake.ui.staff.stage import Stage


class FormRoutes(QObject):
    """Shows what is known of a form, from the list of all and where a visit is started."""

    def __init__(self, stage: Stage, screens: Screens, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._screens = screens
        self._desk = desk
        screens.forms.opened.connect(self.show_form)
        screens.new_visit.details_wanted.connect(self._show_details)

    def show_form(self, form: str) -> None:
        """Show one form; whoever looks after the app may say that it is read."""

        def confirm() -> None:
            self._desk.forms.confirm(form)
            self._screens.forms.refresh()

        sheet = self._desk.forms.details(form)
        may = bool(sheet.unconfirmed) and self._desk.session.may(Right.CHANGE_SETTINGS)
        dialog = FormDetails(self._stage.over(), [sheet], may_confirm=may)
        dialog.confirmed.connect(lambda: self._stage.guard(confirm))
        dialog.open()

    def _show_details(self, forms: Sequence[str], language: str) -> None:
        sheets = [self._desk.forms.details(form, language) for form in forms]
        FormDetails(self._stage.over(), sheets).open()
