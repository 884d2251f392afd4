# SPDX-License-Identifier: Apache-2.0
"""What a researcher gets: tidy tables, nothing lost, and nobody's name when that was asked."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.assets import resources_dir
from intake.core.answers import Answer, Missing
from intake.core.instrument import ResponseKind
from intake.core.visit import (
    Administration,
    Patient,
    ReportRequest,
    Respondent,
    Sitting,
    Treatment,
    VisitRecord,
)
from intake.exchange.exporting import Course, ExportStoppedError, Job, one_by_one
from intake.exchange.research.cells import safe
from intake.exchange.research.folder import CsvExport
from intake.exchange.research.pseudonyms import Pseudonyms
from intake.exchange.visit_file import read_visit
from tests.exchange.travelling import TREATED, all_forms, partly, recorded, shipped

AT = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
KEY = b"a key that stays in the clinic"
CANARY = "Zebedee Quartermaine"


def visit(form: str, answers: dict[str, Answer], *, number: int = 1) -> VisitRecord:
    return VisitRecord(
        ReportRequest(created=AT, clinic=CANARY),
        Patient("A-1042", CANARY, date(1979, 4, 2)),
        Sitting(
            f"v-{number}",
            started=AT + timedelta(days=number),
            finished=AT + timedelta(days=number, minutes=12),
            language="en",
            battery="fibromyalgia_first",
            timing=f"before, says {CANARY}",
            respondent_end=Respondent.HELPED,
        ),
        (Administration(form, all_forms()[form].instrument.version, answers),),
        treatments=(replace(TREATED, note=CANARY),),
    )


def exported(
    tmp_path: Path,
    visits: Sequence[VisitRecord],
    export: CsvExport | None = None,
    course: Course | None = None,
) -> dict[str, list[dict[str, str]]]:
    """Return the three tables, read back by Python's own reader."""
    target = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
    job = Job(visits, all_forms(), AT, "1.0", course or Course())
    (export or CsvExport()).write(job, target)
    return {
        path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        for path in target.iterdir()
    }


def examples() -> list[VisitRecord]:
    forms = {name: form.instrument for name, form in shipped().items()}
    paths = sorted((resources_dir() / "examples").glob("*.json"))
    records = [read_visit(path.read_bytes(), path.name, forms) for path in paths]
    return [each for record in records for each in one_by_one(record)]


@pytest.mark.parametrize("form", sorted(all_forms()))
def test_every_answer_and_kind_of_missing_comes_back_from_the_table(
    form: str, tmp_path: Path
) -> None:
    instrument = all_forms()[form].instrument

    @settings(max_examples=15)
    @given(partly(instrument))
    def check(answers: dict[str, Answer]) -> None:
        (row,) = exported(tmp_path, [visit(form, answers)])["visits"]

        found: dict[str, Answer] = {}
        for item in instrument.items:
            name = f"{form}.{item.id}"
            if row[f"{name}.missing"]:
                assert not row[name]
                found[item.id] = Missing(row[f"{name}.missing"])
            elif item.response.kind is ResponseKind.OPTIONS:
                found[item.id] = row.get(f"{name}.option") or next(
                    o.id for o in item.response.options if str(o.value) == row[name]
                )
            elif item.response.kind is ResponseKind.TEXT:
                found[item.id] = row[name].removeprefix("'")
            else:
                found[item.id] = int(row[name])
        assert found == recorded(instrument, answers)
        assert row[f"{form}.version"] == instrument.version

    check()


def test_a_row_a_visit_and_a_row_a_score(tmp_path: Path) -> None:
    records = examples()

    tables = exported(tmp_path, records)

    assert [row["visit"] for row in tables["visits"]] == [r.sitting.id for r in records]
    wanted = [
        (record.sitting.id, each.form, rule.id)
        for record in records
        for each in record.administrations
        for rule in shipped()[each.form].instrument.scores
    ]
    assert [(r["visit"], r["form"], r["score"]) for r in tables["scores"]] == wanted


def test_a_visit_knows_the_treatment_before_it(tmp_path: Path) -> None:
    given = (Treatment(AT, "infusion", "0.5 mg/kg"), Treatment(AT + timedelta(days=9), "later"))
    record = replace(visit("peg", {}), treatments=given)

    (row,) = exported(tmp_path, [record])["visits"]
    (hidden,) = exported(tmp_path, [record], CsvExport(Pseudonyms(KEY)))["visits"]

    assert (row["treatments"], row["last_treatment"]) == ("1", "infusion")
    assert (row["last_treatment_at"], row["last_treatment_dose"]) == (AT.isoformat(), "0.5 mg/kg")
    assert (hidden["treatments"], "last_treatment" in hidden) == ("1", False)
    since = datetime.fromisoformat(hidden["started"]) - datetime.fromisoformat(
        hidden["last_treatment_at"]
    )
    assert since == timedelta(days=1)


