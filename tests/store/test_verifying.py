# SPDX-License-Identifier: Apache-2.0
"""Whoever has the key and edits the file behind the app's back is found by the trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from intake.core.audit import Anchor
from intake.core.instrument import Level
from intake.core.records import AlertNow, FollowUp, VisitEnd, VisitState
from intake.core.staff import Role
from intake.core.visit import RaisedAs, Treatment
from intake.store.keyring import Keyring
from intake.store.store import Store
from intake.store.verifying import verify
from tests.clinic_files import ADA, ANA, BO, CHEAP, KEY, NOON, answer, begin

RAISED = AlertNow("mood", "self_harm", RaisedAs.RAISED, Level.NOW, {"a": 2})


@pytest.fixture
def full(store: Store) -> Store:
    """A file with something in every table."""
    keys = Keyring(()).add("Ada", Role.ADMINISTRATOR, "teal harbour lantern", KEY, CHEAP)
    store.team.add(keys.slots[0], ADA)
    store.settings.change("clinic", "Riverside", ADA)
    begin(store, "v1", ANA)
    begin(store, "v2", BO)
    answer(store, 1, "v1")
    answer(store, 2, "v2")
    answer(store, 3, "v1", "b")
    store.answers.add_pause("v1", NOON, NOON)
    store.answers.commit("v1", [], "", [replace(RAISED, why=RaisedAs.UNANSWERED)], NOON)
    store.answers.commit("v1", [], "", [RAISED], NOON)
    for alert in store.alerts.open():
        store.alerts.follow_up(alert.id, FollowUp("Ada", NOON, "told"))
    store.answers.finish("v1", VisitEnd(VisitState.DONE, NOON, scores={"mood": {"total": "4"}}))
    store.treatments.add(ANA.id, Treatment(NOON, "ketamine infusion"), ADA)
    number = store.reports.reserve("v1", ADA)
    store.reports.keep(number, b"%PDF", str(store.anchor()), ADA)
    store.reports.mark_read(number, ADA)
    return store


def test_an_untouched_file_agrees_with_its_trail_and_its_anchors(full: Store) -> None:
    verdict = verify(full.database, {"the key file": full.anchor(), "a report": Anchor(3, "")})

    assert verdict.problems == ()
    assert verdict.end == full.anchor()
    assert verdict.anchors == 2


_EDITS = {
    "an answer": "UPDATE event SET value = '0' WHERE seq = 2",
    "the time of an answer": "UPDATE event SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 1",
    "an answer taken out": "DELETE FROM event WHERE seq = 3",
    "the last answer taken out": "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
    "an answer put in": "INSERT INTO event SELECT 99, visit, form, item, kind, value, at, author,"
    " reason, entry FROM event WHERE seq = 1",
    "an answer of a later entry": "INSERT INTO event SELECT 99, visit, form, item, kind, value,"
    " at, author, reason, 999 FROM event WHERE seq = 1",
    "two answers exchanged": "UPDATE event SET value = CASE seq WHEN 1 THEN '3' ELSE '1' END"
    " WHERE seq IN (1, 3)",
    "two answers renumbered": "UPDATE event SET seq = CASE seq WHEN 1 THEN -3 ELSE -1 END"
    " WHERE seq IN (1, 3)",
    "a name": "UPDATE patient SET name = 'Somebody'",
    "a visit moved": "UPDATE visit SET patient = 2 WHERE id = 'v1'",
    "a visit's state": "UPDATE visit SET state = 'cancelled' WHERE id = 'v1'",
    "a setting": "UPDATE setting SET value = 'Another clinic' WHERE key = 'clinic'",
    "a role": "UPDATE staff SET role = 'clinician'",
    "an alert": "UPDATE alert SET level = 'note'",
    "an acknowledgement": "UPDATE follow_up SET action = 'nothing'",
    "an acknowledgement taken out": "DELETE FROM follow_up",
    "a withdrawal put in": "INSERT INTO withdrawal (alert, at, entry) VALUES (2, '', 5)",
    "a score": "UPDATE result SET scores = '{}'",
    "a pause": "UPDATE pause SET ended = ''",
    "a form's version": "UPDATE administration SET version = '2'",
    "a treatment": "UPDATE treatment SET dose = '9 mg'",
    "a report's hash": "UPDATE report_file SET sha256 = ''",
    "a report's bytes": "UPDATE report_file SET pdf = x'2550'",
    "a report given to another visit": "UPDATE report SET visit = 'v2'",
    "a reader": "UPDATE reading SET \"by\" = 'Ben'",
    "a reader taken out": "DELETE FROM reading",
    "who did it": "UPDATE audit SET \"by\" = 'Ben' WHERE seq = 4",
    "when it was": "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 4",
    "what was done": "UPDATE audit SET action = 'x' WHERE seq = 4",
    "what it was about": "UPDATE audit SET subject = 'x' WHERE seq = 4",
    "the details": "UPDATE audit SET detail = '{}' WHERE seq = 1",
    "the details taken out": "UPDATE audit SET detail = NULL, salt = NULL WHERE seq = 1",
    "the details exchanged and their salt taken out": "UPDATE audit SET detail = '{}', salt = NULL"
    " WHERE seq = 1",
    "an entry taken out": "DELETE FROM audit WHERE seq = 5",
    "two entries exchanged": "UPDATE audit SET seq = CASE seq WHEN 4 THEN -5 ELSE -4 END"
    " WHERE seq IN (4, 5)",
}  # fmt: skip


@pytest.mark.parametrize("edit", _EDITS.values(), ids=_EDITS.keys())
def test_every_edit_behind_the_apps_back_is_found(full: Store, edit: str) -> None:
    assert full.database.run("PRAGMA foreign_keys=OFF") == []
    with full.database.writing() as connection:
        changed = connection.execute(text(edit)).rowcount
        for table in ("audit", "event"):
            # a number of either sign cannot be exchanged in one statement
            connection.execute(text(f"UPDATE {table} SET seq = -seq WHERE seq < 0"))  # noqa: S608

    assert changed > 0
    assert verify(full.database).problems != ()


@pytest.mark.parametrize("table", ["event", "follow_up", "treatment", "reading", "visit"])
def test_a_table_emptied_behind_the_apps_back_is_found(full: Store, table: str) -> None:
    full.database.run("PRAGMA foreign_keys=OFF")
    with full.database.writing() as connection:
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - a name of ours

    assert verify(full.database).problems != ()


def _cut(connection: Connection, entries: int) -> None:
    connection.execute(text(f"DELETE FROM audit WHERE seq > {entries}"))  # noqa: S608
    connection.execute(text(f"DELETE FROM event WHERE entry > {entries}"))  # noqa: S608


def test_a_file_put_back_is_found_only_by_an_anchor_that_is_later(store: Store) -> None:
    begin(store)
    answer(store, 1)
    early = store.anchor()
    answer(store, 2)
    late = store.anchor()
    with store.database.writing() as connection:
        _cut(connection, early.entries)

    assert verify(store.database, {"a backup": early}).problems == ()
    (problem,) = verify(store.database, {"the key file": late}).problems
    assert "the key file has seen 4: the file was put back to an earlier state" in problem


def test_a_trail_written_anew_is_found_by_an_anchor(store: Store) -> None:
    begin(store)
    answer(store, 1)
    before = store.anchor()
    with store.database.writing() as connection:
        _cut(connection, before.entries - 1)
    answer(store, 0)

    (problem,) = verify(store.database, {"the footer of a report": before}).problems
    assert "is not the one that the footer of a report has seen" in problem


@pytest.mark.parametrize("shorten", [lambda head: head, lambda head: head[:12]])
def test_the_short_form_of_a_footer_is_enough(store: Store, shorten: Callable[[str], str]) -> None:
    begin(store)
    anchor = store.anchor()

    known = Anchor(anchor.entries, shorten(anchor.head))

    assert verify(store.database, {"a footer": known}).problems == ()
