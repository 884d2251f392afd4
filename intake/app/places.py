# SPDX-License-Identifier: Apache-2.0
"""Where the app keeps its things on this machine, and the little it keeps in the clear."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

APP = "clinic-intake"
DEMO_CLINIC = "Riverside Pain Clinic (demo)"
DEMO_NAME = "Demo"
DEMO_PASSPHRASE = "this is only a demo"  # noqa: S105 - shown on the screen
DEMO_PIN = "2468"
"""Who works in the throw-away clinic, which says so on its screens."""

_LONGEST_COUNT = 6
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one installation, or of one throw-away clinic."""

    data: Path
    reports: Path
    name: str = "clinic.db"

    @property
    def file(self) -> Path:
        """The clinic's file."""
        return self.data / self.name

    @property
    def keys(self) -> Path:
        """The key file: who may open the clinic's file."""
        return self.data / "keys.json"

    @property
    def state(self) -> Path:
        """The plain state file: the clinic's name and a count of waiting messages, no more."""
        return self.data / "state.json"

    @property
    def tries(self) -> Path:
        """The count of wrong tries to sign in, while there are any."""
        return self.data / "tries"


def own_places() -> Places:
    """Return the system's own folders for this app."""
    # Imported here: only the window asks.
    import platformdirs  # noqa: PLC0415

    return Places(
        data=platformdirs.user_data_path(APP, appauthor=False),
        reports=platformdirs.user_documents_path() / "Intake reports",
    )


@dataclass(frozen=True, slots=True)
class PlainState:
    """What a locked app may show before anybody signs in."""

    clinic: str = ""
    waiting: int = 0


def read_state(path: Path) -> PlainState | None:
    """Return the plain state, or `None` when there is none that can be read."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return PlainState(str(raw["clinic"]), int(raw["waiting"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(path: Path, state: PlainState) -> None:
    """Write the plain state; a state that cannot be written is only an older count."""
    text = json.dumps({"clinic": state.clinic, "waiting": state.waiting}, ensure_ascii=False)
    _write(path, text)


def read_tries(path: Path) -> int:
    """Return how many tries to sign in were wrong since the last right one."""
    try:
        text = path.read_text(encoding="ascii")[:_LONGEST_COUNT]
    except (OSError, ValueError):
        return 0
    return int(text) if text.isdecimal() else 0


def write_tries(path: Path, count: int) -> None:
    """Note wrong tries for the next start; a count that cannot be written costs nobody a visit."""
    if count:
        _write(path, str(count))
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def report_name(pattern: str, record_number: str, created: datetime, report: str) -> str:
    """Return a file name for a report as the clinic wants it; the pattern knows no name.

    `{number}`, `{date}` and `{report}` are filled in; a pattern without the report's own number
    gets it at its end, so that no report ever overwrites another.
    """
    number = _UNSAFE.sub("-", record_number).strip("-.") or "visit"
    filled = (
        pattern.replace("{number}", number[:60])
        .replace("{date}", f"{created:%Y-%m-%d}")
        .replace("{report}", report)
    )
    name = _UNSAFE.sub("-", filled).strip("-.")[:150]
    return f"{name}.pdf" if report in name else f"{name}_{report}.pdf".lstrip("_")
