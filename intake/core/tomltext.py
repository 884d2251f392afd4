# SPDX-License-Identifier: Apache-2.0
"""Bytes of a TOML file to tables, exactly, or the one problem that stands in the way."""

from __future__ import annotations

import math
import re
import tomllib
from fractions import Fraction

from intake.core.problem import Problem, printable

LARGEST_FILE = 1_000_000
"""In bytes. The largest form known so far has a hundredth of it."""

_LONGEST_LINE = 20_000
_DECIMAL = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?")


def read_toml(content: bytes, file: str) -> dict[str, object] | Problem:
    """Return the tables of a TOML file, decimals as exact fractions, or what is wrong with it."""
    try:
        text = _text_of(content)
        return tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        return Problem(file, "", f"this is not valid TOML: {printable(str(error))}.")
    except _NotAFormError as error:
        return Problem(file, "", str(error))
    except RecursionError:
        text_ = "lists or tables are nested far too deeply; no form needs more than a few levels."
        return Problem(file, "", text_)
    except ValueError:
        return Problem(file, "", "a number or date is out of all bounds; correct it.")


class _NotAFormError(ValueError):
    """Why content is not looked at at all, as a sentence."""


def _text_of(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise _NotAFormError(
            f"the file has {len(content):,} bytes, more than the {LARGEST_FILE:,} that a form may "
            "have; check that it is the right file."
        )
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _NotAFormError(
            "the file starts with a byte order mark; save it as UTF-8 without BOM."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _NotAFormError(f"line {line} is not UTF-8; save the file as UTF-8.") from None
    # The parser needs quadratic time for a key of very many dotted parts.
    for number, line_text in enumerate(text.split("\n"), start=1):
        if len(line_text) > _LONGEST_LINE:
            raise _NotAFormError(
                f"line {number} is longer than {_LONGEST_LINE:,} characters; shorten it."
            )
    return text


def _exact(number: str) -> Fraction | float:
    """Return a decimal as it is written; anything else becomes NaN, which no key accepts."""
    plain = number.replace("_", "")
    return Fraction(plain) if _DECIMAL.fullmatch(plain) else math.nan
