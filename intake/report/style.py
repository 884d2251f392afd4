# SPDX-License-Identifier: Apache-2.0
"""Sizes, inks and measures of the report. All text is 9 points or more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from intake.report.fonts import Face

MM = 72 / 25.4


class Ink(Enum):
    """Two inks and greys; every pair stays apart on a black-and-white printer."""

    TEXT = (0x1B, 0x2A, 0x30)
    QUIET = (0x44, 0x55, 0x5C)
    ACCENT = (0x0B, 0x5C, 0x63)
    LINE = (0x55, 0x65, 0x6B)
    TINT = (0xE3, 0xF0, 0xF0)
    MIDDLE = (0x9D, 0xC3, 0xC5)
    PAPER = (0xFF, 0xFF, 0xFF)

    @property
    def rgb(self) -> tuple[float, float, float]:
        """The ink as three numbers from 0 to 1."""
        red, green, blue = self.value
        return red / 255, green / 255, blue / 255


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks."""

    size: float
    leading: float
    face: Face = Face.REGULAR
    ink: Ink = Ink.TEXT


NAME = Style(17, 20, Face.BOLD)
LONG_NAME = Style(13, 16, Face.BOLD)
TITLE = Style(15, 19, Face.BOLD)
SECTION = Style(11.5, 15, Face.SEMIBOLD, Ink.ACCENT)
BODY = Style(9.5, 12)
STRONG = Style(9.5, 12, Face.SEMIBOLD)
SMALL = Style(9, 11.25)
SMALL_STRONG = Style(9, 11.25, Face.SEMIBOLD)
QUIET = Style(9, 11.25, Face.REGULAR, Ink.QUIET)
PLAIN = Style(12, 16)
PLAIN_STRONG = Style(12, 16, Face.SEMIBOLD)
PLAIN_NUMBER = Style(18, 20, Face.BOLD)
PLAIN_TITLE = Style(22, 27, Face.BOLD)
NUMBERING = Style(9.5, 12, Face.REGULAR, Ink.QUIET)
NUMBER = Style(14, 15, Face.BOLD)
TAG = Style(9.5, 12, Face.BOLD, Ink.PAPER)


@dataclass(frozen=True, slots=True)
class Paper:
    """A page and its margins, in points."""

    width: float
    height: float
    side: float = 18 * MM
    top: float = 13 * MM
    bottom: float = 19 * MM

    @property
    def column(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.side

    @property
    def room(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


PAPERS = {
    "A4": Paper(210 * MM, 297 * MM),
    "Letter": Paper(612.0, 792.0),
}
