# SPDX-License-Identifier: Apache-2.0
"""A clinic's own forms: beside those that ship, never in their place or out of their folder."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pypdfium2
import pytest

from intake.assets import forms_dir
from intake.catalogue import Catalogue, check, load, own_folder_fault
from intake.catalogue.folder import MOST_FORMS
from intake.cli import FINE, USAGE, WRONG_INPUT, main
from tests.own_forms import own_form
from tests.test_vocabulary import battery_example

WHOLE = Path(__file__).parents[1] / "fixtures" / "whole"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder with one form of a clinic's own."""
    folder = tmp_path / "own"
    shutil.copytree(WHOLE, folder / "whole")
    return folder


def loaded(own: Path) -> Catalogue:
    return load(forms_dir(), own)


def said(catalogue: Catalogue) -> str:
    return "\n".join(map(str, catalogue.problems))


def test_the_clinics_forms_are_there_beside_those_that_ship(own: Path) -> None:
    found = loaded(own)

    assert {"whole", "phq9"} <= set(found.instruments)
    assert found.problems == ()


def test_a_form_that_ships_cannot_be_replaced(own: Path) -> None:
    shutil.copytree(forms_dir() / "peg", own / "peg")
    text = (own / "peg" / "en.toml").read_text(encoding="utf-8")
    changed = text.replace("No pain", "None at all")
    (own / "peg" / "en.toml").write_text(changed, encoding="utf-8")

    found = loaded(own)

    assert 'own/peg: "peg" is the id of a form that ships; choose another.' in said(found)
    assert found.wording("peg", "en").anchors["peg_pain"][0] == "No pain"


def test_a_form_that_fails_is_refused_with_all_its_problems(own: Path) -> None:
    path = own / "whole" / "instrument.toml"
    text = path.read_text(encoding="utf-8").replace("range = [0, 9]", "range = [0, 8]")
    path.write_text(text.replace('version = "1.2.3"', 'version = "one"'), encoding="utf-8")

    found = loaded(own)

    assert "whole" not in found.instruments
    assert "phq9" in found.instruments
    assert "score.total.range" in said(found)
    assert "version" in said(found)


def test_the_clinics_batteries_replace_those_of_the_same_name(own: Path) -> None:
    (own / "batteries.toml").write_text(
        '[battery.follow_up]\ntitle = "Ours"\nforms = ["peg", "whole"]\n', encoding="utf-8"
    )

    found = loaded(own)

    assert found.batteries["follow_up"].forms == ("peg", "whole")
    assert found.batteries["quarterly"].title == "Every three months"
    assert check(own).problems == ()


def test_a_clinic_may_keep_batteries_alone(tmp_path: Path) -> None:
    (tmp_path / "batteries.toml").write_text(
        '[battery.short]\ntitle = "Short"\nforms = ["peg", "phq9"]\n', encoding="utf-8"
    )

    found = loaded(tmp_path)

    assert found.batteries["short"].forms == ("peg", "phq9")
    assert found.problems == ()
    assert check(tmp_path).problems == ()


def test_a_battery_of_the_clinics_that_fails_leaves_the_one_that_ships(own: Path) -> None:
    (own / "batteries.toml").write_text(
        '[battery.follow_up]\ntitle = "Ours"\nforms = ["peg", "phq7"]\n', encoding="utf-8"
    )

    found = loaded(own)

    assert found.batteries["follow_up"].title == "Monthly follow-up"
    assert 'own/batteries.toml: battery.follow_up.forms[2]: needs the form "phq7"' in said(found)


def test_a_folder_inside_the_installation_is_refused(own: Path) -> None:
    inside = forms_dir() / "phq9"

    assert "lies inside the program" in own_folder_fault(inside)
    assert "lies inside the program" in own_folder_fault(forms_dir().parent)
    assert own_folder_fault(own) == ""
    assert "lies inside the program" in said(loaded(inside))


def test_a_folder_that_is_not_there_is_said_and_the_others_load(tmp_path: Path) -> None:
    found = loaded(tmp_path / "nowhere")

    assert "is no folder" in said(found)
    assert "phq9" in found.instruments


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_no_link_leads_out_of_the_folder(own: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.copytree(WHOLE, outside / "secret")
    (own / "secret").symlink_to(outside / "secret", target_is_directory=True)
    (own / "whole" / "en.toml").unlink()
    (own / "whole" / "en.toml").symlink_to(outside / "secret" / "en.toml")

    found = loaded(own)

    assert "secret" not in found.instruments
    assert said(found).count("is a link that leads out of the forms folder") == 2


def test_a_file_too_large_for_a_form_is_not_read(own: Path) -> None:
    with (own / "whole" / "en.toml").open("ab") as file:
        file.write(b"#" * 1_100_000)

    assert "whole/en.toml" in said(loaded(own))


def test_a_folder_with_too_many_folders_is_none_of_forms(tmp_path: Path) -> None:
    for number in range(MOST_FORMS + 1):
        (tmp_path / f"f{number}").mkdir()

    assert f"more than {MOST_FORMS} folders" in "\n".join(map(str, check(tmp_path).problems))


def test_commands_use_the_clinics_forms_too(own: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("walk,rest\n", encoding="utf-8")
    pdf = tmp_path / "whole.pdf"

    assert main(["forms", "--forms", str(own)]) == FINE
    assert main(["forms", "sheet", "whole", "--forms", str(own), "-o", str(pdf)]) == FINE
    assert pdf.read_bytes().startswith(b"%PDF")
    assert main(["forms", "sheet", "whole", "-o", str(pdf)]) == WRONG_INPUT
    assert main(["forms", "--forms", str(forms_dir())]) == USAGE


def test_the_battery_of_the_readme_replaces_the_one_that_ships(tmp_path: Path) -> None:
    (tmp_path / "batteries.toml").write_text(battery_example(), encoding="utf-8")

    found = loaded(tmp_path)

    assert found.problems == ()
    assert found.batteries["before_treatment"].title == "Before an infusion"


def test_a_report_of_the_clinics_own_form_is_made_from_the_command_line(tmp_path: Path) -> None:
    own_form(tmp_path / "own")
    visit = tmp_path / "visit.json"
    visit.write_text(
        json.dumps(
            {
                "format": "intake-visit/1",
                "patient": {"id": "A-1"},
                "visit": {"id": "v1", "started": "2026-11-22T09:12:00+01:00", "language": "en"},
                "administrations": [
                    {
                        "form": "morning_ease",
                        "version": "1.0.0",
                        "answers": {"first": 2, "second": 1, "third": 1},
                    }
                ],
            }
        ),
        encoding="utf-8",
    )
    pdf = tmp_path / "report.pdf"

    assert main(["report", str(visit), "-o", str(pdf)]) == WRONG_INPUT
    assert main(["report", str(visit), "--forms", str(tmp_path / "own"), "-o", str(pdf)]) == FINE

    pages = pypdfium2.PdfDocument(pdf)
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "morning_ease total" in printed
