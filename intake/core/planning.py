# SPDX-License-Identifier: Apache-2.0
"""What of a battery was not given for want of a wording, to whom, and how long forms take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from intake.core.instrument import AskedBy, Instrument, ResponseKind
from intake.core.visit import Battery, Respondent

SECONDS_AN_ANSWER = 8
SECONDS_A_MAP = 45
SECONDS_A_TEXT = 30
"""Estimates for somebody with sore hands; people may take longer and may always stop."""


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


def is_handed_over(form: Instrument, respondent: Respondent) -> bool:
    """Say whether a form may be in the device that somebody is handed.

    One of the staff's is for patients who answer alone: nobody looks on while it is asked.
    """
    return form.asked_by is AskedBy.PATIENT or respondent is Respondent.SELF


def minutes_of(seconds: int) -> int:
    """Return whole minutes, a begun one counted whole."""
    return -(-seconds // 60)


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
