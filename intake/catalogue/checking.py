# SPDX-License-Identifier: Apache-2.0
"""Every problem of a form or of a folder of forms, for whoever writes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from intake.assets import forms_dir
from intake.catalogue.catalogue import Catalogue, domains_of
from intake.catalogue.folder import forms_in
from intake.catalogue.form_folder import FormFolder, Found
from intake.catalogue.holding import batteries_of
from intake.catalogue.reading import BATTERIES, INSTRUMENT, is_there
from intake.core.instrument import Instrument
from intake.core.problem import Problem


@dataclass(frozen=True, slots=True)
class Findings:
    """How many forms and worked examples were looked at, and every problem."""

    forms: int
    cases: int
    problems: Found


def check(path: Path) -> Findings:
    """Look at a forms folder, at one form's folder, or at a file in either.

    Every language is looked at and every worked example is run. Problems name files as `path`
    was given.
    """
    if path.name == BATTERIES:
        return _check_batteries(path)
    folder = path.parent if path.suffix == ".toml" else path
    label = folder.as_posix()
    if folder != path or is_there(folder / INSTRUMENT):
        if path.name != INSTRUMENT and not is_there(folder / INSTRUMENT):
            text = "is no file of a form: there is no instrument.toml beside it."
            return Findings(0, 0, (Problem(path.as_posix(), "", text),))
        return _checked([FormFolder(folder, label, folder)], [])
    problems: list[Problem] = []
    forms = list(forms_in(folder, label, problems))
    found = _checked(forms, problems)
    if problems and not forms:
        return found
    sound = {form.id: form.instrument for form in forms if form.is_sound}
    left_out = {form.id for form in forms if not form.is_sound}
    own = _check_own_batteries(folder, label, sound, left_out)
    domains = domains_of(folder, sound)[1] if not left_out else ()
    return Findings(found.forms, found.cases, (*found.problems, *own, *domains))


def _checked(forms: list[FormFolder], problems: list[Problem]) -> Findings:
    for form in forms:
        problems += form.check()
    cases = [len(form.cases.cases) + len(form.cases.changes) for form in forms]
    return Findings(len(forms), sum(cases), tuple(problems))


def _check_own_batteries(
    folder: Path, label: str, sound: dict[str, Instrument], left_out: set[str]
) -> Found:
    """Return what is wrong with the batteries; a clinic's own may use forms that ship."""
    shipped = forms_dir()
    if folder.resolve() == shipped.resolve():
        return batteries_of(folder, label, sound, left_out)[1]
    if not is_there(folder / BATTERIES):
        return ()
    instruments = dict(Catalogue(shipped).instruments) | sound
    return batteries_of(folder, label, instruments, left_out)[1]


def _check_batteries(path: Path) -> Findings:
    folder = path.parent
    problems: list[Problem] = []
    forms = list(forms_in(folder, folder.as_posix(), problems))
    if problems and not forms:
        return Findings(0, 0, tuple(problems))
    for form in forms:
        form.load()
    sound = {form.id: form.instrument for form in forms if form.is_sound}
    left_out = {form.id for form in forms if not form.is_sound}
    return Findings(0, 0, _check_own_batteries(folder, folder.as_posix(), sound, left_out))
