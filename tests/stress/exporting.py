# SPDX-License-Identifier: Apache-2.0
"""Export a hundred thousand administrations, and print how long it took and what memory it took.

    python tests/stress/exporting.py [csv | redcap | fhir] [ADMINISTRATIONS]

Memory is bounded when the peak of the whole export is little above that of its first tenth.
"""

from __future__ import annotations

import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

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

FORMS = ("acr2016", "siqr", "peg", "gad7", "phq9")
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


def peak() -> float:
    """Return the most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(kind: str, administrations: int) -> int:
    """Run one export and print its figures."""
    count = administrations // len(FORMS)
    marks: dict[int, float] = {}

    def progress(number: int) -> None:
        if number in {count // 10, count}:
            marks[number] = peak()
            print(f"{number:,} visits: {marks[number]:.0f} MB", flush=True)

    folder = Path(tempfile.mkdtemp(prefix="intake-stress-"))
    try:
        job = Job(Visits(count), shipped(), STARTED, "1.0", Course(progress=progress))
        begun = time.monotonic()
        EXPORTS[kind](job, folder / "out")
        seconds = time.monotonic() - begun
        written = sum(path.stat().st_size for path in (folder / "out").iterdir())
    finally:
        shutil.rmtree(folder)
    growth = marks[count] / marks[count // 10]
    print(
        f"{kind}: {administrations:,} administrations in {seconds:.0f} s, {written / 1e6:.0f} MB "
        f"written, peak {marks[count]:.0f} MB, {growth:.2f} of the peak after a tenth"
    )
    return int(growth > 1.1)


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "csv"
    raise SystemExit(main(chosen, int(sys.argv[2]) if len(sys.argv) > 2 else 100_000))
