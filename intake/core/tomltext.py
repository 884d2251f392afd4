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
    fault = _fault(content)
    if fault:
        return Problem(file, "", fault)
    try:
        return tomllib.loads(content.decode("utf-8"), parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        fault = f"this is not valid TOML: {printable(str(error))}."
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = f"line {line} is not UTF-8; save the file as UTF-8."
    except RecursionError:
        fault = "lists or tables are nested far too deeply; no form needs more than a few levels."
    except ValueError:
        fault = "a number or date is out of all bounds; correct it."
    return Problem(file, "", fault)


def _fault(content: bytes) -> str:
    """Return why content is not looked at at all, empty when it is."""
    if len(content) > LARGEST_FILE:
        return (
            f"the file has more than the {LARGEST_FILE:,} bytes that a form may have; check that "
            "it is the right file."
        )
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "the file starts with a byte order mark; save it as UTF-8 without BOM."
    # The parser needs quadratic time for a key of very many dotted parts.
    for number, line in enumerate(content.split(b"\n"), start=1):
        if len(line) > _LONGEST_LINE:
            return f"line {number} is longer than {_LONGEST_LINE:,} bytes; shorten it."
    return ""


def _exact(number: str) -> Fraction | float:
    """Return a decimal as it is written; anything else becomes NaN, which no key accepts."""
    plain = number.replace("_", "")
    return Fraction(plain) if _DECIMAL.fullmatch(plain) else math.nan
