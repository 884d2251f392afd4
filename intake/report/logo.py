# SPDX-License-Identifier: Apache-2.0
"""The clinic's logo, fitted into the letterhead."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from intake.report.pen import Pen

_FINEST = 600
"""More pixels than this across print no better in this size."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture and the size in points that it is drawn in."""

    picture: Any
    width: float
    height: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it with its upper edge at `top`; the clinic's name beside it is its text."""
        pen.picture(self.picture, left, top - self.height, self.width, self.height)


def logo_of(content: bytes, width: float, height: float) -> Logo | None:
    """Return a PNG or JPEG file fitted into a box; nothing where it cannot be read."""
    # Only a letterhead with a picture needs it.
    from PIL import Image  # noqa: PLC0415

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as opened:
            opened.thumbnail((_FINEST, _FINEST))
            layer = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    # An archive takes no transparency without more ado; paper is white.
    flat = Image.new("RGB", layer.size, "white")
    flat.paste(layer, mask=layer.getchannel("A"))
    scale = min(width / flat.width, height / flat.height)
    return Logo(flat, flat.width * scale, flat.height * scale)
