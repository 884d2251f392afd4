# SPDX-License-Identifier: Apache-2.0
"""The colour profile of the report: sRGB from its published numbers (IEC 61966-2-1, ICC.1).

Written here so that its bytes never change: a profile made by a library holds the current time.
"""

from __future__ import annotations

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_TO_D50 = (
    (1.047882, 0.022919, -0.050217),
    (0.029587, 0.990484, -0.017059),
    (-0.009232, 0.015076, 0.751678),
)
_PRIMARIES = {
    b"rXYZ": (0.436066, 0.222488, 0.013916),
    b"gXYZ": (0.385147, 0.716873, 0.097076),
    b"bXYZ": (0.143066, 0.060608, 0.714096),
}
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_HEAD = 128


@cache
def srgb_profile() -> bytes:
    """Return an ICC profile, version 4."""
    chad = b"sf32" + bytes(4) + _fixed(*(value for row in _TO_D50 for value in row))
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _text("sRGB"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(*_D50),
        b"chad": chad,
        **{name: _xyz(*value) for name, value in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = b"", b""
    start = _HEAD + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + struct.pack(">II", start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    count = struct.pack(">I", len(tags))
    size = start + len(body)
    return _header(size) + count + table + body


def _header(size: int) -> bytes:
    made = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    fields = struct.pack(">I4xI", size, 0x04300000) + b"mntrRGB XYZ " + made + b"acsp"
    return (fields + bytes(28) + _fixed(*_D50)).ljust(_HEAD, b"\0")


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(x, y, z)


def _text(text: str) -> bytes:
    letters = text.encode("utf-16-be")
    place = struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(letters), 28)
    return b"mluc" + bytes(4) + place + letters
