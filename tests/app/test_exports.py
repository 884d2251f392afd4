# SPDX-License-Identifier: Apache-2.0
"""What a clinic recorded leaves its file only whole, only when asked, and never unnoticed."""

from __future__ import annotations

import base64
import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from intake.app.exports import ExportWanted, export_visits, pseudonym_key
from intake.assets import forms_dir
from intake.catalogue import Catalogue, load
from intake.core.answers import Event, Missing
from intake.core.errors import StoreError
from intake.core.export import ExportKind, Selection
from intake.core.instrument import Level
from intake.core.records import (
    AlertNow,
    FollowUp,
    NewVisit,
    PlannedForm,
    Seen,
    VisitEnd,
    VisitState,
)
from intake.core.staff import Stamp
from intake.core.visit import Patient, RaisedAs, Respondent, Sitting
from intake.exchange.exporting import Course, ExportStoppedError
from intake.exchange.research.pseudonyms import Pseudonyms
from intake.store import visits
from intake.store.store import Store
from tests.clinic_files import ADA, ANA, BO, KEY, NOON
from tests.exchange.fhir_reading import resources

PDF = b"%PDF-1.7 the report that was read"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "file" / "clinic.db", KEY)
    yield store
    store.close()


@cache
def catalogue() -> Catalogue:
    return load(forms_dir())


def record(
    store: Store, name: str, person: Patient = ANA, day: int = 0, state: VisitState | None = None
) -> None:
    """Store an ended visit with a PEG, one question of it declined."""
    at = NOON + timedelta(days=day)
    version = catalogue().instruments["peg"].version
    sitting = Sitting(name, started=at, language="en", respondent_start=Respondent.SELF)
    store.visits.begin(NewVisit(person, sitting, (PlannedForm("peg", version),)), Stamp("Ada", at))
    events = [
        Event("peg", "peg_pain", 4, at),
        Event("peg", "peg_enjoyment", 5, at),
        Event("peg", "peg_activity", Missing.DECLINED, at),
    ]
    store.answers.commit(name, events, "peg.peg_activity", (), at)
    end = VisitEnd(state or VisitState.DONE, at + timedelta(minutes=9), respondent=Respondent.SELF)
    store.answers.finish(name, end)


def export(store: Store, wanted: ExportWanted, **course: Any) -> int:
    return export_visits(store, catalogue(), wanted, ADA, Course(**course))


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "visits.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def exports_noted(store: Store) -> list[dict[str, Any]]:
    entries = store.journal.entries()
    return [dict(each.detail) for each in entries if each.action == "visits.exported"]


def test_a_visit_with_its_kept_report_becomes_one_bundle(store: Store, tmp_path: Path) -> None:
    record(store, "v1")
    number = store.reports.reserve("v1", ADA)
    store.reports.keep(number, PDF, str(store.anchor()), ADA)

    assert (
        export(store, ExportWanted(ExportKind.FHIR, tmp_path / "out", Selection(visit="v1"))) == 1
    )

    (place,) = (tmp_path / "out").iterdir()
    bundle = json.loads(place.read_text(encoding="utf-8"))
    (document,) = resources(bundle, "DocumentReference")
    assert base64.b64decode(document["content"][0]["attachment"]["data"]) == PDF
    (answers,) = resources(bundle, "QuestionnaireResponse")
    assert answers["status"] == "completed"
    (patient,) = resources(bundle, "Patient")
    assert patient["identifier"][0]["value"] == ANA.id


def test_ended_visits_are_chosen_by_person_and_by_day(store: Store, tmp_path: Path) -> None:
    for name, person, day in (("a", ANA, 0), ("b", BO, 1), ("c", ANA, 2)):
        record(store, name, person, day)

    def visits_of(**chosen: Any) -> list[str]:
        target = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        export(store, ExportWanted(ExportKind.CSV, target, Selection(**chosen)))
        return [row["visit"] for row in rows(target)]

    assert visits_of() == ["a", "b", "c"]
    assert visits_of(number=ANA.id) == ["a", "c"]
    assert visits_of(since=(NOON + timedelta(days=1)).date()) == ["b", "c"]


def test_where_there_is_nothing_to_export_nothing_is_written(store: Store, tmp_path: Path) -> None:
    record(store, "b", BO)
    chosen = Selection(BO.id, date(2026, 12, 24))

    for kind in ExportKind:
        with pytest.raises(StoreError, match="nothing to export"):
            export(store, ExportWanted(kind, tmp_path / "out", chosen))

    assert list(tmp_path.glob("out*")) == []
    assert exports_noted(store) == []


