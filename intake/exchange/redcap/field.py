# SPDX-License-Identifier: Apache-2.0
"""One field of REDCap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from intake.core.given import Given
from intake.core.visit import VisitRecord


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its place in the dictionary, and its cell for a form of a visit."""

    name: str
    kind: str
    label: str
    read: Callable[[VisitRecord, Given], str]
    choices: str = ""
    note: str = ""
    validation: str = ""
    low: str = ""
    high: str = ""
    is_identifier: bool = False
    header: str = ""
    matrix: str = ""


def choices_text(choices: Iterable[tuple[str, str]]) -> str:
    """Return choices as REDCap writes them; a bar in a text would begin another choice."""
    return " | ".join(f"{code}, {text.replace('|', '/')}" for code, text in choices)
