# SPDX-License-Identifier: Apache-2.0
"""The way through a visit: order, going back, jumping, and what counts as unanswered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.answers import Answer, Missing
from intake.core.condition import Relation, Test
from intake.core.flow import REVIEW, Flow, Question
from intake.core.instrument import (
    Alert,
    Instrument,
    Item,
    Level,
    Page,
    Response,
    ResponseKind,
    Rights,
    Status,
)
from intake.core.score import Score, Term, Verb
from intake.core.visit import RaisedAs

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
SCALE = Response("scale", ResponseKind.SCALE, low=0, high=3)
MARK = Response("mark", ResponseKind.MARK, low=0, high=1)
RIGHTS = Rights("nobody", "made for a test", "none", "none", date(2026, 11, 22))


def _page(name: str, *items: str, response: Response = SCALE, only_if: Test | None = None) -> Page:
    made = tuple(Item(item, name, response) for item in items)
    return Page(name, made, only_if=only_if, hidden=0 if only_if else None)


def _map() -> Instrument:
    return Instrument(
        "body", "1.0.0", Status.VERIFIED, (_page("areas", "neck", "hip", response=MARK),), RIGHTS
    )


def _mood() -> Instrument:
    """Two problems; how hard they are is asked only when one is there; `harm` alerts."""
    problems = _page("problems", "sad", "harm")
    some = Test("count", Relation.AT_LEAST, Fraction(1))
    at_least_one = {item: Test(item, Relation.AT_LEAST, Fraction(1)) for item in ("sad", "harm")}
    return Instrument(
        "mood",
        "1.0.0",
        Status.VERIFIED,
        (problems, _page("impact", "hard", only_if=some)),
        RIGHTS,
        scores=(
            Score(
                "count",
                Verb.COUNT,
                tuple(Term(item, test) for item, test in at_least_one.items()),
                Fraction(0),
                Fraction(2),
            ),
        ),
        alerts=(Alert("harm_reported", at_least_one["harm"], Level.NOW, unanswered=Level.TODAY),),
    )


def _flow() -> Flow:
    return Flow((_map(), _mood()))


def _answer(flow: Flow, values: dict[str, Answer]) -> Question:
    here = flow.here
    assert here is not None
    flow.record(here, values, NOW)
    flow.next()
    return here


def test_a_body_map_is_one_question_and_other_pages_one_an_item() -> None:
    assert [question.key for question in _flow().questions()] == [
        "body.areas",
        "mood.sad",
        "mood.harm",
    ]


def test_a_conditional_question_is_asked_only_once_it_is_known_to_apply() -> None:
    flow = _flow()
    _answer(flow, {"neck": 1, "hip": 0})
    assert _answer(flow, {"sad": 2}).key == "mood.sad"

    assert [question.key for question in flow.questions()][-1] == "mood.hard"


def test_a_question_that_may_still_come_is_counted_so_that_the_end_never_moves_away() -> None:
    flow = _flow()
    _answer(flow, {"neck": 0, "hip": 0})
    first = flow.progress()
    _answer(flow, {"sad": 0})
    _answer(flow, {"harm": 0})

    assert (first.number, first.of, first.part, first.parts) == (1, 3, 2, 2)
    assert flow.here is None
    assert flow.progress().of == 2


def test_the_review_lists_what_was_declined_skipped_and_never_reached() -> None:
    flow = _flow()
    _answer(flow, {"neck": 1})
    _answer(flow, {"sad": Missing.DECLINED})

    assert [q.key for q in flow.unanswered()] == ["body.areas", "mood.sad", "mood.harm"]


def test_a_jump_from_the_review_leads_back_to_it() -> None:
    flow = _flow()
    for values in ({"neck": 1, "hip": 0}, {"sad": Missing.SKIPPED}, {"harm": 0}):
        _answer(flow, dict(values))
    assert flow.position == REVIEW

    flow.jump("mood.sad")
    assert flow.returns_to_review
    _answer(flow, {"sad": 0})

    assert flow.here is None
    assert flow.unanswered() == ()


def test_only_changed_answers_are_recorded_again() -> None:
    flow = _flow()
    here = flow.here
    assert here is not None

    first = flow.record(here, {"neck": 1, "hip": 0}, NOW)
    again = flow.record(here, {"neck": 1, "hip": 1}, NOW)

    assert [(event.item, event.answer) for event in first] == [("neck", 1), ("hip", 0)]
    assert [(event.item, event.answer) for event in again] == [("hip", 1)]


def test_a_typed_word_is_not_taken_for_a_reason_of_the_same_spelling() -> None:
    flow = _flow()
    here = flow.here
    assert here is not None
    flow.record(here, {"neck": Missing.DECLINED}, NOW)

    assert flow.record(here, {"neck": "declined"}, NOW) != ()


def test_a_sitting_resumes_where_it_stopped() -> None:
    flow = _flow()
    _answer(flow, {"neck": 1, "hip": 0})
    _answer(flow, {"sad": 1})

    again = Flow(flow.parts, flow.answers)
    again.resume(flow.position)

    assert again.here is not None
    assert again.here.key == "mood.harm"
    assert again.answers == flow.answers


def test_a_place_that_no_longer_exists_starts_at_the_beginning() -> None:
    flow = _flow()
    flow.resume("mood.removed_in_this_version")

    assert flow.here is not None
    assert flow.here.key == "body.areas"


def test_an_unknown_question_cannot_be_jumped_to() -> None:
    with pytest.raises(KeyError):
        _flow().jump("mood.hard")


@pytest.mark.parametrize(
    ("answer", "ended", "expected"),
    [
        (0, True, ()),
        (1, False, (("mood", "harm_reported", RaisedAs.RAISED),)),
        (Missing.DECLINED, False, (("mood", "harm_reported", RaisedAs.UNANSWERED),)),
        (Missing.SKIPPED, False, ()),
        (Missing.SKIPPED, True, (("mood", "harm_reported", RaisedAs.UNANSWERED),)),
        (None, False, ()),
        (None, True, (("mood", "harm_reported", RaisedAs.UNANSWERED),)),
    ],
)
def test_an_alert_fires_at_once_when_answered_or_declined_and_at_the_end_otherwise(
    answer: Answer | None, ended: bool, expected: tuple[tuple[str, str, RaisedAs], ...]
) -> None:
    answers: dict[str, Answer] = {} if answer is None else {"harm": answer}

    assert Flow((_mood(),), {"mood": answers}).alerts(ended=ended) == expected


def test_what_was_never_shown_is_said_to_be_so_at_the_end() -> None:
    flow = _flow()
    for values in ({"neck": 0, "hip": 0}, {"sad": 0}, {"harm": 0}):
        _answer(flow, dict(values))

    assert [(e.item, e.answer) for e in flow.closing(NOW)] == [("hard", Missing.NOT_SHOWN)]
    assert flow.closing(NOW) == ()


values = st.sampled_from([0, 1, 3, Missing.DECLINED, Missing.SKIPPED])


@given(st.lists(values, min_size=4, max_size=4), st.integers(0, 5))
def test_going_on_and_back_stays_at_the_same_question(given: list[Answer], steps: int) -> None:
    flow = Flow(
        (_map(), _mood()), {"mood": dict(zip(("sad", "harm", "hard"), given, strict=False))}
    )
    for _ in range(steps):
        flow.next()
    here = flow.position
    if flow.here is not None:
        flow.next()
        flow.back()

    assert flow.position == here


@given(st.lists(values, min_size=2, max_size=2))
def test_walking_forward_visits_every_question_that_applies_once(given: list[Answer]) -> None:
    flow = Flow((_map(), _mood()), {"mood": dict(zip(("sad", "harm"), given, strict=True))})
    walked = []
    while flow.here is not None:
        walked.append(flow.here)
        flow.next()

    assert tuple(walked) == flow.questions()
