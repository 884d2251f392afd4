# SPDX-License-Identifier: Apache-2.0
"""The day that `canaries` looks for traces of: the real app, everything it does, and failures."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from intake.app import membership, opening, safekeeping
from intake.app.crash import CrashRecord
from intake.app.places import Places
from intake.app.root import Root, now
from intake.core.answers import Event
from intake.core.errors import StoreError
from intake.core.records import FollowUp, Known, NewVisit, PlannedForm, VisitEnd, VisitState
from intake.core.staff import Role, Stamp
from intake.core.visit import Patient, Respondent, Sitting, Treatment
from intake.store.store import Store
from intake.ui.staff.context import VisitForm
from intake.ui.staff.first_run import Beginning
from tests.stress.canaries import ANSWER, NAME, NOTE, NUMBER, PASSPHRASE

ANA = Patient(NUMBER, NAME, date(1979, 4, 2))


def _main(home: Path) -> None:
    opening.keep_to_ourselves()
    application = QApplication([])
    places = Places(home / "data", home / "reports")
    root = Root(places, demo=False)
    record = CrashRecord(places.data / "failures.txt", root.apologise)
    sys.excepthook = record
    root.start()
    while not hasattr(root.staff, "first_run"):
        application.processEvents()
    access = root.access
    access.set_up(Beginning("Clinic", "Ada", PASSPHRASE, "1357"))
    root._enter()
    desk = root.staff._desk
    form = VisitForm(
        ANA,
        Known.NOT_KNOWN,
        "fibromyalgia_first",
        ("peg", "phq9"),
        "en",
        Respondent.SELF,
        staff_within_reach=True,
    )
    visit = desk.visits.begin(form)
    desk.visits.hand_over(visit)
    application.processEvents()
    titles = [window.windowTitle() for window in application.topLevelWidgets()]
    print(titles)
    root._taken_back()
    _keyed_visit(access.store)
    report = desk.reports.prepare(visit)()
    desk.reports.keep(report)
    _failures(root, record)
    safekeeping.back_up(access, home / "stick.intake-backup")
    membership.add_person(access, "Ben", Role.FRONT_DESK, PASSPHRASE + " too", "2468")
    membership.rekey(access)
    (home / "exports").mkdir()
    (home / "exports" / "one.json").write_bytes(
        access.store.erasing.export(NUMBER, access.stamp())
    )
    application.clipboard().clear()
    QCoreApplication.processEvents()
    root.close()


def _keyed_visit(store: Store) -> None:
    """Store words of the patient's in every place that takes words."""
    stamp = Stamp("Ada", now())
    sitting = Sitting("keyed", started=now(), language="en")
    store.visits.begin(NewVisit(ANA, sitting, (PlannedForm("mood", "1"),)), stamp)
    event = Event("mood", "words", ANSWER, now())
    store.answers.commit("keyed", [event], "mood.words", (), now(), keyed_by="Ada")
    store.answers.finish("keyed", VisitEnd(VisitState.DONE, now()))
    store.treatments.add(NUMBER, Treatment(now(), NOTE, NOTE, NOTE), stamp)
    store.visits.cancel("keyed", stamp, NOTE)
    store.journal.record(stamp, "report.printed", "visit:keyed", {"note": f"{NAME} {NOTE}"})
    for alert in store.alerts.open():
        store.alerts.follow_up(alert.id, FollowUp("Ada", now(), NOTE, NAME))


def _failures(root: Root, record: CrashRecord) -> None:
    """Fail in every way, with words of the patient's in hand."""
    try:
        raise ValueError(f"{NAME} {NUMBER}\r\n{ANSWER}")
    except ValueError as error:
        record(type(error), error, error.__traceback__)
    try:
        root.access.store.visits.load(f"{NAME} {ANSWER}")
    except StoreError as error:
        record(type(error), error, error.__traceback__)
    with root.access.store.database.writing() as connection:
        connection.exec_driver_sql("SELECT 1")
    try:
        with root.access.store.database.writing() as connection:
            connection.execute(text(f"SELECT :name FROM {ANSWER}"), {"name": NAME})  # noqa: S608
    except StoreError as error:
        print(error)
    try:
        Store.open(root.access.places.file, bytes(32))
    except StoreError as error:
        print(error)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
