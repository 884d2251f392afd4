# SPDX-License-Identifier: Apache-2.0
"""What the clinic decides, who is in the team, and what happened."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from intake.app.desk.office import LAST_BACKUP, REPORT_LANGUAGE, Office
from intake.app.desk.settings import read_settings, write_settings
from intake.core.audit import AuditEntry, AuditFilter
from intake.core.errors import StoreError
from intake.core.rights import Right
from intake.core.staff import StaffMember
from intake.ui.staff.context import AuditLine, BandChoice, NewMember, Settings

MOST_ENTRIES = 20_000


class ClinicPart:
    """The clinic, as `intake.ui.staff.context.ClinicDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def settings(self) -> Settings:
        """Return what the clinic decided."""
        return read_settings(self._office.store, self._office.places)

    def change_settings(self, settings: Settings) -> None:
        """Change what the clinic decided."""
        self._office.require(Right.CHANGE_SETTINGS)
        write_settings(self._office.store, settings, self._office.stamp())
        self._office.do.restyle(settings)

    @property
    def bands(self) -> tuple[BandChoice, ...]:
        """The scores for which the clinic may choose another set of bands."""
        found = []
        for form, instrument in self._office.catalogue.instruments.items():
            report = self._office.catalogue.wording(form, REPORT_LANGUAGE).report
            names = report.band_sets if report else {}
            called = report.scores if report else {}
            for score in instrument.scores:
                if len(score.bands) > 1:
                    sets = tuple((each.id, names.get(each.id, each.id)) for each in score.bands)
                    name = called.get(score.id, score.id)
                    found.append(BandChoice(f"{form}.{score.id}", name, sets))
        return tuple(found)

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Every language in which some form can be given, English first."""
        catalogue = self._office.catalogue
        found = {code for form in catalogue.instruments for code in catalogue.languages(form)}
        return (REPORT_LANGUAGE, *sorted(found - {REPORT_LANGUAGE}))

    def team(self) -> tuple[StaffMember, ...]:
        """Return the people of the team."""
        self._office.require(Right.MANAGE_TEAM)
        return self._office.store.team.members()

    def add_member(self, new: NewMember, own_passphrase: str) -> bool:
        """Add somebody to the team, once whoever asks has shown the own passphrase."""
        self._office.require(Right.MANAGE_TEAM)
        return self._office.do.add_member(new, own_passphrase)

    def remove_member(self, member: str) -> None:
        """Let somebody sign in no more."""
        self._office.require(Right.MANAGE_TEAM)
        self._office.do.remove_member(member)

    def audit(self) -> Sequence[AuditLine]:
        """Return the audit, newest first."""
        self._office.require(Right.READ_AUDIT)
        entries = self._office.store.journal.entries(AuditFilter(limit=MOST_ENTRIES))
        return tuple(map(_line, entries))

    def export_audit(self, lines: Sequence[AuditLine], path: Path) -> None:
        """Write entries as CSV, which no spreadsheet takes for formulas."""
        self._office.require(Right.READ_AUDIT)
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(("number", "at", "by", "action", "about"))
        for line in lines:
            about = _harmless(line.about)
            rows.writerow(
                (line.number, line.at.isoformat(), _harmless(line.who), line.what, about)
            )
        try:
            self._office.do.write(path, text.getvalue().encode("utf-8-sig"))
        except OSError as error:
            why = error.strerror or str(error)
            raise StoreError(f"The audit could not be written to {path}: {why}.") from error
        self._office.store.journal.record(self._office.stamp(), "audit.exported")

    def rekey(self) -> tuple[str, ...]:
        """Give the clinic's file a new key and return the recovery code that now counts."""
        self._office.require(Right.MANAGE_TEAM)
        return self._office.do.rekey()

    def audit_state(self) -> str:
        """Say in one sentence whether the audit's chain holds."""
        self._office.require(Right.READ_AUDIT)
        return self._office.do.verify()

    def back_up(self, path: Path) -> str:
        """Write a checked backup and say so in one sentence."""
        self._office.require(Right.BACK_UP)
        return self._office.do.back_up(path)

    def last_backup(self) -> datetime | None:
        """Return when the last backup was made."""
        last = self._office.store.settings.get(LAST_BACKUP)
        return datetime.fromisoformat(last) if last else None


def _line(entry: AuditEntry) -> AuditLine:
    said = "; ".join(f"{name} {text}" for name, text in entry.detail.items())
    about = " · ".join(part for part in (entry.subject, said) if part)
    action = entry.action.replace(".", " ").replace("_", " ")
    return AuditLine(entry.number, entry.at, entry.by, action, about)


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
