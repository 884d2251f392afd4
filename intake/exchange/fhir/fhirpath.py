# SPDX-License-Identifier: Apache-2.0
"""Pieces of FHIRPath: numbers, comparisons and answers as text."""

from __future__ import annotations

from fractions import Fraction

from intake.core.condition import Relation, Test
from intake.core.instrument import Item, ResponseKind
from intake.core.score import Score, Verb

EMPTY = "{}"


def camel(name: str) -> str:
    """Return a name that both FHIR's `id` and FHIRPath's identifiers allow."""
    first, *rest = name.split("_")
    return "".join([first, *(part[:1].upper() + part[1:] for part in rest)])[:60]


def answer_of(item: Item) -> str:
    """Return what an item is worth: empty while it has no answer."""
    path = f"%resource.item.where(linkId='{item.page}').item.where(linkId='{item.id}')"
    value = f"{path}.answer.value"
    if item.response.kind is ResponseKind.OPTIONS:
        return f"{value}.weight()"
    return f"{value}.toInteger()" if item.response.kind is ResponseKind.MARK else value


def finished(score: Score, total: str) -> str:
    """Return a sum or a count with its cap and its divisor."""
    if score.cap is not None:
        cap = number(score.cap)
        total = f"iif(({total}) > {cap}, {cap}, {total})"
    terms = len(score.terms) if score.verb is Verb.MEAN else 1
    divisor = score.divide * terms
    if divisor != 1:
        total = times(f"({total})", 1 / divisor)
    return total


def times(value: str, factor: Fraction) -> str:
    """Return a value times an exact factor."""
    above = f" * {factor.numerator}" if factor.numerator != 1 else ""
    below = f" / {factor.denominator}" if factor.denominator != 1 else ""
    return f"{value}{above}{below}"


def number(value: Fraction) -> str:
    """Return an exact number."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"({value.numerator} / {value.denominator})"


def compared(test: Test, value: str) -> str:
    """Return a test of a value that is known, or empty."""
    low = number(test.low or Fraction(0))
    if test.relation is Relation.BETWEEN:
        high = number(test.high if test.high is not None else test.low or Fraction(0))
        return f"{value} >= {low} and {value} <= {high}"
    return f"{value} {test.relation} {low}"


def between(test: Test, least: str, most: str) -> str:
    """Return a test of what lies between two bounds: empty where they disagree."""
    low = number(test.low or Fraction(0))
    high = number(test.high) if test.high is not None else low
    yes, no = {
        Relation.AT_LEAST: (f"{least} >= {low}", f"{most} < {low}"),
        Relation.AT_MOST: (f"{most} <= {low}", f"{least} > {low}"),
        Relation.MORE_THAN: (f"{least} > {low}", f"{most} <= {low}"),
        Relation.LESS_THAN: (f"{most} < {low}", f"{least} >= {low}"),
        Relation.NOT_EQUAL: (
            f"{least} > {low} or {most} < {low}",
            f"{least} = {low} and {most} = {low}",
        ),
    }.get(
        test.relation,
        (f"{least} >= {low} and {most} <= {high}", f"{most} < {low} or {least} > {high}"),
    )
    return f"iif({yes}, true, iif({no}, false, {EMPTY}))"
