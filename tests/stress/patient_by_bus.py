# SPDX-License-Identifier: Apache-2.0
"""A whole visit through the real accessibility bus, by a client that knows nothing of this app.

    python tests/stress/patient_by_bus.py

Starts the patient's window under Xvfb on a bus of its own, and a client in the system's Python
that finds it as a screen reader does: it reads names, roles and states and does what the bus
offers, until the visit is over. Needs Debian's `at-spi2-core dbus gir1.2-atspi-2.0 python3-gi
xvfb`; says what is missing and ends well where it cannot run.
"""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from x_server import missing, x_server

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from intake.ui.patient.window import PatientWindow
    from intake.ui.speaker import Voices

ROOT = Path(__file__).parents[2]
FORMS = ("acr2016", "cdc_hrqol", "peg", "phq9")
NAME = "intake-by-bus"
SYSTEM_PYTHON = "/usr/bin/python3"
LONGEST = 300

CLIENT = """
import sys, time
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

told = []
listener = Atspi.EventListener.new(lambda event: told.append(str(event.any_data)))
listener.register("object:announcement")

def listen():
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)

def below(node, depth=0):
    yield node
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None and depth < 12:
            yield from below(child, depth + 1)

def app():
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        each = desktop.get_child_at_index(number)
        if each is not None and each.get_name() == sys.argv[1]:
            return each

def shown(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)

def act(role, name=""):
    for node in below(app()):
        said = node.get_name()
        if node.get_role() == role and said and (not name or said == name) and shown(node):
            node.get_action_iface().do_action(0)
            time.sleep(0.15)
            listen()
            return said

heard, nameless, deadline = [], set(), time.time() + 240
while app() is None and time.time() < deadline:
    time.sleep(0.1)
RADIO, BOX, PRESS = Atspi.Role.RADIO_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.PUSH_BUTTON
act(RADIO, "2"); act(RADIO, "April"); act(PRESS, "Next")
while time.time() < deadline:
    here = [node for node in below(app()) if shown(node)]
    nameless |= {node.get_role_name() for node in here
                 if node.get_role() in (RADIO, BOX, PRESS) and not node.get_name()}
    if "Thank you" in {node.get_name() for node in here}:
        asked = len({text for text in told if text.startswith("Question ")})
        print("heard", len(heard), "things;", asked, "questions announced;",
              len(nameless), "kinds of controls without a name")
        print("ended" if asked and not nameless else told[-3:]); break
    heard.append(act(RADIO) or act(BOX) or "a page of text")
    act(PRESS, "Next")
"""


def main() -> int:
    """Run the window and the client, and print what was heard."""
    if len(sys.argv) > 1:
        return _window()
    lacking = missing(("Xvfb", "dbus-run-session"))
    check = 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi'
    if (
        not lacking
        and subprocess.run(
            [SYSTEM_PYTHON, "-c", check], check=False, capture_output=True
        ).returncode
    ):
        lacking = ["python3-gi with gir1.2-atspi-2.0"]
    if lacking:
        print(f"Skipped: the accessibility bus cannot be tried without {', '.join(lacking)}.")
        return 0
    return _session()


def _session() -> int:
    """Start a display and a bus of our own, and both programs on them."""
    both = (
        f'"{sys.executable}" "{__file__}" window & "{SYSTEM_PYTHON}" -c "$CLIENT" {NAME}; kill %1'
    )
    began = time.monotonic()
    with x_server(is_managed=False) as environment:
        done = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", both],
            env=environment | {"CLIENT": CLIENT, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
            check=False,
            capture_output=True,
            text=True,
            timeout=LONGEST,
        )
    took = time.monotonic() - began
    heard = [line for line in done.stdout.splitlines() if line.startswith("heard")]
    if "ended" not in done.stdout:
        print("The visit did not end:", done.stdout[-500:], done.stderr[-500:])
        return 1
    print(f"A visit of {len(FORMS)} forms ended by the bus alone: {heard[0]}, {took:.0f} s.")
    return 0


def open_window(
    forms: tuple[str, ...] = FORMS,
    language: str = "en",
    *,
    voices: Voices | None = None,
    spoken: str = "",
    clock: Callable[[], datetime] | None = None,
) -> PatientWindow:
    """Open a patient's window over the whole display, at its welcome.

    `voices` read aloud, in the language `spoken` where that is another.
    """
    sys.path.insert(0, str(ROOT))
    from dataclasses import replace
    from datetime import UTC, datetime

    from PySide6.QtCore import QCoreApplication

    from intake.app.handing import own_words
    from intake.assets import forms_dir, resources_dir
    from intake.catalogue import load
    from intake.core.figure import parse
    from intake.core.flow import Flow
    from intake.ui.patient.context import PatientContext
    from intake.ui.patient.window import PatientWindow
    from tests.ui.patient.sitting import load_look

    QCoreApplication.installTranslator(own_words(language))
    catalogue, seconds = load(forms_dir()), count()
    flow = Flow([catalogue.asked(form, language) for form in forms])
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    now = clock or (lambda: noon)
    context = PatientContext(
        flow, {form: catalogue.wording(form, language) for form in forms}, "Ana", (2, 4), language,
        lambda: False, lambda _events, _place: None, now, lambda _who: None, lambda: None,
        load_look(), parse((resources_dir() / "body_map.svg").read_text(encoding="utf-8")),
        "If you need help now, tell a member of the team.",
    )  # fmt: skip
    ticking = replace(context, ticks=lambda: float(next(seconds)), voices=voices)
    window = PatientWindow(replace(ticking, language=spoken or language))
    window.open_full_screen()
    return window


def _window() -> int:
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    application.setApplicationName(NAME)
    window = open_window()
    return application.exec() if window.isVisible() else 1


if __name__ == "__main__":
    raise SystemExit(main())
