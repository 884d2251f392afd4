# SPDX-License-Identifier: Apache-2.0
"""Treatments are recorded for the report; what was recorded wrongly is replaced openly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from intake.core.errors import StoreError
from intake.core.visit import Treatment
from intake.store import schema
from intake.store.store import Store
from tests.clinic_files import ADA, ANA, NOON, begin

INFUSION = Treatment(NOON, "ketamine infusion", "0.5 mg/kg", "well tolerated")


def test_treatments_come_back_in_the_order_of_their_days(store: Store) -> None:
    begin(store)
    later = replace(INFUSION, at=NOON + timedelta(days=7))
    store.treatments.add(ANA.id, later, ADA)
    store.treatments.add(ANA.id, INFUSION, ADA)

    lines = store.treatments.of(ANA.id)

    assert [line.treatment for line in lines] == [INFUSION, later]
    assert lines[0].by == "Ada"


def test_a_changed_treatment_counts_and_the_first_line_stays(store: Store) -> None:
    begin(store)
    first = store.treatments.add(ANA.id, INFUSION, ADA)
    right = replace(INFUSION, dose="0.4 mg/kg")
    second = store.treatments.change(first, right, ADA, "read the chart")

    assert [line.treatment for line in store.treatments.of(ANA.id)] == [right]
    with store.database.writing() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.treatment)) == 2
    assert store.journal.entries()[0].detail == {"reason": "read the chart"}
    with pytest.raises(StoreError, match="meanwhile"):
        store.treatments.change(first, right, ADA, "again")

    store.treatments.withdraw(second, ADA, "not given")
    assert store.treatments.of(ANA.id) == ()


def test_a_treatment_needs_a_kind_and_a_person(store: Store) -> None:
    begin(store)
    with pytest.raises(StoreError, match="which treatment"):
        store.treatments.add(ANA.id, replace(INFUSION, kind=" "), ADA)
    with pytest.raises(StoreError, match="no patient with record number Z-1"):
        store.treatments.add("Z-1", INFUSION, ADA)

    assert store.treatments.of("Z-1") == ()
