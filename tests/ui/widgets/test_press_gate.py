# SPDX-License-Identifier: Apache-2.0
"""What the moment of quiet refuses."""

from __future__ import annotations

import pytest

from intake.ui.widgets.digit_entry import DigitEntry
from intake.ui.widgets.press_gate import PressGate


class Clock:
    """Seconds that only a test moves."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_a_press_before_any_screen_goes_through() -> None:
    assert PressGate(Clock()).lets_through()


@pytest.mark.parametrize(("after", "passes"), [(0.0, False), (0.29, False), (0.31, True)])
def test_a_press_right_after_a_new_screen_is_refused(after: float, passes: bool) -> None:
    clock = Clock()
    gate = PressGate(clock)
    gate.shut()

    clock.at += after

    assert gate.lets_through() is passes


def test_fifty_taps_a_second_stay_refused_until_they_stop() -> None:
    clock = Clock()
    gate = PressGate(clock)
    gate.shut()

    refused = []
    for _ in range(100):
        clock.at += 0.02
        refused.append(not gate.lets_through())
    clock.at += 0.4

    assert all(refused)
    assert gate.lets_through()


def test_a_nought_right_after_a_one_makes_ten() -> None:
    clock = Clock()
    entry = DigitEntry(clock)

    assert entry.press(1, 0, 10) == 1
    clock.at += 0.8

    assert entry.press(0, 0, 10) == 10


def test_a_nought_long_after_a_one_is_a_nought() -> None:
    clock = Clock()
    entry = DigitEntry(clock)
    entry.press(1, 0, 10)

    clock.at += 0.81

    assert entry.press(0, 0, 10) == 0


def test_a_digit_that_does_not_fit_behind_another_starts_anew() -> None:
    clock = Clock()
    entry = DigitEntry(clock)
    entry.press(1, 0, 10)

    assert entry.press(7, 0, 10) == 7


def test_a_digit_beyond_the_numbers_is_nothing() -> None:
    entry = DigitEntry(Clock())

    assert entry.press(0, 1, 12) is None
    assert entry.press(9, 1, 5) is None


def test_two_digits_make_a_day() -> None:
    entry = DigitEntry(Clock())

    assert [entry.press(digit, 1, 31) for digit in (3, 1)] == [3, 31]
