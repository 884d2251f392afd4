# SPDX-License-Identifier: Apache-2.0
"""The visit that travels inside a report, taken out again."""

from __future__ import annotations

import io

VISIT = "visit.json"
"""The name of the file inside the PDF."""


def attached(pdf: bytes) -> bytes | None:
    """Return the visit's file that a report of this program carries, to the letter.

    Nothing when it carries none: a form of the visit was not here when the report was made.
    """
    # Heavy, and only clinics that want the data beside their reports need it.
    from pypdf import PdfReader  # noqa: PLC0415

    return next(iter(PdfReader(io.BytesIO(pdf)).attachments.get(VISIT, ())), None)
