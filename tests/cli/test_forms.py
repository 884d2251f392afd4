# SPDX-License-Identifier: Apache-2.0
"""The commands of whoever writes, reviews and prints forms."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest

from intake.assets import forms_dir, resources_dir
from intake.catalogue import check, load
from intake.cli import FINE, USAGE, WRONG_INPUT, main
from intake.core.sheet import sheet_of
from intake.report.paper import render_paper
from intake.report.paper_marks import Blank
from intake.report.sheet import render_sheet
from tests.own_forms import fill_in
from tests.test_vocabulary import README

FORMS = load(forms_dir())
MM = 72 / 25.4


def run(*arguments: str | Path) -> int:
    return main([str(each) for each in arguments])


def pages_of(path: Path) -> list[str]:
    """Return the text of each page, read by another program, in one line."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return [" ".join(text.replace("\ufffe", "-").split()) for text in texts]


def size_of(path: Path) -> tuple[int, int]:
    document = pypdfium2.PdfDocument(path)
    width, height = document[0].get_size()
    document.close()
    return round(width), round(height)


def flat(text: str) -> str:
    return " ".join(text.split())


def holds(text: str, words: str) -> bool:
    """Say whether words stand there in this order; values of boxes may stand between lines."""
    read = iter(text.split())
    return all(word in read for word in words.split())


@pytest.mark.parametrize("form", FORMS.instruments)
def test_a_paper_form_has_every_question_and_answer_to_the_letter(
    tmp_path: Path, form: str
) -> None:
    out = tmp_path / "paper.pdf"
    wording = FORMS.wording(form, "en")

    out.write_bytes(render_paper([Blank(FORMS.instruments[form], wording)]))

    text = " ".join(pages_of(out))
    words = [wording.title, *wording.items.values(), *wording.introductions.values()]
    words += [word for pair in wording.anchors.values() for word in pair]
    for asked in words:
        assert holds(text, asked), asked
    for options in wording.options.values():
        assert all(set(option.split()) <= set(text.split()) for option in options.values())
    assert holds(text, FORMS.instruments[form].rights.attribution)


@pytest.mark.parametrize("form", FORMS.instruments)
def test_a_review_sheet_says_all_that_is_signed(tmp_path: Path, form: str) -> None:
    out = tmp_path / "sheet.pdf"
    instrument, wording = FORMS.instruments[form], FORMS.wording(form, "en")

    out.write_bytes(render_sheet(sheet_of(instrument, wording, FORMS.cases(form), {})))

    text = " ".join(pages_of(out))
    for fact in (*instrument.unconfirmed, *wording.unconfirmed, *wording.items.values()):
        assert flat(fact) in text
    for score in instrument.scores:
        assert score.source["score"].rstrip(".")[:60] in text
    for case in FORMS.cases(form).cases:
        assert flat(case.name)[:30] in text
    assert "Compared with the published form" in text


def test_a_paper_form_is_in_one_language_and_has_its_attribution(tmp_path: Path) -> None:
    out = tmp_path / "es.pdf"

    assert run("forms", "paper", "phq9", "--lang", "es", "-o", out) == FINE

    text = " ".join(pages_of(out))
    assert "Poco interés o placer en hacer cosas" in text
    assert "Elaborado por los doctores" in text
    assert "Little interest" not in text


def test_a_country_need_not_be_named_where_there_is_one(tmp_path: Path) -> None:
    out = tmp_path / "de.pdf"

    assert run("forms", "paper", "phq9", "--lang", "de", "-o", out) == FINE

    text = " ".join(pages_of(out))
    assert "Beinahe jeden Tag" in text
    assert "10" not in re.findall(r"\b\d+\b", text.split("phq9 1.0.0")[0])


def test_a_battery_is_printed_form_by_form_on_pages_of_their_own(tmp_path: Path) -> None:
    out = tmp_path / "first.pdf"

    assert run("forms", "paper", "fibromyalgia_first", "--known", "yes", "-o", out) == FINE

    pages = pages_of(out)
    starts = [number for number, text in enumerate(pages) if " 1 / " in text]
    assert len(starts) == 5
    assert "FIQR" in pages[0]
    assert "PHQ-9" in pages[starts[-1]]
    assert "look at 9 on receipt" in pages[-1]


def test_what_a_battery_lacks_in_a_language_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "es.pdf"

    assert run("forms", "paper", "fibromyalgia_first", "--lang", "es", "-o", out) == FINE

    said = capsys.readouterr().err
    assert "siqr is left out: it has no wording in es." in said
    assert "GAD-7" in " ".join(pages_of(out))


@pytest.mark.parametrize(("name", "width", "height"), [("A4", 595, 842), ("Letter", 612, 792)])
def test_the_paper_is_the_one_asked_for(
    tmp_path: Path, name: str, width: int, height: int
) -> None:
    out = tmp_path / "x.pdf"

    for command in ("paper", "sheet"):
        assert run("forms", command, "gad7", "--paper", name, "-o", out) == FINE
        assert size_of(out) == (width, height)


@pytest.mark.parametrize("command", ["paper", "sheet"])
def test_the_same_form_gives_the_same_bytes(tmp_path: Path, command: str) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"

    for out in (first, second):
        assert run("forms", command, "acr2016", "-o", out) == FINE

    assert first.read_bytes() == second.read_bytes()


def test_the_body_is_on_the_paper_with_its_areas_in_words(tmp_path: Path) -> None:
    out = tmp_path / "map.pdf"

    assert run("forms", "paper", "acr2016", "-o", out) == FINE

    text = pages_of(out)[0]
    assert "front" in text
    assert "back" in text
    assert "No pain or tenderness in any of these areas" in text


