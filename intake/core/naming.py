# SPDX-License-Identifier: Apache-2.0
"""What a person is called: to their face, and where others may read along."""

from __future__ import annotations

from enum import StrEnum

from intake.core.visit import Patient


class Shown(StrEnum):
    """How patients' names appear on the team's screens and on reports."""

    NAME = "name"
    INITIALS = "initials"
    NUMBER = "number"


def shown_name(patient: Patient, how: Shown) -> str:
    """Return what a person is called in a list or at the head of a report."""
    number = f"No. {patient.id}"
    if how is Shown.NUMBER or not patient.name:
        return number
    return patient.name if how is Shown.NAME else initials(patient.name)


def initials(name: str) -> str:
    """Return the first letter of each word of a name."""
    return " ".join(f"{word[0]}." for word in name_words(name))


def first_name(name: str) -> str:
    """Return the name to greet with: the first given name, or nothing."""
    given = name_words(name.partition(",")[2]) or name_words(name)
    return given[0] if given else ""


def name_words(name: str) -> list[str]:
    """Return the words of a name without titles such as "Dr."."""
    words = name.replace(",", " ").split()
    return [word for word in words if not word.endswith(".")] or words
