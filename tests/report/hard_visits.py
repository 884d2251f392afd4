# SPDX-License-Identifier: Apache-2.0
"""Visits that are hard to print, for the tests of the report and the proof of its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from intake.assets import resources_dir
from intake.core.answers import Missing
from intake.core.figure import parse
from intake.core.visit import (
    Administration,
    EarlierVisit,
    RaisedAlert,
    Respondent,
    Treatment,
    VisitRecord,
)
from intake.exchange.visit_writing import write_visit
from intake.report.document import render
from intake.report.patient import render_patient
from tests.sample_visits import (
    AREAS,
    IDS,
    STARTED,
    answered,
    criteria,
    earlier_visit,
    form,
    raised,
    record,
    summary,
)

FORMS = {form_id: form(form_id) for form_id in IDS}
FIGURE = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
LONGEST = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley"


def made(of: VisitRecord) -> bytes:
    """Return the report of a visit, with the body drawn and the visit inside."""
    return render(summary(of), FIGURE, write_visit(of, FORMS))


def course(visits: int, *, paper: str = "A4", treatments: int = 3) -> VisitRecord:
    """Return a visit with so many before it, unevenly spaced over as many fortnights."""
    earlier = [_visit(index) for index in range(visits - 1, 0, -1)]
    first = STARTED - timedelta(days=14 * visits)
    step = timedelta(days=14 * visits) / (treatments + 1)
    given = [
        Treatment(first + step * (index + 1), "ketamine infusion", f"0.{5 + index % 2} mg/kg")
        for index in range(treatments)
    ]
    return record(_forms(0), alerts=[raised()], earlier=earlier, treatments=given, paper=paper)


def crowded(paper: str = "A4") -> VisitRecord:
    """Return a visit with everything too long and too much: names, areas, treatments, alerts."""
    kinds = [
        Treatment(STARTED - timedelta(days=9 * (index + 1)), f"procedure no. {index + 1}", "10 mg")
        for index in range(40)
    ]
    areas = [item.id for item in form("acr2016").page("areas").items]
    found = record(
        (criteria(areas), *_forms(0)[1:]),
        alerts=_many(),
        earlier=[_visit(index) for index in range(59, 0, -1)],
        treatments=kinds,
        paper=paper,
        name=LONGEST,
    )
    head = replace(
        found.report, clinic=LONGEST, address=f"{LONGEST} 12\n{LONGEST}", anchor="4f" * 32
    )
    return replace(found, report=head)


def hard_visits() -> Iterator[tuple[str, bytes]]:
    """Yield reports under short names."""
    for paper in ("A4", "Letter"):
        for visits in (1, 2, 12, 60):
            yield f"{visits}-{paper}", made(course(visits, paper=paper))
        yield f"crowded-{paper}", made(crowded(paper))
    yield "unanswered", made(record([answered("peg", ())], name=None))
    yield "nothing", made(record([]))
    timeless = record()
    yield "timeless", made(replace(timeless, report=replace(timeless.report, created=None)))
    logo = BytesIO()
    Image.new("RGBA", (300, 90), "teal").save(logo, "PNG")
    head = replace(timeless.report, address="12 Mill Lane\nRiverside", logo=logo.getvalue())
    yield "letterhead", made(replace(timeless, report=head))
    yield "patient", render_patient(summary(course(12)), FIGURE)


def _many() -> list[RaisedAlert]:
    return [raised() for _ in range(30)]


def _visit(ago: int) -> EarlierVisit:
    # Every fifth is a few days late, one is prorated, one is answered by somebody else.
    day = STARTED.date() - timedelta(days=14 * ago - 4 * (ago % 5 == 0))
    forms = _forms(ago)
    visit = earlier_visit(date(day.year, day.month, day.day), *forms)
    return replace(visit, respondent=Respondent.PROXY) if ago % 7 == 3 else visit


def _forms(ago: int) -> tuple[Administration, ...]:
    level = min(3, ago // 5 + (ago % 4 == 1)) if ago < 30 else 2 + ago % 2
    phq9: list[int | Missing | None] = [
        max(0, min(3, level + (n + ago) % 3 - 1)) for n in range(10)
    ]
    if ago % 8 == 5:
        phq9[3] = Missing.SKIPPED
    scale = [min(10, 2 + level * 2 + (n * 3 + ago) % 4) for n in range(21)]
    return (
        criteria(AREAS[: 3 + level * 2], (level, level, 1, 1, 0, 1, 1)),
        answered("siqr" if ago > 200 else "fiqr", scale),
        answered("peg", scale[:3]),
        answered("gad7", [min(3, each) if isinstance(each, int) else each for each in phq9[:7]]),
        answered("phq9", phq9),
    )
