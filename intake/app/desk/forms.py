# SPDX-License-Identifier: Apache-2.0
"""How sure each form is, what is known of it, and who of the clinic has read that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256

from intake.app.desk.office import REPORT_LANGUAGE, Office
from intake.core.instrument import AskedBy, Kind
from intake.core.itemlines import CHECKLIST_WORDS
from intake.core.rights import Right
from intake.core.sheet import ReviewSheet, sheet_of
from intake.core.words import count_words, date_words, language_words
from intake.ui.staff.context import ListedForm

CONFIRMED = "confirmed_forms"
"""The setting that says who read what is not confirmed of each form, when, and of which facts."""


class FormPart:
    """The forms, as `intake.ui.staff.context.FormDesk` says."""

    def __init__(self, office: Office) -> None:
        """Work in this office."""
        self._office = office

    def all_forms(self) -> tuple[ListedForm, ...]:
        """Return every form in the order of the catalogue."""
        confirmed = self._confirmed()
        return tuple(self._listed(form, confirmed) for form in self._office.catalogue.instruments)

    def details(self, form: str, language: str = "") -> ReviewSheet:
        """Return all that is known of a form, without a language of all its wordings."""
        catalogue = self._office.catalogue
        known = catalogue.languages(form)
        wording = catalogue.wording(form, language if language in known else REPORT_LANGUAGE)
        statuses = {each: str(catalogue.wording(form, each).status) for each in known}
        found = sheet_of(catalogue.instruments[form], wording, catalogue.cases(form), statuses)
        return found if language else replace(found, unconfirmed=catalogue.unconfirmed(form))

    def confirm(self, form: str) -> None:
        """Record that the clinic has read what is not confirmed of a form, as it is now."""
        self._office.require(Right.CHANGE_SETTINGS)
        stamp = self._office.stamp()
        line = {"of": self._facts(form), "by": stamp.by, "on": stamp.at.date().isoformat()}
        kept = {**self._confirmed(), form: line}
        self._office.store.settings.change(CONFIRMED, json.dumps(kept, sort_keys=True), stamp)

    def _confirmed(self) -> Mapping[str, Mapping[str, str]]:
        kept: Mapping[str, Mapping[str, str]] = json.loads(
            self._office.store.settings.get(CONFIRMED) or "{}"
        )
        return kept

    def _listed(self, form: str, confirmed: Mapping[str, Mapping[str, str]]) -> ListedForm:
        line = confirmed.get(form, {})
        is_read = line.get("of") == self._facts(form)
        by = f"{line['by']}, {date_words(date.fromisoformat(line['on']))}" if is_read else ""
        return ListedForm(
            form,
            self._office.catalogue.wording(form, REPORT_LANGUAGE).title,
            self._words(form),
            len(self._office.catalogue.unconfirmed(form)),
            by,
        )

    def _facts(self, form: str) -> str:
        """Return a short mark of what is not confirmed: other facts have to be read anew."""
        facts = "\n".join(self._office.catalogue.unconfirmed(form))
        return sha256(facts.encode()).hexdigest()[:16]

    def _words(self, form: str) -> str:
        catalogue, instrument = self._office.catalogue, self._office.catalogue.instruments[form]
        parts = [
            self._office.short(form),
            f"version {instrument.version}",
            count_words(len(instrument.items), "question"),
            ", ".join(
                f"{language_words(each)} {catalogue.status(form, each)}"
                for each in catalogue.languages(form)
            ),
        ]
        if instrument.asked_by is AskedBy.STAFF:
            parts.append("asked by staff")
        if instrument.kind is Kind.CHECKLIST:
            parts.append(CHECKLIST_WORDS)
        return " · ".join(parts)
