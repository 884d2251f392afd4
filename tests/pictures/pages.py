# SPDX-License-Identifier: Apache-2.0
"""Makes pictures of report pages, to look at: hard visits on both papers, in colour and in grey.

    python -m tests.pictures.pages FOLDER

Each page is a PNG named after its visit, paper, ink and number; `threshold` is what a printer
with nothing but black leaves of page 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.report.hard_visits import hard_visits

SCALE = 110 / 72
BLACK = 150
"""What is darker than this of 255 gets black on a printer that knows no grey."""


def pictures(pdf: bytes, *, grey: bool) -> Iterator[Image.Image]:
    """Yield the pages of a PDF as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.render(scale=SCALE, grayscale=grey).to_pil()
        page.close()
    document.close()


def main(folder: Path) -> int:
    """Write all pictures and return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    for name, pdf in hard_visits():
        for ink, grey in (("colour", False), ("grey", True)):
            for number, image in enumerate(pictures(pdf, grey=grey), start=1):
                image.save(folder / f"{name}-{ink}-{number:02}.png")
                made += 1
        front = next(pictures(pdf, grey=True))
        front.point(lambda value: 255 * (value > BLACK)).save(folder / f"{name}-threshold-01.png")
        made += 1
    return made


if __name__ == "__main__":
    print(f"{main(Path(sys.argv[1]))} pictures")  # noqa: T201 - a program that tells what it did
