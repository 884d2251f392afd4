# SPDX-License-Identifier: Apache-2.0
"""The app's own words are plain, and the agreed sentences stand word for word."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from intake.ui.patient import texts
from intake.ui.patient.text_screen import TextPage

HELP = "If you need help now, tell a member of the team."
PAGES: dict[str, Callable[[], TextPage]] = {
    "why": lambda: texts.why_page(46, HELP),
    "break": lambda: texts.break_page(1, 4, HELP),
    "pause": lambda: texts.pause_page(HELP),
    "thanks": lambda: texts.thanks_page(HELP),
    "stopped": lambda: texts.stopped_page(HELP),
    "closed": lambda: texts.closed_page(HELP),
    "trouble": lambda: texts.trouble_page(HELP),
}
SIXTH_GRADE = 6.0
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Count groups of vowels, a silent e at the end left out."""
    found = len(_VOWELS.findall(word))
    return max(1, found - (word.endswith("e") and not word.endswith("le")))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade."""
    sentences = [part for part in re.split(r"[.?!]", text) if part.strip()]
    words = re.findall(r"[a-z']+", text.lower())
    total = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * total / len(words) - 15.59


@pytest.mark.parametrize("page", PAGES)
def test_our_own_words_need_no_more_than_six_school_years(page: str) -> None:
    shown = PAGES[page]()
    sentences = (*shown.paragraphs, *shown.quiet)

    assert grade(f"{shown.title}. {' '.join(sentences)}") <= SIXTH_GRADE


def test_everyone_reads_why_we_ask() -> None:
    assert PAGES["why"]().paragraphs[0].startswith("These questions are about how you have been.")


def test_everyone_reads_who_sees_the_answers_word_for_word() -> None:
    assert PAGES["why"]().paragraphs[1] == (
        "Your clinician reads your answers at this visit. Some answers are shown to the team "
        "straight away, so that someone can check in with you. If you need help now, tell a "
        "member of the team."
    )


@pytest.mark.parametrize("page", ["pause", "thanks", "stopped", "closed", "trouble"])
def test_every_waiting_screen_asks_for_the_device_back(page: str) -> None:
    assert "Please give this device to a member of the team." in PAGES[page]().spoken


@pytest.mark.parametrize("page", PAGES)
def test_no_page_names_a_number_to_call_or_a_risk(page: str) -> None:
    assert not re.search(r"\b\d{3}\b|suicid|risk", PAGES[page]().spoken, re.IGNORECASE)


def test_the_time_it_takes_follows_the_number_of_questions() -> None:
    assert "about 46 questions. This takes about 8 minutes" in PAGES["why"]().paragraphs[2]
