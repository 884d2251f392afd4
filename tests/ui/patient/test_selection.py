# SPDX-License-Identifier: Apache-2.0
"""What leaving a question means for its answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intake.core.answers import Answer, Missing
from intake.core.flow import Question
from intake.ui.patient.selection import Selection, answers_to_record, earlier_selection

AREAS = ("neck", "hip_l", "hip_r")
MAP = Question("pain", "areas", AREAS, "pain.areas")
ITEM = Question("mood", "week", ("tired",), "mood.tired")


def leave_map(
    selection: Selection, known: dict[str, Answer] | None = None, *, confirms: bool
) -> dict[str, Answer]:
    """Leave the body map."""
    return answers_to_record(MAP, selection, known or {}, is_map=True, confirms=confirms)


def leave_item(selection: Selection, known: dict[str, Answer] | None = None) -> dict[str, Answer]:
    """Leave a plain question."""
    return answers_to_record(ITEM, selection, known or {}, is_map=False, confirms=False)


def test_next_confirms_the_areas_without_a_mark() -> None:
    marks = Selection(marked=frozenset({"neck"}))

    assert leave_map(marks, confirms=True) == {"neck": 1, "hip_l": 0, "hip_r": 0}


def test_without_next_only_marks_are_known() -> None:
    marks = Selection(marked=frozenset({"neck"}))

    assert leave_map(marks, confirms=False) == {"neck": 1}


def test_none_of_these_is_an_answer_for_every_area() -> None:
    assert leave_map(Selection(is_none=True), confirms=True) == dict.fromkeys(AREAS, 0)


def test_an_untouched_map_says_nothing() -> None:
    assert leave_map(Selection(), confirms=False) == {}
    assert leave_map(Selection(), confirms=True) == {}


def test_a_mark_taken_back_before_next_is_open_and_not_zero() -> None:
    known: dict[str, Answer] = {"neck": 1, "hip_l": 1}
    marks = Selection(marked=frozenset({"neck"}))

    assert leave_map(marks, known, confirms=False) == {"neck": 1, "hip_l": Missing.SKIPPED}


def test_a_confirmed_map_stays_confirmed_when_changed() -> None:
    known: dict[str, Answer] = {"neck": 1, "hip_l": 0, "hip_r": 0}
    marks = Selection(marked=frozenset({"hip_r"}))

    assert leave_map(marks, known, confirms=False) == {"neck": 0, "hip_l": 0, "hip_r": 1}


def test_an_answer_is_recorded() -> None:
    assert leave_item(Selection("always")) == {"tired": "always"}
    assert leave_item(Selection(0)) == {"tired": 0}


def test_no_answer_makes_no_entry() -> None:
    assert leave_item(Selection()) == {}
    assert leave_item(Selection(), {"tired": Missing.DECLINED}) == {}


def test_an_answer_taken_back_is_skipped() -> None:
    assert leave_item(Selection(), {"tired": "always"}) == {"tired": Missing.SKIPPED}


def test_a_reason_for_no_answer_is_never_shown_as_a_choice() -> None:
    for reason in Missing:
        assert earlier_selection(ITEM, {"tired": reason}, is_map=False).is_empty


@given(st.sets(st.sampled_from(AREAS)), st.booleans())
def test_what_was_recorded_shows_again(marked: set[str], is_none: bool) -> None:
    chosen = Selection(marked=frozenset(marked), is_none=is_none and not marked)

    known = leave_map(chosen, confirms=True)

    assert earlier_selection(MAP, known, is_map=True) == chosen
