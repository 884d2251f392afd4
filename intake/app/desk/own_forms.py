# SPDX-License-Identifier: Apache-2.0
"""The clinic's own forms: what their folder gives, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from intake.catalogue import own_folder_fault
from intake.core.errors import StoreError
from intake.core.parse_wording import REPORT_LANGUAGE
from intake.core.problem import Problem
from intake.ui.staff.context import OwnForms, Refusal

if TYPE_CHECKING:
    from intake.catalogue import Catalogue, Holding
    from intake.catalogue.form_folder import FormFolder


def usable(folder: str) -> Path | None:
    """Return the folder of the clinic's own forms, `None` when it has none.

    Raises:
        StoreError: when no forms may be kept there.
    """
    fault = _fault(folder) if folder else ""
    if fault:
        raise StoreError(fault)
    return Path(folder) if folder else None


def look_at(folder: str, catalogue: Catalogue) -> OwnForms:
    """Return what a folder gives, in words; every language of every form is looked at."""
    if not folder:
        return OwnForms()
    fault = _fault(folder)
    if fault:
        return OwnForms(fault)
    found = catalogue.look_at(Path(folder))
    given = tuple(_name(form) for form in found.forms.values())
    return OwnForms(given=given, refused=tuple(_refusals(found)))


def _fault(folder: str) -> str:
    """Return why no forms may be kept in a folder, as a sentence; empty when they may."""
    if not Path(folder).is_absolute():
        return f"{folder} is no whole path. Choose the folder of your own questionnaires."
    fault = own_folder_fault(Path(folder))
    return f"{folder} {fault}" if fault else ""


def _refusals(found: Holding) -> Iterator[Refusal]:
    if found.faults:
        yield Refusal("The folder", _texts(found.faults))
    for form, problems in found.refused.items():
        yield Refusal(form, _texts(problems))
    for form, folder in found.forms.items():
        if folder.wording_problems:
            yield Refusal(f"{form}, some languages", _texts(folder.wording_problems))
    if found.battery_problems:
        yield Refusal("Batteries", _texts(found.battery_problems))


def _texts(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    return tuple(map(str, problems))


def _name(form: FormFolder) -> str:
    form.languages()  # reads them all, so that what is wrong with one is known
    wording = form.wording(REPORT_LANGUAGE)
    return wording.short if wording else form.id