def test_paper_that_asks_the_patient_to_call_says_so(tmp_path: Path) -> None:
    out = tmp_path / "after.pdf"

    assert run("forms", "paper", "checklist_after", "-o", out) == FINE

    assert "9, Severe: Please call a member of the team now." in pages_of(out)[0]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("sheet", "phq99"), WRONG_INPUT, 'no form "phq99" (did you mean "phq9"?)'),
        (("paper", "peg", "--lang", "fr"), WRONG_INPUT, "peg has no wording in fr; there is en."),
        (
            ("paper", "quarterly", "--lang", "xx"),
            WRONG_INPUT,
            "no form of quarterly has a wording",
        ),
        (("paper", "phq9", "--paper", "A5"), USAGE, "invalid choice"),
    ],
)
def test_what_cannot_be_printed_is_said_in_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    out = tmp_path / "x.pdf"

    assert run("forms", *arguments, "-o", out) == code

    assert words in capsys.readouterr().err
    assert not out.exists()


def test_every_command_says_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("check", "new", "sheet", "paper", "domains"):
        assert run("forms", command, "--help") == FINE
        said = capsys.readouterr().out
        assert len(said.split("\n\n")[1]) > 40


def test_domains_name_what_no_form_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("forms", "domains") == FINE

    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("Stress") and "not covered: ask" in line for line in lines)


def test_a_file_that_is_no_form_gets_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stray = tmp_path / "notes.toml"
    stray.write_text("a = 1", encoding="utf-8")

    assert run("forms", "check", stray) == WRONG_INPUT

    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        f"{stray.as_posix()}: is no file of a form: there is no instrument.toml beside it."
    ]


def test_findings_are_there_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("forms", "new", "mine", "-o", tmp_path) == FINE
    capsys.readouterr()

    assert run("forms", "check", tmp_path / "mine", "--json") == WRONG_INPUT

    found = json.loads(capsys.readouterr().out)
    assert found["forms"] == 1
    assert {"file", "path", "text"} == set(found["problems"][0])


def test_a_form_begun_is_refused_until_it_is_filled_in_and_then_passes(tmp_path: Path) -> None:
    assert run("forms", "new", "morning_ease", "-o", tmp_path) == FINE
    form = tmp_path / "morning_ease"
    assert any("still to be filled in" in each.text for each in check(form).problems)

    fill_in(form)

    assert check(form).problems == ()


def test_a_form_begun_never_overwrites_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("forms", "new", "mine", "-o", tmp_path) == FINE

    assert run("forms", "new", "mine", "-o", tmp_path) == WRONG_INPUT
    assert "is there already" in capsys.readouterr().err
    assert run("forms", "new", "../mine", "-o", tmp_path) == USAGE


def test_a_fictional_form_takes_only_the_steps_of_the_readme(tmp_path: Path) -> None:
    """Begin, fill in, check, print and score: no Python, nothing but what is written there."""
    own = tmp_path / "my_forms"
    steps = re.findall(r"`intake (forms [^`]+)`", README.read_text(encoding="utf-8"))
    begin, *others = [step for step in steps if "morning_ease" in step]
    printed = [step for step in others if "check" not in step]

    assert run(*begin.replace("my_forms", str(own)).split()) == FINE
    form = own / "morning_ease"
    fill_in(form)
    assert run("forms", "check", form) == FINE
    for step in printed:
        words = step.replace("my_forms", str(own)).replace("-o ", f"-o {tmp_path}/").split()
        assert run(*words) == FINE
    answers, scores = tmp_path / "answers.csv", tmp_path / "scores.csv"
    answers.write_text("first,second,third\n2,often,0\n1,,1\n", encoding="utf-8")
    assert run("score", "morning_ease", answers, "--forms", own, "-o", scores) == FINE

    assert scores.read_text(encoding="utf-8").splitlines() == [
        "first,second,third,total,total.band,total.status,positive",
        "2,often,0,4,high,complete,yes",
        "1,,1,,,not_scorable,unknown",
    ]


def test_the_skeleton_ships() -> None:
    names = sorted(path.name for path in (resources_dir() / "new_form").iterdir())

    assert names == ["cases.toml", "en.toml", "instrument.toml"]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_twenty_short_answered_questions_take_two_pages(tmp_path: Path, paper: str) -> None:
    out = tmp_path / "pcl5.pdf"
    assert run("forms", "paper", "pcl5", "--paper", paper, "-o", out) == FINE

    pages = pages_of(out)
    assert len(pages) == 2
    assert "20" in pages[1]
    assert "Extremely" in pages[1]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", FORMS.languages("phq9"))
def test_item_9_and_the_question_after_it_are_on_the_page_of_the_others(
    tmp_path: Path, language: str, paper: str
) -> None:
    out = tmp_path / "phq9.pdf"
    assert run("forms", "paper", "phq9", "--lang", language, "--paper", paper, "-o", out) == FINE

    assert len(pages_of(out)) == 1


def test_no_question_stands_alone_on_the_last_page(tmp_path: Path) -> None:
    out = tmp_path / "sleep.pdf"
    assert run("forms", "paper", "mos_sleep", "--paper", "Letter", "-o", out) == FINE

    last = pages_of(out)[-1]
    assert holds(last, FORMS.wording("mos_sleep", "en").items["naps"])
    assert holds(last, FORMS.wording("mos_sleep", "en").items["amount_needed"])


def test_a_body_map_says_on_paper_where_to_tick(tmp_path: Path) -> None:
    out = tmp_path / "map.pdf"
    assert run("forms", "paper", "acr2016", "-o", out) == FINE

    assert "With a pen: tick each of these areas in the list." in pages_of(out)[0]
