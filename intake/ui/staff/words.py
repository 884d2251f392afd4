# SPDX-License-Identifier: Apache-2.0
"""How the staff screens write dates and people. One way everywhere: 22 Nov 2026, 09:12."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from intake.core.records import VisitLine
from intake.core.staff import Role
from intake.core.visit import Patient

Called = Callable[[Patient], str]
"""Says what a patient is called, as the clinic decided."""

_MONTHS = QLocale(QLocale.Language.English)


def day(at: date) -> str:
    """Return a date whose month cannot be mistaken for its day."""
    month = _MONTHS.monthName(at.month, QLocale.FormatType.ShortFormat)
    return f"{at.day} {month} {at.year}"


def clock(at: datetime | None) -> str:
    """Return the time of day, in the zone in which it was written down."""
    return f"{at:%H:%M}" if at else ""


def age_and_number(patient: Patient) -> str:
    """Return the record number and the date of birth, to tell two people apart."""
    born = f" · born {day(patient.birth_date)}" if patient.birth_date else ""
    return f"no. {patient.id}{born}"


def moment(at: datetime | None) -> str:
    """Return day and time."""
    return f"{day(at)}, {clock(at)}" if at else ""


def when(line: VisitLine) -> str:
    """Return when a visit ended, or began if it did not."""
    return moment(line.sitting.finished or line.sitting.started)


def language_words(code: str) -> str:
    """Return what a language is called in English."""
    return QLocale.languageToString(QLocale(code).language())


def role_words(role: Role) -> str:
    """Return what a role is called."""
    translate = QCoreApplication.translate
    return {
        Role.FRONT_DESK: translate("Role", "Front desk"),
        Role.CLINICIAN: translate("Role", "Clinician"),
        Role.ADMINISTRATOR: translate("Role", "Administrator"),
        Role.LEAD: translate("Role", "Clinician and administrator"),
    }[role]
