# SPDX-License-Identifier: Apache-2.0
"""The app's own words for patients. Plain ones: nobody should need more than six school years."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from intake.core.visit import Respondent
from intake.ui.patient.prompts import ChoiceAsk, Prompt, ScaleAsk
from intake.ui.patient.text_screen import Action, TextPage

SECONDS_A_QUESTION = 10
_SECONDS_A_MINUTE = 60

STOP = "stop"
STAFF = "staff"
RETRY = "retry"
OTHER_DISPLAY = "other display"


class Counted(QObject):
    """Sentences with a number: only `tr` of an object tells Qt's tools that they have plurals."""

    def questions(self, count: int) -> str:
        """Say how many questions there are."""
        return self.tr("There are about %n question(s).", "", count)

    def minutes(self, count: int) -> str:
        """Say how long it takes."""
        return self.tr("This takes about %n minute(s).", "", count)


def give_back() -> str:
    """The sentence of every screen that waits, for every patient."""
    return QCoreApplication.translate(
        "Patient", "Please give this device to a member of the team."
    )


def why_page(questions: int, help_line: str) -> TextPage:
    """Say why, who reads the answers and when, how long it takes, and what is allowed."""
    translate, counted = QCoreApplication.translate, Counted()
    why = translate(
        "Patient",
        "These questions are about how you have been. Your answers help you and your clinician "
        "to talk about it.",
    )
    minutes = max(1, round(questions * SECONDS_A_QUESTION / _SECONDS_A_MINUTE))
    reads = translate(
        "Patient",
        "Your clinician reads your answers at this visit. Some answers are shown to the team "
        "straight away, so that someone can check in with you.",
    )
    return TextPage(
        translate("Patient", "Before you start"),
        (
            why,
            f"{reads} {help_line}",
            f"{counted.questions(questions)} {counted.minutes(minutes)}",
            translate("Patient", "You may skip any question. You may pause at any time."),
        ),
    )


def practice_prompt() -> Prompt:
    """Return a question about nothing, to learn the screen with."""
    translate = QCoreApplication.translate
    return Prompt(
        translate("Patient", "How do you like the weather today?"),
        ScaleAsk(
            0,
            10,
            (translate("Patient", "Not at all"), translate("Patient", "Very much")),
        ),
        stem=translate(
            "Patient",
            "Try it out first. Tap a number, then tap Next. This answer is not kept.",
        ),
    )


def who_prompt() -> Prompt:
    """Ask who answered; regulators and readers of a trend need to know."""
    translate = QCoreApplication.translate
    return Prompt(
        translate("Patient", "Who answered the questions today?"),
        ChoiceAsk(
            (
                (Respondent.SELF, translate("Patient", "I answered on my own")),
                (
                    Respondent.HELPED,
                    translate("Patient", "Someone read or tapped for me. The answers are my own"),
                ),
                (Respondent.PROXY, translate("Patient", "Someone answered for me")),
            )
        ),
    )


def wipe_page(note: str, *, has_displays: bool = False) -> TextPage:
    """Have whoever hands the device over wipe it; for the team, so in the team's language.

    Where there are several displays, they choose the patient's here, while no patient looks.
    """
    translate = QCoreApplication.translate
    return TextPage(
        translate("Team", "Please wipe the screen"),
        (
            translate("Team", "It does not react while you wipe it."),
            translate("Team", "Leave it alone for 3 seconds, tap Next, and hand it over."),
        ),
        (note,) if note else (),
        (Action(OTHER_DISPLAY, translate("Team", "Show on another display")),)
        if has_displays
        else (),
    )


def break_page(done: int, parts: int, help_line: str) -> TextPage:
    """Say what is done and what is left, and that there is no hurry."""
    translate = QCoreApplication.translate
    return TextPage(
        translate("Patient", "Part {part} of {parts} is done").format(part=done, parts=parts),
        (translate("Patient", "You can rest now. Tap Next when you are ready."),),
        (help_line,),
    )


def pause_page(help_line: str) -> TextPage:
    """Say that nothing is lost, and how to stop altogether."""
    translate = QCoreApplication.translate
    return TextPage(
        translate("Patient", "Pause"),
        (
            translate("Patient", "Your answers are saved. Take the time you need."),
            translate("Patient", "Do you want to stop?") + " " + give_back(),
        ),
        (help_line,),
        (Action(STOP, translate("Patient", "Stop here")),),
    )


def veil_text() -> str:
    """Return the words of the blank screen."""
    touch = QCoreApplication.translate("Patient", "Touch the screen to go on.")
    return f"{touch}\n\n{give_back()}"


def thanks_page(help_line: str) -> TextPage:
    """Thank everyone in the same words."""
    translate = QCoreApplication.translate
    return TextPage(
        translate("Patient", "Thank you"),
        (translate("Patient", "Your answers are saved."), give_back()),
        (help_line,),
        (_staff(),),
    )


def nothing_page(help_line: str) -> TextPage:
    """Take leave of somebody of whom nothing is asked today."""
    translate = QCoreApplication.translate
    return TextPage(
        translate("Patient", "Nothing to answer today"),
        (translate("Patient", "Thank you for coming."), give_back()),
        (help_line,),
        (_staff(),),
    )


def stopped_page(help_line: str) -> TextPage:
    """Take leave of somebody who stops before the end."""
    translate = QCoreApplication.translate
    return TextPage(
        give_back(),
        (translate("Patient", "Your answers so far are saved."),),
        (help_line,),
        (_staff(),),
    )


def closed_page(help_line: str) -> TextPage:
    """Ask for the device back, whatever the reason."""
    return TextPage(give_back(), (), (help_line,), (_staff(),))


def trouble_page(help_line: str) -> TextPage:
    """Say calmly that the team is needed; the answers are still here."""
    translate = QCoreApplication.translate
    return TextPage(
        give_back(),
        (translate("Patient", "Your last answer is still here, but it could not be saved yet."),),
        (help_line,),
        (Action(RETRY, translate("Patient", "Try again")), _staff()),
    )


def _staff() -> Action:
    return Action(STAFF, QCoreApplication.translate("Patient", "For the team"))
