# SPDX-License-Identifier: Apache-2.0
"""What happened, by whom and when, as far as somebody wants to know it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from intake.app.desk.office import Office
from intake.app.reports import report_id
from intake.core.audit import AuditEntry, AuditFilter
from intake.core.errors import StoreError
from intake.core.rights import Right
from intake.ui.staff.context import AuditLine, AuditWish

if TYPE_CHECKING:
    from intake.store.subjects import About

MOST_ENTRIES = 20_000
PAGE = 5_000


class AuditPart:
    """The audit, as `intake.ui.staff.context.AuditDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of entries that there are."""
        self._office.require(Right.READ_AUDIT)
        return tuple(_words(kind) for kind in self._kinds())

    def people(self) -> tuple[str, ...]:
        """Return everybody who ever did something."""
        self._office.require(Right.READ_AUDIT)
        return self._office.store.subjects.people()

    def audit(self, wish: AuditWish) -> Sequence[AuditLine]:
        """Return what is wanted of the audit, newest first.

        Raises:
            StoreError: also when nobody has the record number that is wanted.
        """
        self._office.require(Right.READ_AUDIT)
        found: list[AuditEntry] = []
        subjects = self._office.store.subjects.of_patient(wish.patient) if wish.patient else None
        for entry in self._entries(self._filter(wish)):
            if subjects is None or entry.subject in subjects:
                found.append(entry)
            if len(found) == MOST_ENTRIES:
                break
        known = self._office.store.subjects.about(each.subject for each in found)
        return tuple(_line(each, _about(each.subject, known.get(each.subject))) for each in found)

    def audit_state(self) -> str:
        """Say in one sentence whether the audit's chain holds."""
        self._office.require(Right.READ_AUDIT)
        return self._office.do.keys.verify()

    def export_audit(self, lines: Sequence[AuditLine], path: Path) -> None:
        """Write entries as CSV, which no spreadsheet takes for formulas."""
        self._office.require(Right.READ_AUDIT)
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(("number", "at", "by", "action", "about"))
        for line in lines:
            said = map(_harmless, (line.who, line.what, line.about))
            rows.writerow((line.number, line.at.isoformat(), *said))
        try:
            self._office.do.write(path, text.getvalue().encode("utf-8-sig"))
        except OSError as error:
            why = error.strerror or str(error)
            raise StoreError(f"The audit could not be written to {path}: {why}.") from error
        detail = {"entries": str(len(lines)), "file": path.name}
        self._office.store.journal.record(self._office.stamp(), "audit.exported", "", detail)

    def _filter(self, wish: AuditWish) -> AuditFilter:
        zone = self._office.now().tzinfo
        midnight = time(tzinfo=zone)
        kinds = {_words(kind): kind for kind in self._kinds()}
        return AuditFilter(
            by=wish.who,
            action=kinds.get(wish.kind, ""),
            since=datetime.combine(wish.first, midnight) if wish.first else None,
            until=datetime.combine(wish.last + timedelta(days=1), midnight) if wish.last else None,
            limit=PAGE,
        )

    def _kinds(self) -> list[str]:
        actions = self._office.store.subjects.actions()
        return sorted({action.partition(".")[0] for action in actions})

    def _entries(self, wanted: AuditFilter) -> Iterator[AuditEntry]:
        while True:
            page = self._office.store.journal.entries(wanted)
            yield from page
            if len(page) < PAGE:
                return
            wanted = replace(wanted, before=page[-1].number)


def _line(entry: AuditEntry, about: str) -> AuditLine:
    said = "; ".join(f"{name} {text}" for name, text in entry.detail.items())
    words = " · ".join(part for part in (about, said) if part)
    return AuditLine(entry.number, entry.at, entry.by, _words(entry.action), words)


def _about(subject: str, known: About | None) -> str:
    """Return whom or what an entry is about, in words."""
    kind, _, name = subject.partition(":")
    if known is None:
        return f"{kind} {name}".strip()
    if known.member:
        return known.member
    of = f"patient {known.number}"
    if kind == "report":
        return f"{report_id(int(name))} of {of}"
    return of if kind == "patient" else f"{kind} of {of}"


def _words(action: str) -> str:
    return action.replace(".", " ").replace("_", " ")


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1].isspace() else text
