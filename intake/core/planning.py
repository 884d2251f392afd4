# SPDX-License-Identifier: Apache-2.0
"""What of a battery a person is given, what cannot be given and why, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.core.instrument import AskedBy, Instrument, Need, ResponseKind
from intake.core.visit import Battery, Respondent

SECONDS_AN_ANSWER = 8
SECONDS_A_MAP = 45
SECONDS_A_TEXT = 30
"""Estimates for somebody with sore hands; people may take longer and may always stop."""


class WhyNot(StrEnum):
    """Why a form of a battery is not given."""

    NO_WORDING = "no_wording"
    NO_TREATMENT = "no_treatment"
    NOT_ALONE = "not_alone"


@dataclass(frozen=True, slots=True)
class Plan:
    """The forms to give in order, and those left out with the reason."""

    forms: tuple[str, ...]
    left_out: Mapping[str, WhyNot]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known at the desk when a visit starts; `known` is the answer to `choose`."""

    known: str
    language: str
    respondent: Respondent | None = None
    has_treatment: bool = False


def plan_of(
    battery: Battery,
    at: Circumstances,
    instruments: Mapping[str, Instrument],
    languages: Mapping[str, Iterable[str]],
) -> Plan:
    """Return which forms of a battery are given: never one in a second language.

    `languages` are those in which each form has a complete official wording.
    """
    left_out: dict[str, WhyNot] = {}
    for form in battery.forms_for(at.known):
        why = _why_not(instruments[form], at, languages[form])
        if why is not None:
            left_out[form] = why
    given = tuple(form for form in battery.forms_for(at.known) if form not in left_out)
    return Plan(given, left_out)


def languages_of(
    battery: Battery, known: str, languages: Mapping[str, Iterable[str]]
) -> tuple[str, ...]:
    """Return every language in which at least one form of a battery can be given.

    Those in which the most can be given come first.
    """
    counts: dict[str, int] = {}
    for form in battery.forms_for(known):
        for language in languages[form]:
            counts[language] = counts.get(language, 0) + 1
    return tuple(sorted(counts, key=lambda language: -counts[language]))


def lacking(
    battery: Battery,
    given: Iterable[str],
    language: str,
    languages: Mapping[str, Iterable[str]],
) -> tuple[str, ...]:
    """Return the forms of a battery that were not given and have no wording in a language."""
    there = set(given)
    missed: dict[str, None] = {}
    for slot in battery.forms:
        forms = tuple(dict.fromkeys(battery.choose.get(slot, {}).values())) or (slot,)
        if there.isdisjoint(forms) and not any(language in languages[each] for each in forms):
            # which of a choice would have been given nobody knows any more: all are named
            missed.update(dict.fromkeys(forms))
    return tuple(missed)


def minutes_for(forms: Iterable[Instrument]) -> int:
    """Estimate how long forms take, in whole minutes, from what they ask."""
    seconds = sum(seconds_for(form) for form in forms)
    return -(-seconds // 60)


def _why_not(form: Instrument, at: Circumstances, languages: Iterable[str]) -> WhyNot | None:
    if at.language not in languages:
        return WhyNot.NO_WORDING
    if Need.TREATMENT_START in form.needs and not at.has_treatment:
        return WhyNot.NO_TREATMENT
    is_alone = at.respondent in {None, Respondent.SELF}
    if form.asked_by is AskedBy.STAFF and not is_alone:
        return WhyNot.NOT_ALONE
    return None


def seconds_for(form: Instrument) -> int:
    """Estimate how long a form takes, in seconds, from what it asks."""
    total = 0
    for page in form.pages:
        if page.is_map:
            total += SECONDS_A_MAP
            continue
        for item in page.items:
            is_text = item.response.kind is ResponseKind.TEXT
            total += SECONDS_A_TEXT if is_text else SECONDS_AN_ANSWER
    return total
