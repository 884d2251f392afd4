# SPDX-License-Identifier: Apache-2.0
"""The app's own words for patients. Plain ones: nobody should need more than six school years."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from intake.core.visit import Respondent
from intake.ui.patient.prompts import ChoiceAsk, Prompt, ScaleAsk
from intake.ui.patient.text_screen import Action, TextPage

SECONDS_A_QUESTION = 10
_SECONDS_A_MINUTE = 60

STOP = "stop"
STAFF = "staff"
RETRY = "retry"


def give_back() -> str:
    """The sentence of every screen that waits, for every patient."""
    return QCoreApplication.translate(
        "Patient", "Please give this device to a member of the team."
    )


def why_page(questions: int, help_line: str) -> TextPage:
    """Say who reads the answers and when, how long it takes, and what is allowed."""
    translate = QCoreApplication.translate
    minutes = max(1, round(questions * SECONDS_A_QUESTION / _SECONDS_A_MINUTE))
    reads = translate(
        "Patient",
        "Your clinician reads your answers at this visit. Some answers are shown to the team "
        "straight away, so that someone can check in with you.",
    )
    length = translate(
        "Patient", "There are about {questions} questions. This takes about {minutes} minutes."
    )
    return TextPage(
        translate("Patient", "Before you start"),
        (
            f"{reads} {help_line}",
            length.format(questions=questions, minutes=minutes),
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
