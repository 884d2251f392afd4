# SPDX-License-Identifier: Apache-2.0
"""Reports keep their number, their bytes, their hash and who read them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from intake.core.errors import StoreError
from intake.core.records import Reading
from intake.store import schema
from intake.store.store import Store
from tests.clinic_files import ADA, NOON, begin


def test_no_two_reports_get_the_same_number(store: Store) -> None:
    begin(store)

    assert len({store.reports.reserve("v1", ADA) for _ in range(3)}) == 3


def test_a_report_comes_back_with_its_hash_its_anchor_and_its_readers(store: Store) -> None:
    begin(store)
    number = store.reports.reserve("v1", ADA)
    anchor = str(store.anchor())
    store.reports.keep(number, b"%PDF first", anchor, ADA)
    store.reports.mark_read(number, replace(ADA, by="Dr. Okafor"))

    (line,) = store.reports.of("v1")

    assert line.sha256 == hashlib.sha256(b"%PDF first").hexdigest()
    assert line.anchor == anchor
    assert line.read == (Reading("Dr. Okafor", NOON),)
    assert store.reports.load(number) == b"%PDF first"


def test_a_report_made_anew_keeps_its_number_and_the_first_file(store: Store) -> None:
    begin(store)
    number = store.reports.reserve("v1", ADA)
    store.reports.keep(number, b"%PDF first", str(store.anchor()), ADA)
    store.reports.keep(number, b"%PDF second", str(store.anchor()), ADA)

    assert store.reports.load(number) == b"%PDF second"
    assert [line.number for line in store.reports.of("v1")] == [number]
    hashes = [entry.detail["sha256"] for entry in store.journal.entries() if entry.detail]
    assert hashlib.sha256(b"%PDF first").hexdigest() in hashes


def test_a_report_that_was_not_finished_or_was_changed_is_not_shown(store: Store) -> None:
    begin(store)
    number = store.reports.reserve("v1", ADA)
    with pytest.raises(StoreError, match="not finished"):
        store.reports.load(number)
    store.reports.keep(number, b"%PDF", str(store.anchor()), ADA)
    with store.database.writing() as connection:
        connection.execute(schema.report_file.update().values(pdf=b"%PDF other"))

    with pytest.raises(StoreError, match="not the one that was made"):
        store.reports.load(number)
