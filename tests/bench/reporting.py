# SPDX-License-Identifier: Apache-2.0
"""The PDF: a first visit, the same pages as bare canvas calls, and sixty earlier visits.

A long course is compared with the first visit rendered just before it, in processor time: other
programs on the machine then slow both alike. The middle of these ratios counts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pypdfium2
from reportlab.pdfgen.canvas import Canvas
from row import Row, median, milliseconds, processor_milliseconds

from intake.app.engine import render_record
from intake.assets import forms_dir, resources_dir
from intake.catalogue import Catalogue, load
from intake.core.figure import Figure, parse
from intake.core.instrument import Instrument, ResponseKind
from intake.core.visit import Administration, EarlierVisit, VisitRecord
from intake.exchange.visit_file import read_visit
from intake.report.tags import Tag, Tags

RUNS = 15
EARLIER = 60


def rows() -> Iterator[Row]:
    """Measure warm runs in one process."""
    catalogue = load(forms_dir())
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    path = resources_dir() / "examples" / "first_visit_complete.json"
    first = read_visit(path.read_bytes(), path.name, catalogue.instruments)
    pdf = _render(first, catalogue, figure)
    runs = _texts(pdf)
    many = replace(first, earlier=_visits(first, catalogue))
    _bare(runs)
    _render(many, catalogue, figure)
    spent, plain, bare, short, long = [], [], [], [], []
    for _ in range(RUNS):
        spent.append(milliseconds(lambda: _render(first, catalogue, figure)))
        plain.append(milliseconds(lambda: _untagged(first, catalogue, figure)))
        bare.append(milliseconds(lambda: _bare(runs)))
        short.append(processor_milliseconds(lambda: _render(first, catalogue, figure)))
        long.append(processor_milliseconds(lambda: _render(many, catalogue, figure)))
    yield Row("first-visit PDF, warm", median(spent), 150, 250, "ms", f"{len(runs)} pages")
    yield Row(
        "first-visit PDF against the same text as bare canvas calls",
        median(spent) / median(bare),
        4,
        float("inf"),
        "x",
        f"{median(bare):.0f} ms bare",
    )
    yield Row(
        "first-visit PDF against the same without tags and archive",
        median(spent) / median(plain),
        1.4,
        1.4,
        "x",
        f"{median(plain):.0f} ms without",
    )
    yield Row(
        f"PDF with {EARLIER} earlier visits against a first visit",
        median([each / other for each, other in zip(long, short, strict=True)]),
        1.5,
        2,
        "x",
        f"{median(long):.0f} ms of processor time",
    )


def _render(record: VisitRecord, catalogue: Catalogue, figure: Figure) -> bytes:
    return render_record(record, catalogue, figure)


class _NoTags(Tags):
    """Writes nothing of the structure."""

    def begin_page(self) -> None:
        self._pages.append([])

    def end_page(self) -> None:
        pass

    def of_row(self, *_: object) -> tuple[Tag, ...]:
        return ()

    @contextmanager
    def figure(self, *_: object) -> Iterator[None]:
        yield

    def write(self) -> None:
        pass


def _untagged(record: VisitRecord, catalogue: Catalogue, figure: Figure) -> bytes:
    nothing = {"describe": lambda *_: None, "attach": lambda *_: None, "Tags": _NoTags}
    with patch.multiple("intake.report.pen", **nothing):
        return _render(record, catalogue, figure)


def _visits(record: VisitRecord, catalogue: Catalogue) -> tuple[EarlierVisit, ...]:
    started = record.sitting.started
    assert started is not None
    forms = catalogue.instruments
    return tuple(
        EarlierVisit(
            f"e{n}",
            started - timedelta(days=14 * n),
            tuple(_other(each, forms[each.form], n) for each in record.administrations),
        )
        for n in range(1, EARLIER + 1)
    )


def _other(given: Administration, form: Instrument, n: int) -> Administration:
    # No two visits alike: what is made once for the same words or answers must not flatter.
    answers = dict(given.answers)
    for place, item in enumerate(form.items):
        answer, response = answers.get(item.id), item.response
        if isinstance(answer, int) and response.kind is not ResponseKind.MARK:
            span = response.high - response.low + 1
            answers[item.id] = response.low + (answer - response.low + n * (7 + place)) % span
    return replace(given, answers=answers)


def _texts(pdf: bytes) -> list[list[tuple[float, float, str]]]:
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        runs = []
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            runs.append((left, bottom, text.get_text_bounded(left, bottom, right, top)))
        pages.append(runs)
    document.close()
    return pages


def _bare(pages: list[list[tuple[float, float, str]]]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    for runs in pages:
        canvas.setFont("Helvetica", 9)
        for left, bottom, text in runs:
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
