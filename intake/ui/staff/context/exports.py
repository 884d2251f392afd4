# SPDX-License-Identifier: Apache-2.0
"""What the export screen may ask of the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from intake.core.export import ExportKind, Naming, Selection
from intake.core.visit import Patient


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What was chosen: what for, which visits, who is named, and where the folder goes.

    `parent` is the folder in which a new one is made. `file` is the clinic's file of addresses
    (FHIR) or its field map (REDCap), if it has one.
    """

    kind: ExportKind
    parent: Path
    selection: Selection = field(default_factory=Selection)
    naming: Naming = Naming.NAMES
    reports: bool = True
    file: str = ""


@dataclass(frozen=True, slots=True)
class ExportStep:
    """How far an export is; before it writes, it looks at every visit once."""

    count: int = 0
    total: int = 0
    is_writing: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """A folder that is there whole. `left_out` says what could not go along, one line each."""

    folder: Path
    count: int
    left_out: tuple[str, ...] = ()


Told = Callable[[ExportStep], None]
IsStopped = Callable[[], bool]
ExportJob = Callable[[Told, IsStopped], Exported | None]
"""Writes the folder and returns what came of it, `None` when it was stopped; see `prepare`."""


class ExportDesk(Protocol):
    """Exports of what the clinic recorded."""

    def person(self, record_number: str) -> Patient | None:
        """Return the person with this record number."""

    def file_of(self, kind: ExportKind) -> str:
        """Return the file of addresses or the field map that was used last, if any."""

    def prepare(self, choice: ExportChoice) -> ExportJob:
        """Return the job that writes an export, in the name of whoever is signed in now.

        The job takes a while, touches no window and is for a thread of its own. It tells how
        far it is and asks whether it was stopped; there is a whole folder in the end or none.
        """
