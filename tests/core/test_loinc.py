# SPDX-License-Identifier: Apache-2.0
"""LOINC codes by their check digit."""

from __future__ import annotations

import pytest

from intake.core.loinc import is_loinc


@pytest.mark.parametrize("code", ["44249-1", "44260-8", "69737-5", "91147-9", "LA6568-5"])
def test_a_published_code_is_accepted(code: str) -> None:
    assert is_loinc(code)


@pytest.mark.parametrize("code", ["44249-2", "42449-1", "LA6568-6", "44249", "phq9", "", "1-1-1"])
def test_a_slip_in_a_code_is_found(code: str) -> None:
    assert not is_loinc(code)
