# SPDX-License-Identifier: Apache-2.0
"""The clinic's file keeps what it acknowledged, and keeps alerts as the safety rules say."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from intake.core.answers import Answer, Event, Missing
from intake.core.errors import StoreError
from intake.core.instrument import Level
from intake.core.records import AlertNow, NewVisit, PlannedForm, VisitEnd, VisitState
from intake.core.visit import Acknowledgement, Patient, RaisedAs, Respondent, Sex, Sitting
from intake.store.store import Store

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ANA = Patient("A-1042", "Ana Nguyễn", date(1979, 4, 2), Sex.NOT_RECORDED)
RAISED = AlertNow("mood", "self_harm", RaisedAs.RAISED, Level.NOW)
UNANSWERED = AlertNow("mood", "self_harm", RaisedAs.UNANSWERED, Level.TODAY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "clinic.db")
    yield opened
    opened.close()


def begin(store: Store, visit: str = "v1", patient: Patient = ANA, at: datetime = NOON) -> None:
    sitting = Sitting(
        id=visit,
        started=at,
        language="en",
        battery="first",
        respondent_start=Respondent.SELF,
        staff_within_reach=True,
    )
    store.add_visit(NewVisit(patient, sitting, (PlannedForm("mood", "1.0.0"),)))


def test_a_visit_comes_back_as_it_was_begun(store: Store) -> None:
    begin(store)

    line = store.load("v1").line

    assert line.patient == ANA
    assert line.state is VisitState.RUNNING
    assert line.forms == (PlannedForm("mood", "1.0.0"),)
    assert line.sitting.staff_within_reach is True
    assert line.sitting.respondent_start is Respondent.SELF
    assert line.sitting.started == NOON


def test_the_kinds_of_answers_and_of_missing_ones_stay_apart(store: Store) -> None:
    begin(store)
    given: dict[str, Answer] = {
        "scale": 0,
        "choice": "several_days",
        "word": "declined",
        "none": Missing.DECLINED,
    }

    store.commit("v1", [Event("mood", i, a, NOON) for i, a in given.items()], "mood.x", (), NOON)
    stored = store.load("v1")

    assert stored.answers == {"mood": given}
    assert isinstance(stored.answers["mood"]["none"], Missing)
    assert not isinstance(stored.answers["mood"]["word"], Missing)
    assert stored.position == "mood.x"


def test_the_last_answer_counts_and_the_first_is_still_in_the_log(
    store: Store, tmp_path: Path
) -> None:
    begin(store)
    store.commit("v1", [Event("mood", "a", 1, NOON)], "mood.b", (), NOON)
    store.commit("v1", [Event("mood", "a", 3, NOON)], "mood.b", (), NOON)
    store.rest()

    assert store.load("v1").answers == {"mood": {"a": 3}}
    with sqlite3.connect(tmp_path / "clinic.db") as file:
        values = file.execute("SELECT value FROM event ORDER BY seq").fetchall()
    file.close()
    assert values == [("1",), ("3",)]


def test_an_alert_raised_by_an_answer_stays_when_the_answer_changes(store: Store) -> None:
    begin(store)
    store.commit("v1", [], "", [RAISED], NOON)
    store.commit("v1", [], "", [], NOON + timedelta(seconds=9))

    (alert,) = store.alerts()

    assert alert.is_open
    assert alert.raised.state is RaisedAs.RAISED
    assert alert.raised.at == NOON


def test_an_unanswered_alert_is_withdrawn_once_the_question_is_answered(store: Store) -> None:
    begin(store)
    store.commit("v1", [], "", [UNANSWERED], NOON)
    store.commit("v1", [], "", [], NOON)

    (alert,) = store.alerts()

    assert alert.withdrawn == NOON
    assert not alert.is_open


def test_an_unanswered_alert_gives_way_to_a_raised_one(store: Store) -> None:
    begin(store)
    store.commit("v1", [], "", [UNANSWERED], NOON)
    store.commit("v1", [], "", [RAISED], NOON)

    assert [a.raised.state for a in store.alerts() if a.is_open] == [RaisedAs.RAISED]


def test_declining_after_an_alert_was_raised_takes_nothing_back(store: Store) -> None:
    begin(store)
    store.commit("v1", [], "", [RAISED], NOON)
    store.commit("v1", [], "", [UNANSWERED], NOON)

    assert [a.raised.state for a in store.alerts() if a.is_open] == [RaisedAs.RAISED]


def test_the_first_acknowledgement_stays(store: Store) -> None:
    begin(store)
    store.commit("v1", [], "", [RAISED], NOON)
    seen = Acknowledgement("Dr. Okafor", NOON, "spoke with her")

    store.acknowledge(store.alerts()[0].id, seen)
    store.acknowledge(store.alerts()[0].id, replace(seen, by="somebody else"))

    assert store.alerts()[0].raised.acknowledged == seen


def test_the_earlier_visits_of_a_person_are_theirs_alone_and_in_order(store: Store) -> None:
    other = Patient("B-7", "Bo", date(1960, 1, 1))
    for visit, person, day in (("v2", ANA, 7), ("v1", ANA, 0), ("x", other, 3), ("v3", ANA, 9)):
        begin(store, visit, person, NOON + timedelta(days=day))
        store.commit(visit, [Event("mood", "a", day, NOON)], "", (), NOON)
        if visit != "v3":
            store.finish(visit, VisitEnd(VisitState.DONE, NOON, respondent=Respondent.HELPED))

    earlier = store.earlier("v3")

    assert [visit.id for visit in earlier] == ["v1", "v2"]
    assert earlier[1].administrations[0].answers == {"a": 7}
    assert earlier[0].respondent is Respondent.HELPED


def test_a_record_number_with_another_birth_date_is_refused(store: Store) -> None:
    begin(store)

    with pytest.raises(StoreError, match="A-1042 belongs to a person with another date of birth"):
        begin(store, "v2", replace(ANA, birth_date=date(1980, 4, 2)))

    assert [line.id for line in store.visits()] == ["v1"]


def test_no_two_reports_get_the_same_number(store: Store) -> None:
    begin(store)

    numbers = [store.reserve_report("v1", NOON) for _ in range(3)]

    assert len(set(numbers)) == 3
    store.keep_report(numbers[0], b"%PDF")


def test_a_file_of_a_newer_app_is_refused(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "clinic.db")
    store.change_setting("schema", "999")
    store.close()

    with pytest.raises(StoreError, match="newer version"):
        Store.open(tmp_path / "clinic.db")


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "clinic.db"
    path.write_bytes(b"hello " * 4096)

    with pytest.raises(StoreError, match="damaged or is not one of this app"):
        Store.open(path)

    assert path.read_bytes() == b"hello " * 4096


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match="cannot be reached"):
        Store.open(tmp_path / "file" / "clinic.db")


_WRITER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from intake.core.answers import Event
from intake.store.store import Store
store = Store.open(Path(sys.argv[1]))
now = datetime(2026, 11, 22, tzinfo=UTC)
for value in range(10_000):
    store.commit("v1", [Event("mood", "a", value, now)], f"mood.{value}", (), now)
    print(value, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of Unix")
@pytest.mark.parametrize("after", [0, 3, 17])
def test_an_acknowledged_answer_survives_kill_9(tmp_path: Path, after: int) -> None:
    path = tmp_path / "clinic.db"
    first = Store.open(path)
    begin(first)
    first.close()
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(after + 1)][-1]
    writer.send_signal(signal.SIGKILL)
    acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
    writer.wait()
    writer.stdout.close()

    store = Store.open(path)
    stored = store.load("v1")
    store.close()

    found = stored.answers["mood"]["a"]
    assert isinstance(found, int)
    assert found >= acknowledged
    assert stored.position == f"mood.{found}"
