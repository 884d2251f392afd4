# SPDX-License-Identifier: Apache-2.0
"""The forms that can be given. A bad form is left out and named; what remains can be trusted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from intake.catalogue.folder import forms_in, label_of, own_folder_fault
from intake.catalogue.form_folder import FormFolder, Found
from intake.catalogue.reading import BATTERIES, DOMAINS, read_tables
from intake.core.batteries import parse_batteries
from intake.core.cases import Cases
from intake.core.domains import Domain, parse_domains
from intake.core.instrument import Instrument, Status
from intake.core.leaving_out import without
from intake.core.parse_wording import REPORT_LANGUAGE
from intake.core.planning import lacking
from intake.core.problem import Problem, quoted
from intake.core.visit import Battery, VisitRecord
from intake.core.wording import Wording


class Catalogue:
    """The forms that can be given, their wordings and the batteries made of them."""

    def __init__(self, folder: Path, own: Path | None = None) -> None:
        """Load every form of a folder with its English wording, and run its examples.

        `own` is a clinic's own folder, see `add_own`.
        """
        self._forms: dict[str, FormFolder] = {}
        self._form_problems: list[Problem] = []
        self._left_out: set[str] = set()
        label = label_of(folder)
        self._load(folder, label, frozenset())
        self._batteries, self._battery_problems = self._read_batteries(folder, label)
        if own is not None:
            self.add_own(own)

    def add_own(self, own: Path) -> None:
        """Load a clinic's own forms beside those that ship.

        They need ids of their own; their batteries replace those of the same name. A folder
        that cannot be used is named among the problems and not looked at.
        """
        label = label_of(own)
        fault = own_folder_fault(own)
        if fault:
            self._form_problems.append(Problem(label, "", fault))
            return
        self._load(own, label, frozenset(self._forms))
        if (own / BATTERIES).exists():
            batteries, problems = self._read_batteries(own, label)
            self._batteries |= batteries
            self._battery_problems = (*self._battery_problems, *problems)

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """Every form that could be loaded, by id."""
        return MappingProxyType({name: form.instrument for name, form in self._forms.items()})

    @property
    def batteries(self) -> Mapping[str, Battery]:
        """The batteries of which every form is there, in the order of the file."""
        return MappingProxyType(self._batteries)

    @property
    def battery_problems(self) -> Found:
        """Why a battery cannot be given."""
        return self._battery_problems

    @property
    def problems(self) -> Found:
        """Everything that was left out and why: forms, languages looked at so far, batteries."""
        wordings = [each for form in self._forms.values() for each in form.wording_problems]
        return (*self._form_problems, *wordings, *self._battery_problems)

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

    def completed(self, record: VisitRecord) -> VisitRecord:
        """Return a record with what its battery says of it.

        That is what had no wording in the language, and what of the staff's forms the clinic
        lets patients complete. Without the battery the record is returned as it is.
        """
        battery = self._batteries.get(record.sitting.battery or "")
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

    def _load(self, folder: Path, label: str, taken: Collection[str]) -> None:
        for form in forms_in(folder, label, self._form_problems):
            found = form.load()
            if form.id in taken:
                text = f"{quoted(form.id)} is the id of a form that ships; choose another."
                found = (Problem(f"{label}/{form.id}", "", text),)
            if found:
                self._form_problems += found
                self._left_out.add(form.id)
            else:
                self._forms[form.id] = form

    def _read_batteries(self, folder: Path, label: str) -> tuple[dict[str, Battery], Found]:
        return batteries_of(folder, label, self.instruments, self._left_out)


def batteries_of(
    folder: Path, label: str, instruments: Mapping[str, Instrument], left_out: Collection[str]
) -> tuple[dict[str, Battery], Found]:
    """Return the batteries of a folder; what follows from a form left out is not said again."""
    file = f"{label}/{BATTERIES}"
    data = read_tables(folder / BATTERIES, file, folder)
    if isinstance(data, Problem):
        return {}, (data,)
    return parse_batteries(data, instruments, file, left_out)


def domains_of(
    folder: Path, instruments: Mapping[str, Instrument]
) -> tuple[tuple[Domain, ...], Found]:
    """Return what the forms of a folder ask about; a folder need not say so."""
    if not (folder / DOMAINS).exists():
        return (), ()
    file = f"{label_of(folder)}/{DOMAINS}"
    data = read_tables(folder / DOMAINS, file, folder)
    if isinstance(data, Problem):
        return (), (data,)
    return parse_domains(data, instruments, file)


def load(folder: Path, own: Path | None = None) -> Catalogue:
    """Return the catalogue of a forms folder; nothing in the folders makes this fail."""
    return Catalogue(folder, own)
