# SPDX-License-Identifier: Apache-2.0
"""When a form is due again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from intake.core.due import due

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("recall", "ago", "is_due"),
    [
        ("P2W", 9, False),
        ("P2W", 12, False),
        ("P2W", 13, True),
        ("P7D", 6, False),
        ("P7D", 7, True),
        ("P3M", 80, False),
        ("P3M", 81, True),
        ("P1Y", 328, False),
        ("P1Y", 329, True),
    ],
)
def test_a_form_is_due_when_nine_tenths_of_its_window_have_passed(
    recall: str, ago: int, *, is_due: bool
) -> None:
    assert due(recall, TODAY - timedelta(days=ago), TODAY).is_due == is_due


def test_a_form_that_was_never_given_is_due() -> None:
    assert due("P2W", None, TODAY).is_due


def test_a_form_without_a_window_is_always_due() -> None:
    assert due(None, TODAY, TODAY).is_due
