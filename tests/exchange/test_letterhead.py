# SPDX-License-Identifier: Apache-2.0
"""The letterhead and the audit anchor in the file of a visit."""

from __future__ import annotations

import base64
import json
from io import BytesIO

import pytest
from PIL import Image

from intake.core.visit import ReportRequest
from intake.exchange.visit_file import VisitFileError, read_visit
from intake.exchange.visit_parts import LARGEST_LOGO

HEAD: dict[str, object] = {
    "format": "intake-visit/1",
    "patient": {"id": "A-1"},
    "visit": {"id": "v-1"},
    "administrations": [],
}


def report(**fields: object) -> ReportRequest:
    content = json.dumps(HEAD | {"report": fields}).encode()
    return read_visit(content, "visit.json", {}).report


def picture(kind: str) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (4, 4)).save(kept, kind)
    return kept.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_letterhead_is_read(kind: str) -> None:
    content = picture(kind)

    found = report(address="12 Mill Lane", logo=base64.b64encode(content).decode(), anchor="4f")

    assert (found.address, found.logo, found.anchor) == ("12 Mill Lane", content, "4f")


def test_it_may_be_left_out() -> None:
    found = report()

    assert (found.address, found.logo, found.anchor) == (None, None, None)


@pytest.mark.parametrize(
    ("logo", "line"),
    [
        ("no base64!", "is no base64; write the bytes of a PNG or JPEG file in base64."),
        ("ü", "is no base64; write the bytes of a PNG or JPEG file in base64."),
        (
            base64.b64encode(picture("GIF")).decode(),
            "is neither PNG nor JPEG; save the picture as one of them.",
        ),
        (
            base64.b64encode(picture("PNG") + bytes(LARGEST_LOGO)).decode(),
            "is larger than 140,000 bytes; make the picture smaller.",
        ),
    ],
)
def test_a_logo_of_no_use_is_named_with_the_way_out(logo: str, line: str) -> None:
    with pytest.raises(VisitFileError) as caught:
        report(logo=logo)

    assert str(caught.value) == f"visit.json: report.logo: {line}"
