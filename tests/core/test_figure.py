# SPDX-License-Identifier: Apache-2.0
"""The drawing of the body map: exactly the areas of the WPI, sides right, seamless."""

from __future__ import annotations

import math
import tomllib
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.figure import Figure, FigureError, Zone, parse
from intake.core.shape import Bounds, Close, Curve, Line, Move, contains, distance, hatch_lines

ROOT = Path(__file__).parents[2]
SVG = (ROOT / "resources" / "body_map.svg").read_text(encoding="utf-8")
FIGURE = parse(SVG)
FRONT, BACK = VIEWS = ("front", "back")
BODY = {view: next(s for s in FIGURE.outlines if s.view == view).bounds for view in VIEWS}
MIDDLE = {view: bounds.middle[0] for view, bounds in BODY.items()}
AREAS = {zone.area for zone in FIGURE.zones}
SIDES = {"l": "left", "r": "right"}
PAIRED = ("shoulder", "upper_arm", "lower_arm", "hip", "upper_leg", "lower_leg")
TINY = '<svg viewBox="0 0 9 9"><path class="{}" id="{}" d="{}"/></svg>'


def holding(point: tuple[float, float], view: str = "") -> list[Zone]:
    """Return every zone that a point lies in."""
    return [
        zone
        for zone in FIGURE.zones
        if zone.view.startswith(view)
        and zone.bounds.distance(point) == 0
        and contains(zone.polygons, point)
    ]


places = st.tuples(
    st.floats(FIGURE.box.left, FIGURE.box.right), st.floats(FIGURE.box.top, FIGURE.box.bottom)
)


def test_the_zones_are_exactly_the_areas_of_the_form() -> None:
    form = tomllib.loads((ROOT / "forms/acr2016/instrument.toml").read_text(encoding="utf-8"))
    asked = [item["id"] for item in form["page"]["areas"]["items"]]

    assert sorted(AREAS) == sorted(asked)
    assert len(AREAS) == 19


def test_each_area_is_drawn_where_it_can_be_seen() -> None:
    views = {area: {zone.view for zone in FIGURE.zones if zone.area == area} for area in AREAS}

    both = [f"{name}_{side}" for name, side in product(PAIRED, "lr")] + ["neck"]
    assert all(views[area] == {FRONT, BACK} for area in both)
    assert all(views[area] == {FRONT} for area in ("jaw_l", "jaw_r", "chest", "abdomen"))
    assert all(views[area] == {BACK} for area in ("upper_back", "lower_back"))
    assert len(FIGURE.zones) == 2 * len(both) + 6


def test_the_front_is_mirrored_and_the_back_is_not() -> None:
    for zone in FIGURE.zones:
        side = SIDES.get(zone.area.rpartition("_")[2], "middle")
        if side == "middle":
            assert zone.bounds.middle[0] == pytest.approx(MIDDLE[zone.view], abs=0.2)
        else:
            on_the_right = zone.bounds.middle[0] > MIDDLE[zone.view]
            assert on_the_right == ((side == "left") == (zone.view == FRONT))


def test_the_words_for_the_sides_stand_on_the_side_of_their_zones() -> None:
    for anchor in FIGURE.anchors:
        if anchor.name != "view":
            on_the_right = anchor.at[0] > MIDDLE[anchor.view]
            assert on_the_right == ((anchor.name == "left") == (anchor.view == FRONT))
    assert {(each.view, each.name) for each in FIGURE.anchors} == set(
        product(VIEWS, ("left", "right", "view"))
    )


def test_the_left_half_mirrors_the_right_one() -> None:
    zones = {(zone.view, zone.area): zone for zone in FIGURE.zones}
    for (view, area), zone in zones.items():
        if area.endswith("_l"):
            other = zones[view, f"{area[:-2]}_r"]
            mirrored = [(2 * MIDDLE[view] - x, y) for x, y in other.polygons[0]]

            gaps = [distance(zone.polygons, point) for point in mirrored]
            assert max(gaps) < 0.5, (view, area)


def test_no_place_belongs_to_two_zones() -> None:
    box = FIGURE.box
    across, down = range(int(box.left), int(box.right), 5), range(int(box.top), int(box.bottom), 5)
    for x, y in product(across, down):
        inside = holding((x + 0.37, y + 0.41))

        assert len(inside) <= 1, [(zone.view, zone.area) for zone in inside]


def test_no_gap_between_neighbours_is_wider_than_a_hair() -> None:
    """From neck to ankles, the hands left out, the body is covered with zones."""
    for view in VIEWS:
        (body,) = (shape for shape in FIGURE.outlines if shape.view == view)
        ends = {zone.area: zone.bounds for zone in FIGURE.zones if zone.view == view}
        hands = ends["lower_arm_l"].bottom - 8
        legs = ends["upper_leg_l"].width + 2
        rows = range(int(ends["neck"].bottom), int(ends["lower_leg_l"].bottom) - 8, 5)
        columns = range(int(body.bounds.left), int(body.bounds.right), 5)
        for x, y in product(columns, rows):
            point = (x + 0.3, y + 0.7)
            is_hand = y > hands and abs(point[0] - MIDDLE[view]) > legs
            if not is_hand and not holding(point, view) and contains(body.polygons, point):
                assert min(distance(zone.polygons, point) for zone in FIGURE.zones) < 0.5, point


