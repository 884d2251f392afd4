# SPDX-License-Identifier: Apache-2.0
"""What a person is called, to their face and where others may read along."""

from __future__ import annotations

import pytest

from intake.core.naming import Shown, initials, shown_name
from intake.core.visit import Patient

ANA = Patient("A-1042", "Nguyễn, Dr. Ana Maria")


@pytest.mark.parametrize(
    ("how", "name"),
    [
        (Shown.NAME, "Nguyễn, Dr. Ana Maria"),
        (Shown.INITIALS, "N. A. M."),
        (Shown.NUMBER, "No. A-1042"),
    ],
)
def test_a_name_is_shown_as_the_clinic_wants(how: Shown, name: str) -> None:
    assert shown_name(ANA, how) == name


@pytest.mark.parametrize("how", Shown)
def test_somebody_without_a_name_is_called_by_number(how: Shown) -> None:
    assert shown_name(Patient("X-1"), how) == "No. X-1"


def test_initials_of_nothing_are_nothing() -> None:
    assert initials("") == ""
