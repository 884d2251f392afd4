# SPDX-License-Identifier: Apache-2.0
"""A hundred thousand administrations leave in memory that does not grow with their number.

It is bounded when the peak of a whole export is at most a tenth above that of its first tenth.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from intake.core.answers import Answer, Missing
from intake.core.instrument import Instrument, Item, ResponseKind
from intake.core.visit import (
    Administration,
    Patient,
    ReportRequest,
    Respondent,
    Sitting,
    VisitRecord,
)
from intake.exchange.exporting import Course, Job
from intake.exchange.fhir.folder import FhirExport
from intake.exchange.fhir.systems import Systems
from intake.exchange.redcap.folder import RedcapExport
from intake.exchange.research.folder import CsvExport
from tests.exchange.travelling import shipped
from tests.stress.figures import Figure

FORMS = ("acr2016", "siqr", "peg", "gad7", "phq9")
MOST_GROWTH = 1.1
STARTED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
EXPORTS: dict[str, Callable[[Job, Path], int]] = {
    "csv": lambda job, target: CsvExport().write(job, target),
    "redcap": lambda job, target: RedcapExport().write(job, target),
    "fhir": lambda job, target: FhirExport(Systems()).write(job, target),
}


class Visits:
    """Visits that are made while they are gone through, the same each time."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __iter__(self) -> Iterator[VisitRecord]:
        for number in range(self.count):
            chance = random.Random(number)
            at = STARTED + timedelta(hours=number)
            yield VisitRecord(
                ReportRequest(created=at),
                Patient(f"P-{number % 5000}", f"Name {number % 5000}", date(1979, 4, 2)),
                Sitting(
                    f"v-{number}",
                    started=at,
                    finished=at + timedelta(minutes=12),
                    language="en",
                    respondent_end=Respondent.SELF,
                ),
                tuple(
                    Administration(form, None, _answers(shipped()[form].instrument, chance))
                    for form in FORMS
                ),
            )


def _answers(form: Instrument, chance: random.Random) -> dict[str, Answer]:
    return {item.id: _answer(item, chance) for item in form.items}


def _answer(item: Item, chance: random.Random) -> Answer:
    if chance.random() < 0.02:
        return Missing.SKIPPED
    if item.response.kind is ResponseKind.OPTIONS:
        return chance.choice(item.response.options).id
    return chance.randint(item.response.low, item.response.high)


def exports(folder: Path, administrations: int = 100_000) -> Iterator[Figure]:
    """Export in every shape, each in a process of its own, whose peak is then its own too."""
    for kind in EXPORTS:
        command = [sys.executable, "-m", "tests.stress.exporting", kind, str(administrations)]
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


def main(kind: str, administrations: int, target: Path) -> None:
    """Run one export and print what it took, as JSON."""
    count = administrations // len(FORMS)
    marks: dict[int, float] = {}

    def progress(number: int) -> None:
        if number in {count // 10, count}:
            marks[number] = _peak()

    job = Job(Visits(count), shipped(), STARTED, "1.0", Course(progress=progress))
    begun = time.monotonic()
    EXPORTS[kind](job, target)
    seconds = time.monotonic() - begun
    written = sum(path.stat().st_size for path in target.iterdir()) / 1e6
    peak, growth = marks[count], marks[count] / marks[count // 10]
    print(json.dumps({"seconds": seconds, "written": written, "peak": peak, "growth": growth}))


def _peak() -> float:
    """Return the most memory that this process has had so far, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
