# SPDX-License-Identifier: Apache-2.0
"""Where the forms and the resources are: in a checkout, an editable install, or a wheel.

In a checkout they lie beside the package, where people look for them; a wheel carries them
inside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def forms_dir() -> Path:
    """Return the folder with one folder a form."""
    return _find("forms")


def resources_dir() -> Path:
    """Return the folder with the body map, the theme, the style sheets and the examples."""
    return _find("resources")


def _find(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
