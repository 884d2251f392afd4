# SPDX-License-Identifier: Apache-2.0
"""The commands are a contract: formats to the letter, one line a problem, nothing half written."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from intake.assets import forms_dir, resources_dir
from intake.catalogue import load
from intake.cli import FINE, USAGE, WRONG_INPUT, main

EXAMPLES = sorted((resources_dir() / "examples").glob("*.json"))
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PHQ9 = [item.id for item in load(forms_dir()).instruments["phq9"].items]
ACR = [item.id for item in load(forms_dir()).instruments["acr2016"].items]
HEAD = ",".join(PHQ9)


def run(*arguments: str) -> int:
    """Run a command in this process."""
    return main(list(arguments), clock=lambda: NOON)


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines on standard error."""
    return capsys.readouterr().err.splitlines()


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def pdf_text(path: Path) -> str:
    """Read a PDF back with a reader of its own."""
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text.replace("\r", "")


def test_the_forms_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("forms") == FINE

    listed = capsys.readouterr().out
    for form in ("acr2016", "fiqr", "siqr", "peg", "gad7", "phq9"):
        assert form in listed
    assert "provisional" in listed


def test_the_own_forms_have_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("forms", "check") == FINE
    assert "no problems" in capsys.readouterr().out


def test_a_broken_form_is_named_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "phq9"
    form.mkdir()
    for path in (forms_dir() / "phq9").iterdir():
        text = path.read_text(encoding="utf-8")
        (form / path.name).write_text(text.replace("mild = 5", "mild = 50"), encoding="utf-8")

    assert run("forms", "check", str(tmp_path)) == WRONG_INPUT
    lines = said(capsys)
    assert any("phq9/instrument.toml: score.total.bands.kroenke_2001" in line for line in lines)
    assert not any("Traceback" in line for line in lines)


def test_scores_come_in_the_order_of_the_form_and_to_the_letter(tmp_path: Path) -> None:
    """Rows of the worked examples in the PHQ-9's instrument file."""
    answers, out = tmp_path / "in.csv", tmp_path / "out.csv"
    answers.write_text(
        f"id,{HEAD}\n"
        "a,2,1,2,2,2,0,0,0,1,2\n"
        "b,2,2,2,,2,1,,1,0,\n"
        "c,2,2,,,2,,2,1,1,1\n"
        "d,1,1,1,1,1,1,1,1,,0\n",
        encoding="utf-8",
    )

    assert run("score", "phq9", str(answers), "-o", str(out)) == FINE

    rows = read_csv(out)
    columns = list(rows[0])
    assert columns[: 1 + len(PHQ9)] == ["id", *PHQ9]
    assert columns[1 + len(PHQ9) :][:3] == ["total", "total.band", "total.status"]
    assert columns[-1] == "self_harm_reported.alert"
    wanted = [
        ("a", "10", "moderate", "complete", "5", "yes", "yes"),
        ("b", "13", "moderate", "prorated", "4", "unknown", "no"),
        ("c", "", "", "not_scorable", "5", "yes", "yes"),
        ("d", "9", "mild", "prorated", "0", "no", "unanswered"),
    ]
    for row, expected in zip(rows, wanted, strict=True):
        found = (
            row["id"],
            row["total"],
            row["total.band"],
            row["total.status"],
            row["symptom_count"],
            row["major_depressive_syndrome"],
            row["self_harm_reported.alert"],
        )
        assert found == expected


def test_every_band_set_has_its_column_and_fractions_six_decimals(tmp_path: Path) -> None:
    """The "mixed" example of the FIQR: 343/6."""
    items = [item.id for item in load(forms_dir()).instruments["fiqr"].items]
    values = "2,6,4,8,7,5,6,7,5,6,5,7,8,6,8,3,6,4,7,4,6"
    answers, out = tmp_path / "in.csv", tmp_path / "out.csv"
    answers.write_text(f"{','.join(items)}\n{values}\n", encoding="utf-8")

    assert run("score", "fiqr", str(answers), "-o", str(out)) == FINE

    (row,) = read_csv(out)
    assert (row["function"], row["overall"], row["symptoms"]) == ("16.666667", "11", "29.5")
    assert row["total"] == "57.166667"
    assert row["total.band"] == "moderate"
    assert row["total.band.salaffi_2018"] == "moderate"


def test_a_body_map_is_columns_of_nought_and_one(tmp_path: Path) -> None:
    """The example "second arm: WPI 4, SSS 9, 4 regions", and a map that was not confirmed."""
    marked = {"shoulder_l", "shoulder_r", "hip_l", "lower_back"}
    rest = {"fatigue": 3, "unrefreshed": 2, "cognitive": 2, "headache": 1, "abdominal_cramps": 1}
    known: Mapping[str, int] = {**rest, "depression": 0, "three_months": 1}
    first = [str(known.get(item, int(item in marked))) for item in ACR]
    second = [str(known.get(item, "")) for item in ACR]
    answers, out = tmp_path / "in.csv", tmp_path / "out.csv"
    lines = [",".join(ACR), ",".join(first), ",".join(second)]
    answers.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert run("score", "acr2016", str(answers), "-o", str(out)) == FINE

    one, two = read_csv(out)
    assert (one["wpi"], one["sss"], one["fs"], one["consistent_2016"]) == ("4", "9", "13", "yes")
    assert (two["wpi"], two["wpi.status"], two["consistent_2016"]) == (
        "",
        "not_scorable",
        "unknown",
    )


