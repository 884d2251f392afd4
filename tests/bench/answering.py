# SPDX-License-Identifier: Apache-2.0
"""From an answer to the next question on the screen, stored in between, in a full file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from row import Row, milliseconds, percentile

from intake.app.engine import Engine, start_engine
from intake.app.handing import patient_context
from intake.app.visits import RunningVisit
from intake.assets import forms_dir, resources_dir
from intake.core.records import NewVisit, PlannedForm
from intake.core.staff import Stamp
from intake.core.visit import Patient, Sitting
from intake.store import schema
from intake.store.connection import KEY_BYTES
from intake.store.store import Store
from intake.ui.patient.stage import Step
from intake.ui.patient.window import PatientWindow
from intake.ui.theme import Look, load_fonts

VISITS = 100_000
WALKS = 5
FORMS = ("fiqr", "gad7", "phq9")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class _Painted(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        self.seen = self.seen or event.type() is QEvent.Type.Paint
        return False


def rows() -> Iterator[Row]:
    """Answer three forms several times over and look at the slowest answers."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    load_fonts()
    with tempfile.TemporaryDirectory() as folder:
        engine = start_engine(forms_dir(), resources_dir() / "body_map.svg")
        store = Store.create(Path(folder) / "clinic.db", bytes(KEY_BYTES))
        _fill(store)
        spent = [
            each
            for walk in range(WALKS)
            for each in _walk(application, engine, store, f"walk-{walk}")
        ]
        flush = percentile([milliseconds(lambda: _flush(folder)) for _ in range(500)], 0.5)
        store.close()
    yield Row(
        "answer to next question painted, 1920x1080, commit included, p99",
        percentile(spent, 0.99),
        16.7 + flush,
        50 + flush,
        "ms",
        f"p50 {percentile(spent, 0.5):.1f} ms, {len(spent)} answers, {VISITS:,} visits in the "
        f"file; a bare 4-KiB write and flush takes {flush:.2f} ms",
    )


def _walk(application: QApplication, engine: Engine, store: Store, visit: str) -> list[float]:
    instruments = engine.catalogue.instruments
    person = Patient(f"P-{visit}", "Bench", date(1979, 4, 2))
    planned = tuple(PlannedForm(form, instruments[form].version) for form in FORMS)
    new = NewVisit(person, Sitting(visit, started=NOW, language="en"), planned)
    store.visits.begin(new, Stamp("Ada", NOW))
    running = RunningVisit(store, store.visits.load(visit), instruments, lambda: NOW)
    context = patient_context(running, engine, _look(), lambda: NOW, lambda: None)
    # Nobody is asked for a birthday, and a clock that leaps lets every press through.
    seconds = count()
    window = PatientWindow(
        replace(context, birth_day_month=None, ticks=lambda: float(next(seconds)))
    )
    window.resize(1920, 1080)
    window.show()
    application.processEvents()
    spent = _answer_all(application, window)
    window.dismiss()
    window.deleteLater()
    # What the app's event loop does by itself when nothing else is to be done.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return spent


def _answer_all(application: QApplication, window: PatientWindow) -> list[float]:
    painted = _Painted()
    window.installEventFilter(painted)
    window.question.installEventFilter(painted)
    spent = []
    while window.step is not Step.REVIEW:
        was_asking = window.step is Step.QUESTION
        QTest.keyClick(window, Qt.Key.Key_1)
        application.processEvents()
        painted.seen = False

        def leave() -> None:
            QTest.keyClick(window, Qt.Key.Key_Return)
            while not painted.seen:
                application.processEvents()

        took = milliseconds(leave)
        if was_asking and window.step is Step.QUESTION:
            spent.append(took)
    return spent


def _look() -> Look:
    resources = resources_dir()
    return Look.load(
        (resources / "theme.toml").read_text(encoding="utf-8"),
        (resources / "style.qss").read_text(encoding="utf-8"),
    )


def _fill(store: Store) -> None:
    """Put many people, visits and answers into the file, without going through the windows."""
    with store.database.writing() as connection:
        for first in range(0, VISITS, 5_000):
            numbers = range(first, first + 5_000)
            connection.execute(
                schema.patient.insert(),
                [
                    {
                        "key": n + 1,
                        "number": f"N-{n}",
                        "name": f"Person {n}",
                        "birth_date": "1970-01-01",
                        "entry": 0,
                    }
                    for n in numbers
                ],
            )
            connection.execute(
                schema.visit.insert(),
                [
                    {
                        "id": f"v-{n}",
                        "patient": n + 1,
                        "state": "done",
                        "started": NOW.isoformat(),
                        "known_diagnosis": "no",
                        "position": "",
                        "entry": 0,
                    }
                    for n in numbers
                ],
            )
            connection.execute(
                schema.event.insert(),
                [
                    {
                        "visit": f"v-{n}",
                        "form": "phq9",
                        "item": item,
                        "kind": "text",
                        "value": "not_at_all",
                        "at": NOW.isoformat(),
                        "entry": 0,
                    }
                    for n in numbers
                    for item in ("interest", "mood", "sleep")
                ],
            )
    store.rest()


def _flush(folder: str) -> None:
    with Path(folder, "flush").open("ab", buffering=0) as file:
        file.write(b"x" * 4096)
        os.fsync(file.fileno())
