# SPDX-License-Identifier: Apache-2.0
"""Whether two records may be of one person: offered to the desk, never decided."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Literal

from intake.core.visit import Patient

OLDEST = 120
"""Nobody on record has lived longer than a few years more."""


def is_credible_birth(born: date, today: date) -> bool:
    """Say whether somebody who lives today can have been born on that day."""
    return born <= today and today.year - born.year <= OLDEST


def same_number(one: str, other: str) -> bool:
    """Say whether two record numbers differ in nothing but case, spaces and signs."""
    return _bare(one) == _bare(other)


def _bare(number: str) -> str:
    return "".join(c for c in _small(number, "NFKC") if c.isalnum())


def folded(text: str) -> str:
    """Return a text as it is compared: without accents, case and surplus spaces."""
    return " ".join(small_letters(text).split())


def small_letters(text: str) -> str:
    """Return a text in small letters without accents; doing so again changes nothing."""
    return "".join(c for c in _small(text, "NFKD") if not unicodedata.combining(c))


def _small(text: str, form: Literal["NFKC", "NFKD"]) -> str:
    # Twice: some signs, such as those of mathematics, have a small letter only as plain ones.
    once = unicodedata.normalize(form, text.casefold())
    return unicodedata.normalize(form, once.casefold())


def name_words(patient: Patient) -> frozenset[str]:
    """Return the words of a name as they are compared."""
    return frozenset(folded(patient.name or "").replace(",", " ").split())


def may_be_same(one: Patient, other: Patient) -> bool:
    """Say whether two records look like one person written down twice.

    Either they share the date of birth and a word of the name, or the whole name while one
    date of birth is unknown or differs in one part only, as a slip of the pen does.
    """
    if one.id == other.id:
        return False
    shared = name_words(one) & name_words(other)
    if not shared:
        return False
    born, other_born = one.birth_date, other.birth_date
    if born is not None and born == other_born:
        return True
    if name_words(one) != name_words(other):
        return False
    if born is None or other_born is None:
        return True
    parts = zip(
        (born.year, born.month, born.day),
        (other_born.year, other_born.month, other_born.day),
        strict=True,
    )
    swapped = (born.day, born.month) == (other_born.month, other_born.day)
    is_swap = swapped and born.year == other_born.year
    return is_swap or sum(mine != theirs for mine, theirs in parts) == 1
