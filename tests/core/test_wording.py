# SPDX-License-Identifier: Apache-2.0
"""A wording is complete against its form, or it is not used."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.core.instrument import Instrument, Status
from intake.core.parse import parse_instrument
from intake.core.parse_wording import is_language, parse_wording
from intake.core.tomltext import read_toml
from intake.core.wording import Wording

FOLDER = Path(__file__).parents[1] / "fixtures" / "whole"
FILE = "forms/whole/en.toml"


def read(name: str) -> dict[str, Any]:
    found = read_toml((FOLDER / name).read_bytes(), name)
    assert isinstance(found, dict)
    return found


def form() -> Instrument:
    found = parse_instrument(read("instrument.toml"), "instrument.toml")
    assert isinstance(found, Instrument)
    return found


FORM = form()
ENGLISH = read("en.toml")
GONE = object()


def parsed(data: object = ENGLISH) -> Wording:
    found = parse_wording(data, FORM, file=FILE, digest="abc")
    assert isinstance(found, Wording), "\n".join(map(str, found))
    return found


def changed(path: str, value: object) -> dict[str, Any]:
    data = copy.deepcopy(ENGLISH)
    *way, last = path.split("/")
    place = data
    for step in way:
        place = place[step]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return data


def problems(path: str, value: object) -> list[str]:
    found = parse_wording(changed(path, value), FORM, file=FILE)
    assert isinstance(found, tuple), "nothing was found wrong"
    return [str(problem) for problem in found]


def test_the_texts_are_kept_to_the_letter() -> None:
    wording = parsed()

    assert (wording.form, wording.language, wording.status) == ("whole", "en", Status.DRAFT)
    assert wording.items == ENGLISH["item"]
    assert wording.options == ENGLISH["option"]
    assert wording.stems == {"start": "How often do you do this?"}
    assert wording.introductions == {"start": "This comes first."}
    assert wording.none == {"body": "Neither of them"}
    assert wording.digest == "abc"


def test_a_text_keeps_its_spaces_and_line_breaks() -> None:
    text = "  First line,\n\nthen \N{LEFT DOUBLE QUOTATION MARK}another\N{EM DASH}one.  "

    assert parsed(changed("item/walk", text)).items["walk"] == text


def test_texts_stand_in_the_order_of_the_form_whatever_the_order_of_the_file() -> None:
    data = copy.deepcopy(ENGLISH)
    data["item"] = dict(reversed(data["item"].items()))

    assert list(parsed(data).items) == [item.id for item in FORM.items]


def test_an_items_own_anchors_come_before_those_of_its_page() -> None:
    assert parsed().anchors == {"calm": ("Restless", "Calm"), "tired": ("Not at all", "Very")}


def test_the_names_for_the_report_are_read() -> None:
    report = parsed().report

    assert report is not None
    assert report.bands == ENGLISH["report"]["band"]
    assert report.outcomes == ENGLISH["report"]["outcome"]
    assert report.meanings["over_cut_off"]["unknown"] == "Cannot be determined."
    assert report.notes["form"] == "Made up."


def test_another_language_may_leave_the_report_out() -> None:
    found = parse_wording(read("de.toml"), FORM, file="forms/whole/de.toml")

    assert isinstance(found, Wording)
    assert found.report is None


WRONG: list[tuple[str, object, str]] = [
    ("language", "English", 'language: "English" is not a language such as "en" or "pt-BR".'),
    ("title", GONE, "title: is missing; add it."),
    ("titel", "x", 'titel: is not known here (did you mean "title"?); correct or delete it.'),
    ("status", "provisonal", '(did you mean "provisional"?)'),
    ("source", "", "source: is empty; write the text or delete the line."),
    ("item/walk", GONE, "item.walk: is missing; add it."),
    ("item/walk", "   ", "item.walk: is empty; write the text or delete the line."),
    ("item/walk", 3, "item.walk: must be a text in quotes, not a number."),
    ("item/walk", "a\tb", "item.walk: contains the control character U+0009; delete it."),
    (
        "item/wlak",
        "Walk",
        'item.wlak: is not known here (did you mean "walk"?); correct or delete',
    ),
    ("item", GONE, "item: is missing; add it."),
    ("stem", GONE, "stem.start: is missing; add it."),
    ("stem/level", "How?", "stem.level: is not known here"),
    ("introduction/start", GONE, "introduction.start: is missing; add it."),
    ("option/often/always", GONE, "option.often.always: is missing; add it."),
    ("option/often", GONE, "option.often.never: is missing; add it."),
    ("option/oftn", {"a": "b"}, 'option.oftn: is not known here (did you mean "often"?)'),
    ("option/often", "x", "option.often: must be a table, not a text."),
    ("anchor/level", GONE, "anchor.tired: is missing; add the words under both ends"),
    ("anchor/walk", ["a", "b"], 'anchor.walk: "walk" is no scale of this form; correct or delete'),
    (
        "anchor/calm",
        ["a"],
        "anchor.calm: must be the words under the lowest and under the highest",
    ),
    ("anchor/calm", ["a", ""], "anchor.calm[2]: is empty; write the text or delete the line."),
    ("none", GONE, "none.body: is missing; add it."),
    ("report", GONE, "report: is missing; add it."),
    ("report/score/total", GONE, "report.score.total: is missing; add it."),
    ("report/band/lower_2001/low", GONE, "report.band.lower_2001.low: is missing; add it."),
    ("report/band_set/upper_2002", GONE, "report.band_set.upper_2002: is missing; add it."),
    ("report/criterion/any_area", GONE, "report.criterion.any_area: is missing; add it."),
    ("report/outcome/result/light", GONE, "report.outcome.result.light: is missing; add it."),
    ("report/alert", GONE, "report.alert.speak: is missing; add it."),
    ("report/meaning/over_cut_off/unknown", GONE, "meaning.over_cut_off.unknown: is missing"),
    ("report/area/nobody", "x", "report.area.nobody: is not known here"),
    ("report/note/nobody", "x", "report.note.nobody: is not known here"),
]


@pytest.mark.parametrize(("path", "value", "expected"), WRONG, ids=lambda value: str(value)[:30])
def test_a_gap_or_slip_is_named_with_its_place(path: str, value: object, expected: str) -> None:
    found = problems(path, value)

    assert any(expected in line for line in found), "\n".join(found)
    assert all(line.startswith(f"{FILE}: ") and "\n" not in line for line in found)


@pytest.mark.parametrize("text", ["en", "es", "tl", "pt-BR", "zh-Hans", "zh_Hans", "zh-Hant-TW"])
def test_a_language_tag_is_known_by_its_shape(text: str) -> None:
    assert is_language(text)


@pytest.mark.parametrize("text", ["", "EN", "english", "en.", "e", "instrument", "../en", "en\n"])
def test_what_is_no_language_tag_is_refused(text: str) -> None:
    assert not is_language(text)


PATHS = [
    *ENGLISH,
    *(
        f"{group}/{key}"
        for group in ("item", "stem", "anchor", "report")
        for key in ENGLISH[group]
    ),
]
NASTY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=9), st.dates()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PATHS), NASTY)
def test_a_damaged_wording_never_raises(path: str, value: object) -> None:
    found = parse_wording(changed(path, value), FORM, file=FILE)

    assert isinstance(found, Wording) or found
