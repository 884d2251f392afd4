# SPDX-License-Identifier: Apache-2.0
"""What a REDCap project gets: a dictionary it can take, and rows that fit it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from intake.assets import resources_dir
from intake.core.answers import Answer, Missing
from intake.core.instrument import ResponseKind
from intake.core.visit import VisitRecord
from intake.exchange.exporting import ExportError, Job
from intake.exchange.redcap.dictionary import HEAD
from intake.exchange.redcap.field_map import FieldMap, FieldMapError, read_field_map
from intake.exchange.redcap.folder import RedcapExport
from intake.exchange.research.pseudonyms import Pseudonyms
from tests.exchange.test_research import AT, CANARY, KEY, examples, visit
from tests.exchange.travelling import all_forms, partly, recorded

Rows = list[dict[str, str]]


def exported(
    tmp_path: Path, visits: Sequence[VisitRecord], export: RedcapExport | None = None
) -> tuple[Rows, Rows, Path]:
    """Return the dictionary, the rows to import, and the folder."""
    target = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
    (export or RedcapExport()).write(Job(visits, all_forms(), AT, "1.0"), target)
    dictionary, rows = (
        list(csv.DictReader(io.StringIO((target / name).read_text("utf-8"), newline="")))
        for name in ("dictionary.csv", "import.csv")
    )
    return dictionary, rows, target


def field_map(text: str) -> FieldMap:
    forms = {name: form.instrument for name, form in all_forms().items()}
    return read_field_map(text.encode(), "map.toml", forms)


def preset() -> FieldMap:
    place = resources_dir() / "redcap" / "phq9_shared_library.toml"
    return field_map(place.read_text(encoding="utf-8"))


def test_the_dictionary_has_what_redcap_asks_for(tmp_path: Path) -> None:
    dictionary, rows, _ = exported(tmp_path, examples())

    assert tuple(dictionary[0]) == HEAD
    assert len(HEAD) == 18
    names = [row["Variable / Field Name"] for row in dictionary]
    assert names[0] == "record_id"
    assert len(set(names)) == len(names)
    for row in dictionary:
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,99}", row["Variable / Field Name"])
        assert row["Field Type"] in {"text", "notes", "radio"}
        assert bool(row["Choices, Calculations, OR Slider Labels"]) == (
            row["Field Type"] == "radio"
        )
    instruments = list(dict.fromkeys(row["Form Name"] for row in dictionary))
    assert set(rows[0]) == {*names, *(f"{name}_complete" for name in instruments)}


def test_every_cell_is_one_of_the_choices_of_its_field(tmp_path: Path) -> None:
    dictionary, rows, _ = exported(tmp_path, examples())

    choices = {
        row["Variable / Field Name"]: {
            part.split(",", 1)[0].strip()
            for part in row["Choices, Calculations, OR Slider Labels"].split("|")
        }
        for row in dictionary
        if row["Field Type"] == "radio"
    }
    for row in rows:
        for name, known in choices.items():
            assert row[name] == "" or row[name] in known, name


def test_items_on_one_scale_are_a_matrix(tmp_path: Path) -> None:
    dictionary, _, _ = exported(tmp_path, examples())

    mood = next(row for row in dictionary if row["Variable / Field Name"] == "phq9_mood")
    assert mood["Matrix Group Name"] == "phq9_problems"
    assert mood["Choices, Calculations, OR Slider Labels"].startswith("0, Not at all | 1, Several")


@pytest.mark.parametrize("form", sorted(all_forms()))
def test_every_answer_and_kind_of_missing_comes_back_from_the_import(
    form: str, tmp_path: Path
) -> None:
    instrument = all_forms()[form].instrument

    @settings(max_examples=10)
    @given(partly(instrument))
    def check(answers: dict[str, Answer]) -> None:
        _, (row,), _ = exported(tmp_path, [visit(form, answers)])

        lacking = dict(part.split("=") for part in row[f"{form}_missing"].split("; ") if part)
        found: dict[str, Answer] = {name: Missing(kind) for name, kind in lacking.items()}
        for item in instrument.items:
            cell = row[f"{form}_{item.id}".lower()]
            if item.id in found:
                assert cell == ""
            elif item.response.kind is ResponseKind.OPTIONS:
                found[item.id] = next(
                    o.id for o in item.response.options if cell in {o.id, str(o.value)}
                )
            elif item.response.kind is ResponseKind.TEXT:
                found[item.id] = cell.removeprefix("'")
            else:
                found[item.id] = int(cell)
        assert found == recorded(instrument, answers)
        assert row[f"{form}_version"] == instrument.version

    check()


def test_the_shared_librarys_phq9_is_filled_with_its_own_names_and_codes(tmp_path: Path) -> None:
    """Its fields as CamCOPS documents them; how_difficult runs from 1 to 4."""
    form = all_forms()["phq9"].instrument
    answers: dict[str, Answer] = {item.id: "several_days" for item in form.page("problems").items}
    answers["difficulty"] = "extremely_difficult"

    export = RedcapExport(preset())
    _, (row,), _ = exported(tmp_path, [visit("phq9", answers)], export)

    fields = {name: value for name, value in row.items() if name.startswith(("phq9_", "patient_"))}
    assert fields == {
        "phq9_date_enrolled": "2026-11-23",
        **{f"phq9_{number}": "1" for number in range(1, 10)},
        "phq9_total_score": "9",
        "phq9_how_difficult": "4",
        "patient_health_questionnaire_9_complete": "2",
    }


def test_a_prorated_total_never_passes_for_a_plain_one(tmp_path: Path) -> None:
    form = all_forms()["phq9"].instrument
    answers: dict[str, Answer] = {
        item.id: "several_days" for item in form.page("problems").items[1:]
    }
    record = visit("phq9", answers)

    _, (bare,), _ = exported(tmp_path, [record], RedcapExport(preset()))
    _, (full,), _ = exported(tmp_path, [record])

    assert bare["phq9_total_score"] == ""
    assert (full["phq9_total"], full["phq9_total_status"]) == ("9", "prorated")


def test_missing_data_codes_of_a_project_are_used(tmp_path: Path) -> None:
    codes = field_map(
        '[missing]\ndeclined = "DECL"\nskipped = "SKIP"\nnot_reached = "NR"\nnot_shown = "NA"\n'
    )
    answers: dict[str, Answer] = {"peg_pain": Missing.DECLINED, "peg_enjoyment": Missing.SKIPPED}

    _, (row,), _ = exported(tmp_path, [visit("peg", answers)], RedcapExport(codes))

    assert (row["peg_peg_pain"], row["peg_peg_enjoyment"]) == ("DECL", "SKIP")
    assert row["peg_peg_activity"] == "NR"
    assert row["peg_complete"] == "0"


def test_a_code_that_is_a_negative_number_arrives_as_it_is(tmp_path: Path) -> None:
    codes = field_map(
        "[missing]\ndeclined = '-97'\nskipped = '-98'\nnot_reached = '-99'\nnot_shown = '-96'\n"
        "[form.phq9.codes.difficulty]\nnot_difficult_at_all = '-1'\nsomewhat_difficult = '1'\n"
        "very_difficult = '2'\nextremely_difficult = '3'\n"
    )
    answers: dict[str, Answer] = {
        "interest": Missing.DECLINED,
        "mood": Missing.SKIPPED,
        "difficulty": "not_difficult_at_all",
    }

    dictionary, (row,), _ = exported(tmp_path, [visit("phq9", answers)], RedcapExport(codes))

    assert (row["phq9_interest"], row["phq9_mood"], row["phq9_sleep"]) == ("-97", "-98", "-99")
    assert row["phq9_difficulty"] == "-1"
    (field,) = (r for r in dictionary if r["Variable / Field Name"] == "phq9_difficulty")
    choices = field["Choices, Calculations, OR Slider Labels"]
    assert choices.startswith("-1, Not difficult at all | 1, ")


def test_a_patient_can_be_a_record_with_a_row_an_instrument(tmp_path: Path) -> None:
    answers: dict[str, Answer] = {"peg_pain": 3, "peg_enjoyment": 3, "peg_activity": 3}
    visits = [visit("peg", answers, number=number) for number in (1, 2)]
    by_patient = RedcapExport(field_map('record = "patient"\nevent = "event_1_arm_1"\n'))

    _, rows, _ = exported(tmp_path, visits, by_patient)

    assert [
        (r["record_id"], r["redcap_repeat_instrument"], r["redcap_repeat_instance"]) for r in rows
    ] == [
        ("A-1042", "intake_visit", "1"),
        ("A-1042", "peg", "1"),
        ("A-1042", "intake_visit", "2"),
        ("A-1042", "peg", "2"),
    ]
    assert {row["redcap_event_name"] for row in rows} == {"event_1_arm_1"}


def test_each_form_can_be_added_to_a_project_by_itself(tmp_path: Path) -> None:
    dictionary, _, folder = exported(tmp_path, examples())

    with zipfile.ZipFile(folder / "phq9.zip") as packed:
        (name,) = packed.namelist()
        rows = list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8"), newline="")))
    assert name == "instrument.csv"
    assert rows == [row for row in dictionary if row["Form Name"] == "phq9"]


def test_names_go_along_only_when_asked_for_and_are_marked(tmp_path: Path) -> None:
    record = visit("peg", {})

    dictionary, (row,), _ = exported(tmp_path, [record], RedcapExport(names=True))
    _, (plain,), _ = exported(tmp_path, [record])
    hidden = RedcapExport(pseudonyms=Pseudonyms(KEY), names=True)
    _, (disguised,), _ = exported(tmp_path, [record], hidden)

    assert row["intake_name"] == CANARY
    assert plain["intake_last_treatment"] == "infusion"
    assert "intake_last_treatment" not in disguised
    marked = {r["Variable / Field Name"] for r in dictionary if r["Identifier?"] == "y"}
    assert {"intake_name", "intake_birth_date", "intake_patient"} <= marked
    assert CANARY not in plain.values()
    assert CANARY not in str(disguised)
    assert "A-1042" not in str(disguised)


def test_a_map_cannot_bring_a_name_in_that_was_not_asked_for(tmp_path: Path) -> None:
    named = field_map('[form.peg.facts]\nname = "peg_who"\nbirth_date = "peg_born"\n')

    _, (plain,), _ = exported(tmp_path, [visit("peg", {})], RedcapExport(named))
    _, (asked,), _ = exported(tmp_path, [visit("peg", {})], RedcapExport(named, names=True))

    assert not {"peg_who", "peg_born"} & set(plain)
    assert asked["peg_who"] == CANARY


def test_a_visit_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="v-1: is given twice"):
        exported(tmp_path, [visit("peg", {}), visit("peg", {})])

    assert list(tmp_path.iterdir()) == []


def test_two_fields_of_one_name_are_refused(tmp_path: Path) -> None:
    clash = field_map('[form.peg.fields]\npeg_pain = "intake_visit"\n')

    with pytest.raises(ExportError, match="intake_visit"):
        exported(tmp_path, [visit("peg", {})], RedcapExport(clash))


def test_two_instruments_of_one_name_are_refused(tmp_path: Path) -> None:
    clash = field_map('[form.peg]\ninstrument = "intake_visit"\n')

    with pytest.raises(ExportError, match="two instruments would be called intake_visit"):
        exported(tmp_path, [visit("peg", {})], RedcapExport(clash))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[form.phq99]\n", 'form.phq99: is not a form that is here (did you mean "phq9"?)'),
        ('[form.phq9.fields]\nmodd = "x"\n', "form.phq9.fields.modd: is no name of ours (did"),
        ('[form.phq9.fields]\nmood = "PHQ 2"\n', "form.phq9.fields.mood"),
        ('[form.phq9.fields]\nmood = "x"\nsleep = "x"\n', "choose another"),
        ('[form.phq9.facts]\nstart = "x"\n', "form.phq9.facts.start"),
        ('[form.phq9.codes.mood]\nnot_at_all = "1"\n', "form.phq9.codes.mood.several_days"),
        ('[form.peg.codes.peg_pain]\na = "1"\n', "is no question with options"),
        ('record = "person"\n', "record"),
        ('event = "Event 1"\n', "event"),
        ('[missing]\ndeclined = "D"\n', "missing: must give each kind"),
        ('[missing]\ndeclined = "D, E"\n', "missing.declined"),
        ("recrod = 1\n", 'recrod: is not known here (did you mean "record"?)'),
        ("record =\n", "not valid TOML"),
        ("[form]\nphq9 = 3\n", "form.phq9: must be a table"),
    ],
)
def test_a_mistake_in_a_map_is_named_with_its_place(text: str, line: str) -> None:
    with pytest.raises(FieldMapError) as caught:
        field_map(text)

    assert any(line in str(each) for each in caught.value.problems), str(caught.value)
    assert all(str(each).startswith("map.toml: ") for each in caught.value.problems)