def test_json_scores_the_same_way_and_takes_option_ids(tmp_path: Path) -> None:
    answers, out = tmp_path / "in.json", tmp_path / "out.json"
    row = dict.fromkeys(PHQ9[:9], "several_days") | {"difficulty": 1, "self_harm": 0}
    answers.write_text(json.dumps([row]), encoding="utf-8")

    assert run("score", "phq9", str(answers), "-o", str(out)) == FINE

    (scored,) = json.loads(out.read_text(encoding="utf-8"))
    assert scored["total"] == 8
    assert scored["total.band"] == "mild"
    assert scored["self_harm_reported.alert"] == "no"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (f"{HEAD}\n2,9,2,2,2,0,0,0,1,2\n", "line 2, column mood"),
        (f"{HEAD}\n2,often,2,2,2,0,0,0,1,2\n", "line 2, column mood"),
        (HEAD.replace("mood", "modd") + "\n1,1,1,1,1,1,1,1,1,1\n", "modd"),
        ("", "empty"),
        (f"{HEAD}\n1,1\n", "line 2"),
        (HEAD.replace(",", ";") + "\n", "comma"),
        (f"{HEAD},mood\n", "mood"),
    ],
)
def test_bad_answers_are_named_with_their_place_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, place: str
) -> None:
    answers, out = tmp_path / "in.csv", tmp_path / "out.csv"
    answers.write_text(content, encoding="utf-8")
    out.write_text("as it was", encoding="utf-8")

    assert run("score", "phq9", str(answers), "-o", str(out)) == WRONG_INPUT

    lines = said(capsys)
    assert any(place in line for line in lines), lines
    assert out.read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_every_problem_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "in.csv"
    answers.write_text(f"{HEAD}\n7,1,1,1,1,1,1,1,1,1\n1,8,1,1,1,1,1,1,1,1\n", encoding="utf-8")

    assert run("score", "phq9", str(answers), "-o", str(tmp_path / "o.csv")) == WRONG_INPUT
    assert len(said(capsys)) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("score", "phq99", "x.csv", "-o", "y.csv"), WRONG_INPUT, "phq99"),
        (("score", "phq9", "nowhere.csv", "-o", "y.csv"), WRONG_INPUT, "nowhere.csv"),
        (("report", "nowhere.json", "-o", "y.pdf"), WRONG_INPUT, "nowhere.json"),
        (("score", "phq9"), USAGE, ""),
        (("dance",), USAGE, ""),
    ],
)
def test_wrong_use_and_missing_files_are_one_sentence(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(*arguments) == code
    assert words in "\n".join(said(capsys))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_each_example_makes_a_report(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"

    assert run("report", str(example), "-o", str(out)) == FINE

    visit = json.loads(example.read_text(encoding="utf-8"))
    text = pdf_text(out)
    assert visit["patient"]["name"] in text
    assert visit["report"]["id"] in text
    assert "higher = worse" in text
    assert "no risk" not in text.lower()
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ("all_zero", "This does not exclude suicide risk"),
        ("item9_nearly_every_day", "NOT YET ACKNOWLEDGED"),
        ("missing_and_declined", "Suicidal thoughts were not answered at this visit"),
        ("missing_and_declined", "not scorable"),
        ("follow_up", "acknowledged by Dr. Ines Okafor"),
        ("follow_up", "Since baseline"),
    ],
)
def test_the_examples_say_what_they_are_there_to_show(
    example: str, words: str, tmp_path: Path
) -> None:
    path = resources_dir() / "examples" / f"{example}.json"

    assert run("report", str(path), "-o", str(tmp_path / "x.pdf")) == FINE
    assert words in " ".join(pdf_text(tmp_path / "x.pdf").split())


def _spoilt(tmp_path: Path, change: Mapping[str, object], *, form: int | None = None) -> Path:
    visit = json.loads((resources_dir() / "examples" / "all_zero.json").read_text("utf-8"))
    if form is None:
        visit |= change
    else:
        visit["administrations"][form]["answers"] |= change
    path = tmp_path / "visit.json"
    path.write_text(json.dumps(visit), encoding="utf-8")
    return path


def test_the_attachment_of_a_report_makes_the_same_report(tmp_path: Path) -> None:
    first, second, visit = tmp_path / "1.pdf", tmp_path / "2.pdf", tmp_path / "visit.json"
    example = resources_dir() / "examples" / "follow_up.json"
    assert run("report", str(example), "-o", str(first)) == FINE

    with pikepdf.open(first) as opened:
        visit.write_bytes(opened.attachments["visit.json"].get_file().read_bytes())

    assert run("report", str(visit), "-o", str(second)) == FINE
    assert first.read_bytes() == second.read_bytes()


