# SPDX-License-Identifier: Apache-2.0
"""The typeface of the report, and what becomes of letters that it lacks."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import cast

from font_source_sans_pro import font_files_ttf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

ASCENT = 0.75
"""The part of the size that stands above the base line."""


CODE = "[U+"
"""How the code point of a letter begins that the font lacks."""


class Face(StrEnum):
    """The weights in use; the value is the name under which ReportLab knows the font."""

    REGULAR = "IntakeSans"
    SEMIBOLD = "IntakeSans-Semibold"
    BOLD = "IntakeSans-Bold"


_FILES = {
    Face.REGULAR: "SourceSansPro",
    Face.SEMIBOLD: "SourceSansProSemibold",
    Face.BOLD: "SourceSansProBold",
}
_ALIKE = {"\N{NON-BREAKING HYPHEN}": "-", "\N{HEAVY CHECK MARK}": "\N{CHECK MARK}"}


@cache
def advances(face: Face) -> Mapping[str, float]:
    """Return the width of every letter that a face has, for size 1; load the face first."""
    font = TTFont(face.value, font_files_ttf[_FILES[face]])
    pdfmetrics.registerFont(font)
    widths = cast("dict[int, float]", font.face.charWidths)
    return {
        chr(code): widths.get(code, font.face.defaultWidth) / 1000
        for code in font.face.charToGlyph
    }


def width_of(text: str, face: Face, size: float) -> float:
    """Return how wide a printable text is in points."""
    known = advances(face)
    return size * sum(map(known.__getitem__, text))


@lru_cache(4096)
def printable(text: str) -> str:
    """Return a text that the font can print, line breaks kept.

    What it lacks, control characters included, becomes its visible code point, "[U+4E2D]".
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", text)
    known = advances(Face.REGULAR)
    if known.keys() >= set(text) - {"\n"}:
        return text
    return "".join(_letter(each, known) for each in text)


def _letter(letter: str, known: Mapping[str, float]) -> str:
    if letter == "\n" or (letter in known and unicodedata.category(letter) != "Cc"):
        return letter
    if letter in _ALIKE:
        return _ALIKE[letter]
    if unicodedata.category(letter) == "Zs":
        return " "
    return f"{CODE}{ord(letter):04X}]"
