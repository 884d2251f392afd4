# SPDX-License-Identifier: Apache-2.0
"""From a running visit to the window that the patient answers in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from intake.app.engine import Engine
from intake.app.visits import RunningVisit
from intake.assets import resources_dir
from intake.core.naming import first_name, initials
from intake.ui.patient.context import PatientContext, Pause
from intake.ui.patient.window import PatientWindow
from intake.ui.speaker import system_voices
from intake.ui.theme import Look
from intake.ui.translations import SOURCE, OwnWords, direction_of
from intake.ui.widgets.press_gate import Ticks


@dataclass(frozen=True, slots=True)
class Manner:
    """How the clinic speaks to patients: by which name, and where help is to be had."""

    name_style: str = "first_name"
    crisis_line: str = ""

    def greet(self, name: str) -> str:
        """Return what a person is called on the screen."""
        if self.name_style == "full_name":
            return name
        if self.name_style == "initials":
            return initials(name)
        return first_name(name)

    def help_line(self) -> str:
        """Return the sentence about help, the same for every patient."""
        team = QCoreApplication.translate(
            "Help", "If you need help now, tell a member of the team."
        )
        return f"{team} {self.crisis_line}".strip()


def patient_window(
    running: RunningVisit,
    engine: Engine,
    look: Look,
    now: Callable[[], datetime],
    staff_return: Callable[[], None],
    *,
    ticks: Ticks = time.monotonic,
    manner: Manner | None = None,
) -> PatientWindow:
    """Return the window of a visit, at the question where it stopped.

    The app speaks the visit's language until the window is dismissed. `ticks` is the clock in
    seconds by which a double tap is one tap.
    """
    words = own_words(running.line.sitting.language or SOURCE)
    QCoreApplication.installTranslator(words)
    context = replace(
        patient_context(running, engine, look, now, staff_return, manner=manner),
        ticks=ticks,
        voices=system_voices(),
        is_to_be_wiped=not running.has_begun,
        note_for_team=note_on(words),
        moves=True,
    )
    window = PatientWindow(context)
    window.setLayoutDirection(direction_of(words.tongue))
    window.dismissed.connect(lambda: QCoreApplication.removeTranslator(words))

    def keep_pause(pause: Pause) -> None:
        running.pause(pause.began, pause.ended)

    window.pause_ended.connect(keep_pause)
    return window


def patient_context(
    running: RunningVisit,
    engine: Engine,
    look: Look,
    now: Callable[[], datetime],
    staff_return: Callable[[], None],
    *,
    manner: Manner | None = None,
) -> PatientContext:
    """Return everything the patient's window may know, and nothing else of the person."""
    patient, language = running.line.patient, running.line.sitting.language or "en"
    born, speaks = patient.birth_date, manner or Manner()
    return PatientContext(
        flow=running.flow,
        wordings={
            form.id: engine.catalogue.wording(form.id, language) for form in running.flow.parts
        },
        first_name=speaks.greet(patient.name or ""),
        birth_day_month=(born.day, born.month) if born else None,
        language=language,
        has_alerts=running.has_open_alerts,
        commit=running.commit,
        clock=now,
        finished=running.finish,
        staff_return=staff_return,
        look=look,
        figure=engine.figure,
        help_line=speaks.help_line(),
    )


def own_words(language: str) -> OwnWords:
    """Return the app's own words in a language, or in English where it has no others."""
    folder = resources_dir() / "translations"
    names = (language, language.partition("-")[0], SOURCE)
    path = next(path for name in names if (path := folder / f"{name}.ts").is_file())
    return OwnWords(path.read_text(encoding="utf-8"))


def note_on(words: OwnWords) -> str:
    """Tell the team when no native clinician has read the app's own words in a language."""
    if words.status != "draft":
        return ""
    name = QLocale.languageToString(QLocale(words.tongue).language())
    return (
        f"The app's own words in {name} are a draft: no clinician who grew up with the language "
        "has read them yet. The questions themselves are as published."
    )
