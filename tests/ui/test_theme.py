# SPDX-License-Identifier: Apache-2.0
"""Every colour that is used exists, and every text can be read on its ground."""

from __future__ import annotations

import itertools
import re

import pytest
from PySide6.QtGui import QColor, QFontDatabase

from intake.assets import resources_dir
from intake.ui.theme import _PALETTE, FAMILY, Look, load_fonts
from tests.ui.patient.sitting import load_look

LOOK = load_look()
THEMES = tuple(LOOK.themes)
GROUNDS = ("paper", "surface", "tint", "attention_tint")
SCREENS = GROUNDS[:3]
TEXTS = (
    *itertools.product(("ink", "quiet", "primary", "attention"), GROUNDS),
    ("on_primary", "primary"),
    ("on_primary", "primary_strong"),
)
LINES = tuple(
    itertools.product(("line", "primary", "primary_strong", "focus", "attention"), SCREENS)
)
TEXT_CONTRAST = 7.0
LINE_CONTRAST = 3.0


def linear(part: float) -> float:
    """Return a part of a colour as light, from how it is written."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: QColor) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    red, green, blue = colour.redF(), colour.greenF(), colour.blueF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_uses_only_roles_that_a_theme_has(theme: str) -> None:
    assert LOOK.tokens() <= set(LOOK.themes[theme].colours)
    assert "{" not in LOOK.sheet(theme).replace("{ ", "").replace(" {", "")


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_is_used(theme: str) -> None:
    used = LOOK.tokens() | set(_PALETTE.values())

    assert set(LOOK.themes[theme].colours) <= used


def test_all_themes_have_the_same_roles() -> None:
    roles = {frozenset(theme.colours) for theme in LOOK.themes.values()}

    assert len(roles) == 1
    assert set(THEMES) == {"light", "dark", "contrast"}


def rules() -> dict[str, dict[str, str]]:
    """Return each rule of the two style sheets with the roles that it names."""
    staff = (resources_dir() / "staff.qss").read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", LOOK.style + staff, flags=re.DOTALL)
    found = re.findall(r"([^{}]+)\{((?:[^{}]|\{\w+\})*)\}", bare)
    return {chosen.strip(): dict(_NAMED.findall(body)) for chosen, body in found}


_NAMED = re.compile(r"([a-z-]+): [^;{]*\{(\w+)\}")


@pytest.mark.parametrize("selector", rules())
def test_every_pair_of_the_style_sheets_is_among_those_computed(selector: str) -> None:
    """A text or line without a ground of its own may stand on any ground of a screen."""
    named = rules()[selector]
    own = named.get("background") or named.get("background-color")
    texts = (
        {(named["color"], each) for each in ([own] if own else SCREENS)}
        if ("color" in named)
        else set()
    )
    if "selection-color" in named:
        texts.add((named["selection-color"], named["selection-background-color"]))
    lines = {role for key, role in named.items() if key.startswith("border")} - set(GROUNDS)

    assert texts <= set(TEXTS)
    assert set(itertools.product(lines, SCREENS)) <= set(LINES)


def test_every_colour_that_is_painted_is_among_those_computed() -> None:
    computed = {role for pair in (*TEXTS, *LINES) for role in pair}

    assert set(_PALETTE.values()) <= computed


@pytest.mark.parametrize(("theme", "pair"), list(itertools.product(THEMES, TEXTS)))
def test_every_text_can_be_read_on_its_ground(theme: str, pair: tuple[str, str]) -> None:
    colours = LOOK.themes[theme]

    assert contrast(colours.colour(pair[0]), colours.colour(pair[1])) >= TEXT_CONTRAST


@pytest.mark.parametrize(("theme", "pair"), list(itertools.product(THEMES, LINES)))
def test_every_line_can_be_seen(theme: str, pair: tuple[str, str]) -> None:
    colours = LOOK.themes[theme]

    assert contrast(colours.colour(pair[0]), colours.colour(pair[1])) >= LINE_CONTRAST


# Machado 2009: what severe colour blindness makes of linear red, green and blue.
SEEN = {
    "everything": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


def as_seen(colour: QColor, eyes: str) -> QColor:
    """Return a colour as somebody with these eyes sees it."""
    parts = [linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF())]
    mixed = [
        sum(share * part for share, part in zip(row, parts, strict=True)) for row in SEEN[eyes]
    ]
    curved = [min(1.0, max(0.0, part)) for part in mixed]
    return QColor.fromRgbF(*(_curve(part) for part in curved))


def _curve(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("theme", THEMES)
def test_a_chosen_answer_differs_for_all_eyes(theme: str, eyes: str) -> None:
    """A chosen row is filled and ticked in the colour on it; both must be seen."""
    colours = LOOK.themes[theme]
    chosen, other, tick = (
        as_seen(colours.colour(role), eyes) for role in ("primary", "surface", "on_primary")
    )

    assert contrast(chosen, other) >= LINE_CONTRAST
    assert contrast(chosen, tick) >= LINE_CONTRAST


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("theme", THEMES)
def test_a_marked_area_is_hatched_for_all_eyes(theme: str, eyes: str) -> None:
    colours = LOOK.themes[theme]
    hatch, ground = (as_seen(colours.colour(role), eyes) for role in ("primary", "tint"))

    assert contrast(hatch, ground) >= LINE_CONTRAST


def test_a_role_without_its_paint_is_an_error() -> None:
    with pytest.raises(KeyError):
        Look.load('[light.palette]\n[light.roles]\npaper = "missing"\n', "")


@pytest.mark.usefixtures("qapp")
def test_the_typeface_comes_with_the_app() -> None:
    assert load_fonts() == FAMILY
    assert {"Regular", "Semibold"} <= set(QFontDatabase.styles(FAMILY))
