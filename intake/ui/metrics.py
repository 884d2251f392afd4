# SPDX-License-Identifier: Apache-2.0
"""Millimetres and real points on the screen at hand.

A target for a sore hand has a size in millimetres, and text for tired eyes one in points of
the real world; what the system calls a point is only right when its scale is set right.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QScreen

_MM_PER_INCH = 25.4
_POINTS_PER_INCH = 72
_CREDIBLE_DPI = (60.0, 400.0)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Turns real sizes into device-independent pixels."""

    dpi: float

    def mm(self, length: float) -> int:
        """Return a length in millimetres as pixels."""
        return round(length * self.dpi / _MM_PER_INCH)

    def pt(self, size: float) -> int:
        """Return a type size in real points as pixels."""
        return round(size * self.dpi / _POINTS_PER_INCH)


def metrics_of(screen: QScreen) -> Metrics:
    """Measure a screen; one that tells an incredible size is taken at the system's word."""
    low, high = _CREDIBLE_DPI
    real = screen.physicalDotsPerInch()
    return Metrics(real if low <= real <= high else screen.logicalDotsPerInch())
