# SPDX-License-Identifier: Apache-2.0
"""Every colour that is used exists, and every text can be read on its ground."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor, QFontDatabase

from intake.ui.theme import _PALETTE, FAMILY, Look, load_fonts
from tests.ui.patient.sitting import load_look

LOOK = load_look()
THEMES = tuple(LOOK.themes)
TEXTS = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "tint"),
    ("quiet", "paper"),
    ("quiet", "surface"),
    ("quiet", "tint"),
    ("primary", "paper"),
    ("primary", "surface"),
    ("primary", "tint"),
    ("on_primary", "primary"),
    ("on_primary", "primary_strong"),
    ("attention", "paper"),
    ("attention", "attention_tint"),
    ("ink", "attention_tint"),
)
LINES = (
    ("line", "paper"),
    ("line", "surface"),
    ("primary", "paper"),
    ("focus", "paper"),
    ("focus", "surface"),
    ("attention", "paper"),
)
TEXT_CONTRAST = 4.5
LINE_CONTRAST = 3.0


def luminance(colour: QColor) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

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


@pytest.mark.parametrize(("theme", "pair"), list(itertools.product(THEMES, TEXTS)))
def test_every_text_can_be_read_on_its_ground(theme: str, pair: tuple[str, str]) -> None:
    colours = LOOK.themes[theme]

    assert contrast(colours.colour(pair[0]), colours.colour(pair[1])) >= TEXT_CONTRAST


@pytest.mark.parametrize(("theme", "pair"), list(itertools.product(THEMES, LINES)))
def test_every_line_can_be_seen(theme: str, pair: tuple[str, str]) -> None:
    colours = LOOK.themes[theme]

    assert contrast(colours.colour(pair[0]), colours.colour(pair[1])) >= LINE_CONTRAST


@pytest.mark.parametrize("theme", THEMES)
def test_a_chosen_answer_differs_in_grey_too(theme: str) -> None:
    colours = LOOK.themes[theme]

    assert contrast(colours.colour("primary"), colours.colour("surface")) >= LINE_CONTRAST


def test_a_role_without_its_paint_is_an_error() -> None:
    with pytest.raises(KeyError):
        Look.load('[light.palette]\n[light.roles]\npaper = "missing"\n', "")


@pytest.mark.usefixtures("qapp")
def test_the_typeface_comes_with_the_app() -> None:
    assert load_fonts() == FAMILY
    assert {"Regular", "Semibold"} <= set(QFontDatabase.styles(FAMILY))
