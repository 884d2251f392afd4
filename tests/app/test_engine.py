# SPDX-License-Identifier: Apache-2.0
"""Rendering holds up the collecting of what is no longer used for its own length only."""

from __future__ import annotations

import gc

import pytest

from intake.app import engine
from tests.report.hard_visits import FIGURE, course


class Watched:
    """A catalogue that looks whether anything is collected meanwhile, and breaks."""

    was_collecting = True

    def completed(self, _record: object) -> object:
        self.was_collecting = gc.isenabled()
        raise ValueError("broken")


@pytest.mark.parametrize("is_on", [True, False])
def test_collecting_goes_on_as_before_even_after_a_report_that_failed(is_on: bool) -> None:
    catalogue = Watched()
    if not is_on:
        gc.disable()

    try:
        with pytest.raises(ValueError, match="broken"):
            engine.render_record(course(1), catalogue, FIGURE)  # type: ignore[arg-type]

        assert not catalogue.was_collecting
        assert gc.isenabled() is is_on
    finally:
        gc.enable()
