# SPDX-License-Identifier: Apache-2.0
"""Where a moment stands on the time axis, and which dates are written under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from intake.core.content import Trends
from intake.core.words import date_words

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two dates of the axis."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A time axis: equal lengths are equal times, the oldest on the left."""

    start: datetime
    end: datetime
    left: float
    right: float

    def at(self, moment: datetime) -> float:
        """Return where a moment stands."""
        whole = (self.end - self.start).total_seconds()
        if not whole:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * (
            (_comparable(moment) - self.start).total_seconds() / whole
        )

    def months(self, apart: float) -> Iterator[tuple[float, str]]:
        """Yield the first days of months with their names, no closer than a distance."""
        days = max((self.end - self.start).days, 1)
        for_a_month = (self.right - self.left) * 30.4 / days
        step = next((each for each in _STEPS if each * for_a_month >= apart), None)
        if step is None:
            return
        month = self.start.year * 12 + self.start.month
        last = self.end.year * 12 + self.end.month - 1
        for index in range(month, last + 1):
            if index % step == 0:
                first = date(index // 12, index % 12 + 1, 1)
                words = date_words(first).split(" ", 1)[1]
                yield self.at(datetime(first.year, first.month, 1, tzinfo=UTC)), words


@dataclass(frozen=True, slots=True)
class Cluster:
    """Treatments that stand too near each other for a letter each."""

    x: float
    label: str


def timeline_of(trends: Trends, left: float, right: float) -> Timeline:
    """Return the axis that all panels share."""
    moments = [_comparable(point.at) for panel in trends.panels for point in panel.points]
    start, end = min(moments), max(moments)
    # A treatment shortly before the first score belongs to the picture, one of years ago would
    # press the scores together.
    given = [_comparable(at) for line in trends.treatments for at in line.times]
    near = [at for at in given if start - max((end - start) / 5, timedelta(days=1)) <= at]
    return Timeline(min([start, *near]), end, left, right)


def marked_times(trends: Trends, axis: Timeline) -> Iterator[tuple[float, str]]:
    """Yield where treatments stand within the axis, with their letters, from the left."""
    found = [
        (axis.at(at), line.letter)
        for line in trends.treatments
        for at in line.times
        if axis.start <= _comparable(at) <= axis.end
    ]
    yield from sorted(found)


def clusters(times: Iterable[tuple[float, str]], wide: float, most: int = 3) -> list[Cluster]:
    """Return labels that do not touch: letters nearer than `wide` points share one."""
    groups: list[list[tuple[float, str]]] = []
    for each in times:
        groups.append([each])
        while len(groups) > 1 and _touch(groups[-2], groups[-1], wide, most):
            last = groups.pop()
            groups[-1] += last
    return [Cluster(_middle(group), _label(group, most)) for group in groups]


def _touch(
    before: Sequence[tuple[float, str]], after: Sequence[tuple[float, str]], wide: float, most: int
) -> bool:
    letters = len(_label(before, most)) + len(_label(after, most))
    return _middle(after) - _middle(before) < wide / 2 * letters


def _middle(group: Sequence[tuple[float, str]]) -> float:
    return (group[0][0] + group[-1][0]) / 2


def _label(group: Sequence[tuple[float, str]], most: int) -> str:
    letters = sorted({letter for _, letter in group}, key=lambda each: (len(each), each))
    # "AM" and "AN" beside each other must not read as one word.
    between = " " if any(len(each) > 1 for each in letters[:most]) else ""
    return between.join(letters[:most]) + ("+" if len(letters) > most else "")


def _comparable(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
