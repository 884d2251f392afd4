# SPDX-License-Identifier: Apache-2.0
"""The forms that can be given. A bad form is left out and named; what remains can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from intake.catalogue.folder import label_of
from intake.catalogue.form_folder import Found
from intake.catalogue.holding import Holding, hold, hold_own
from intake.catalogue.reading import DOMAINS, is_there, read_tables
from intake.core.cases import Cases
from intake.core.domains import Domain, parse_domains
from intake.core.instrument import Instrument, Status
from intake.core.leaving_out import without
from intake.core.parse_wording import REPORT_LANGUAGE
from intake.core.planning import lacking
from intake.core.problem import Problem
from intake.core.visit import Battery, VisitRecord
from intake.core.wording import Wording
from intake.core.words import language_words


class Catalogue:
    """The forms that can be given, their wordings and the batteries made of them."""

    def __init__(self, folder: Path, own: Path | None = None) -> None:
        """Load every form of a folder, and of a clinic's own; see `use_own`."""
        self._shipped = hold(folder)
        self.use_own(own)

    def look_at(self, own: Path) -> Holding:
        """Return what a folder of a clinic's own forms gives; nothing of it is used yet."""
        instruments = {each.id: each.instrument for each in self._shipped.forms.values()}
        return hold_own(own, instruments)

    def use_own(self, own: Path | None) -> None:
        """Give the forms of this folder beside those that ship, and of no other one.

        Its batteries replace those of the same name. What cannot be used is named among the
        problems.
        """
        self.use(Holding() if own is None else self.look_at(own))

    def use(self, own: Holding) -> None:
        """Give what a look at a clinic's own forms found, as `use_own` does."""
        self._own = own
        self._forms = {**self._shipped.forms, **own.forms}

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """Every form that could be loaded, by id."""
        return MappingProxyType({name: form.instrument for name, form in self._forms.items()})

    @property
    def batteries(self) -> Mapping[str, Battery]:
        """The batteries of which every form is there, in the order of the file."""
        return MappingProxyType({**self._shipped.batteries, **self._own.batteries})

    @property
    def battery_problems(self) -> Found:
        """Why a battery cannot be given."""
        return (*self._shipped.battery_problems, *self._own.battery_problems)

    @property
    def problems(self) -> Found:
        """Everything that was left out and why: forms, languages looked at so far, batteries."""
        both = (self._shipped, self._own)
        forms = (each for holding in both for each in holding.form_problems)
        wordings = (each for holding in both for each in holding.wording_problems)
        return (*forms, *wordings, *self.battery_problems)

    def digest(self, form: str) -> str:
        """Return the SHA-256 of a form's `instrument.toml`, in hex.

        Raises:
            KeyError: when the form was not loaded.
        """
        return self._forms[form].digest

    def cases(self, form: str) -> Cases:
        """Return the worked examples of a form.

        Raises:
            KeyError: when the form was not loaded.
        """
        return self._forms[form].cases

    def languages(self, form: str) -> tuple[str, ...]:
        """Return the languages in which a form can be given, English first.

        Raises:
            KeyError: when the form was not loaded.
        """
        return self._forms[form].languages()

    def status(self, form: str, language: str = REPORT_LANGUAGE) -> Status:
        """Return how sure a form is in one language: no surer than the less sure of both.

        Raises:
            KeyError: when the form was not loaded, or not in this language.
        """
        known = {self.instruments[form].status, self.wording(form, language).status}
        surest_last = (Status.DRAFT, Status.PROVISIONAL, Status.VERIFIED)
        return next(each for each in surest_last if each in known)

    def unconfirmed(self, form: str) -> tuple[str, ...]:
        """Return what is not confirmed of a form, in any of its languages.

        Raises:
            KeyError: when the form was not loaded.
        """
        facts = [
            *self.instruments[form].unconfirmed,
            *self.wording(form, REPORT_LANGUAGE).unconfirmed,
        ]
        for language in self.languages(form)[1:]:
            name = language_words(language)
            facts += [f"{name}: {each}" for each in self.wording(form, language).unconfirmed]
        return tuple(dict.fromkeys(facts))

    def completed(self, record: VisitRecord) -> VisitRecord:
        """Return a record with what its battery says of it.

        That is what had no wording in the language, and what of the staff's forms the clinic
        lets patients complete. Without the battery the record is returned as it is.
        """
        battery = self.batteries.get(record.sitting.battery or "")
        if battery is None:
            return record
        forms = {*battery.forms, *(f for each in battery.choose.values() for f in each.values())}
        languages = {form: self.languages(form) for form in forms if form in self._forms}
        given = [each.form for each in record.administrations]
        missed = lacking(battery, given, record.sitting.language or REPORT_LANGUAGE, languages)
        shorts = tuple(self.wording(form, REPORT_LANGUAGE).short for form in missed)
        return replace(record, not_given=shorts, self_completed=battery.self_completed)

    def asked(self, form: str, language: str) -> Instrument:
        """Return a form as this language asks it: some leave out what is not confirmed.

        Raises:
            KeyError: when the form was not loaded, or not in this language.
        """
        return without(self._forms[form].instrument, self.wording(form, language).left_out)

    def wording(self, form: str, language: str) -> Wording:
        """Return the texts of a form in one language, with the names that staff read.

        Raises:
            KeyError: when the form was not loaded, or not in this language.
        """
        wording = self._forms[form].wording(language)
        if wording is None:
            raise KeyError(language)
        return wording


def domains_of(
    folder: Path, instruments: Mapping[str, Instrument]
) -> tuple[tuple[Domain, ...], Found]:
    """Return what the forms of a folder ask about; a folder need not say so."""
    if not is_there(folder / DOMAINS):
        return (), ()
    file = f"{label_of(folder)}/{DOMAINS}"
    data = read_tables(folder / DOMAINS, file, folder)
    if isinstance(data, Problem):
        return (), (data,)
    return parse_domains(data, instruments, file)


def load(folder: Path, own: Path | None = None) -> Catalogue:
    """Return the catalogue of a forms folder; nothing in the folders makes this fail."""
    return Catalogue(folder, own)
