# SPDX-License-Identifier: Apache-2.0
"""The patient's page: plain, short, and without anything that it must not carry."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf
import pytest

from intake.core.answers import Missing
from intake.core.visit import VisitRecord
from intake.report.patient import render_patient
from tests.report.hard_visits import FIGURE, course, crowded
from tests.report.test_document import pages, sizes
from tests.sample_visits import PHQ9, answered, criteria, record, summary

UNWANTED = (
    "item 9",
    "suicid",
    "self-harm",
    "dead",
    "hurting",
    "depress",
    "anxiety disorder",
    "fibromyalgia",
    "severe",
    "moderate",
    "criteria",
    "alert",
    "acknowledged",
    "positive",
)


def page_of(of: VisitRecord) -> str:
    return " ".join(pages(render_patient(summary(of), FIGURE)))


@pytest.mark.parametrize("of", [record(), course(12), crowded()], ids=["first", "course", "full"])
def test_it_names_no_diagnosis_no_severity_and_nothing_of_item_nine(of: VisitRecord) -> None:
    found = page_of(of).lower()

    assert [word for word in UNWANTED if word in found] == []
    assert re.findall(r"diagnos\w+", found) == ["diagnosis", "diagnosis"]
    assert found.count("not a diagnosis") == 2


def test_it_says_what_the_numbers_are_and_whom_to_ask() -> None:
    found = page_of(course(2))

    assert "Your answers" in found
    assert "Anna Lindgren · 22 Nov 2026" in found
    assert "Mood, sleep and energy over the last 2 weeks (PHQ-9)" in found
    assert "3 0–27, higher = worse last time, 8 Nov 2026: 9" in found
    assert "Talk about them with your clinician." in found
    assert "Where you marked pain" in found
    assert "local emergency number" in found


def test_what_could_not_be_added_up_is_no_reproach() -> None:
    found = page_of(record([answered("phq9", [1, 1])]))

    assert (
        "– There were not enough answers to add up a number this time. That is all right." in found
    )
    assert "not scorable" not in found


def test_a_number_of_fewer_answers_says_so_in_plain_words() -> None:
    found = page_of(record([answered("phq9", [*PHQ9[:8], Missing.SKIPPED, 1])]))

    assert "worked out from the answers you gave" in found
    assert "prorated" not in found


def test_it_carries_no_file_and_no_record_number() -> None:
    pdf = render_patient(summary(), FIGURE)

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert list(opened.attachments) == []
        assert "/AF" not in opened.Root
    assert "A-1042" not in " ".join(pages(pdf))
    assert b"intake-visit" not in pdf


def test_an_unconfirmed_map_is_left_out() -> None:
    assert "Where you marked pain" not in page_of(record([criteria(None), answered("phq9", PHQ9)]))


def test_no_area_marked_is_said_in_words() -> None:
    assert "None of the areas." in page_of(record([criteria([]), answered("phq9", PHQ9)]))


def test_assistive_programs_find_a_sound_structure(tmp_path: Path) -> None:
    path = tmp_path / "patient.pdf"
    path.write_bytes(render_patient(summary(course(12)), FIGURE))

    assert list(pdfua.validate(path).findings) == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_is_one_page_of_large_letters(paper: str) -> None:
    pdf = render_patient(summary(course(12, paper=paper)), FIGURE)

    assert len(pages(pdf)) == 1
    assert min(sizes(pdf)) >= 9


def test_same_input_gives_same_bytes() -> None:
    assert render_patient(summary(), FIGURE) == render_patient(summary(), FIGURE)
