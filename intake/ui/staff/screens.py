# SPDX-License-Identifier: Apache-2.0
"""Every screen behind the sign-in, each given its own part of the app and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from intake.core.rights import Right
from intake.ui.background import Background
from intake.ui.staff.alert_screen import AlertScreen
from intake.ui.staff.ask_screen import AskScreen
from intake.ui.staff.audit_screen import AuditScreen
from intake.ui.staff.backup_screen import BackupScreen
from intake.ui.staff.context import Desk
from intake.ui.staff.correction_screen import CorrectionScreen
from intake.ui.staff.export_screen import ExportScreen
from intake.ui.staff.forms_screen import FormsScreen
from intake.ui.staff.home import HomeScreen
from intake.ui.staff.new_visit import NewVisitScreen
from intake.ui.staff.paper_screen import PaperScreen
from intake.ui.staff.parts import Screen
from intake.ui.staff.patient_page import PatientScreen
from intake.ui.staff.records_screen import RecordsScreen
from intake.ui.staff.report_screen import ReportScreen
from intake.ui.staff.restore_screen import RestoreScreen
from intake.ui.staff.settings.screen import SettingsScreen
from intake.ui.staff.team_screen import TeamScreen


class Screens:
    """Builds the screens; `rooms` are those of the line above, with how each is read anew."""

    def __init__(self, desk: Desk, background: Background) -> None:
        session = desk.session
        self.home = HomeScreen(session, desk.day, desk.alerts)
        self.new_visit = NewVisitScreen(session, desk.visits)
        self.alert = AlertScreen(session)
        self.ask = AskScreen(session)
        self.patient = PatientScreen(session, desk.patients, desk.alerts)
        self.report = ReportScreen(session, desk.reports, background)
        self.paper = PaperScreen(session, desk.sheets, desk.visits)
        self.correction = CorrectionScreen(desk.sheets, session.called)
        self.forms = FormsScreen(desk.forms)
        self.settings = SettingsScreen(desk.clinic, background)
        self.team = TeamScreen(session, desk.team, background)
        self.audit = AuditScreen(desk.audit)
        self.export = ExportScreen(desk.exports, session.called)
        self.backup = BackupScreen(session, desk.backup, background)
        self.restore = RestoreScreen(desk.restoring, background)
        self.records = RecordsScreen(desk.records, session.called)

    def every(self) -> tuple[Screen, ...]:
        """Return all of them."""
        return (
            self.home,
            self.new_visit,
            self.alert,
            self.ask,
            self.patient,
            self.report,
            self.paper,
            self.correction,
            self.forms,
            self.settings,
            self.team,
            self.audit,
            self.export,
            self.backup,
            self.restore,
            self.records,
        )

    def room(self, name: str) -> tuple[Screen, Callable[[], None], Right | None]:
        """Return a room of the line above, how it is read anew, and who may enter."""
        rooms: dict[str, tuple[Screen, Callable[[], None], Right | None]] = {
            "home": (self.home, self.home.refresh, None),
            "forms": (self.forms, self.forms.refresh, None),
            "settings": (self.settings, self.settings.refresh, Right.CHANGE_SETTINGS),
            "team": (self.team, self.team.refresh, Right.MANAGE_TEAM),
            "audit": (self.audit, self.audit.refresh, Right.READ_AUDIT),
            "export": (self.export, self.export.refresh, Right.EXPORT),
            "backup": (self.backup, self.backup.refresh, Right.BACK_UP),
            "records": (self.records, self.records.refresh, Right.ERASE),
        }
        return rooms[name]
