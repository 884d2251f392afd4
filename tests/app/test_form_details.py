# SPDX-License-Identifier: Apache-2.0
"""What the desk knows of each form, and who of the clinic has read what is not confirmed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.assets import forms_dir
from intake.catalogue import Catalogue, load
from intake.core.errors import StoreError
from intake.core.staff import Role
from intake.ui.staff.context import ListedForm
from tests.app.desk_clinic import DeskClinic


def _listed(clinic: DeskClinic, form: str) -> ListedForm:
    return next(each for each in clinic.desk.forms.all_forms() if each.id == form)


def test_every_language_of_a_form_is_listed_with_its_status(clinic: DeskClinic) -> None:
    line = _listed(clinic, "phq9")

    assert line.detail == (
        "PHQ-9 · version 1.0.0 · 10 questions · English verified, German (Germany) provisional, "
        "Spanish provisional, French (France) provisional"
    )
    assert "asked by staff" in _listed(clinic, "asq").detail
    assert "not a validated questionnaire" in _listed(clinic, "checklist_after").detail


def test_the_details_list_the_facts_of_one_language_or_of_all(
    clinic: DeskClinic, catalogue: Catalogue
) -> None:
    german = catalogue.wording("phq9", "de-DE").unconfirmed

    assert clinic.desk.forms.details("phq9", "de-DE").unconfirmed == german
    assert clinic.desk.forms.details("phq9", "en").unconfirmed == ()
    assert clinic.desk.forms.details("phq9", "ko").title == catalogue.wording("phq9", "en").title
    every = clinic.desk.forms.details("phq9").unconfirmed
    assert every == catalogue.unconfirmed("phq9")
    assert f"German (Germany): {german[0]}" in every


def test_what_somebody_has_read_is_kept_with_name_and_day(clinic: DeskClinic) -> None:
    assert _listed(clinic, "fiqr").confirmed == ""

    clinic.desk.forms.confirm("fiqr")

    assert _listed(clinic, "fiqr").confirmed == "Dr. Okafor, 22 Nov 2026"
    assert _listed(clinic, "siqr").confirmed == ""


def test_only_who_may_change_settings_confirms(clinic: DeskClinic) -> None:
    clinic.be(Role.FRONT_DESK)

    with pytest.raises(StoreError):
        clinic.desk.forms.confirm("fiqr")


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """Return a copy of the forms that ship."""
    return Path(shutil.copytree(forms_dir(), tmp_path / "forms"))


@pytest.fixture
def anew(tmp_path: Path, forms: Path) -> Iterator[DeskClinic]:
    """Return a clinic that uses the copy."""
    made = DeskClinic(tmp_path / "clinic", load(forms))
    yield made
    made.store.close()


def test_another_fact_that_is_not_confirmed_has_to_be_read_anew(
    anew: DeskClinic, forms: Path
) -> None:
    anew.desk.forms.confirm("pgic")
    path = forms / "pgic" / "en.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("unconfirmed = [", 'unconfirmed = [\n    "Something else.",', 1),
        encoding="utf-8",
    )
    anew.office.catalogue = load(forms)

    assert _listed(anew, "pgic").confirmed == ""
    assert "Something else." in anew.desk.forms.details("pgic").unconfirmed
