# SPDX-License-Identifier: Apache-2.0
"""Dates, numbers and periods as staff read them, the same on every system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

NOT_RECORDED = "not recorded"

_DAYS_SAID_AS_DAYS = 21
_DAYS_SAID_AS_WEEKS = 182
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "de_de": "German (Germany)",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "fr_fr": "French (France)",
    "ko": "Korean",
    "tl": "Tagalog",
    "vi": "Vietnamese",
    "zh": "Chinese",
    "zh_hans": "Chinese (simplified)",
    "zh_hant": "Chinese (traditional)",
}


def date_words(day: date) -> str:
    """Return a day as "22 Nov 2026", whatever the system's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def time_words(at: datetime) -> str:
    """Return the time of day as "09:31"."""
    return f"{at.hour:02}:{at.minute:02}"


def moment_words(at: datetime, beside: date | None = None) -> str:
    """Return day and time; only the time when the day is the one already printed beside it."""
    if beside is not None and at.date() == beside:
        return time_words(at)
    return f"{date_words(at)}, {time_words(at)}"


def zone_words(at: datetime) -> str:
    """Return the offset as "UTC+01:00"; say so when the time has none."""
    offset = at.utcoffset()
    if offset is None:
        return f"time zone {NOT_RECORDED}"
    minutes = round(offset.total_seconds() / 60)
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def length_words(length: timedelta) -> str:
    """Return a length of time in whole minutes, "under 1 min" for less."""
    minutes = int(length.total_seconds() // 60)
    return f"{minutes} min" if minutes else "under 1 min"


def apart_words(earlier: date, later: date) -> str:
    """Return how far two days are apart, short: days, then weeks, then months."""
    days = (later - earlier).days
    if days <= _DAYS_SAID_AS_DAYS:
        return f"{days} d"
    if days <= _DAYS_SAID_AS_WEEKS:
        return f"{round(days / 7)} wk"
    return f"{round(days * 12 / 365.25)} mo"


def age_on(birth: date, day: date) -> int:
    """Return the completed years of life on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def number_words(value: Fraction, decimals: int = 0) -> str:
    """Return an exact number with so many decimals; a tie goes away from zero."""
    # In whole numbers, which is many times quicker than in fractions.
    above, under = value.as_integer_ratio()
    if under == 1 and not decimals and above >= 0:
        return str(above)
    over = abs(above) * 10**decimals
    digits = f"{(2 * over + under) // (2 * under):0{decimals + 1}d}"
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    is_negative = above < 0 and any(digit != "0" for digit in digits)
    return f"\N{MINUS SIGN}{text}" if is_negative else text


def signed_words(value: Fraction, decimals: int = 0) -> str:
    """Return a difference with its sign."""
    text = number_words(value, decimals)
    return f"+{text}" if value > 0 else text


def plain_number(value: Fraction) -> str:
    """Return a published number as it was written: whole, or with one or two decimals."""
    for decimals in (0, 1):
        if (value * 10**decimals).denominator == 1:
            return number_words(value, decimals)
    return number_words(value, 2)


def count_words(count: int, noun: str) -> str:
    """Return "1 day", "2 days"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def language_words(code: str | None) -> str:
    """Return a language's English name, or its code where the name is not known here."""
    if code is None:
        return NOT_RECORDED
    return _LANGUAGES.get(code.lower().replace("-", "_"), code)


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as in a sentence: "a, b and c"."""
    *others, final = words or ("",)
    return f"{', '.join(others)} {last} {final}" if others else final


def readable(name: str) -> str:
    """Return an id as words, for the case that nobody gave it a name."""
    return name.replace("_", " ")
