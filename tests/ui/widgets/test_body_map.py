# SPDX-License-Identifier: Apache-2.0
"""The body map: nineteen areas by figure, by list and by keys, always in step."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from intake.assets import forms_dir, resources_dir
from intake.catalogue import load
from intake.core.figure import Figure, parse
from intake.core.scoring import score
from intake.ui.theme import load_fonts
from intake.ui.widgets.body_map import BodyMapInput
from intake.ui.widgets.press_gate import PressGate
from tests.ui.aiming import place_of

FORM = load(forms_dir()).instruments["acr2016"]
AREAS = tuple(item.id for item in FORM.page("areas").items)
LABELS = tuple((area, f"words of {area}") for area in AREAS)
NONE = "No pain or tenderness in any of these areas"


def read_figure() -> Figure:
    """Return the drawing that ships."""
    path: Path = resources_dir() / "body_map.svg"
    return parse(path.read_text(encoding="utf-8"))


FIGURE = read_figure()


@dataclass
class Hands:
    """A body map and fingers that are never in a hurry, unless told so."""

    qtbot: QtBot
    map: BodyMapInput
    seconds: float = 0.0
    changes: int = 0

    def tap(self, at: QPoint, *, wait: float = 1.0) -> None:
        """Tap a place of the figure."""
        self.qtbot.mouseClick(self.map.figure, Qt.MouseButton.LeftButton, pos=at)
        self.seconds += wait

    def tap_area(self, area: str, *, wait: float = 1.0) -> None:
        """Tap an area where a finger would aim, on the first view that shows it."""
        self.tap(place_of(self.map.figure, area), wait=wait)

    def note_change(self) -> None:
        """Count what the map tells."""
        self.changes += 1


@pytest.fixture
def hands(qtbot: QtBot) -> Iterator[Hands]:
    load_fonts()
    made = Hands(qtbot, None)  # type: ignore[arg-type]  # set in the next lines
    gate = PressGate(lambda: made.seconds)
    made.map = BodyMapInput(FIGURE, LABELS, NONE, gate, ticks=lambda: made.seconds)
    made.map.changed.connect(made.note_change)
    qtbot.addWidget(made.map)
    made.map.resize(1000, 560)
    made.map.show()
    made.seconds = 10.0
    return made


def test_the_figure_has_exactly_the_areas_of_the_questionnaire(hands: Hands) -> None:
    assert {zone.zone.area for zone in hands.map.figure.zones} == set(AREAS)
    assert set(hands.map.rows) == set(AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_is_marked_from_figure_and_list_alike_and_taken_back(
    hands: Hands, area: str
) -> None:
    hands.tap_area(area)
    assert hands.map.marked() == {area}
    assert hands.map.rows[area].isChecked()
    shown = {zone.zone.area for zone in hands.map.figure.zones if zone.isChecked()}
    assert shown == {area}

    hands.map.switch.click()
    hands.qtbot.mouseClick(hands.map.rows[area], Qt.MouseButton.LeftButton)

    assert hands.map.marked() == frozenset()
    assert not any(zone.isChecked() for zone in hands.map.figure.zones)
    assert hands.changes == 2


def test_an_area_that_both_views_show_can_be_touched_on_either(hands: Hands) -> None:
    for zone in FIGURE.zones:
        hands.map.set_state(frozenset(), none=False)
        hands.tap(place_of(hands.map.figure, zone.area, zone.view))

        assert hands.map.marked() == {zone.area}, zone.view


def test_the_index_counts_every_single_area_every_pair_and_sets_drawn_by_chance(
    hands: Hands,
) -> None:
    chance = random.Random(19)
    sets = [chance.sample(AREAS, chance.randint(0, len(AREAS))) for _ in range(200)]
    for chosen in [*combinations(AREAS, 1), *combinations(AREAS, 2), *sets]:
        hands.map.set_state(frozenset(chosen), none=False)
        answers = {area: int(area in hands.map.marked()) for area in AREAS}

        assert score(FORM, answers).scores["wpi"].value == len(chosen)


@pytest.mark.parametrize("view", ["front", "back"])
def test_the_words_left_and_right_stand_on_the_side_they_name(view: str) -> None:
    words = {a.name: a.at[0] for a in FIGURE.anchors if a.view == view}
    zones = {z.area: z.bounds.middle[0] for z in FIGURE.zones if z.view == view}

    assert (words["left"] < words["right"]) == (zones["shoulder_l"] < zones["shoulder_r"])


def test_none_of_these_is_explicit_and_gives_way_to_a_mark(hands: Hands) -> None:
    hands.tap_area("neck")
    hands.qtbot.mouseClick(hands.map.none, Qt.MouseButton.LeftButton)
    assert hands.map.is_none()
    assert hands.map.marked() == frozenset()

    hands.seconds += 1
    hands.tap_area("hip_r")

    assert not hands.map.is_none()
    assert hands.map.marked() == {"hip_r"}


def test_nothing_is_marked_at_first_and_nothing_is_none(hands: Hands) -> None:
    assert hands.map.marked() == frozenset()
    assert not hands.map.is_none()
    assert not hands.map.none.isChecked()


def test_a_double_tap_is_one_tap(hands: Hands) -> None:
    hands.tap_area("chest", wait=0.1)
    hands.tap_area("chest", wait=0.1)

    assert hands.map.marked() == {"chest"}


def test_a_touch_far_from_the_body_marks_nothing(hands: Hands) -> None:
    hands.tap(QPoint(2, 2))

    assert hands.map.marked() == frozenset()
    assert hands.changes == 0


def test_every_area_can_be_reached_and_marked_by_keys_alone(hands: Hands) -> None:
    hands.map.activateWindow()
    for zone in hands.map.figure.zones:
        hands.map.set_state(frozenset(), none=False)
        zone.setFocus(Qt.FocusReason.TabFocusReason)
        hands.qtbot.keyClick(zone, Qt.Key.Key_Space)
        hands.seconds += 1

        assert hands.map.marked() == {zone.zone.area}


def test_arrows_walk_over_the_body(hands: Hands) -> None:
    zones = {(z.zone.view, z.zone.area): z for z in hands.map.figure.zones}
    start = zones["front", "chest"]
    start.setFocus(Qt.FocusReason.TabFocusReason)
    hands.qtbot.keyClick(start, Qt.Key.Key_Down)

    assert zones["front", "abdomen"].hasFocus()


def test_a_screen_reader_hears_name_role_and_state(hands: Hands) -> None:
    hands.tap_area("shoulder_l")
    for zone in hands.map.figure.zones:
        heard = QAccessible.queryAccessibleInterface(zone)

        assert heard.role() is QAccessible.Role.CheckBox
        name = heard.text(QAccessible.Text.Name)
        assert name == f"words of {zone.zone.area}, {zone.zone.view}"
        assert heard.state().checked == (zone.zone.area == "shoulder_l")


def test_what_was_marked_is_said_in_words(hands: Hands) -> None:
    hands.tap_area("neck")
    hands.tap_area("jaw_l")

    assert "You marked 2" in hands.map.echo.text()
    assert "words of neck" in hands.map.echo.text()


@pytest.mark.parametrize("size", [(1000, 360), (1000, 560), (700, 700), (520, 760)])
def test_nothing_is_cut_off_with_all_areas_marked(hands: Hands, size: tuple[int, int]) -> None:
    hands.map.resize(*size)
    hands.map.set_state(frozenset(AREAS), none=False)
    echo = hands.map.echo
    assert echo.heightForWidth(echo.width()) <= echo.height()

    hands.map.switch.click()

    for row in [*hands.map.rows.values(), hands.map.none]:
        assert row.height_at(row.width()) <= row.height()
        assert hands.map.rect().contains(row.geometry())
