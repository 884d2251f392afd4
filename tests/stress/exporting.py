# SPDX-License-Identifier: Apache-2.0
"""A hundred thousand administrations leave a clinic's file in memory that does not grow with them.

It is bounded when the peak of a whole export is at most a tenth above that of its first tenth.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Table, insert

from intake.app.exports import ExportWanted, export_visits
from intake.assets import forms_dir
from intake.catalogue import load
from intake.core.answers import Answer, Event, Missing
from intake.core.export import ExportKind
from intake.core.instrument import Item, ResponseKind
from intake.core.records import VisitState
from intake.core.staff import Stamp
from intake.exchange.exporting import Course
from intake.store import rows, schema
from intake.store.store import Store
from tests.clinic_files import KEY
from tests.exchange.travelling import shipped
from tests.stress.figures import Figure

FORMS = ("acr2016", "siqr", "peg", "gad7", "phq9")
MOST_GROWTH = 1.1
PATIENTS = 5_000
STARTED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
AT_ONCE = 500


def exports(folder: Path, administrations: int = 100_000) -> Iterator[Figure]:
    """Export in every shape, each in a process of its own, whose peak is then its own too."""
    file = folder / "clinic.db"
    count = administrations // len(FORMS)
    fill(file, count)
    for kind in ExportKind:
        command = [sys.executable, "-m", "tests.stress.exporting", kind, str(count), str(file)]
        done = subprocess.run(
            [*command, str(folder / kind)], check=True, capture_output=True, text=True
        )
        found = json.loads(done.stdout)
        detail = (
            f"{found['seconds']:.0f} s, {found['written']:,.0f} MB written, peak "
            f"{found['peak']:.0f} MB, {found['growth']:.2f} of that after the first tenth."
        )
        name = f"{administrations:,} administrations as {kind}"
        yield Figure(name, administrations, int(found["growth"] > MOST_GROWTH), detail)


def fill(file: Path, count: int) -> None:
    """Make a clinic's file of so many ended visits, past its trail: this is about memory alone."""
    store = Store.create(file, KEY)
    people = [
        {"key": key, "number": f"P-{key}", "name": f"Name {key}", "entry": 0}
        for key in range(PATIENTS)
    ]
    with store.database.writing() as connection:
        connection.execute(insert(schema.patient), people)
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        content: dict[Table, list[object]] = {
            schema.visit: [_visit(number) for number in numbers],
            schema.administration: [
                {"visit": f"v-{number}", "form": form, "place": place, "version": version}
                for number in numbers
                for place, (form, version) in enumerate(_versions())
            ],
            schema.event: [row for number in numbers for row in _events(number)],
        }
        with store.database.writing() as connection:
            for table, made in content.items():
                connection.execute(insert(table).values(entry=0), made)
    store.close()


def _versions() -> list[tuple[str, str]]:
    return [(form, shipped()[form].instrument.version) for form in FORMS]


def _visit(number: int) -> dict[str, object]:
    at = _start(number)
    return {
        "id": f"v-{number}",
        "patient": number % PATIENTS,
        "state": VisitState.DONE,
        "started": at.isoformat(),
        "finished": (at + timedelta(minutes=12)).isoformat(),
        "language": "en",
        "respondent_end": "self",
        "known_diagnosis": "no",
        "position": "",
    }


def _events(number: int) -> Iterator[object]:
    chance, at = random.Random(number), _start(number)
    for form in FORMS:
        for item in shipped()[form].instrument.items:
            event = Event(form, item.id, _answer(item, chance), at)
            yield rows.from_event(f"v-{number}", event, None, "")


def _start(number: int) -> datetime:
    return STARTED + timedelta(hours=number)


def _answer(item: Item, chance: random.Random) -> Answer:
    if chance.random() < 0.02:
        return Missing.SKIPPED
    if item.response.kind is ResponseKind.OPTIONS:
        return chance.choice(item.response.options).id
    return chance.randint(item.response.low, item.response.high)


def main(kind: str, count: int, file: Path, target: Path) -> None:
    """Run one export and print what it took, as JSON."""
    marks: dict[int, float] = {}

    def progress(number: int) -> None:
        if number in {count // 10, count}:
            marks[number] = _peak()

    store = Store.open(file, KEY)
    wanted = ExportWanted(ExportKind(kind), target)
    begun = time.monotonic()
    stamp, course = Stamp("Ada", _start(count)), Course(progress=progress)
    export_visits(store, load(forms_dir()), wanted, stamp, course)
    seconds = time.monotonic() - begun
    store.close()
    written = sum(path.stat().st_size for path in target.iterdir()) / 1e6
    peak, growth = marks[count], marks[count] / marks[count // 10]
    print(json.dumps({"seconds": seconds, "written": written, "peak": peak, "growth": growth}))


def _peak() -> float:
    """Return the most memory that this process has had so far, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
