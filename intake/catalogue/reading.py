# SPDX-License-Identifier: Apache-2.0
"""Reading one file of a forms folder, and nothing that lies outside of it."""

from __future__ import annotations

from pathlib import Path

from intake.core.problem import Problem
from intake.core.tomltext import LARGEST_FILE, read_toml

INSTRUMENT = "instrument.toml"
CASES = "cases.toml"
BATTERIES = "batteries.toml"
DOMAINS = "domains.toml"


def is_there(path: Path) -> bool:
    """Return whether something of this name is there; reading says why it cannot be looked at."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


def read_file(path: Path, file: str, root: Path) -> bytes | Problem:
    """Return a file's content; never follows a link out of the folder, never waits on a pipe."""
    try:
        if not path.resolve(strict=True).is_relative_to(root.resolve()):
            text = "is a link that leads out of the forms folder; put the file itself there."
            return Problem(file, "", text)
        if not path.is_file():
            return Problem(file, "", "is not a file; put a file of this name there.")
        with path.open("rb") as stream:
            # one byte more than allowed tells a file that is too large from one that just fits
            return stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return Problem(file, "", "is missing; add it.")
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it cannot be opened"
        return Problem(file, "", f"cannot be read ({why}); correct its permissions or its name.")


def read_tables(path: Path, file: str, root: Path) -> dict[str, object] | Problem:
    """Return the tables of a file, or the one problem that stands in the way."""
    content = read_file(path, file, root)
    return content if isinstance(content, Problem) else read_toml(content, file)
