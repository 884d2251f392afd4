# SPDX-License-Identifier: Apache-2.0
"""How the staff screens write dates and people. One way everywhere: 22 Nov 2026, 09:12."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QLocale

from intake.core.visit import Patient

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
