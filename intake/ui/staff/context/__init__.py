# SPDX-License-Identifier: Apache-2.0
"""What the staff screens may ask of the app, screen by screen.

The app gives the window one `Desk`; every screen gets only its own part of it. Every method
may raise `StoreError`, whose message is shown as it is. A part refuses what the person who is
signed in has no right to; the screens only leave out what would be refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from intake.ui.staff.context.alerts import AlertDesk, AlertWords
from intake.ui.staff.context.audit import AuditDesk, AuditLine, AuditWish
from intake.ui.staff.context.backup import BackupDesk, Restoring, WayBack
from intake.ui.staff.context.clinic import BandChoice, ClinicDesk, OwnForms, Refusal, Settings
from intake.ui.staff.context.day import DayDesk, Found, ListedVisit
from intake.ui.staff.context.exports import (
    ExportChoice,
    ExportDesk,
    Exported,
    ExportJob,
    ExportStep,
)
from intake.ui.staff.context.forms import FormDesk, ListedForm
from intake.ui.staff.context.patients import PatientDesk, PatientPage
from intake.ui.staff.context.records import RecordsDesk, ToErase
from intake.ui.staff.context.reports import FinishedReport, ReportDesk
from intake.ui.staff.context.session import Session
from intake.ui.staff.context.sheets import PaperVisit, Sheet, SheetDesk
from intake.ui.staff.context.team import AccountDesk, NewMember, TeamDesk
from intake.ui.staff.context.visits import OfferedForm, Plan, VisitDesk, VisitForm

__all__ = [
    "AccountDesk",
    "AlertDesk",
    "AlertWords",
    "AuditDesk",
    "AuditLine",
    "AuditWish",
    "BackupDesk",
    "BandChoice",
    "ClinicDesk",
    "DayDesk",
    "Desk",
    "ExportChoice",
    "ExportDesk",
    "ExportJob",
    "ExportStep",
    "Exported",
    "FinishedReport",
    "FormDesk",
    "Found",
    "ListedForm",
    "ListedVisit",
    "NewMember",
    "OfferedForm",
    "OwnForms",
    "PaperVisit",
    "PatientDesk",
    "PatientPage",
    "Plan",
    "RecordsDesk",
    "Refusal",
    "ReportDesk",
    "Restoring",
    "Session",
    "Settings",
    "Sheet",
    "SheetDesk",
    "TeamDesk",
    "ToErase",
    "VisitDesk",
    "VisitForm",
    "WayBack",
]


@dataclass(frozen=True, slots=True)
class Desk:
    """The app, as far as the staff screens need it."""

    session: Session
    day: DayDesk
    alerts: AlertDesk
    visits: VisitDesk
    patients: PatientDesk
    sheets: SheetDesk
    reports: ReportDesk
    forms: FormDesk
    clinic: ClinicDesk
    team: TeamDesk
    account: AccountDesk
    audit: AuditDesk
    backup: BackupDesk
    restoring: Restoring
    records: RecordsDesk
    exports: ExportDesk
