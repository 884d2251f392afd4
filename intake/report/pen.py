# SPDX-License-Identifier: Apache-2.0
"""Draws on ReportLab's canvas. ReportLab has no types; everything of it stays behind this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.lib.rl_accel import escapePDF
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from intake.report.archive import Attachment, Description, attach, describe
from intake.report.fonts import ASCENT, CODE, Face, advances
from intake.report.style import Ink, Paper, Style
from intake.report.tags import Tags
from intake.report.text import Line

_COLOURS = {ink: " ".join(f"{part:.4g}" for part in ink.rgb) for ink in Ink}
FILL = {ink: f"{colour} rg" for ink, colour in _COLOURS.items()}
"""The operators that choose an ink for areas and text."""

STROKE = {ink: f"{colour} RG" for ink, colour in _COLOURS.items()}
"""The operators that choose an ink for lines."""


class _Shown(NamedTuple):
    """How a text is shown, and whether some letter of it is shown as its code point."""

    operators: str
    has_code: bool


class Pen:
    """Writes one document, page after page. Measures are points from the bottom left.

    `shows_codes` says that this page prints some letter as its code point.
    """

    def __init__(self, paper: Paper, created: datetime | None, language: str = "en") -> None:
        for face in Face:
            advances(face)
        rl_config.useA85 = 0
        self.paper = paper
        self._target = BytesIO()
        self.canvas: Any = Canvas(
            self._target,
            pagesize=(paper.width, paper.height),
            invariant=1,
            pageCompression=1,
            lang=language,
            initialFontName=Face.REGULAR.value,
            pdfVersion=(1, 7),
        )
        self.tags = Tags(self.canvas)
        self._created = created
        self._set_time(created)
        self._bookmarks = 0
        self._shown: dict[tuple[str, Face, float], _Shown] = {}
        self.shows_codes = False

    def describe(self, title: str, subject: str, producer: str) -> None:
        """Set what a viewer shows of the document; the title heads its window."""
        self.canvas.setTitle(title)
        self.canvas.setSubject(subject)
        self.canvas.setAuthor("")
        self.canvas.setCreator(producer)
        about = Description(title, subject, producer, self._created)
        describe(self.canvas._doc, about)  # noqa: SLF001 - ReportLab has no call for it
        self.canvas.setViewerPreference("DisplayDocTitle", "true")

    def bookmark(self, text: str, level: int, y: float) -> None:
        """Put a heading into the outline, leading to this height of the page."""
        self._bookmarks += 1
        key = f"part{self._bookmarks}"
        self.canvas.bookmarkPage(key, fit="FitH", top=y)
        self.canvas.addOutlineEntry(text, key, level=level, closed=False)

    def line_of_text(self, line: Line, left: float, top: float) -> None:
        """Write a line whose upper edge is `top`."""
        self.lines_of_text((line,), left, top)

    def lines_of_text(self, lines: Sequence[Line], left: float, top: float) -> float:
        """Write lines below each other and return where the last one ends."""
        code: list[str] = ["BT"]
        ink = None
        for line in lines:
            pieces = line.pieces
            size = pieces[0].style.size if pieces else 0
            if len(pieces) > 1:
                size = max([piece.style.size for piece in pieces])
            base = top - (line.leading - size) / 2 - ASCENT * size
            for x, text, style in pieces:
                if style.ink is not ink:
                    ink = style.ink
                    code.append(FILL[ink])
                shown = self._shown.get((text, style.face, style.size))
                if shown is None:
                    shown = self._shown_of(text, style)
                if shown.has_code:
                    self.shows_codes = True
                code.append(f"1 0 0 1 {left + x:.2f} {base:.2f} Tm {shown.operators}")
            top -= line.leading
        if ink is not None:
            code.append("ET")
            self.write(" ".join(code))
        return top

    def _shown_of(self, text: str, style: Style) -> _Shown:
        # A table says the same again and again, and ReportLab looks up letter by letter which
        # part of the font holds it; its own text object takes three times as long.
        font, document = pdfmetrics.getFont(style.face.value), self.canvas._doc  # noqa: SLF001
        operators = []
        for part, code in font.splitString(text, document):
            name = font.getSubsetInternalName(part, document)
            operators.append(f"{name} {style.size:g} Tf ({escapePDF(code)}) Tj")
        shown = _Shown(" ".join(operators), CODE in text)
        self._shown[text, style.face, style.size] = shown
        return shown

    def rule(self, left: float, right: float, y: float, width: float = 0.7) -> None:
        """Draw a horizontal line."""
        self.stroke(((left, y), (right, y)), width=width, ink=Ink.LINE)

    def stroke(
        self, points: Sequence[tuple[float, float]], *, width: float = 1, ink: Ink = Ink.TEXT
    ) -> None:
        """Draw a line through points."""
        self.write(f"{STROKE[ink]} {width:.2f} w 1 J {_path(points)} S")

    def dashed(
        self,
        lines: Sequence[Sequence[tuple[float, float]]],
        dash: tuple[float, float],
        *,
        width: float = 0.7,
        ink: Ink = Ink.TEXT,
    ) -> None:
        """Draw lines of dashes; `dash` is how long one is and how far apart."""
        if lines:
            on, off = dash
            paths = " ".join(map(_path, lines))
            self.write(f"q {STROKE[ink]} {width:.2f} w 0 J [{on} {off}] 0 d {paths} S Q")

    def dots(
        self, middles: Sequence[tuple[float, float]], radius: float, ink: Ink = Ink.TEXT
    ) -> None:
        """Draw round dots: no length and round ends, which are far shorter than circles."""
        if middles:
            paths = " ".join([_path((each, each)) for each in middles])
            self.write(f"{STROKE[ink]} {2 * radius:.2f} w 1 J {paths} S")

    def fill(self, points: Sequence[tuple[float, float]], ink: Ink = Ink.TEXT) -> None:
        """Fill the area between points."""
        self.write(f"{FILL[ink]} {_path(points)} h f")

    def box(
        self,
        left: float,
        bottom: float,
        width: float,
        height: float,
        *,
        fill: Ink | None = None,
        line: Ink | None = None,
        thick: float = 0.8,
    ) -> None:
        """Draw a rectangle, filled, outlined or both."""
        code = [] if fill is None else [FILL[fill]]
        if line is not None:
            code.append(f"{STROKE[line]} {thick:.2f} w")
        code.append(f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re")
        code.append("n" if fill is line is None else "f" if line is None else "B" if fill else "S")
        self.write(" ".join(code))

    def picture(
        self, picture: Any, left: float, bottom: float, width: float, height: float
    ) -> None:
        """Draw a picture of Pillow's."""
        self.canvas.drawImage(ImageReader(picture), left, bottom, width, height)

    @contextmanager
    def kept(self) -> Iterator[Any]:
        """Hand out the bare canvas and put its state back afterwards."""
        self.canvas.saveState()
        yield self.canvas
        self.canvas.restoreState()

    def end_page(self) -> None:
        """Finish a page and begin the next one."""
        self.shows_codes = False
        self.tags.end_page()
        self.canvas.showPage()
        self.tags.begin_page()

    def attach(self, file: Attachment) -> None:
        """Let a file travel inside the document."""
        document = self.canvas._doc  # noqa: SLF001 - ReportLab has no call for it
        attach(document, file, self._created)

    def finish(self) -> bytes:
        """Return the whole document."""
        self.tags.end_page()
        self.canvas.showPage()
        self.tags.write()
        self.canvas.save()
        return self._target.getvalue()

    def write(self, operators: str) -> None:
        """Write operators of PDF (ISO 32000-1, annex A) into the page."""
        self.canvas._code.append(operators)  # noqa: SLF001 - ReportLab has no call for it

    def _set_time(self, created: datetime | None) -> None:
        # The document's only clock is the record's own: same input, same bytes.
        if created is None:
            return
        stamp = self.canvas._doc._timeStamp  # noqa: SLF001 - ReportLab has no setter for it
        offset = created.utcoffset()
        minutes = round(offset.total_seconds() / 60) if offset is not None else 0
        stamp.YMDhms = created.timetuple()[:6]
        stamp.dhh = int(minutes / 60)
        stamp.dmm = abs(minutes) % 60


def _path(points: Sequence[tuple[float, float]]) -> str:
    (x, y), *others = points
    return f"{x:.2f} {y:.2f} m " + " ".join([f"{x:.2f} {y:.2f} l" for x, y in others])
