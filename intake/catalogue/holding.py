# SPDX-License-Identifier: Apache-2.0
"""What one folder of forms gives: those that are sound, and why each other one is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from intake.catalogue.folder import forms_in, label_of, own_folder_fault
from intake.catalogue.form_folder import FormFolder, Found
from intake.catalogue.reading import BATTERIES, is_there, read_tables
from intake.core.batteries import parse_batteries
from intake.core.instrument import Instrument
from intake.core.problem import Problem, quoted
from intake.core.visit import Battery


@dataclass(frozen=True, slots=True)
class Holding:
    """The forms of a folder and the batteries that it makes of them.

    `faults` say what is wrong with the folder itself, `refused` with each form that is left out.
    """

    forms: Mapping[str, FormFolder] = field(default_factory=dict)
    faults: Found = ()
    refused: Mapping[str, Found] = field(default_factory=dict)
    batteries: Mapping[str, Battery] = field(default_factory=dict)
    battery_problems: Found = ()

    @property
    def form_problems(self) -> Found:
        """Why the folder cannot be used, and why forms of it are left out."""
        return (*self.faults, *(each for found in self.refused.values() for each in found))

    @property
    def wording_problems(self) -> Found:
        """Why some languages of sound forms are not offered, as far as they were looked at."""
        return tuple(each for form in self.forms.values() for each in form.wording_problems)


def hold(folder: Path) -> Holding:
    """Load every form of a folder with its English wording, and run its examples."""
    label = label_of(folder)
    forms, faults, refused = _read_forms(folder, label, {})
    known = {each.id: each.instrument for each in forms.values()}
    batteries, problems = batteries_of(folder, label, known, refused)
    return Holding(forms, faults, refused, batteries, problems)


def hold_own(folder: Path, others: Mapping[str, Instrument]) -> Holding:
    """Load a clinic's own forms, which need other ids than those that ship.

    Its batteries may name either; a folder without any is as it should be. A folder that cannot
    be used is not looked at.
    """
    label = label_of(folder)
    fault = own_folder_fault(folder)
    if fault:
        return Holding(faults=(Problem(label, "", fault),))
    forms, faults, refused = _read_forms(folder, label, others)
    if not is_there(folder / BATTERIES):
        return Holding(forms, faults, refused)
    known = {**others, **{each.id: each.instrument for each in forms.values()}}
    batteries, problems = batteries_of(folder, label, known, refused)
    return Holding(forms, faults, refused, batteries, problems)


def batteries_of(
    folder: Path, label: str, instruments: Mapping[str, Instrument], left_out: Collection[str]
) -> tuple[dict[str, Battery], Found]:
    """Return the batteries of a folder; what follows from a form left out is not said again."""
    file = f"{label}/{BATTERIES}"
    data = read_tables(folder / BATTERIES, file, folder)
    if isinstance(data, Problem):
        return {}, (data,)
    return parse_batteries(data, instruments, file, left_out)


def _read_forms(
    folder: Path, label: str, taken: Collection[str]
) -> tuple[dict[str, FormFolder], Found, dict[str, Found]]:
    forms: dict[str, FormFolder] = {}
    refused: dict[str, Found] = {}
    faults: list[Problem] = []
    # not every disk that exports go to tells PHQ9 from phq9
    names = {each.casefold() for each in taken}
    for form in forms_in(folder, label, faults):
        found = form.load()
        if form.id.casefold() in names:
            text = f"{quoted(form.id)} is the id of a form that ships; choose another."
            found = (Problem(f"{label}/{form.id}", "", text),)
        if found:
            refused[form.id] = found
        else:
            forms[form.id] = form
    return forms, tuple(faults), refused
