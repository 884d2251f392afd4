# SPDX-License-Identifier: Apache-2.0
"""A clinic's own forms at the desk: looked at, saved, given, and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from intake.assets import forms_dir
from intake.catalogue import load
from intake.core.errors import StoreError
from intake.core.records import Known
from tests.app.desk_clinic import DeskClinic
from tests.own_forms import own_form


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[DeskClinic]:
    """Return a clinic with a catalogue that nobody else uses."""
    made = DeskClinic(tmp_path / "clinic", load(forms_dir()))
    yield made
    made.store.close()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder with one sound form and a battery that gives it."""
    folder = tmp_path / "own"
    own_form(folder)
    (folder / "batteries.toml").write_text(
        '[battery.mornings]\ntitle = "Mornings"\nforms = ["morning_ease", "phq9"]\n',
        encoding="utf-8",
    )
    return folder


def _save(clinic: DeskClinic, folder: str) -> None:
    settings = clinic.desk.clinic.settings()
    clinic.desk.clinic.change_settings(replace(settings, own_forms=folder))


def _offered(clinic: DeskClinic, battery: str) -> list[str]:
    forms = clinic.desk.visits.forms_for(battery, Known.NO, "en", None)
    return [form.id for form in forms]


def test_a_saved_folder_counts_at_once_and_stays(clinic: DeskClinic, own: Path) -> None:
    assert "morning_ease" not in _offered(clinic, "fibromyalgia_first")

    _save(clinic, str(own))

    assert clinic.desk.clinic.settings().own_forms == str(own)
    assert "morning_ease" in _offered(clinic, "fibromyalgia_first")
    assert _offered(clinic, "mornings")[:2] == ["morning_ease", "phq9"]
    assert clinic.desk.visits.batteries[-1].title == "Mornings"
    assert clinic.desk.day.problems == ()


def test_without_its_folder_a_form_is_given_no_more(clinic: DeskClinic, own: Path) -> None:
    _save(clinic, str(own))
    _save(clinic, "")

    assert "morning_ease" not in _offered(clinic, "fibromyalgia_first")
    assert "mornings" not in [each.id for each in clinic.desk.visits.batteries]


def test_forms_that_were_read_count_only_once_the_settings_are_changed(
    clinic: DeskClinic, own: Path
) -> None:
    settings = replace(clinic.desk.clinic.settings(), own_forms=str(own))

    change = clinic.desk.clinic.prepare_settings(settings)
    assert "morning_ease" not in _offered(clinic, "fibromyalgia_first")
    change()

    assert "morning_ease" in _offered(clinic, "fibromyalgia_first")
    assert clinic.desk.clinic.settings().own_forms == str(own)


def test_saving_reads_the_folder_anew(clinic: DeskClinic, own: Path) -> None:
    _save(clinic, str(own))
    own_form(own, "evening_ease")
    _save(clinic, str(own))

    assert "evening_ease" in _offered(clinic, "fibromyalgia_first")


def test_a_look_says_what_can_be_given_and_changes_nothing(clinic: DeskClinic, own: Path) -> None:
    found = clinic.desk.clinic.look_at_forms(str(own))

    assert (found.fault, found.given, found.refused) == ("", ("morning_ease",), ())
    assert "morning_ease" not in _offered(clinic, "fibromyalgia_first")


def test_a_form_that_fails_is_refused_with_all_its_problems_and_named_on_the_home_screen(
    clinic: DeskClinic, own: Path
) -> None:
    path = own_form(own, "evening_ease") / "instrument.toml"
    text = path.read_text(encoding="utf-8").replace("range = [0, 6]", "range = [0, 7]")
    path.write_text(text.replace('version = "1.0.0"', 'version = "one"'), encoding="utf-8")

    (refused,) = clinic.desk.clinic.look_at_forms(str(own)).refused
    _save(clinic, str(own))

    assert refused.about == "evening_ease"
    assert [line.split(": ")[1] for line in refused.problems] == ["score.total.range", "version"]
    assert "evening_ease" not in _offered(clinic, "fibromyalgia_first")
    assert "morning_ease" in _offered(clinic, "fibromyalgia_first")
    assert set(refused.problems) <= set(clinic.desk.day.problems)


def test_a_language_or_a_battery_that_fails_is_refused_alone(
    clinic: DeskClinic, own: Path
) -> None:
    (own / "morning_ease" / "es.toml").write_text('language = "es"\n', encoding="utf-8")
    (own / "batteries.toml").write_text(
        '[battery.mornings]\ntitle = "Mornings"\nforms = ["phq99"]\n', encoding="utf-8"
    )

    found = clinic.desk.clinic.look_at_forms(str(own))

    assert found.given == ("morning_ease",)
    assert [each.about for each in found.refused] == ["morning_ease, some languages", "Batteries"]
    assert 'needs the form "phq99"' in found.refused[1].problems[0]


def test_the_id_of_a_form_that_ships_is_taken_in_capitals_too(
    clinic: DeskClinic, own: Path
) -> None:
    own_form(own, "PHQ9")

    (refused,) = clinic.desk.clinic.look_at_forms(str(own)).refused

    assert "is the id of a form that ships" in refused.problems[0]


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("my_forms", "no whole path"),
        (str(forms_dir()), "lies inside the program"),
        (str(forms_dir().parent), "lies inside the program"),
        (str(Path("/nowhere/at/all").absolute()), "is no folder"),
    ],
)
def test_a_folder_that_cannot_hold_forms_is_neither_looked_at_nor_saved(
    clinic: DeskClinic, folder: str, said: str
) -> None:
    assert said in clinic.desk.clinic.look_at_forms(folder).fault

    with pytest.raises(StoreError, match=said):
        _save(clinic, folder)
    assert clinic.desk.clinic.settings().own_forms == ""


def test_a_folder_that_is_gone_is_named_on_the_home_screen(
    clinic: DeskClinic, own: Path, tmp_path: Path
) -> None:
    _save(clinic, str(own))
    own.rename(tmp_path / "elsewhere")
    clinic.office.catalogue.use_own(own)

    assert any("is no folder" in each for each in clinic.desk.day.problems)
    assert "phq9" in _offered(clinic, "fibromyalgia_first")