def test_the_order_of_the_real_days_is_lost_when_days_are_moved(
    store: Store, tmp_path: Path
) -> None:
    """Or whoever knows the day of one patient's visit would know those around it."""
    key = pseudonym_key(KEY)
    people = [replace(BO, id=f"N-{number}") for number in range(6)]
    for day, person in enumerate((*people, *people)):
        record(store, f"v{day}", person, day)
    for kind in (ExportKind.CSV, ExportKind.REDCAP):
        export(store, ExportWanted(kind, tmp_path / kind, key=key))

    found = rows(tmp_path / ExportKind.CSV)

    names = [row["patient"] for row in found]
    assert names == sorted(names)
    pairs = zip(found[::2], found[1::2], strict=True)
    assert all(one["started"] < two["started"] for one, two in pairs)
    pseudonyms = Pseudonyms(key)
    assert names[::2] == sorted(pseudonyms.patient(person.id) for person in people)
    content = (tmp_path / ExportKind.REDCAP / "import.csv").read_text(encoding="utf-8")
    assert [r["intake_patient"] for r in csv.DictReader(content.splitlines())] == names


def test_scores_of_an_older_form_are_those_that_the_visit_ended_with(
    store: Store, tmp_path: Path
) -> None:
    sitting = Sitting("old", started=NOON)
    store.visits.begin(NewVisit(ANA, sitting, (PlannedForm("peg", "0.9.0"),)), ADA)
    kept = {"peg": {"peg": "7/2", "peg.status": "complete"}}
    store.answers.finish("old", VisitEnd(VisitState.DONE, NOON, scores=kept))
    told: list[str] = []

    export(store, ExportWanted(ExportKind.CSV, tmp_path / "out"), warn=told.append)

    (row,) = rows(tmp_path / "out")
    assert (row["peg.version"], row["peg.peg"], row["peg.peg.status"]) == (
        "0.9.0",
        "3.5",
        "complete",
    )
    assert told == []


def test_what_still_runs_or_was_called_off_stays(store: Store, tmp_path: Path) -> None:
    record(store, "done")
    record(store, "wrong", day=1)
    store.visits.cancel("wrong", ADA, "wrong person")
    sitting = Sitting("running", started=NOON + timedelta(days=2))
    store.visits.begin(NewVisit(ANA, sitting, ()), ADA)

    export(store, ExportWanted(ExportKind.CSV, tmp_path / "out"))

    assert [row["visit"] for row in rows(tmp_path / "out")] == ["done"]
    with pytest.raises(StoreError, match="called off"):
        export(store, ExportWanted(ExportKind.FHIR, tmp_path / "no", Selection(visit="wrong")))
    assert not (tmp_path / "no").exists()


