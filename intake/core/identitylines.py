# SPDX-License-Identifier: Apache-2.0
"""Who answered, when, in which language and with whose help."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from intake.core.content import Fact, Identity
from intake.core.given import RESPONDENT_WORDS
from intake.core.visit import Patient, Sitting
from intake.core.words import (
    NOT_RECORDED,
    age_on,
    count_words,
    date_words,
    language_words,
    length_words,
    moment_words,
    readable,
    time_words,
)


def identity_of(
    patient: Patient, sitting: Sitting, now: datetime | None, earlier: int
) -> Identity:
    """Return the lines at the head of a report; what the record lacks is said to be so."""
    before = f"{count_words(earlier, 'earlier visit')} on record"
    facts = (
        Fact("born", _birth(patient.birth_date, now)),
        Fact("record no.", patient.id),
        Fact("sex", readable(patient.sex) if patient.sex else NOT_RECORDED),
        Fact("visit", _visit_time(sitting)),
        Fact("answered by", _respondent(sitting)),
        Fact("language", language_words(sitting.language)),
        Fact("", before if earlier else "no earlier visit on record"),
    )
    return Identity(name_words(patient), facts)


def name_words(patient: Patient) -> str:
    """Return the name as it was typed, or that there is none."""
    return patient.name or f"Name {NOT_RECORDED}"


def _birth(birth: date | None, now: datetime | None) -> str:
    if birth is None:
        return NOT_RECORDED
    if now is None:
        return date_words(birth)
    return f"{date_words(birth)} ({count_words(age_on(birth, now.date()), 'year')})"


def _visit_time(sitting: Sitting) -> str:
    if sitting.started is None:
        return f"time {NOT_RECORDED}"
    words = f"{date_words(sitting.started.date())}, {time_words(sitting.started)}"
    if sitting.finished is None:
        return f"{words}, end {NOT_RECORDED}"
    length = length_words(sitting.finished - sitting.started)
    until = moment_words(sitting.finished, sitting.started.date())
    return f"{words}–{until} ({length}{_paused(sitting)})"


def _paused(sitting: Sitting) -> str:
    if not sitting.pauses:
        return ""
    total = sum((end - start for start, end in sitting.pauses), timedelta())
    return f", paused {length_words(total)}"


def _respondent(sitting: Sitting) -> str:
    start, end = sitting.respondent_start, sitting.respondent_end
    only = end or start
    if only is None:
        return NOT_RECORDED
    if start is None or end is None or start is end:
        return RESPONDENT_WORDS[only]
    return f"{RESPONDENT_WORDS[start]} (at the start); {RESPONDENT_WORDS[end]} (at the end)"
