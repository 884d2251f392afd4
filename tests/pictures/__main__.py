# SPDX-License-Identifier: Apache-2.0
"""Makes pictures of the app from the app itself.

    python tests/pictures                      the README's own, in resources/pictures
    python tests/pictures patient FOLDER       every patient screen, in every look

The second takes `--screen`, `--theme` and `--language` to make fewer, and `--sheets` for the
contact sheets alone.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gallery
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.app.engine import Engine, example_records, render_record, start_engine
from intake.app.handing import patient_context
from intake.app.visits import RunningVisit
from intake.assets import forms_dir, resources_dir
from intake.catalogue import load
from intake.core.figure import parse
from intake.core.records import NewVisit, PlannedForm
from intake.core.staff import Stamp
from intake.core.visit import Patient, Sitting
from intake.store.connection import KEY_BYTES
from intake.store.store import Store
from intake.ui.metrics import Metrics
from intake.ui.patient.window import PatientWindow
from intake.ui.staff.report_screen import page_images
from intake.ui.theme import Look, load_fonts

PICTURES = resources_dir() / "pictures"
SIZE = (1280, 800)
DPI = 110.0
PAGE_WIDTH = 900
NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
LANGUAGES = ("en", "es", "fr", "de")
SCREENS = tuple(gallery.SCREENS)
AREAS = {"neck": 1, "shoulder_l": 1, "lower_back": 1, "hip_r": 1}


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python tests/pictures")
    parser.add_argument("what", nargs="?", choices=["readme", "patient"], default="readme")
    parser.add_argument("folder", nargs="?", type=Path)
    for name, known in (("screen", SCREENS), ("theme", tuple(_look().themes))):
        parser.add_argument(f"--{name}", action="append", choices=known)
    parser.add_argument("--language", action="append")
    parser.add_argument("--sheets", action="store_true")
    given = parser.parse_args()
    application = QApplication([])
    load_fonts()
    if given.what == "patient" and given.folder is None:
        parser.error("patient needs a folder for its pictures")
    if given.what == "patient":
        _patient(given)
    else:
        _readme(application)


def _patient(given: argparse.Namespace) -> None:
    given.folder.mkdir(parents=True, exist_ok=True)
    catalogue = load(forms_dir())
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    made = gallery.make_gallery(
        given.folder,
        catalogue,
        figure,
        _look(),
        screens=given.screen or SCREENS,
        themes=given.theme or tuple(_look().themes),
        languages=given.language or LANGUAGES,
        only_sheets=given.sheets,
    )
    print(f"{made} pictures in {given.folder}")  # noqa: T201 - a program that tells what it did


def _readme(application: QApplication) -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        engine = start_engine(forms_dir(), resources_dir() / "body_map.svg")
        store = Store.create(Path(folder) / "clinic.db", bytes(KEY_BYTES))
        _screens(application, engine, store)
        _report(engine)
        store.close()


def _screens(application: QApplication, engine: Engine, store: Store) -> None:
    forms = ("acr2016", "phq9")
    planned = tuple(
        PlannedForm(form, engine.catalogue.instruments[form].version) for form in forms
    )
    person = Patient("A-1042", "Ana", date(1979, 4, 2))
    new = NewVisit(person, Sitting("v", started=NOW, language="en"), planned)
    store.visits.begin(new, Stamp("Ada", NOW))
    running = RunningVisit(
        store, store.visits.load("v"), engine.catalogue.instruments, lambda: NOW
    )
    here = running.flow.here
    assert here is not None
    running.flow.record(here, AREAS, NOW)
    window = _window(running, engine)
    application.processEvents()
    window.grab().save(str(PICTURES / "body_map.png"))
    while (here := running.flow.here) is not None and here.key != "phq9.energy":
        running.flow.next()
    running.flow.record(here, {"energy": "more_than_half_the_days"}, NOW)
    window.dismiss()
    window = _window(running, engine)
    application.processEvents()
    QTest.keyClick(window, Qt.Key.Key_Down)
    QTest.keyClick(window, Qt.Key.Key_Up)
    application.processEvents()
    window.grab().save(str(PICTURES / "question.png"))
    window.dismiss()


def _window(running: RunningVisit, engine: Engine) -> PatientWindow:
    context = patient_context(running, engine, _look(), lambda: NOW, lambda: None)
    seconds = count()
    context = replace(context, birth_day_month=None, ticks=lambda: float(next(seconds)))
    window = PatientWindow(context, Metrics(DPI))
    window.resize(*SIZE)
    window.show()
    return window


def _look() -> Look:
    resources = resources_dir()
    return Look.load(
        (resources / "theme.toml").read_text(encoding="utf-8"),
        (resources / "style.qss").read_text(encoding="utf-8"),
        {path.stem: path.read_text(encoding="utf-8") for path in (resources / "icons").iterdir()},
    )


def _report(engine: Engine) -> None:
    records = example_records(resources_dir() / "examples", engine.catalogue)
    longest = max(records, key=lambda record: len(record.earlier))
    pdf = render_record(longest, engine.catalogue, engine.figure)
    page_images(pdf, PAGE_WIDTH)[0].save(str(PICTURES / "report.png"))


main()
