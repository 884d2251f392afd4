# SPDX-License-Identifier: Apache-2.0
"""One line of the table of budgets, and how a ratio is measured."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, in the unit of the budget, beside what is wanted.

    `goal` and `must` are upper bounds; `detail` says what the number is made of.
    """

    name: str
    measured: float
    goal: float
    must: float
    unit: str
    detail: str = ""

    @property
    def verdict(self) -> str:
        """Say how the number stands to the budget."""
        if self.measured <= self.goal:
            return "goal met"
        return "must met" if self.measured <= self.must else "MISSED"

    def line(self) -> str:
        """Return the row as it is printed."""
        numbers = f"{self.measured:9.2f} {self.unit:<4} goal {self.goal:g}, must {self.must:g}"
        return f"{self.verdict:<9} {numbers:<42} {self.name}\n{'':<10}{self.detail}"


def milliseconds(work: Callable[[], object]) -> float:
    """Run once and return how long it took."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def processor_milliseconds(work: Callable[[], object]) -> float:
    """Run once and return how long the processor worked, other programs left out."""
    start = process_time()
    work()
    return (process_time() - start) * 1000


def median(values: Sequence[float]) -> float:
    """Return the middle value, which one slow run does not move."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
