# SPDX-License-Identifier: Apache-2.0
"""Draws on ReportLab's canvas. ReportLab has no types; everything of it stays behind this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from intake.report.archive import Attachment, Description, attach, describe
from intake.report.fonts import ASCENT, CODE, Face, advances
from intake.report.style import Ink, Paper
from intake.report.tags import Tags
from intake.report.text import Line, Piece


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
        self._shown: dict[tuple[str, str, float, int], tuple[str, int]] = {}
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
        # One text object for all of them: a string of its own costs ReportLab twice the time.
        text = self.canvas.beginText()
        style = None
        for line in lines:
            size = max((piece.style.size for piece in line.pieces), default=0)
            base = top - (line.leading - size) / 2 - ASCENT * size
            for piece in line.pieces:
                if piece.style is not style:
                    style = piece.style
                    text.setFillColorRGB(*style.ink.rgb)
                    text.setFont(style.face.value, style.size)
                self.shows_codes = self.shows_codes or CODE in piece.text
                text.setTextOrigin(left + piece.x, base)
                self._show(text, piece)
            top -= line.leading
        if style is not None:
            self.canvas.drawText(text)
        return top

    def _show(self, text: Any, piece: Piece) -> None:
        # A table says the same again and again, and ReportLab looks up letter by letter which
        # part of the font holds it. What it writes depends on the part that is in use, and its
        # own call also measures what nobody asks for.
        key = (piece.text, piece.style.face, piece.style.size, text._curSubset)  # noqa: SLF001
        known = self._shown.get(key)
        if known is None:
            code = text._formatText(piece.text)  # noqa: SLF001
            known = self._shown[key] = (code, text._curSubset)  # noqa: SLF001
        code, text._curSubset = known  # noqa: SLF001
        text._code.append(code)  # noqa: SLF001

    def rule(self, left: float, right: float, y: float, width: float = 0.7) -> None:
        """Draw a horizontal line."""
        self.stroke(((left, y), (right, y)), width=width, ink=Ink.LINE)

    def stroke(
        self, points: Sequence[tuple[float, float]], *, width: float = 1, ink: Ink = Ink.TEXT
    ) -> None:
        """Draw a line through points."""
        self.canvas.setStrokeColorRGB(*ink.rgb)
        self.canvas.setLineWidth(width)
        self.canvas.setLineCap(1)
        if len(points) == 2:  # noqa: PLR2004 - a line has two ends
            self.canvas.line(*points[0], *points[1])
        else:
            self._path(points, fill=0, stroke=1)

    def dots(
        self, middles: Sequence[tuple[float, float]], radius: float, ink: Ink = Ink.TEXT
    ) -> None:
        """Draw round dots: no length and round ends, which are far shorter than circles."""
        self.canvas.setStrokeColorRGB(*ink.rgb)
        self.canvas.setLineWidth(2 * radius)
        self.canvas.setLineCap(1)
        self.canvas.lines([(x, y, x, y) for x, y in middles])

    def fill(self, points: Sequence[tuple[float, float]], ink: Ink = Ink.TEXT) -> None:
        """Fill the area between points."""
        self.canvas.setFillColorRGB(*ink.rgb)
        self._path(points, fill=1, stroke=0)

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
        if fill is not None:
            self.canvas.setFillColorRGB(*fill.rgb)
        if line is not None:
            self.canvas.setStrokeColorRGB(*line.rgb)
            self.canvas.setLineWidth(thick)
        self.canvas.rect(
            left, bottom, width, height, stroke=int(line is not None), fill=int(fill is not None)
        )

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

    def _path(self, points: Sequence[tuple[float, float]], *, fill: int, stroke: int) -> None:
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        if fill:
            path.close()
        self.canvas.drawPath(path, fill=fill, stroke=stroke)

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
