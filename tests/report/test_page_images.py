# SPDX-License-Identifier: Apache-2.0
"""The pages as pictures: where ink stands in colour and in grey, and that none leaves a page."""

from __future__ import annotations

from functools import cache

import pytest
from PIL import Image, ImageChops

from intake.report.style import PAPERS as MEASURES
from tests.report.hard_visits import course, made
from tests.report.page_images import ACROSS, DOWN, PAPERS, VISITS, darkness, golden, images

ODD = 0.02
"""The share of patches that may be more than a step darker or lighter than they were."""


@cache
def pages(visits: int, paper: str, *, grey: bool) -> list[Image.Image]:
    return list(images(made(course(visits, paper=paper)), grey=grey))


def odd(one: list[str], other: list[str]) -> int:
    """Return how many patches differ by more than a step."""
    pairs = zip("".join(one), "".join(other), strict=True)
    return sum(abs(int(a) - int(b)) > 1 for a, b in pairs)


@pytest.mark.parametrize("grey", [True, False], ids=["grey", "colour"])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("visits", VISITS)
def test_every_page_looks_as_it_was_signed_off(visits: int, paper: str, grey: bool) -> None:
    known = golden()
    found = pages(visits, paper, grey=grey)

    assert len(found) == sum(name.startswith(f"{visits} {paper} ") for name in known)
    for number, image in enumerate(found, start=1):
        page = known[f"{visits} {paper} {number}"]
        assert odd(darkness(image), page) <= ODD * ACROSS * DOWN, f"page {number}"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("visits", VISITS)
def test_no_ink_stands_in_the_margins(visits: int, paper: str) -> None:
    side = int(MEASURES[paper].side) - 2
    for image in pages(visits, paper, grey=True):
        left, top, right, bottom = ImageChops.invert(image.convert("L")).getbbox() or (0, 0, 0, 0)

        assert left >= side
        assert right <= image.width - side
        assert top >= 20
        assert bottom <= image.height - 12


def test_a_page_with_a_part_of_it_gone_would_be_noticed() -> None:
    image = pages(12, "A4", grey=True)[0].copy()
    image.paste(255, (280, 430, 560, 640))

    assert odd(darkness(image), golden()["12 A4 1"]) > ODD * ACROSS * DOWN


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_pale_carries_meaning_alone(paper: str) -> None:
    # what is left when a printer has black and nothing else, against all that is there
    for image in pages(12, paper, grey=True)[:1]:
        ink = sum(image.convert("L").point(lambda value: value < 225).histogram()[1:])
        black = sum(image.convert("L").point(lambda value: value < 170).histogram()[1:])

        assert black > 0.6 * ink