def test_a_score_that_is_none_is_empty_and_never_zero(tmp_path: Path) -> None:
    tables = exported(tmp_path, examples())

    lacking = [row for row in tables["scores"] if row["status"] == "not_scorable"]
    assert lacking
    assert {row["value"] for row in lacking} == {""}
    prorated = [row for row in tables["scores"] if row["status"] == "prorated"]
    assert all(int(row["answered"]) < int(row["asked"]) for row in prorated)


def test_the_codebook_explains_every_column(tmp_path: Path) -> None:
    tables = exported(tmp_path, examples())

    explained = {(row["table"], row["column"]) for row in tables["codebook"]}
    columns = {(name, column) for name in ("visits", "scores") for column in tables[name][0]}
    assert explained == columns
    mood = next(row for row in tables["codebook"] if row["column"] == "phq9.mood")
    assert "0 = Not at all | 1 = Several days" in mood["values"]
    assert "LOINC 44255-8" in mood["source"]
    noticed = [r["form"] for r in tables["codebook"] if "Regenstrief" in r["source"]]
    assert sorted(noticed) == ["gad7", "peg", "phq9"]
    total = next(row for row in tables["codebook"] if row["column"] == "phq9.total")
    assert "convention" in total["source"]


def test_names_of_columns_suit_statistics_programs(tmp_path: Path) -> None:
    """SPSS: at most 64 bytes, begins with a letter, does not end with a full stop, any case."""
    tables = exported(tmp_path, examples())

    for rows in tables.values():
        names = list(rows[0])
        assert len({name.lower() for name in names}) == len(names)
        for name in names:
            assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_.]{0,62}[A-Za-z0-9_]", name), name


def test_numbers_are_numbers_and_times_are_iso(tmp_path: Path) -> None:
    tables = exported(tmp_path, examples())

    for row in tables["visits"]:
        assert datetime.fromisoformat(row["started"]).utcoffset() is not None
    numbers = [row["column"] for row in tables["codebook"] if row["type"] == "number"]
    for row in [*tables["visits"], *tables["scores"]]:
        for name in set(numbers) & set(row):
            assert re.fullmatch(r"(-?[0-9]+(\.[0-9]{1,6})?)?", row[name]), name


@given(st.text(st.characters(codec="utf-8"), max_size=12))
def test_no_text_begins_a_formula_and_none_is_lost(text: str) -> None:
    found = safe(text)

    if not re.fullmatch(r"-[0-9]+(\.[0-9]+)?", text, re.ASCII):
        assert found.lstrip()[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    plain = re.sub(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f]", " ", text.replace("\r\n", "\n"))
    assert (found.removeprefix("'")) == plain


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])
def test_what_a_patient_typed_is_no_formula(text: str, tmp_path: Path) -> None:
    answers: dict[str, Answer] = {"remark": text}

    (row,) = exported(tmp_path, [visit("whole", answers)])["visits"]

    assert row["whole.remark"].startswith("'")


def test_a_row_is_one_line_whatever_was_typed(tmp_path: Path) -> None:
    """SPSS takes a line break for the end of a row, in quotes too."""
    target = tmp_path / "out"
    record = visit("whole", {"remark": "one\r\ntwo\nthree"})

    CsvExport().write(Job([record], all_forms(), AT, "1.0"), target)

    content = (target / "visits.csv").read_bytes()
    assert content.count(b"\n") == 2
    assert b"one / two / three" in content


def test_nothing_names_a_person_once_de_identified(tmp_path: Path) -> None:
    records = [visit("whole", {"remark": CANARY, "walk": "never"}, number=n) for n in (1, 8)]

    tables = exported(tmp_path, records, CsvExport(Pseudonyms(KEY)))

    text = json.dumps(tables)
    for canary in (CANARY, "A-1042", "v-1", "v-8", "1979", "2026-11-23", "2026-11-30"):
        assert canary not in text
    one, two = tables["visits"]
    assert one["patient"] == two["patient"]
    assert one["visit"] != two["visit"]
    days = [datetime.fromisoformat(row["started"]) for row in (one, two)]
    assert days[1] - days[0] == timedelta(days=7)
    began = (AT + timedelta(days=1)).replace(tzinfo=None)
    assert timedelta(days=1) <= began - days[0] <= timedelta(days=365)
    assert one["age"] == "47"
    assert "whole.remark" not in one
    assert one["whole.walk"] == "0"
    assert (one["battery"], one["timing"]) == ("fibromyalgia_first", "")


