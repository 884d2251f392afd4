# SPDX-License-Identifier: Apache-2.0
"""From the trail's subjects to people, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.core.errors import StoreError
from intake.store.store import Store
from intake.store.subjects import About
from tests.clinic_files import ADA, ANA, BO, begin


def test_a_patient_is_found_under_every_subject_a_merged_record_included(store: Store) -> None:
    begin(store, "twice", replace(ANA, id="A-99"))
    begin(store, "v1", ANA)
    begin(store, "v2", BO)
    number = store.reports.reserve("v1", ADA)
    store.patients.merge("A-99", ANA.id, ADA, "one person")
    mine = store.subjects.of_patient(ANA.id)

    assert {"visit:v1", "visit:twice", f"report:{number}", store.patients.subject(ANA.id)} <= mine
    assert len([each for each in mine if each.startswith("patient:")]) == 2
    assert "visit:v2" not in mine


def test_nobody_is_found_under_a_number_that_nobody_has(store: Store) -> None:
    with pytest.raises(StoreError):
        store.subjects.of_patient("Z-9")


def test_subjects_lead_to_a_record_number_or_a_name_and_unknown_ones_to_nothing(
    store: Store,
) -> None:
    begin(store, "v1", ANA)
    number = store.reports.reserve("v1", ADA)
    subject = store.patients.subject(ANA.id)
    asked = [subject, "visit:v1", f"report:{number}", "visit:gone", "setting:clinic", ""]
    known = store.subjects.about(asked)

    about = About(ANA.id)
    assert known == {subject: about, "visit:v1": about, f"report:{number}": about}
