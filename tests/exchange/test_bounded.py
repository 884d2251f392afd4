# SPDX-License-Identifier: Apache-2.0
"""However many visits leave, few are in memory; tests/stress/exporting.py measures how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from weakref import WeakSet

import pytest

from intake.core.answers import Answer
from intake.core.visit import VisitRecord
from intake.exchange.exporting import Course, Job
from intake.exchange.fhir.folder import FhirExport
from intake.exchange.fhir.systems import Systems
from intake.exchange.redcap.folder import RedcapExport
from intake.exchange.research.folder import CsvExport
from tests.exchange.test_research import AT, visit
from tests.exchange.travelling import all_forms

EXPORTS: list[Callable[[Job, Path], int]] = [
    CsvExport().write,
    RedcapExport().write,
    FhirExport(Systems()).write,
]


class Answers(dict[str, Answer]):
    """Answers of which it can be seen whether anybody still holds them."""

    __hash__ = object.__hash__  # type: ignore[assignment]


class Visits:
    """Visits that are made while they are gone through, as a clinic's file gives them."""

    def __init__(self) -> None:
        self.alive: WeakSet[Answers] = WeakSet()
        self.most = 0

    def __iter__(self) -> Iterator[VisitRecord]:
        for number in range(40):
            answers = Answers(peg_pain=number % 11, peg_enjoyment=5, peg_activity=7)
            self.alive.add(answers)
            self.most = max(self.most, len(self.alive))
            yield visit("peg", answers, number=number)
            del answers


@pytest.mark.parametrize("export", EXPORTS, ids=["csv", "redcap", "fhir"])
def test_no_export_gathers_the_visits(export: Callable[[Job, Path], int], tmp_path: Path) -> None:
    visits = Visits()
    told: list[int] = []
    job = Job(visits, all_forms(), AT, "1.0", Course(progress=told.append))

    assert export(job, tmp_path / "out") == 40

    assert visits.most <= 3
    assert told == list(range(1, 41))
