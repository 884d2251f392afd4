# SPDX-License-Identifier: Apache-2.0
"""The figure on paper: sides in words, marks as hatching, last time as dashes."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from intake.assets import resources_dir
from intake.core.figure import Figure, parse
from intake.core.visit import VisitRecord
from intake.report.document import render
from tests.sample_visits import AREAS, criteria, earlier_visit, form, record, summary


@pytest.fixture(scope="module")
def figure() -> Figure:
    return parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))


def front(visit: VisitRecord, figure: Figure) -> tuple[str, int, bytes]:
    """Return the words of page 1, how many shapes it holds, and its grey picture."""
    document = pypdfium2.PdfDocument(render(summary(visit), figure))
    page = document[0]
    reader = page.get_textpage()
    words = " ".join(str(reader.get_text_range()).split())
    shapes = sum(1 for _ in page.get_objects())
    picture = bytes(page.render(scale=1, grayscale=True).buffer)
    reader.close()
    page.close()
    document.close()
    return words, shapes, picture


def test_both_views_are_named_and_say_which_side_is_which(figure: Figure) -> None:
    words, _, _ = front(record([criteria(AREAS)]), figure)

    assert {"front", "back"} <= set(words.split())
    assert words.split().count("left") + words.split().count("L") >= 2
    assert words.split().count("right") + words.split().count("R") >= 2


@pytest.mark.parametrize("item", [item.id for item in form("acr2016").page("areas").items])
def test_every_area_shows_in_grey_when_it_is_marked(item: str, figure: Figure) -> None:
    _, plain_shapes, plain = front(record([criteria([])]), figure)

    _, shapes, picture = front(record([criteria([item])]), figure)

    assert shapes > plain_shapes
    assert picture != plain


def test_what_was_marked_only_last_time_is_dashed_and_named(figure: Figure) -> None:
    before = earlier_visit(date(2026, 3, 12), criteria([*AREAS, "chest"]))

    words, _, _ = front(record([criteria(AREAS)], earlier=[before]), figure)

    assert "No longer (dashed): chest" in words


def test_an_unconfirmed_map_shows_no_figure(figure: Figure) -> None:
    words, _, _ = front(record([criteria(None)]), figure)

    assert "Pain areas: not confirmed" in words
    assert "front" not in words.split()
