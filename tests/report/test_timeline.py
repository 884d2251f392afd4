# SPDX-License-Identifier: Apache-2.0
"""The time axis: equal lengths are equal times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.report.panel import spread
from intake.report.timeline import Timeline, clusters

START = datetime(2024, 2, 1, 9, 30, tzinfo=UTC)
AXIS = Timeline(START, START + timedelta(days=400), 100, 340)


@given(st.integers(0, 400), st.integers(0, 400))
def test_positions_are_proportional_to_days(one: int, other: int) -> None:
    apart = AXIS.at(START + timedelta(days=one)) - AXIS.at(START + timedelta(days=other))

    assert apart == pytest.approx((one - other) * 240 / 400)


def test_a_single_moment_stands_in_the_middle() -> None:
    assert Timeline(START, START, 100, 340).at(START) == 220


def test_a_time_without_a_zone_is_taken_as_it_is_written() -> None:
    assert AXIS.at(START.replace(tzinfo=None)) == AXIS.at(START)


@pytest.mark.parametrize("days", [1, 40, 400, 4000, 20_000])
def test_dates_of_the_axis_are_firsts_of_months_within_it_and_apart(days: int) -> None:
    axis = Timeline(START, START + timedelta(days=days), 100, 340)

    found = list(axis.months(50))

    assert all(100 <= x <= 340 for x, _ in found)
    assert all(after - before >= 45 for (before, _), (after, _) in pairwise(found))


@given(st.lists(st.floats(100, 340), max_size=60))
def test_letters_of_treatments_never_touch(times: list[float]) -> None:
    marked = [(x, "ABCDEFG"[index % 7]) for index, x in enumerate(sorted(times))]

    found = clusters(marked, 9)

    for before, after in pairwise(found):
        reach = 9 / 2 * len(before.label) + 9 / 2 * len(after.label)
        assert after.x - before.x >= reach
    assert not times or found


def test_letters_of_two_treatments_side_by_side_are_told_apart() -> None:
    (both,) = clusters([(100, "AM"), (101, "AN")], 9)

    assert both.label == "AM AN"


@given(st.lists(st.floats(0, 60), min_size=1, max_size=8))
def test_names_of_bands_are_spread_in_order_and_apart(wanted: list[float]) -> None:
    found = spread(sorted(wanted), 9.2)

    assert all(after - before >= 9.2 - 1e-6 for before, after in pairwise(found))
    assert sum(found) == pytest.approx(sum(wanted), abs=1e-6)
