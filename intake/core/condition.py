# SPDX-License-Identifier: Apache-2.0
"""What is asked of answers and scores: a comparison, and all or any of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Relation(StrEnum):
    """How a test compares; `>` and `<` occur only in rules of change."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    NOT_EQUAL = "!="
    BETWEEN = ".."
    MORE_THAN = ">"
    LESS_THAN = "<"


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of one name with numbers, or with a word such as `yes` or `male`.

    `low` is the number of every relation but `BETWEEN`, which uses `low` and `high`,
    both included. `word` is set instead of numbers for criteria, outcomes and needs.
    """

    __test__ = False  # pytest, this is not one of yours

    name: str
    relation: Relation
    low: Fraction | None = None
    high: Fraction | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part holds."""

    parts: tuple[Condition, ...]


Condition = Test | AllOf | AnyOf


def names_in(condition: Condition) -> Iterator[str]:
    """Yield every name that a condition looks at, in order, repeats included."""
    if isinstance(condition, Test):
        yield condition.name
        return
    for part in condition.parts:
        yield from names_in(part)
