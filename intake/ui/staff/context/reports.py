# SPDX-License-Identifier: Apache-2.0
"""Reports and where they lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FinishedReport:
    """A finished report, and where in the clinic's folder it lies.

    `folder_problem` says in one sentence why it could not be written there. `anchor` is the
    place of the audit trail that is printed on it. `is_kept` says that it was kept before.
    `file` is what it is called in the folder, `caught_up` are the numbers of earlier reports that
    the folder took at last.
    """

    number: int
    id: str
    pdf: bytes
    visit: str = ""
    path: Path | None = None
    folder_problem: str = ""
    anchor: str = ""
    is_kept: bool = False
    file: str = ""
    caught_up: tuple[int, ...] = ()


class ReportDesk(Protocol):
    """Reports and where they lie."""

    def prepare(self, visit: str, *, anew: bool = False) -> Callable[[], FinishedReport]:
        """Return the job that makes a visit's report and writes it to the clinic's folder.

        A report that was made before is shown as it was kept, unless something about the
        person has changed since or it is wanted anew; it keeps its number. The job may take a
        while and touches neither windows nor the clinic's file.
        """

    def keep(self, report: FinishedReport) -> None:
        """Keep a finished report in the clinic's file, if it is not kept there already."""

    def save_as(self, report: FinishedReport, path: Path) -> None:
        """Write a report to a place that somebody chose."""

    def lock(self, report: FinishedReport, password: str, path: Path) -> Callable[[], str]:
        """Return the job that writes a report locked with a password to a chosen place.

        The job returns why that was not possible, in a sentence, or nothing.
        """

    def patient_page(self, visit: str, path: Path) -> Callable[[], str]:
        """Return the job that writes the patient's own page of a visit to a chosen place.

        The job returns why that was not possible, in a sentence, or nothing.
        """

    def was_printed(self, report: FinishedReport) -> None:
        """Record that a report was printed."""
