# SPDX-License-Identifier: Apache-2.0
"""The golden page images: how dark each patch of a page is, in ten steps, as text.

    python -m tests.report.page_images

writes them anew; look at the pages first (`python -m tests.pictures.pages FOLDER`). A patch is
about 9 mm wide, so that another machine's smoothing changes none of it by more than a step, and a
line that moved or a column that is gone changes many.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.report.hard_visits import course, made

GOLDEN = Path(__file__).parent / "__snapshots__" / "page_images.txt"
VISITS = (1, 2, 12, 60)
PAPERS = ("A4", "Letter")
ACROSS, DOWN = 24, 34
STEPS = 10


def images(pdf: bytes, *, grey: bool) -> Iterator[Image.Image]:
    """Yield the pages as pictures, a pixel a point."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.render(scale=1, grayscale=grey).to_pil()
        page.close()
    document.close()


def darkness(image: Image.Image) -> list[str]:
    """Return how dark the patches of a page are: a line of digits a row, 0 is white."""
    # text on paper is a third of ink at most, so that the steps are as wide as that
    small = image.convert("L").resize((ACROSS, DOWN), Image.Resampling.BOX)
    levels = [min(STEPS - 1, (255 - value) * 3 * STEPS // 256) for value in small.tobytes()]
    digits = "".join(map(str, levels))
    return [digits[at : at + ACROSS] for at in range(0, len(digits), ACROSS)]


def golden() -> dict[str, list[str]]:
    """Return the stored pages by their name, such as "12 A4 3"."""
    parts = GOLDEN.read_text(encoding="ascii").split("\n\n")
    return {name: rows for name, *rows in (part.split("\n") for part in parts)}


def main() -> None:
    """Write the pages of every visit on both papers."""
    parts = []
    for visits in VISITS:
        for paper in PAPERS:
            pdf = made(course(visits, paper=paper))
            for number, image in enumerate(images(pdf, grey=True), start=1):
                parts.append("\n".join((f"{visits} {paper} {number}", *darkness(image))))
    GOLDEN.write_text("\n\n".join(parts), encoding="ascii")


if __name__ == "__main__":
    main()