def test_visits_are_read_a_page_at_a_time(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "_PAGE", 2)
    for number in range(5):
        # two begin at the same moment, on either side of a page
        record(store, f"v{number}", day=number // 2)

    export(store, ExportWanted(ExportKind.CSV, tmp_path / "out"))

    assert [row["visit"] for row in rows(tmp_path / "out")] == [f"v{n}" for n in range(5)]


def test_every_export_is_noted_without_naming_a_patient(store: Store, tmp_path: Path) -> None:
    record(store, "v1")
    day = NOON.date()

    chosen = Selection(ANA.id, day)
    export(store, ExportWanted(ExportKind.REDCAP, tmp_path / "out", chosen))

    (noted,) = exports_noted(store)
    assert noted == {
        "what": "REDCap",
        "count": "1",
        "of": "one patient",
        "people": "numbers",
        "since": day.isoformat(),
        "visits": "v1",
        "folder": "out",
    }
    (entry,) = (each for each in store.journal.entries() if each.action == "visits.exported")
    assert (entry.by, entry.subject) == (ADA.by, store.patients.subject(ANA.id))
    assert ANA.id not in entry.subject + json.dumps(noted)


@pytest.mark.parametrize(
    ("kind", "more", "people"),
    [
        (ExportKind.FHIR, {}, "names"),
        (ExportKind.CSV, {}, "names"),
        (ExportKind.CSV, {"key": pseudonym_key(KEY)}, "pseudonyms"),
        (ExportKind.REDCAP, {}, "numbers"),
        (ExportKind.REDCAP, {"names": True}, "names"),
        (ExportKind.REDCAP, {"key": pseudonym_key(KEY)}, "pseudonyms"),
    ],
)
def test_the_trail_says_whether_names_left(
    kind: ExportKind, more: dict[str, Any], people: str, store: Store, tmp_path: Path
) -> None:
    record(store, "v1")

    export(store, ExportWanted(kind, tmp_path / "out", **more))

    (noted,) = exports_noted(store)
    assert (noted["people"], noted["of"]) == (people, "every patient")
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert (str(ANA.name).encode() in written) == (people == "names")


def test_a_stopped_export_is_no_export(store: Store, tmp_path: Path) -> None:
    for number in range(4):
        record(store, f"v{number}", day=number)
    seen: list[int] = []

    with pytest.raises(ExportStoppedError):
        export(
            store,
            ExportWanted(ExportKind.FHIR, tmp_path / "out"),
            progress=seen.append,
            is_stopped=lambda: len(seen) == 2,
        )

    assert seen == [1, 2]
    assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert exports_noted(store) == []


@pytest.mark.parametrize("kind", ExportKind)
def test_stopping_after_the_last_visit_still_leaves_nothing(
    store: Store, tmp_path: Path, kind: ExportKind
) -> None:
    record(store, "v1")
    seen: list[int] = []

    with pytest.raises(ExportStoppedError):
        export(
            store,
            ExportWanted(kind, tmp_path / "out"),
            progress=seen.append,
            is_stopped=lambda: bool(seen),
        )

    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert exports_noted(store) == []


@pytest.mark.parametrize("kind", [ExportKind.CSV, ExportKind.REDCAP])
def test_a_form_that_comes_in_meanwhile_is_never_silently_left_out(
    store: Store, tmp_path: Path, kind: ExportKind
) -> None:
    record(store, "v1")

    def key_in(_: int) -> None:
        at = NOON + timedelta(days=1)
        planned = (PlannedForm("gad7", catalogue().instruments["gad7"].version),)
        store.visits.begin(NewVisit(BO, Sitting("paper", started=at), planned), ADA)
        store.answers.finish("paper", VisitEnd(VisitState.DONE, at))

    with pytest.raises(StoreError, match="start it again"):
        export(store, ExportWanted(kind, tmp_path / "out"), looked=key_in)

    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_no_export_mixes_a_file_with_the_backup_that_took_its_place(
    store: Store, tmp_path: Path
) -> None:
    record(store, "v1")
    copy = tmp_path / "file" / "copy.db"
    store.database.copy_to(copy, KEY)
    store.settings.change("clinic", "Riverside", ADA)

    with pytest.raises(StoreError, match="A backup was restored"):
        export(
            store,
            ExportWanted(ExportKind.FHIR, tmp_path / "out"),
            progress=lambda count: store.database.swap(copy, KEY) if count == 1 else None,
        )

    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert exports_noted(store) == []


def test_everything_that_the_team_did_about_an_alert_goes_along(
    store: Store, tmp_path: Path
) -> None:
    version = catalogue().instruments["phq9"].version
    store.visits.begin(
        NewVisit(ANA, Sitting("v1", started=NOON), (PlannedForm("phq9", version),)), ADA
    )
    raised = AlertNow(
        "phq9", "self_harm_reported", RaisedAs.RAISED, Level.NOW, {"self_harm": "several_days"}
    )
    event = Event("phq9", "self_harm", "several_days", NOON)
    store.answers.commit("v1", [event], "", (raised,), NOON)
    store.answers.finish("v1", VisitEnd(VisitState.DONE, NOON))
    (alert,) = store.alerts.of("v1")
    later = NOON + timedelta(hours=2)
    store.alerts.follow_up(alert.id, FollowUp("Rosa", NOON, "told", "Dr. Silva", Seen.NOT_YET))
    store.alerts.follow_up(alert.id, FollowUp("Dr. Silva", later, "spoke", "", Seen.YES))

    export(store, ExportWanted(ExportKind.FHIR, tmp_path / "out", Selection(visit="v1")))

    (place,) = (tmp_path / "out").iterdir()
    bundle = json.loads(place.read_text(encoding="utf-8"))
    (noted,) = (
        each["activity"]["text"] for each in resources(bundle, "Provenance") if "activity" in each
    )
    assert noted == (
        "told: Dr. Silva; not yet seen by a clinician · Dr. Silva, "
        "22 Nov 2026, 14:00: spoke; a clinician saw the patient before they left"
    )


def test_a_folder_in_the_way_is_one_sentence(store: Store, tmp_path: Path) -> None:
    record(store, "v1")

    with pytest.raises(StoreError, match="not empty"):
        export(store, ExportWanted(ExportKind.CSV, tmp_path))
    with pytest.raises(StoreError, match="cannot be written"):
        export(store, ExportWanted(ExportKind.CSV, tmp_path / "none" / "out"))

    assert exports_noted(store) == []


def test_a_clinics_key_gives_the_same_pseudonyms_again(store: Store, tmp_path: Path) -> None:
    record(store, "v1")
    key = pseudonym_key(KEY)

    for name in ("one", "two"):
        export(store, ExportWanted(ExportKind.CSV, tmp_path / name, key=key))

    one, two = (rows(tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert ANA.id not in json.dumps(one)
    assert exports_noted(store)[0]["what"] == "CSV, de-identified"
    assert KEY.hex() not in key.hex()


def test_a_number_that_nobody_has_is_one_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        export(store, ExportWanted(ExportKind.CSV, tmp_path / "out", Selection("nobody")))

    assert [path.name for path in tmp_path.iterdir()] == ["file"]
