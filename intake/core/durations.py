# SPDX-License-Identifier: Apache-2.0
"""Recall periods: the ISO 8601 durations that can be said in a few words."""

from __future__ import annotations

import re

_DURATION = re.compile(r"P([1-9][0-9]{0,2})([DWMY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}


def is_duration(text: str) -> bool:
    """Say whether this is days, weeks, months or years and nothing else, such as `P2W`."""
    return _DURATION.fullmatch(text) is not None


def recall_words(duration: str) -> str:
    """Return what a recall period is called in a report: `P2W` is "past 2 weeks".

    Raises:
        ValueError: when it is not one number of one unit.
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(f"{duration!r} is not a duration such as P7D, P2W, P6M or P1Y")
    count, unit = int(match[1]), _UNITS[match[2]]
    return f"past {unit}" if count == 1 else f"past {count} {unit}s"


def days_of(duration: str) -> int:
    """Return about how many days a recall period covers.

    Raises:
        ValueError: when it is not one number of one unit.
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(f"{duration!r} is not a duration such as P7D, P2W, P6M or P1Y")
    return int(match[1]) * _DAYS[match[2]]
