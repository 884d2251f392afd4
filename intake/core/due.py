# SPDX-License-Identifier: Apache-2.0
"""When a form is due again: a hint for the desk, never a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from intake.core.durations import days_of

DUE_AFTER = Fraction(9, 10)
"""The share of its recall window after which a form is due again (a convention)."""


@dataclass(frozen=True, slots=True)
class Due:
    """How long ago a form was given, and how many days its answers cover.

    `ago` is `None` for a form that was never given, `covers` for one without a recall window.
    """

    ago: int | None
    covers: int | None

    @property
    def is_due(self) -> bool:
        """Whether the form may be given again without asking twice about the same days."""
        return self.ago is None or self.covers is None or self.ago >= DUE_AFTER * self.covers


def due(recall: str | None, last: date | None, today: date) -> Due:
    """Return whether a form with this recall window, last given on a day, is due today."""
    ago = None if last is None else (today - last).days
    return Due(ago, days_of(recall) if recall else None)
