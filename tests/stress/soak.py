# SPDX-License-Identifier: Apache-2.0
"""Ten thousand visits in one process, scored and some of them printed: memory stays flat."""

from __future__ import annotations

import gc
import sys
from datetime import date, timedelta
from pathlib import Path

from intake.app.engine import Engine, render_record, start_engine
from intake.app.reports import record_of
from intake.app.visits import RunningVisit
from intake.assets import forms_dir, resources_dir
from intake.core.records import NewVisit, PlannedForm
from intake.core.staff import Stamp
from intake.core.visit import Patient, Respondent, Sitting
from intake.store.store import Store
from intake.ui.staff.context import Settings
from tests.clinic_files import KEY, NOON
from tests.stress.figures import Figure

FORMS = ("peg", "phq2")
VISITS_EACH = 10
"""Nobody comes more often, so that the work is the same from the first visit to the last."""

EACH_PRINTED = 100
MOST_GROWTH = 2.0
"""By how many per cent the last visit may stand above the tenth part of the way."""


def soak(folder: Path, visits: int) -> Figure:
    """Give so many visits and compare the resident memory late with that early on."""
    engine = start_engine(forms_dir(), resources_dir() / "body_map.svg")
    store = Store.create(folder / "clinic.db", KEY)
    early = 0
    for number in range(visits):
        _visit(store, engine, number)
        if number % 50 == 0:
            store.rest()
        if number == visits // 10:
            early = _resident()
    late = _resident()
    store.close()
    growth = (late / early - 1) * 100 if early else 0.0
    return Figure(
        "visits in one process without growth of memory",
        visits,
        int(growth > MOST_GROWTH),
        f"{early / 1024:.1f} MiB after a tenth, {late / 1024:.1f} MiB at the end: "
        f"{growth:+.1f} %, at most +{MOST_GROWTH:g} %.",
    )


def _visit(store: Store, engine: Engine, number: int) -> None:
    at = NOON + timedelta(minutes=number)
    instruments = engine.catalogue.instruments
    planned = tuple(PlannedForm(form, instruments[form].version) for form in FORMS)
    person = Patient(f"S-{number // VISITS_EACH}", "Soak", date(1970, 1, 1))
    sitting = Sitting(f"v{number}", started=at, language="en")
    store.visits.begin(NewVisit(person, sitting, planned), Stamp("Ada", at))
    running = RunningVisit(store, store.visits.load(sitting.id), instruments, lambda: at)
    while (here := running.flow.here) is not None:
        item = instruments[here.form].item(here.items[0])
        options = [each.id for each in item.response.options]
        value = options[number % len(options)] if options else number % 11
        events = running.flow.record(here, {item.id: value}, at)
        running.flow.next()
        running.commit(events, None)
    running.finish(Respondent.SELF)
    if (number + 1) % EACH_PRINTED == 0:
        record = record_of(store, sitting.id, at, Settings("Soak"), "R-000001")
        render_record(record, engine.catalogue, engine.figure)


def _resident() -> int:
    """Return the resident memory in KiB, where the system tells it."""
    gc.collect()
    if not sys.platform.startswith("linux"):
        return 0
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
