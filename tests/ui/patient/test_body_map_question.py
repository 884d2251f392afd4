# SPDX-License-Identifier: Apache-2.0
"""The body map as a question: what confirms it, and what leaving it early means."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from syrupy.assertion import SnapshotAssertion

from intake.assets import forms_dir, resources_dir
from intake.catalogue import load
from intake.core.answers import Missing
from intake.core.figure import parse
from intake.core.flow import Flow
from intake.ui.widgets.body_map import BodyMapInput
from intake.ui.widgets.gentle_sheet import Without
from tests.ui.accessible_tree import accessible_tree, nameless_controls
from tests.ui.aiming import place_of
from tests.ui.patient.sitting import Sitting
from tests.ui.patient.test_accessible import TreeSnapshot

ENTER, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Backspace
CATALOGUE = load(forms_dir())
FORM = CATALOGUE.instruments["acr2016"]
AREAS = tuple(item.id for item in FORM.page("areas").items)


@pytest.fixture
def at_map(qtbot: QtBot) -> Sitting:
    """Return a visit at its body map."""
    figure = parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8"))
    wordings = {FORM.id: CATALOGUE.wording(FORM.id, "en")}
    sitting = Sitting(qtbot, Flow([FORM]), wordings=wordings, figure=figure)
    sitting.open()
    sitting.begin()
    assert sitting.flow.position == "acr2016.areas"
    return sitting


def body_of(sitting: Sitting) -> BodyMapInput:
    """Return the body map that is shown."""
    (body,) = sitting.window.question.findChildren(BodyMapInput)
    return body


def touch(sitting: Sitting, area: str) -> None:
    """Touch an area of the figure."""
    figure = body_of(sitting).figure
    sitting.qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=place_of(figure, area))
    sitting.wait()


def stored(sitting: Sitting) -> dict[str, object]:
    """Return what the store holds of the areas."""
    return {key.partition(".")[2]: value for key, value in sitting.answers().items()}


def test_next_confirms_every_area(at_map: Sitting) -> None:
    touch(at_map, "neck")
    touch(at_map, "hip_l")
    at_map.tap(at_map.window.footer.next)

    assert stored(at_map) == {area: int(area in {"neck", "hip_l"}) for area in AREAS}
    assert at_map.flow.position == "acr2016.fatigue"


def test_a_pause_stores_the_marks_and_says_nothing_of_the_rest(at_map: Sitting) -> None:
    touch(at_map, "neck")
    at_map.window.pause()
    assert stored(at_map) == {"neck": 1}

    at_map.wait()
    at_map.key(ENTER)

    assert body_of(at_map).marked() == {"neck"}
    assert not body_of(at_map).is_none()


def test_none_of_these_is_an_answer(at_map: Sitting) -> None:
    at_map.tap(body_of(at_map).none)
    at_map.tap(at_map.window.footer.next)

    assert stored(at_map) == dict.fromkeys(AREAS, 0)


def test_an_untouched_map_opens_the_gentle_sheet(at_map: Sitting) -> None:
    at_map.tap(at_map.window.footer.next)
    assert at_map.window.sheet.isVisible()

    at_map.tap(at_map.window.sheet.button(Without.DECLINE))

    assert stored(at_map) == dict.fromkeys(AREAS, Missing.DECLINED)


def test_back_shows_the_marks_again(at_map: Sitting) -> None:
    touch(at_map, "lower_back")
    at_map.key(ENTER, BACKSPACE)

    assert body_of(at_map).marked() == {"lower_back"}


def test_clearing_takes_all_marks_back(at_map: Sitting) -> None:
    touch(at_map, "neck")
    at_map.tap(at_map.window.footer.middle)

    assert body_of(at_map).marked() == set()
    assert at_map.window.question.selection().is_empty


def test_the_map_goes_by_keys_alone(at_map: Sitting) -> None:
    at_map.key(Qt.Key.Key_Tab, Qt.Key.Key_Space, ENTER)

    assert sorted(stored(at_map).values()) == [0] * (len(AREAS) - 1) + [1]
    assert at_map.flow.position == "acr2016.fatigue"


def test_hiding_leaves_no_mark_behind(at_map: Sitting) -> None:
    touch(at_map, "neck")

    at_map.window.hide_screen()

    assert "selected" not in accessible_tree(at_map.window)
    assert "neck" not in accessible_tree(at_map.window)


def test_a_screen_reader_finds_the_list(at_map: Sitting, snapshot: SnapshotAssertion) -> None:
    touch(at_map, "neck")
    at_map.tap(body_of(at_map).switch)

    assert accessible_tree(at_map.window) == snapshot(extension_class=TreeSnapshot)
    assert nameless_controls(at_map.window) == []


def test_a_screen_reader_finds_the_areas(at_map: Sitting, snapshot: SnapshotAssertion) -> None:
    touch(at_map, "neck")

    assert accessible_tree(at_map.window) == snapshot(extension_class=TreeSnapshot)
    assert nameless_controls(at_map.window) == []
