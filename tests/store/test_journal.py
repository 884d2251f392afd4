# SPDX-License-Identifier: Apache-2.0
"""The audit trail can be read and searched, and every change of the file has its entry."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intake.core.audit import AuditFilter
from intake.core.staff import PATIENT, Stamp
from intake.store.store import Store
from tests.clinic_files import ADA, NOON, answer, begin


@pytest.fixture
def busy(store: Store) -> Store:
    begin(store)
    answer(store, 1)
    late = Stamp("Ben", NOON + timedelta(hours=1))
    store.journal.record(late, "report.printed", "report:7", {"printer": "desk"})
    store.settings.change("clinic", "Riverside", late)
    return store


def test_every_change_has_an_entry_with_who_and_what(busy: Store) -> None:
    said = [(entry.by, entry.action) for entry in reversed(busy.journal.entries())]

    assert said == [
        ("Ada", "patient.added"),
        ("Ada", "visit.begun"),
        (PATIENT, "answers.given"),
        ("Ben", "report.printed"),
        ("Ben", "setting.changed"),
    ]
    assert busy.journal.entries()[0].detail == {
        "setting": "clinic", "from": "", "to": "Riverside",
    }  # fmt: skip


def test_a_setting_that_stays_as_it_is_makes_no_entry(busy: Store) -> None:
    before = busy.anchor()
    busy.settings.change("clinic", "Riverside", ADA)

    assert busy.anchor() == before


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (AuditFilter(), [5, 4, 3, 2, 1]),
        (AuditFilter(by="Ben"), [5, 4]),
        (AuditFilter(action="visit"), [2]),
        (AuditFilter(subject="visit:v1"), [3, 2]),
        (AuditFilter(since=NOON + timedelta(minutes=1)), [5, 4]),
        (AuditFilter(until=NOON + timedelta(minutes=1)), [3, 2, 1]),
        (AuditFilter(limit=2), [5, 4]),
        (AuditFilter(before=4, limit=2), [3, 2]),
    ],
)
def test_entries_are_found_by_who_what_when_and_page(
    busy: Store, wanted: AuditFilter, numbers: list[int]
) -> None:
    assert [entry.number for entry in busy.journal.entries(wanted)] == numbers


def test_the_trail_names_no_patient_outside_its_details(busy: Store) -> None:
    for entry in busy.journal.entries():
        said = f"{entry.by} {entry.action} {entry.subject}"
        assert "A-1042" not in said
        assert "Ana" not in said


def test_the_anchor_grows_with_every_entry(busy: Store) -> None:
    before = busy.anchor()
    busy.journal.record(ADA, "visit.viewed", "visit:v1")
    after = busy.anchor()

    assert after.entries == before.entries + 1
    assert after.head != before.head
