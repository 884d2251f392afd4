# SPDX-License-Identifier: Apache-2.0
"""Instruments built by hand, so that scoring is tested without any file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from intake.core.answers import Answer
from intake.core.condition import AllOf as All
from intake.core.condition import AnyOf, Condition, Relation, Test
from intake.core.instrument import (
    Alert,
    Criterion,
    Instrument,
    Item,
    Level,
    Need,
    Option,
    Outcome,
    OutcomeLine,
    Page,
    Response,
    ResponseKind,
    Rights,
    Status,
)
from intake.core.score import (
    Amount,
    Band,
    BandSet,
    ChangeRule,
    MissingRule,
    Score,
    Term,
    Then,
    Verb,
    Worse,
)

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
    *,
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


def fiqr() -> Instrument:
    """Return a form with a score made of scores, a division and two band sets."""
    domains = {
        "function": ("activities", 9, 3, MissingRule(Then.PRORATE, 1)),
        "overall": ("impact", 2, 1, None),
        "symptoms": ("intensity", 10, 2, None),
    }
    pages, scores = [], []
    for name, (page_id, count, divide, missing) in domains.items():
        items = " ".join(f"{page_id}{n}" for n in range(1, count + 1))
        pages.append(page(page_id, SCALE, items))
        scores.append(
            Score(
                name,
                Verb.SUM,
                terms(items),
                Fraction(0),
                Fraction(10 * count, divide),
                divide=Fraction(divide),
                missing=missing,
                decimals=1,
            )
        )
    bands = (
        lower_bands("salaffi_2021", remission=0, mild=24, moderate=41, severe=64, very_severe=83),
        upper_bands("salaffi_2018", remission=30, mild=45, moderate=65, high=100),
    )
    scores.append(total("function overall symptoms", 0, 100, bands=bands, decimals=1))
    return form(pages, scores=tuple(scores))


def fiqr_answers(
    function: Iterable[int | None], overall: Iterable[int | None], symptoms: Iterable[int | None]
) -> dict[str, Answer]:
    """Return the answers of the three domains; `None` leaves one out."""
    found: dict[str, Answer] = {}
    for page_id, values in (
        ("activities", function),
        ("impact", overall),
        ("intensity", symptoms),
    ):
        for number, value in enumerate(values, start=1):
            if value is not None:
                found[f"{page_id}{number}"] = value
    return found


SLEEP = "sob_headache rested drowsy trouble_falling amount_needed"


def mos_sleep() -> Instrument:
    """Return a form with reversed and rescaled means of responses that differ."""
    minutes = tuple(Option(f"minutes{value}", value) for value in range(1, 6))
    often = tuple(Option(f"often{value}", value) for value in range(1, 7))
    latency = Response("latency", ResponseKind.OPTIONS, minutes, 1, 5)
    frequency = Response("often", ResponseKind.OPTIONS, often, 1, 6)
    hours = Response("hours", ResponseKind.NUMBER, (), 0, 24)
    scale = {"low": Fraction(0), "high": Fraction(100), "rescale": (Fraction(0), Fraction(100))}
    return form(
        [
            page("start", latency, "latency"),
            page("night", hours, "hours"),
            page("sleep", frequency, SLEEP),
        ],
        scores=(
            changed(
                total(f"latency {SLEEP}", 0, 100),
                verb=Verb.MEAN,
                reverse=frozenset({"sob_headache", "drowsy", "trouble_falling"}),
                missing=MissingRule(Then.PRORATE, 3),
                decimals=1,
                **scale,
            ),
            Score(
                "adequacy",
                Verb.MEAN,
                terms("rested amount_needed"),
                reverse=frozenset(("rested", "amount_needed")),
                missing=MissingRule(Then.PRORATE, 1),
                worse=Worse.LOWER,
                **scale,  # type: ignore[arg-type]
            ),
            Score("hours_slept", Verb.SUM, terms("hours"), Fraction(0), Fraction(24)),
        ),
        criteria=(Criterion("optimal", every(hours="7..8")),),
    )


def healthy_days() -> Instrument:
    """Return a form with a cap, a reversed score and a page asked until known to be hidden."""
    none = every(phys_days="= 0", ment_days="= 0")
    unhealthy = Score(
        "unhealthy_days",
        Verb.SUM,
        terms("phys_days ment_days"),
        Fraction(0),
        Fraction(30),
        cap=Fraction(30),
    )
    healthy = Score(
        "healthy_days",
        Verb.SUM,
        terms("unhealthy_days"),
        Fraction(0),
        Fraction(30),
        reverse=frozenset({"unhealthy_days"}),
        worse=Worse.LOWER,
    )
    return form(
        [
            page("days", DAYS, "phys_days ment_days"),
            page("activity", DAYS, "act_days", unless=none, hidden=0),
        ],
        scores=(healthy, unhealthy),
        criteria=tuple(
            Criterion(name, every(**{item: ">= 14"}))
            for name, item in (("fpd", "phys_days"), ("fmd", "ment_days"), ("fal", "act_days"))
        ),
    )


def audit_c() -> Instrument:
    """Return a form with a need and a page that counts 0 when it is hidden."""
    options = tuple(Option(f"o{value}", value) for value in range(5))
    response = Response("drinks", ResponseKind.OPTIONS, options, 0, 4)
    return form(
        [
            page("often", response, "frequency"),
            page("much", response, "typical binge", unless=every(frequency="= 0"), hidden=0),
        ],
        needs=(Need.SEX,),
        scores=(total("frequency typical binge", 0, 12),),
        criteria=(
            Criterion(
                "positive",
                some(check("total", ">= 4"), every(total=">= 3", sex="!= male")),
            ),
        ),
    )


def asq() -> Instrument:
    """Return a form with an outcome, and alerts on it in both ways of writing them."""
    questions = "wished_dead better_off_dead thoughts_killing ever_tried"
    positive = ("acute_positive", "non_acute_positive", "positive_acuity_unknown")
    return form(
        [
            page("questions", YES_NO, questions),
            page("acuity", YES_NO, "now", only_if=check("any_yes", "yes")),
        ],
        criteria=(
            Criterion("any_yes", some(*(check(name, "= 1") for name in questions.split()))),
        ),
        outcomes=(
            Outcome(
                "screening",
                (
                    OutcomeLine("acute_positive", every(any_yes="yes", now="= 1")),
                    OutcomeLine("non_acute_positive", every(any_yes="yes", now="= 0")),
                    OutcomeLine("positive_acuity_unknown", check("any_yes", "yes")),
                    OutcomeLine("negative", check("any_yes", "no")),
                    OutcomeLine("incomplete", None),
                ),
            ),
        ),
        alerts=(
            Alert(
                "positive_screen",
                some(*(check("screening", f"= {line}") for line in positive)),
                Level.NOW,
                unanswered=Level.NOW,
            ),
            Alert("not_negative", check("screening", "!= negative"), Level.NOW, Level.NOW),
        ),
    )


AREAS = "shoulder_l upper_arm_l shoulder_r upper_arm_r neck upper_back chest"


def criteria_2016() -> Instrument:
    """Return a form with a body map, counts of criteria, and all and any nested."""
    sides = {
        "left": ("shoulder_l", "upper_arm_l"),
        "right": ("shoulder_r", "upper_arm_r"),
        "axial": ("neck", "upper_back"),
    }
    regions = tuple(
        Criterion(name, some(*(check(area, "= 1") for area in areas)))
        for name, areas in sides.items()
    )
    symptoms = "fatigue unrefreshed cognitive"
    return form(
        [page("areas", AREA, AREAS), page("symptoms", FREQUENCY, symptoms)],
        scores=(
            Score("wpi", Verb.COUNT, counted(AREAS, "= 1"), Fraction(0), Fraction(7)),
            Score("sss", Verb.SUM, terms(symptoms), Fraction(0), Fraction(9)),
            Score("fs", Verb.SUM, terms("wpi sss"), Fraction(0), Fraction(16)),
            Score(
                "regions",
                Verb.COUNT,
                tuple(Term(name, check(name, "yes")) for name in sides),
                Fraction(0),
                Fraction(3),
            ),
        ),
        criteria=(
            *regions,
            Criterion("c1", some(every(wpi=">= 4", sss=">= 4"), every(wpi="2..3", sss=">= 6"))),
            Criterion("c2", every(regions=">= 2")),
            Criterion("consistent", every(c1="yes", c2="yes")),
        ),
    )


EVERY_FORM = (phq9, fiqr, mos_sleep, healthy_days, audit_c, asq, criteria_2016)


def needs_of(made: Instrument, sex: str) -> Mapping[str, str]:
    """Return the needs that a form has."""
    return {str(need): sex for need in made.needs if need is Need.SEX}