def test_a_time_that_nobody_recorded_is_not_that_of_the_clock(tmp_path: Path) -> None:
    visit = json.loads((resources_dir() / "examples" / "follow_up.json").read_text("utf-8"))
    del visit["report"]["created"]
    path, out = tmp_path / "v.json", tmp_path / "v.pdf"
    path.write_text(json.dumps(visit), encoding="utf-8")

    assert run("report", str(path), "-o", str(out)) == FINE

    assert "created not recorded" in pdf_text(out)
    with pikepdf.open(out) as opened:
        assert "/CreationDate" not in opened.docinfo


def test_the_patient_gets_a_page_of_their_own(tmp_path: Path) -> None:
    out = tmp_path / "patient.pdf"
    example = str(resources_dir() / "examples" / "follow_up.json")

    assert run("report", example, "--for", "patient", "-o", str(out)) == FINE

    text = pdf_text(out)
    assert "Your answers" in text
    assert "PHQ-9 item 9" not in text


def test_a_page_that_its_reader_could_not_read_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visit = json.loads((resources_dir() / "examples" / "all_zero.json").read_text("utf-8"))
    visit["visit"]["language"] = "es"
    path, out = tmp_path / "v.json", tmp_path / "v.pdf"
    path.write_text(json.dumps(visit), encoding="utf-8")

    assert run("report", str(path), "--for", "patient", "-o", str(out)) == WRONG_INPUT

    (line,) = said(capsys)
    assert "visit.language" in line
    assert not out.exists()


@pytest.mark.parametrize(
    ("change", "form", "place"),
    [
        ({"format": "intake-visit/9"}, None, "format"),
        ({"surprise": 1}, None, "surprise"),
        ({"patient": {"id": "A", "birth_date": "1979-13-45"}}, None, "patient.birth_date"),
        ({"mood": 9}, 4, "administrations[5].answers.mood"),
        ({"modd": 1}, 4, "administrations[5].answers.modd"),
        ({"mood": {"missing": "lost"}}, 4, "administrations[5].answers.mood"),
        ({"areas": ["elbow"]}, 0, "administrations[1].answers.areas"),
    ],
)
def test_a_bad_visit_is_named_with_its_place_and_leaves_no_report(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Mapping[str, object],
    form: int | None,
    place: str,
) -> None:
    path = _spoilt(tmp_path, change, form=form)

    assert run("report", str(path), "-o", str(tmp_path / "x.pdf")) == WRONG_INPUT

    lines = said(capsys)
    assert any(f"visit.json: {place}" in line for line in lines), lines
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    "content", ["{", "[]", "null", '{"format": "intake-visit/1"}', "\ufeff{}"]
)
def test_broken_json_is_one_clear_line_and_never_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (tmp_path / "visit.json").write_text(content, encoding="utf-8")

    code = run("report", str(tmp_path / "visit.json"), "-o", str(tmp_path / "x.pdf"))

    lines = said(capsys)
    assert code == WRONG_INPUT
    assert lines
    assert not any("Traceback" in line or "program itself failed" in line for line in lines)


def test_a_full_disk_is_one_sentence_and_the_old_report_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "x.pdf"
    out.write_bytes(b"the old one")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    assert run("report", str(EXAMPLES[0]), "-o", str(out)) == WRONG_INPUT
    assert "disk is full" in "\n".join(said(capsys))
    assert out.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def test_a_folder_in_the_way_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", str(EXAMPLES[0]), "-o", str(tmp_path)) == WRONG_INPUT
    assert "folder" in "\n".join(said(capsys))


@pytest.mark.parametrize("command", [["forms"], ["report", str(EXAMPLES[0]), "-o", "-"]])
def test_no_command_but_the_window_touches_qt(command: list[str]) -> None:
    program = (
        "import sys\nfrom intake.cli import main\n"
        f"code = main({command!r})\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]\n"
        "raise SystemExit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        env={k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")},
    )

    assert done.stdout


def test_standard_input_and_output_are_a_dash() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "intake", "score", "phq9", "-", "-o", "-"],
        input=f"{HEAD}\n0,0,0,0,0,0,0,0,1,0\n",
        check=True,
        capture_output=True,
        text=True,
    )

    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["total"] == "1"
    assert row["self_harm_reported.alert"] == "yes"


def test_an_alert_that_was_answered_away_is_still_told(tmp_path: Path) -> None:
    raised = {"form": "phq9", "alert": "self_harm_reported", "state": "raised"}
    raised |= {"answers": {"self_harm": 2}}
    path = _spoilt(tmp_path, {"alerts": [{**raised, "at": "2026-11-20T11:55:00+01:00"}]})

    assert run("report", str(path), "-o", str(tmp_path / "x.pdf")) == FINE

    page_1 = " ".join(pdf_text(tmp_path / "x.pdf").split("page 1 of")[0].split())
    assert "NOT YET ACKNOWLEDGED" in page_1
    assert "“More than half the days” (2), at 11:55" in page_1
    assert "is now “Not at all” (0)" in page_1


def test_without_a_display_the_app_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")

    assert run() == WRONG_INPUT
    assert said(capsys) == ["intake: there is no display here. Open the app on the desktop."]
