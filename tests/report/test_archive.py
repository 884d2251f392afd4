# SPDX-License-Identifier: Apache-2.0
"""The PDF as a file: tagged, archival, and with the visit inside, read by other programs."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pytest
from PIL import Image

from intake.core.visit import Treatment, VisitRecord
from intake.exchange.visit_file import read_visit
from intake.exchange.visit_writing import write_visit
from intake.report.attached import attached
from intake.report.document import render
from tests.report.test_document import pages
from tests.sample_visits import (
    IDS,
    STARTED,
    answered,
    earlier_visit,
    first_visit,
    form,
    raised,
    record,
    summary,
)

FORMS = {form_id: form(form_id) for form_id in IDS}
TREATED = Treatment(STARTED - timedelta(days=30), "infusion", "0.5 mg/kg")
FOLLOW_UP = record(
    alerts=[raised()],
    earlier=[
        earlier_visit(date(2026, 3, 12), *first_visit([2] * 10)),
        earlier_visit(date(2026, 10, 11), *first_visit([3] * 10)),
    ],
    treatments=[TREATED],
)
GOLDEN = {
    "first visit": record(),
    "first visit, Letter": record(paper="Letter"),
    "follow-up": FOLLOW_UP,
    "one form": record([answered("peg", (1, 2, 3))]),
    "nothing answered": record([answered("peg", ())], name=None),
}


def made(of: VisitRecord) -> bytes:
    return render(summary(of), visit=write_visit(of, FORMS))


def logo(size: tuple[int, int] = (300, 90), mode: str = "RGBA", kind: str = "PNG") -> bytes:
    kept = BytesIO()
    Image.new(mode, size, "teal").save(kept, kind)
    return kept.getvalue()


@pytest.mark.parametrize("name", GOLDEN)
def test_assistive_programs_find_a_sound_structure(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(made(GOLDEN[name]))

    found = pdfua.validate(path)

    assert [f"{each.rule_id} {each.message}" for each in found.findings] == []


def test_headings_never_skip_a_level_and_tables_name_rows_and_columns() -> None:
    with pikepdf.open(BytesIO(made(FOLLOW_UP))) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot.K))

    levels = [int(str(each.S)[2]) for each in elements if re.fullmatch(r"/H\d", str(each.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    scopes = {str(each.A.Scope) for each in elements if each.S == "/TH"}
    assert scopes == {"/Column", "/Row"}
    for table in (each for each in elements if each.S == "/Table"):
        widths = {sum(_span(cell) for cell in row.K) for row in table.K}
        assert len(widths) == 1


def test_every_figure_has_its_words() -> None:
    with pikepdf.open(BytesIO(made(FOLLOW_UP))) as pdf:
        figures = [each for each in _elements(pdf.Root.StructTreeRoot.K) if each.S == "/Figure"]

        assert all(str(each.Alt) for each in figures)


@pytest.mark.parametrize("name", GOLDEN)
def test_the_visit_travels_inside_and_makes_the_same_report_again(name: str) -> None:
    pdf = made(GOLDEN[name])
    with pikepdf.open(BytesIO(pdf)) as opened:
        inside = opened.attachments["visit.json"].get_file().read_bytes()

    again = read_visit(inside, "visit.json", FORMS)

    assert again == GOLDEN[name]
    assert made(again) == pdf
    assert attached(pdf) == inside


def test_a_report_without_its_visit_has_nothing_to_take_out() -> None:
    assert attached(render(summary(record()))) is None


def test_the_file_says_what_it_is_and_keeps_its_colours() -> None:
    with pikepdf.open(BytesIO(made(record()))) as pdf:
        metadata = pdf.open_metadata()
        intent = pdf.Root.OutputIntents[0]

        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == str(pdf.docinfo.Title) == "Anna Lindgren · A-1042"
        assert pdf.Root.Lang == "en"
        assert bytes(intent.DestOutputProfile.read_bytes())[36:40] == b"acsp"
        assert pdf.Root.AF[0].AFRelationship == "/Data"


def test_every_page_names_the_data_and_the_state_of_the_audit_trail() -> None:
    visit = record()
    anchored = replace(visit, report=replace(visit.report, anchor="4f2a9c"))

    found = pages(made(anchored))

    for page in found:
        assert re.search(r"data SHA-256 [0-9a-f]{16}… · audit 4f2a9c", page)
    assert "Audit anchor 4f2a9c" in " ".join(found)


def test_a_letterhead_bears_address_and_logo() -> None:
    visit = record()
    head = replace(visit.report, address="12 Mill Lane\nRiverside", logo=logo())
    with_head = replace(visit, report=head)
    pdf = made(with_head)

    front = pages(pdf)[0]
    with pikepdf.open(BytesIO(pdf)) as opened:
        inside = opened.attachments["visit.json"].get_file().read_bytes()
        pictures = opened.pages[0].get_images()

        assert len(pictures) == 1
        assert all("/SMask" not in each for each in pictures.values())
    assert "Riverside" in front
    assert "12 Mill Lane · Riverside" in front
    assert read_visit(inside, "visit.json", FORMS).report.logo == head.logo


@pytest.mark.parametrize("mode", ["P", "L", "RGB", "LA"])
def test_a_logo_of_any_kind_of_pixels_is_drawn(mode: str) -> None:
    visit = record()
    pdf = made(replace(visit, report=replace(visit.report, logo=logo(mode=mode))))

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages[0].get_images()) == 1


def test_a_logo_that_cannot_be_read_is_left_out() -> None:
    visit = record()
    broken = replace(visit.report, logo=logo()[:40])

    assert "Riverside" in pages(made(replace(visit, report=broken)))[0]


def test_same_input_gives_same_bytes_with_everything_inside() -> None:
    assert made(FOLLOW_UP) == made(FOLLOW_UP)


def test_logo_text_is_base64_of_the_picture() -> None:
    visit = record()
    content = write_visit(replace(visit, report=replace(visit.report, logo=logo())), FORMS)

    assert base64.b64encode(logo()) in content


def _elements(element: pikepdf.Object):  # type: ignore[no-untyped-def]
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else []:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _elements(kid)


def _span(cell: pikepdf.Object) -> int:
    return int(cell.get("/A", {}).get("/ColSpan", 1))
