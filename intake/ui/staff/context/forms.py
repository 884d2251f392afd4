# SPDX-License-Identifier: Apache-2.0
"""The questionnaires themselves: how sure each is, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from intake.core.sheet import ReviewSheet


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form as the list of all shows it.

    `detail` says in one line how sure each language is. `unconfirmed` counts the facts that are
    not confirmed, in any language; `confirmed` says who of the clinic read them and when, empty
    while nobody has read them as they are now.
    """

    id: str
    name: str
    detail: str
    unconfirmed: int = 0
    confirmed: str = ""


class FormDesk(Protocol):
    """What is known of each form."""

    def all_forms(self) -> tuple[ListedForm, ...]:
        """Return every form that can be loaded."""

    def details(self, form: str, language: str = "") -> ReviewSheet:
        """Return all that is known of a form, without a language of all its wordings."""

    def confirm(self, form: str) -> None:
        """Record that the clinic read what is not confirmed, and gives the form all the same."""
