# SPDX-License-Identifier: Apache-2.0
"""Instruments built by hand, so that scoring is tested without any file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from intake.core.answers import Answer
from intake.core.instrument import (
    Alert,
    Amount,
    AnyOf,
    Band,
    BandSet,
    ChangeRule,
    Condition,
    Criterion,
    Instrument,
    Item,
    Level,
    MissingRule,
    Need,
    Option,
    Outcome,
    OutcomeLine,
    Page,
    Relation,
    Response,
    ResponseKind,
    Rights,
    Score,
    Status,
    Term,
    Test,
    Then,
    Verb,
    Worse,
)
from intake.core.instrument import AllOf as All

RIGHTS = Rights("nobody", "public domain", "none", "No attribution.", date(2026, 11, 22))

FREQUENCY = Response(
    "frequency",
    ResponseKind.OPTIONS,
    tuple(
        Option(name, value)
        for value, name in enumerate(("not_at_all", "several_days", "more_than_half", "nearly"))
    ),
    0,
    3,
)
YES_NO = Response("yes_no", ResponseKind.OPTIONS, (Option("yes", 1), Option("no", 0)), 0, 1)
SCALE = Response("scale", ResponseKind.SCALE, (), 0, 10)
DAYS = Response("days", ResponseKind.NUMBER, (), 0, 30)
AREA = Response("area", ResponseKind.MARK, (), 0, 1)
TEXT = Response("text", ResponseKind.TEXT)

PRORATE_2 = MissingRule(Then.PRORATE, 2, round_half_up=True)
AT_LEAST = MissingRule(Then.AT_LEAST)


def check(name: str, test: str) -> Test:
    """Return a test written as in a form: `">= 5"`, `"4..6"`, `"!= male"`, `"yes"`."""
    if ".." in test:
        low, high = (Fraction(part) for part in test.split(".."))
        return Test(name, Relation.BETWEEN, low, high)
    if " " not in test:
        return Test(name, Relation.EQUAL, word=test)
    sign, operand = test.split(" ")
    if operand.lstrip("-").replace(".", "").isdigit():
        return Test(name, Relation(sign), Fraction(operand))
    return Test(name, Relation(sign), word=operand)


def every(**tests: str) -> Condition:
    """Return a table of tests that must all hold."""
    return All(tuple(check(name, test) for name, test in tests.items()))


def some(*parts: Condition) -> Condition:
    """Return a condition that holds when one of its parts does."""
    return AnyOf(parts)


def page(
    page_id: str,
    response: Response,
    items: str,
    only_if: Condition | None = None,
    unless: Condition | None = None,
    hidden: int | None = None,
) -> Page:
    """Return a page of items that share a response; `items` are ids parted by spaces."""
    made = tuple(Item(name, page_id, response) for name in items.split())
    return Page(page_id, made, only_if=only_if, unless=unless, hidden=hidden)


def terms(names: str) -> tuple[Term, ...]:
    """Return the terms of a sum or a mean."""
    return tuple(Term(name) for name in names.split())


def counted(names: str, test: str) -> tuple[Term, ...]:
    """Return the terms of a count that share a test."""
    return tuple(Term(name, check(name, test)) for name in names.split())


def lower_bands(set_id: str, **limits: int) -> BandSet:
    """Return a band set by lower bounds."""
    return BandSet(set_id, tuple(Band(name, Fraction(limit)) for name, limit in limits.items()))


def upper_bands(set_id: str, **limits: int) -> BandSet:
    """Return a band set by upper bounds."""
    bands = tuple(Band(name, Fraction(limit)) for name, limit in limits.items())
    return BandSet(set_id, bands, upper=True)


def total(names: str, low: int, high: int, **rest: object) -> Score:
    """Return the sum called `total`."""
    made = Score("total", Verb.SUM, terms(names), Fraction(low), Fraction(high))
    return changed(made, **rest)


def changed(score: Score, **rest: object) -> Score:
    """Return a score with other fields."""
    values = {name: getattr(score, name) for name in Score.__slots__} | rest
    return Score(**values)


def form(pages: Iterable[Page], **rest: object) -> Instrument:
    """Return an instrument with the rules given."""
    named: dict[str, object] = {"id": "form", "version": "1.0.0", "status": Status.VERIFIED}
    named |= {"rights": RIGHTS, "pages": tuple(pages)} | rest
    return Instrument(**named)  # type: ignore[arg-type]


PROBLEMS = "interest mood sleep energy appetite self_worth concentration psychomotor self_harm"


def phq9() -> Instrument:
    """Return a form with proration, counts, a conditional page and an alert."""
    but_last = " ".join(PROBLEMS.split()[:-1])
    return form(
        [
            page("problems", FREQUENCY, PROBLEMS),
            page("impact", FREQUENCY, "difficulty", only_if=every(problem_count=">= 1")),
        ],
        scores=(
            total(
                PROBLEMS,
                0,
                27,
                missing=PRORATE_2,
                bands=(
                    lower_bands(
                        "kroenke_2001",
                        none_minimal=0,
                        mild=5,
                        moderate=10,
                        moderately_severe=15,
                        severe=20,
                    ),
                ),
                change=ChangeRule(
                    Amount(Fraction(5)),
                    check("total", "> 9"),
                    Amount(Fraction(1, 2), is_share=True),
                    check("total", "< 5"),
                ),
                source={"bands": "Kroenke 2001", "missing": "convention (APA)"},
            ),
            Score(
                "symptom_count",
                Verb.COUNT,
                (*counted(but_last, ">= 2"), *counted("self_harm", ">= 1")),
                Fraction(0),
                Fraction(9),
                missing=AT_LEAST,
            ),
            Score(
                "core_count",
                Verb.COUNT,
                counted("interest mood", ">= 2"),
                Fraction(0),
                Fraction(2),
                missing=AT_LEAST,
            ),
            Score(
                "problem_count",
                Verb.COUNT,
                counted(PROBLEMS, ">= 1"),
                Fraction(0),
                Fraction(9),
                missing=AT_LEAST,
            ),
        ),
        criteria=(
            Criterion("positive", every(total=">= 10")),
            Criterion("major", every(core_count=">= 1", symptom_count=">= 5")),
            Criterion("other", every(core_count=">= 1", symptom_count="2..4")),
        ),
        alerts=(
            Alert(
                "self_harm_reported",
                every(self_harm=">= 1"),
                Level.NOW,
                unanswered=Level.TODAY,
                offer="asq",
            ),
        ),
    )


def phq9_answers(*values: int | None) -> dict[str, Answer]:
    """Return answers to items 1 to 9; `None` leaves one out."""
    names = zip(PROBLEMS.split(), values, strict=True)
    return {name: FREQUENCY.options[v].id for name, v in names if v is not None}
