# SPDX-License-Identifier: Apache-2.0
"""Breaks text into lines. Nothing is markup here: what was typed is what is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from intake.report.fonts import Face, advances, printable, width_of
from intake.report.style import Style

NBSP = "\N{NO-BREAK SPACE}"
DOT = f"{NBSP}·"
"""Parts what stands on one line; it never begins one."""

Run = tuple[str, Style]
"""A piece of text in one style."""


class Piece(NamedTuple):
    """A run of text on a line; `x` counts from the start of the line."""

    x: float
    text: str
    style: Style


class Line(NamedTuple):
    """One printed line."""

    pieces: tuple[Piece, ...]
    leading: float

    @property
    def width(self) -> float:
        """How far the line reaches."""
        if not self.pieces:
            return 0
        last = self.pieces[-1]
        return last.x + width_of(last.text.rstrip(" "), last.style.face, last.style.size)


def lines_of(runs: Sequence[Run], width: float) -> tuple[Line, ...]:
    """Return runs broken to a width: at spaces, at line breaks, and inside too long words."""
    if len(runs) == 1:
        text, style = runs[0]
        whole = printable(text)
        if whole and "\n" not in whole and width_of(whole, style.face, style.size) <= width:
            return (Line((Piece(0, whole, style),), style.leading),)
    builder = _Builder(width)
    for text, style in runs:
        first, *others = printable(text).split("\n")
        builder.add(first, style)
        for part in others:
            builder.break_line(style, spaced=True)
            builder.add(part, style)
    return builder.finish()


def clipped(lines: Sequence[Line], most: int, more: str, style: Style) -> tuple[Line, ...]:
    """Return at most so many lines; where text is left out, the last line says where it is."""
    if len(lines) <= most:
        return tuple(lines)
    note = Line((Piece(0, more, style),), style.leading)
    return (*lines[: max(most - 1, 0)], note)


def one_line(text: str, style: Style, width: float) -> Line:
    """Return the beginning of a text on one line, with an ellipsis where it is cut."""
    flat = " ".join(printable(text).split())
    if width_of(flat, style.face, style.size) > width:
        room = width - width_of("…", style.face, style.size)
        flat = next(_cut(flat, style, room)).rstrip() + "…"
    return Line((Piece(0, flat, style),), style.leading)


class _Builder:
    """Fills one line after the other."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._x = 0.0
        self._leading = 0.0

    def add(self, text: str, style: Style) -> None:
        self._leading = max(self._leading, style.leading)
        start, pending = self._x, ""
        space = width_of(" ", style.face, style.size)
        for index, word in enumerate(text.split(" ")):
            glue = " " if index else ""
            wide = width_of(word, style.face, style.size)
            if self._x + (space if glue else 0) + wide <= self._width + 0.01:
                pending += glue + word
                self._x += (space if glue else 0) + wide
                continue
            self._put(start, pending, style)
            pending = ""
            if self._x > 0:
                self.break_line(style, spaced=bool(glue))
            *full, pending = _cut(word, style, self._width)
            for part in full:
                self._put(0, part, style)
                self.break_line(style)
            start, self._x = 0.0, width_of(pending, style.face, style.size)
        self._put(start, pending, style)

    def break_line(self, style: Style, *, spaced: bool = False) -> None:
        if spaced and self._pieces:
            # Who reads the text aloud or copies it must not join the words of two lines.
            last = self._pieces[-1]
            self._pieces[-1] = Piece(last.x, f"{last.text} ", last.style)
        self._lines.append(Line(tuple(self._pieces), self._leading or style.leading))
        self._pieces = []
        self._x = 0.0
        self._leading = style.leading

    def finish(self) -> tuple[Line, ...]:
        if self._pieces:
            self._lines.append(Line(tuple(self._pieces), self._leading))
        return tuple(self._lines)

    def _put(self, x: float, text: str, style: Style) -> None:
        if text:
            self._pieces.append(Piece(x, text, style))


def _cut(word: str, style: Style, width: float) -> Iterator[str]:
    part, reached = "", 0.0
    known = advances(Face(style.face))
    for letter in word:
        wide = style.size * known[letter]
        if part and reached + wide > width:
            yield part
            part, reached = "", 0.0
        part += letter
        reached += wide
    yield part
