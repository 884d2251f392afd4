# SPDX-License-Identifier: Apache-2.0
"""The app as the staff screens see it: file, forms and reports behind one part a screen."""

from __future__ import annotations

from intake.app.desk.alerts import AlertPart
from intake.app.desk.clinic import ClinicPart
from intake.app.desk.crew import BackupPart, TeamPart
from intake.app.desk.day import DayPart
from intake.app.desk.exports import ExportPart
from intake.app.desk.forms import FormPart
from intake.app.desk.office import Doings, Office
from intake.app.desk.patients import PatientPart
from intake.app.desk.records import RecordsPart
from intake.app.desk.reports import ReportPart
from intake.app.desk.sheets import SheetPart
from intake.app.desk.trail import AuditPart
from intake.app.desk.visits import VisitPart
from intake.ui.staff.context import Desk

__all__ = ["Doings", "Office", "open_desk"]


def open_desk(office: Office) -> Desk:
    """Return the desk of an office."""
    team, backup = TeamPart(office), BackupPart(office)
    return Desk(
        session=office,
        day=DayPart(office),
        alerts=AlertPart(office),
        visits=VisitPart(office),
        patients=PatientPart(office),
        sheets=SheetPart(office),
        reports=ReportPart(office),
        forms=FormPart(office),
        clinic=ClinicPart(office),
        team=team,
        account=team,
        audit=AuditPart(office),
        backup=backup,
        restoring=backup,
        records=RecordsPart(office),
        exports=ExportPart(office),
    )
