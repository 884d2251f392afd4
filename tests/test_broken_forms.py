# SPDX-License-Identifier: Apache-2.0
"""No damage to a form crashes the loader; `python3 run.py stress forms` tries ten thousand."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.catalogue import check, load
from tests.broken_forms import damaged

ROUNDS = 20
EACH = 10


@pytest.mark.timeout(60)
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_damaged_form_is_refused_with_a_reason_or_still_sound(
    tmp_path: Path, round_: int
) -> None:
    for number in range(round_ * EACH, (round_ + 1) * EACH):
        folder = tmp_path / str(number)
        folder.mkdir()
        damaged(number, folder)

        problems = check(folder).problems

        assert load(folder).instruments or problems
        assert all("\n" not in str(each) and each.text for each in problems)
