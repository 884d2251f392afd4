# SPDX-License-Identifier: Apache-2.0
"""One line of what a proof found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was tried, how often, and how often it failed; none is allowed to."""

    name: str
    tried: int
    failed: int
    detail: str = ""

    def line(self) -> str:
        """Return the figure as it is printed."""
        verdict = "HOLDS " if not self.failed else "FAILED"
        return (
            f"{verdict} {self.name}: {self.tried:,} tried, {self.failed:,} failed. {self.detail}"
        )
