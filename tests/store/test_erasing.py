# SPDX-License-Identifier: Apache-2.0
"""A patient's data leaves the file on request, and the trail stays whole without them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from intake.core.errors import StoreError
from intake.core.instrument import Level
from intake.core.records import AlertNow, FollowUp, VisitEnd, VisitState
from intake.core.visit import RaisedAs, Treatment
from intake.store import schema
from intake.store.erasing import years_before
from intake.store.store import Store
from intake.store.verifying import verify
from tests.clinic_files import ADA, ANA, BO, KEY, NOON, answer, begin

RAISED = AlertNow("mood", "self_harm", RaisedAs.RAISED, Level.NOW, {"a": 2})
DONE = VisitEnd(VisitState.DONE, NOON, scores={"mood": {"total": "1"}})
LATE = timedelta(days=400)


@pytest.fixture
def full(store: Store) -> Iterator[Store]:
    """Two people, each with everything that can be kept about somebody."""
    begin(store, "merged", replace(ANA, id="A-99", name="Canary Double"))
    store.treatments.add("A-99", Treatment(NOON, "canary infusion"), ADA)
    for visit, person, at in (("v1", ANA, NOON), ("v2", BO, NOON), ("v3", ANA, NOON + LATE)):
        begin(store, visit, person, at)
        answer(store, "canary_answer" if person is ANA else "other_answer", visit)
        store.answers.commit(visit, [], "", [RAISED], NOON)
        store.alerts.follow_up(store.alerts.of(visit)[0].id, FollowUp("Ada", NOON, "canary told"))
        store.answers.add_pause(visit, NOON, NOON)
        store.answers.finish(visit, DONE)
        number = store.reports.reserve(visit, ADA)
        store.reports.keep(number, b"%PDF canary", str(store.anchor()), ADA)
        store.reports.mark_read(number, ADA)
        store.treatments.add(person.id, Treatment(NOON, "canary infusion"), ADA)
    store.answers.finish("merged", DONE)
    store.patients.merge("A-99", ANA.id, ADA, "canary reason")
    return store


def _text(store: Store) -> str:
    """Return every value of every table."""
    with store.database.reading() as connection:
        rows = [
            row
            for table in schema.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    return "\n".join(str(tuple(row)) for row in rows)


def test_an_erased_patient_is_nowhere_in_the_file_and_the_others_are_whole(full: Store) -> None:
    before = full.visits.load("v2"), full.alerts.of("v2"), full.reports.of("v2")
    erased = full.erasing.erase_patient(ANA.id, ADA, "asked for it")

    said = _text(full)
    # The year alone could stand in a hash by chance.
    birthdays = ("1979-04", "02041979", "2.4.1979")
    for canary in ("A-1042", "A-99", "Nguy", "nguyen", "canary_answer", "Canary Double"):
        assert canary not in said
    assert not [each for each in birthdays if each in said]
    assert (erased.patients, erased.visits, erased.reports) == (1, 3, (1, 3))
    assert (full.visits.load("v2"), full.alerts.of("v2"), full.reports.of("v2")) == before
    assert full.patients.get(ANA.id) is None


def test_the_trail_stays_whole_and_keeps_a_stub_of_what_was_erased(full: Store) -> None:
    entries = full.anchor().entries
    anchor = full.anchor()
    full.erasing.erase_patient(ANA.id, ADA, "asked for it")

    verdict = verify(full.database, {"a backup": anchor})
    stub = full.journal.entries()[0]

    assert verdict.problems == ()
    assert verdict.erased > 5
    assert (stub.action, stub.by, stub.number) == ("patient.erased", "Ada", entries + 1)


def test_a_number_of_an_erased_report_is_never_given_again(full: Store) -> None:
    full.erasing.erase_patient(ANA.id, ADA, "asked for it")

    assert full.reports.reserve("v2", ADA) == 4


def test_a_row_taken_out_in_secret_is_still_found_after_an_erasure(full: Store) -> None:
    full.erasing.erase_patient(ANA.id, ADA, "asked for it")
    with full.database.writing() as connection:
        connection.execute(schema.event.delete())

    assert "was changed or taken out" in verify(full.database).problems[0]


def test_details_taken_out_in_secret_are_still_found_after_an_erasure(full: Store) -> None:
    full.erasing.erase_patient(ANA.id, ADA, "asked for it")
    stub = full.anchor().entries
    taken = schema.audit.c.subject == "visit:v2"
    with full.database.writing() as connection:
        for which in (taken, schema.audit.c.seq == stub):
            connection.execute(schema.audit.update().where(which).values(detail=None, salt=None))

    problems = verify(full.database).problems
    assert any(each.startswith(f"The details of entry {stub} of") for each in problems)
    assert all("were taken out" in each for each in problems)
    assert sum("(visit:v2)" in each for each in problems) == len(problems) - 1 > 0


def test_a_patient_whose_visit_runs_is_not_erased(store: Store) -> None:
    begin(store)

    with pytest.raises(StoreError, match="still runs"):
        store.erasing.erase_patient(ANA.id, ADA, "asked for it")

    assert store.patients.get(ANA.id) == ANA


def test_visits_from_before_a_day_go_and_so_does_who_has_nothing_later(full: Store) -> None:
    day = NOON + timedelta(days=1)
    counted = full.erasing.count_visits_before(day)
    erased = full.erasing.erase_visits_before(day, ADA)

    assert [line.id for line in full.visits.all()] == ["v3"]
    assert erased == counted
    assert (erased.patients, erased.visits, erased.reports, erased.kept) == (1, 3, (1, 2), 0)
    assert full.patients.get(BO.id) is None
    assert full.patients.get(ANA.id) == ANA
    assert verify(full.database).problems == ()


def test_counting_changes_nothing(full: Store) -> None:
    before = full.anchor()

    assert full.erasing.count_patient(ANA.id).visits == 3
    assert full.erasing.count_visits_before(NOON + LATE * 2).patients == 2
    assert full.anchor() == before


def test_with_the_last_visit_a_person_goes_whole_with_what_was_merged_into_them(
    full: Store,
) -> None:
    erased = full.erasing.erase_visits_before(NOON + LATE * 2, ADA)

    assert (erased.patients, erased.visits) == (2, 4)
    assert not [word for word in ("A-1042", "A-99", "Bo Hahn", "canary") if word in _text(full)]
    assert verify(full.database).problems == ()


def test_a_treatment_since_then_keeps_a_person(full: Store) -> None:
    full.treatments.add(BO.id, Treatment(NOON + LATE, "ketamine infusion"), ADA)
    full.erasing.erase_visits_before(NOON + timedelta(days=1), ADA)

    assert full.patients.get(BO.id) == BO
    assert full.visits.of(BO.id) == ()


def test_a_visit_whose_message_nobody_has_looked_at_is_kept(full: Store) -> None:
    begin(full, "v4", BO)
    full.answers.commit("v4", [], "", [RAISED], NOON)
    full.answers.finish("v4", DONE)
    erased = full.erasing.erase_visits_before(NOON + timedelta(days=1), ADA)

    assert (erased.visits, erased.kept) == (3, 1)
    assert len(full.alerts.of("v4")) == 1
    with pytest.raises(StoreError, match="Acknowledge it first"):
        full.erasing.erase_patient(BO.id, ADA, "asked for it")
    with pytest.raises(StoreError, match="Acknowledge it first"):
        full.erasing.count_patient(BO.id)


def test_a_number_from_which_a_visit_was_moved_is_erased_with_its_owner(full: Store) -> None:
    full.visits.move("v1", BO.id, ADA, "called the wrong person")
    full.erasing.erase_patient(ANA.id, ADA, "asked for it")

    assert "A-1042" not in _text(full)
    assert full.visits.load("v1").line.patient == BO
    assert verify(full.database).problems == ()


@pytest.mark.parametrize(
    ("today", "years", "day"),
    [
        (datetime(2026, 11, 22, 12, 30, tzinfo=UTC), 10, datetime(2016, 11, 22, tzinfo=UTC)),
        (datetime(2028, 2, 29, 12, 30, tzinfo=UTC), 1, datetime(2027, 2, 28, tzinfo=UTC)),
    ],
)
def test_so_many_years_ago_is_the_beginning_of_that_day(
    today: datetime, years: int, day: datetime
) -> None:
    assert years_before(today, years) == day


def test_a_running_visit_is_never_old(store: Store) -> None:
    begin(store)
    store.erasing.erase_visits_before(NOON + LATE, ADA)

    assert [line.id for line in store.visits.all()] == ["v1"]
    assert verify(store.database).problems == ()


def test_an_export_holds_everything_about_one_patient_and_nothing_of_another(full: Store) -> None:
    content = full.erasing.export(ANA.id, ADA)
    read = json.loads(content)

    assert read["format"] == "intake-patient/1"
    assert {row["number"] for row in read["patient"]} == {"A-1042", "A-99"}
    assert {row["id"] for row in read["visit"]} == {"v1", "v3", "merged"}
    assert [row["value"] for row in read["event"]] == ["canary_answer"] * 2
    assert base64.b64decode(read["report_file"][0]["pdf"]) == b"%PDF canary"
    assert len(read["treatment"]) == 4
    assert len(read["follow_up"]) == 2
    assert b"other_answer" not in content
    assert b"Bo Hahn" not in content
    assert full.journal.entries()[0].action == "patient.exported"


def test_nothing_of_an_erased_patient_is_left_in_freed_pages(path: Path) -> None:
    store = Store.create(path, KEY)
    begin(store)
    store.answers.finish("v1", DONE)
    free = store.database.run("PRAGMA secure_delete")
    store.erasing.erase_patient(ANA.id, ADA, "asked for it")

    assert free == [(1,)]
    assert path.with_name("clinic.db-wal").stat().st_size == 0
    with store.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.event)) == 0
    store.close()
