# SPDX-License-Identifier: Apache-2.0
"""What the desk exports leaves in the name of somebody, as it was chosen, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intake.app.desk.exports import MOST_LEFT_OUT
from intake.core.errors import StoreError
from intake.core.export import NAMINGS, ExportKind, Naming, Selection
from intake.core.records import NewVisit, PlannedForm, VisitEnd, VisitState
from intake.core.staff import Role, Stamp
from intake.core.visit import Sitting
from intake.ui.staff.context.exports import ExportChoice, Exported, ExportStep
from tests.app.desk_clinic import ANA, BO, DeskClinic

HIDDEN = ExportChoice(ExportKind.CSV, Path(), naming=Naming.PSEUDONYMS)
REDCAP = {"kind": ExportKind.REDCAP}


def export(clinic: DeskClinic, choice: ExportChoice) -> Exported:
    """Do the whole of an export as the window does it."""
    done = clinic.desk.exports.prepare(choice)(lambda _step: None, lambda: False)
    assert done is not None
    return done


def noted(clinic: DeskClinic) -> list[Any]:
    return [e for e in clinic.store.journal.entries() if e.action == "visits.exported"]


def test_a_folder_is_named_after_the_day_and_never_takes_anothers_place(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    clinic.visit(ANA)
    choice = replace(HIDDEN, parent=tmp_path)

    folders = [export(clinic, choice).folder for _ in range(3)]

    assert [each.name for each in folders] == [
        "intake-csv-2026-11-22",
        "intake-csv-2026-11-22-2",
        "intake-csv-2026-11-22-3",
    ]
    first, *others = ((each / "visits.csv").read_bytes() for each in folders)
    assert all(each == first for each in others)


def test_the_trail_names_who_asked_and_the_person_by_nothing_of_theirs(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    clinic.visit(ANA)
    clinic.visit(BO)
    clinic.be(Role.CLINICIAN)
    job = clinic.desk.exports.prepare(ExportChoice(ExportKind.FHIR, tmp_path, Selection(ANA.id)))
    clinic.be(Role.ADMINISTRATOR)  # somebody else has signed in before it was written

    job(lambda _step: None, lambda: False)

    (entry,) = noted(clinic)
    assert entry.by == "A clinician"
    assert entry.subject == clinic.store.patients.subject(ANA.id)
    assert (entry.detail["of"], entry.detail["people"]) == ("one patient", "names")
    assert (entry.detail["count"], entry.detail["visits"]) == ("1", "v1")


@pytest.mark.parametrize("kind", [ExportKind.CSV, ExportKind.REDCAP])
@pytest.mark.parametrize("naming", Naming)
def test_nobody_is_named_more_than_was_chosen(
    clinic: DeskClinic, tmp_path: Path, kind: ExportKind, naming: Naming
) -> None:
    clinic.visit(ANA)
    choice = ExportChoice(kind, tmp_path, naming=naming)
    if naming not in NAMINGS[kind]:
        with pytest.raises(StoreError, match="who is named"):
            clinic.desk.exports.prepare(choice)
        return

    folder = export(clinic, choice).folder

    written = b"".join(each.read_bytes() for each in folder.iterdir())
    assert (str(ANA.name).encode() in written) == (naming is Naming.NAMES)
    assert (ANA.id.encode() in written) == (naming is not Naming.PSEUDONYMS)


def test_a_health_record_is_never_given_answers_of_nobody(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    clinic.visit(ANA)
    choice = ExportChoice(ExportKind.FHIR, tmp_path, naming=Naming.PSEUDONYMS)

    with pytest.raises(StoreError, match="who is named"):
        clinic.desk.exports.prepare(choice)


def test_a_file_of_addresses_is_read_used_and_remembered(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    clinic.visit(ANA)
    file = tmp_path / "mine.toml"
    file.write_text('[systems]\npatients = "urn:oid:1.2.3"\n', encoding="utf-8")
    target = tmp_path / "out"
    target.mkdir()

    folder = export(clinic, ExportChoice(ExportKind.FHIR, target, file=str(file))).folder

    assert "urn:oid:1.2.3" in next(folder.glob("visit_*.json")).read_text(encoding="utf-8")
    assert clinic.desk.exports.file_of(ExportKind.FHIR) == str(file)
    assert clinic.desk.exports.file_of(ExportKind.REDCAP) == ""


Choose = Callable[[Path], ExportChoice]


@pytest.mark.parametrize(
    ("choose", "words"),
    [
        (lambda at: ExportChoice(ExportKind.FHIR, at / "gone"), "There is no folder"),
        (lambda at: ExportChoice(ExportKind.FHIR, at, Selection("nobody")), "nobody"),
        (lambda at: ExportChoice(ExportKind.FHIR, at, Selection(BO.id)), "nothing to export"),
        (lambda at: ExportChoice(ExportKind.FHIR, at, Selection(visit="v9")), "visit"),
        (lambda at: ExportChoice(ExportKind.FHIR, at, file=str(at / "no.toml")), "cannot be read"),
        (lambda at: ExportChoice(ExportKind.FHIR, at, file=str(at / "bad.toml")), "and 1 more"),
        (lambda at: replace(HIDDEN, **REDCAP, parent=at, file=str(at / "bad.toml")), "bad.toml"),
    ],
)  # fmt: skip
def test_every_refusal_is_one_sentence_and_leaves_nothing(
    clinic: DeskClinic, tmp_path: Path, choose: Choose, words: str
) -> None:
    clinic.visit(ANA)
    clinic.begin(BO)  # runs
    (tmp_path / "bad.toml").write_text('[systems]\nclinic = 3\nnobody = "x"\n', encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())

    with pytest.raises(StoreError, match=words) as refused:
        export(clinic, choose(tmp_path))

    assert "\n" not in str(refused.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert noted(clinic) == []
    assert clinic.desk.exports.file_of(ExportKind.REDCAP) == ""


def test_how_far_it_is_is_told_and_a_stop_leaves_nothing(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    for _ in range(3):
        clinic.visit(ANA)
        clinic.later(days=20)
    told: list[ExportStep] = []
    job = clinic.desk.exports.prepare(replace(HIDDEN, parent=tmp_path))
    before = sorted(path.name for path in tmp_path.iterdir())

    assert job(told.append, lambda: len(told) >= 5) is None

    assert told == [
        *(ExportStep(count, 3) for count in (1, 2, 3)),
        *(ExportStep(count, 3, is_writing=True) for count in (1, 2)),
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert noted(clinic) == []


def test_what_could_not_go_along_is_said_in_so_many_lines(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    for number in range(MOST_LEFT_OUT + 2):
        stamp = Stamp("Ada", clinic.now)
        planned = (PlannedForm("own_form", "1.0.0"),)
        clinic.store.visits.begin(
            NewVisit(ANA, Sitting(f"own{number}", started=clinic.now), planned), stamp
        )
        clinic.store.answers.finish(f"own{number}", VisitEnd(VisitState.DONE, clinic.now))
        clinic.later(days=1)

    left_out = export(clinic, ExportChoice(ExportKind.FHIR, tmp_path)).left_out

    assert len(left_out) == MOST_LEFT_OUT + 1
    assert left_out[0] == "visit own0: own_form is not a form that is here; it is left out."
    assert left_out[-1] == "… and 2 more."


def test_a_report_is_not_out_of_date_because_its_visit_was_exported(
    clinic: DeskClinic, tmp_path: Path
) -> None:
    visit = clinic.visit(ANA)
    clinic.desk.reports.keep(clinic.desk.reports.prepare(visit)())

    export(clinic, ExportChoice(ExportKind.FHIR, tmp_path, Selection(ANA.id)))
    export(clinic, ExportChoice(ExportKind.FHIR, tmp_path, Selection(visit=visit)))

    assert clinic.desk.reports.prepare(visit)().is_kept
