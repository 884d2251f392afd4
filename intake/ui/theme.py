# SPDX-License-Identifier: Apache-2.0
"""Colours, style sheet and type: `theme.toml` and `style.qss` made into what Qt paints with.

Nothing here reads a file: the app hands in the texts, so that a test can hand in others.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

FAMILY = "Source Sans Pro"
"""The one typeface, on screen and in the PDF."""

DEFAULT_THEME = "light"

_FACES = ("Regular", "Semibold")
_TOKEN = re.compile(r"\{([a-z_]+)\}")

# Painted widgets ask their window's palette, so a change of theme needs no word to them. Not
# their own: under a style sheet Qt does not hand palettes down to children. And `Light` for the
# surface of a card: a style sheet's background overwrites `Base` and `Button`.
_PALETTE = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "tint",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "attention",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.Accent: "focus",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "ink",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, by role, each as `#RRGGBB`."""

    id: str
    colours: Mapping[str, str]

    def colour(self, role: str) -> QColor:
        """Return the colour of a role.

        Raises:
            KeyError: when the theme has no such role.
        """
        return QColor(self.colours[role])

    def palette(self) -> QPalette:
        """Return the palette that painted widgets draw with."""
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self.colour(name))
        return palette


@dataclass(frozen=True, slots=True)
class Look:
    """All themes, the style sheet that they fill, and the icons by name."""

    themes: Mapping[str, Theme]
    style: str
    icons: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, theme_toml: str, style_qss: str, icons: Mapping[str, str] | None = None) -> Look:
        """Read the tokens and the style sheet; `icons` are SVG texts.

        Raises:
            KeyError: when a role names a paint that its theme does not have.
        """
        raw = tomllib.loads(theme_toml)
        themes = {name: Theme(name, _resolve(table)) for name, table in raw.items()}
        return cls(themes, style_qss, icons or {})

    def tokens(self) -> frozenset[str]:
        """Return every token that the style sheet uses."""
        return frozenset(_TOKEN.findall(self.style))

    def sheet(self, theme: str) -> str:
        """Return the style sheet with the colours of one theme.

        Raises:
            KeyError: when the sheet uses a token that the theme does not have.
        """
        colours = self.themes[theme].colours
        return _TOKEN.sub(lambda match: colours[match[1]], self.style)


def _resolve(table: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {role: table["palette"][paint] for role, paint in table["roles"].items()}


def apply_theme(target: QApplication | QWidget, look: Look, theme: str = DEFAULT_THEME) -> None:
    """Colour the whole app, or one window and everything in it."""
    # A palette set beside an older style sheet would be overwritten with that sheet's colours.
    target.setStyleSheet("")
    target.setPalette(look.themes[theme].palette())
    target.setStyleSheet(look.sheet(theme))


@cache
def load_fonts() -> str:
    """Register the typeface and return its family.

    The faces come from their package rather than from the system, so that a screen and a test
    without any installed font look the same.
    """
    # The package lists its whole folder when it is imported, and the first paint waits for that.
    package = find_spec("font_source_sans_pro")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("font_source_sans_pro")
    folder = Path(package.origin).parent / "files"
    for face in _FACES:
        data = (folder / f"SourceSansPro-{face}.ttf").read_bytes()
        QFontDatabase.addApplicationFontFromData(QByteArray(data))
    return FAMILY


def font(pixels: int, *, semibold: bool = False) -> QFont:
    """Return the typeface at a size in pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, pixels))
    made.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    return made