@given(places)
def test_a_touch_means_at_most_one_zone_and_that_one_holds_it(point: tuple[float, float]) -> None:
    zone = FIGURE.pick(point)

    assert holding(point) == ([] if zone is None else [zone])


def test_a_touch_on_a_border_means_exactly_one_zone() -> None:
    for zone in FIGURE.zones:
        for polygon in zone.polygons:
            for point in polygon:
                picked = FIGURE.pick(point, 0.1)

                assert picked is not None
                assert distance(picked.polygons, point) < 0.1


@given(places, st.floats(0, 40))
def test_beside_a_zone_the_nearest_within_reach_is_meant(
    point: tuple[float, float], tolerance: float
) -> None:
    zone = FIGURE.pick(point, tolerance)

    inside = bool(holding(point))
    least = min(distance(each.polygons, point) for each in FIGURE.zones)
    assert (zone is None) == (not inside and least > tolerance)
    if zone is not None and not inside:
        assert distance(zone.polygons, point) == least


def test_head_hands_and_feet_are_drawn_but_mean_nothing() -> None:
    for view in VIEWS:
        bounds = BODY[view]
        crown = (bounds.middle[0], bounds.top + 20)
        (body,) = (shape for shape in FIGURE.outlines if shape.view == view)

        assert contains(body.polygons, crown)
        assert FIGURE.pick(crown) is None
        assert bounds.bottom - max(zone.bounds.bottom for zone in FIGURE.zones) > 20


@given(
    st.floats(0, 90),
    st.floats(2, 20),
    st.tuples(st.floats(-50, 50), st.floats(-50, 50), st.floats(1, 90), st.floats(1, 90)),
)
def test_hatch_lines_are_parallel_evenly_spaced_and_leave_no_corner_out(
    angle: float, pitch: float, box: tuple[float, float, float, float]
) -> None:
    bounds = Bounds(box[0], box[1], box[0] + box[2], box[1] + box[3])

    lines = list(hatch_lines(bounds, pitch, angle))

    turn = math.radians(angle)
    normal = (math.sin(turn), math.cos(turn))
    offsets = [x * normal[0] + y * normal[1] for line in lines for x, y in line]
    assert offsets[::2] == pytest.approx(offsets[1::2], abs=1e-6)
    steps = [offset / pitch for offset in offsets]
    assert all(abs(step - round(step)) < 1e-6 for step in steps)
    corners = product((bounds.left, bounds.right), (bounds.top, bounds.bottom))
    reached = [x * normal[0] + y * normal[1] for x, y in corners]
    assert min(steps, default=0) * pitch <= min(reached) + pitch or not lines
    assert max(steps, default=0) * pitch >= max(reached) - pitch or not lines


def test_the_figure_reads_moves_lines_curves_and_closing() -> None:
    svg = TINY.format("outline", "front.body", "M 1 2 L3,4 C 5 6 7 8 -9.5 .5 Z")

    (shape,) = parse(svg).outlines

    assert shape.path == (
        Move((1, 2)),
        Line((3, 4)),
        Curve((5, 6), (7, 8), (-9.5, 0.5)),
        Close(),
    )


@pytest.mark.parametrize(
    ("kind", "name", "data", "words"),
    [
        ("zone", "front.neck", "M 1 2 l 3 4 Z", "Path front.neck: 'l 3 4 Z' is not M, L, C or Z."),
        ("zone", "front.neck", "M 1 2 A 3 4", "Path front.neck: 'A 3 4' is not"),
        ("zone", "front.neck", "M 1 2 L 3 Z", "Path front.neck: L needs 2 numbers, not 1."),
        ("zone", "front.neck", "M 1 2 C 1 2 3 4 Z", "Path front.neck: C needs 6 numbers, not 4."),
        ("zone", "front.neck", "M 1 2 L 3 4", "Path front.neck: it must end with Z."),
        ("zone", "front.neck", "L 3 4 Z", "Path front.neck: it must begin with M."),
        ("zone", "front.neck", "", "Path front.neck: it must begin with M."),
        ("zone", "front.neck", "1 2 M 3 4 Z", "Path front.neck: '1 2 M 3 4 Z' is not"),
        ("zone", "front.neck", "M 1 2 L 3 4 Z L 5 6 Z", "Path front.neck: only M may follow Z."),
        ("zone", "neck", "M 1 2 Z", "Path neck: its id must be <view>.<name>."),
        ("hat", "front.hat", "M 1 2 Z", "Path front.hat: its class must be one of"),
        ("label", "front.up", "M 1 2", "Path front.up: a label is one M"),
        ("label", "front.left", "M 1 2 L 3 4", "Path front.left: a label is one M"),
    ],
)
def test_anything_else_is_an_error_that_names_the_path(
    kind: str, name: str, data: str, words: str
) -> None:
    with pytest.raises(FigureError) as caught:
        parse(TINY.format(kind, name, data))

    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("text", ["", "<svg", "<svg/>", '<svg viewBox="0 0 9"/>'])
def test_what_is_no_drawing_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(FigureError, match=r"^The body map "):
        parse(text)


def test_a_figure_without_zones_is_never_hit() -> None:
    empty = Figure(Bounds(0, 0, 9, 9), (), (), (), ())

    assert empty.pick((4, 4), 100) is None