def test_no_zone_tells_the_season_of_a_day_that_was_moved(tmp_path: Path) -> None:
    """Clocks are put forward in summer: a moved day in June with winter's offset was in winter."""
    winter, summer = (timezone(timedelta(hours=hours)) for hours in (1, 2))
    record = visit("peg", {})
    start = datetime(2026, 2, 3, 9, 0, tzinfo=winter)
    record = replace(
        record,
        sitting=replace(record.sitting, started=start, finished=start + timedelta(minutes=12)),
        treatments=(Treatment(datetime(2025, 9, 30, 10, 0, tzinfo=summer), "infusion"),),
    )

    tables = exported(tmp_path, [record], CsvExport(Pseudonyms(KEY)))

    (row,) = tables["visits"]
    times = [row[name] for name in ("started", "finished", "last_treatment_at")]
    assert [text[10:] for text in times] == ["T09:00:00", "T09:12:00", "T09:00:00"]
    assert [row["started"] for row in tables["scores"]] == [times[0]]
    begun, _, treated = map(datetime.fromisoformat, times)
    assert begun - treated == start - record.treatments[0].at


def test_the_codebook_calls_what_was_disguised_by_what_it_is(tmp_path: Path) -> None:
    tables = exported(tmp_path, [visit("peg", {})], CsvExport(Pseudonyms(KEY)))

    for table in ("visits", "scores"):
        told = {r["column"]: r["label"] for r in tables["codebook"] if r["table"] == table}
        assert told["visit"] == told["patient"] == "A pseudonym"
        assert "moved back" in told["started"]


def test_the_same_key_gives_the_same_names_and_another_key_others() -> None:
    one, same, other = Pseudonyms(KEY), Pseudonyms(KEY), Pseudonyms(KEY[::-1])

    assert one.patient("A-1042") == same.patient("A-1042")
    assert one.shift("A-1042") == same.shift("A-1042")
    assert one.patient("A-1042") != other.patient("A-1042")
    assert len({one.shift(f"A-{n}") for n in range(50)}) > 30


def test_a_key_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Pseudonyms(b"secret")


def test_a_very_old_patient_is_ninety(tmp_path: Path) -> None:
    record = replace(visit("peg", {}), patient=Patient("B", birth_date=date(1920, 1, 1)))

    (row,) = exported(tmp_path, [record], CsvExport(Pseudonyms(KEY)))["visits"]

    assert row["age"] == "90"


def test_a_stopped_export_leaves_nothing(tmp_path: Path) -> None:
    seen: list[int] = []
    course = Course(progress=seen.append, is_stopped=lambda: len(seen) >= 2)
    job = Job(examples(), all_forms(), AT, "1.0", course)

    with pytest.raises(ExportStoppedError):
        CsvExport().write(job, tmp_path / "out")

    assert seen == [1, 2]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FileExistsError):
        CsvExport().write(Job(examples(), all_forms(), AT, "1.0"), target)

    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_export_that_cannot_be_noted_does_not_happen(tmp_path: Path) -> None:
    noted: list[tuple[str, int]] = []
    job = Job(examples(), all_forms(), AT, "1.0", Course(audit=lambda *what: noted.append(what)))
    CsvExport().write(job, tmp_path / "one")

    def refuse(_what: str, _visits: int) -> None:
        raise OSError("the clinic's file is full")

    with pytest.raises(OSError, match="full"):
        CsvExport().write(replace(job, course=Course(audit=refuse)), tmp_path / "two")

    assert noted == [("CSV", len(examples()))]
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_an_answer_in_another_version_goes_without_scores_and_that_is_said(tmp_path: Path) -> None:
    answers: dict[str, Answer] = {"peg_pain": 4, "peg_enjoyment": 4, "peg_activity": 4}
    record = visit("peg", answers)
    old = replace(record, administrations=(replace(record.administrations[0], version="0.9.0"),))
    said: list[Any] = []
    course = Course(warn=said.append)

    (row,) = exported(tmp_path, [old], course=course)["visits"]

    assert (row["peg.version"], row["peg.peg_pain"], row["peg.peg"]) == ("0.9.0", "4", "")
    assert "0.9.0" in said[0]
