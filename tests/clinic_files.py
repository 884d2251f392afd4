# SPDX-License-Identifier: Apache-2.0
"""A clinic's file for tests: its key, who works there, and a visit to begin with."""

from __future__ import annotations

from datetime import UTC, date, datetime

from intake.core.answers import Answer, Event
from intake.core.records import NewVisit, PlannedForm
from intake.core.staff import Stamp
from intake.core.visit import Patient, Respondent, Sex, Sitting
from intake.store.slow_hash import Cost
from intake.store.store import Store

KEY = bytes(range(32))
CHEAP = Cost(memory_kib=8, passes=1)
"""A passphrase that costs no test a third of a second."""

SECRET = "teal harbour lantern"  # noqa: S105 - of nobody
"""The passphrase of whoever set the clinic up."""

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ADA = Stamp("Ada", NOON)
ANA = Patient("A-1042", "Ana Nguyễn", date(1979, 4, 2), Sex.NOT_RECORDED)
BO = Patient("B-7", "Bo Hahn", date(1960, 1, 1))


def begin(store: Store, visit: str = "v1", patient: Patient = ANA, at: datetime = NOON) -> None:
    """Begin a visit that asks one form, `mood`."""
    sitting = Sitting(
        id=visit,
        started=at,
        language="en",
        battery="first",
        respondent_start=Respondent.SELF,
        staff_within_reach=True,
    )
    new = NewVisit(patient, sitting, (PlannedForm("mood", "1.0.0"),))
    store.visits.begin(new, Stamp("Ada", at))


def answer(store: Store, given: Answer, visit: str = "v1", item: str = "a") -> None:
    """Store one answer as the patient gives it."""
    store.answers.commit(visit, [Event("mood", item, given, NOON)], f"mood.{item}", (), NOON)
