# SPDX-License-Identifier: Apache-2.0
"""The app's own words in four languages: complete, in step, drafts called drafts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intake.app.handing import note_on, own_words
from intake.assets import resources_dir
from intake.core.flow import Flow
from intake.ui.patient import texts
from intake.ui.patient.stage import Step
from intake.ui.translations import OwnWords, direction_of
from tests.ui.patient.fitting_questions import assert_whole
from tests.ui.patient.sitting import FORMS, Sitting
from tests.ui.patient.test_texts import grade

ROOT = Path(__file__).parents[2]
OTHERS = ("es", "fr", "de")
COUNTS = (0, 1, 2, 5, 46)


@pytest.fixture(scope="module")
def asked_for(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Return every text that the code wants translated, as Qt's own tool finds them."""
    target = tmp_path_factory.mktemp("ts") / "all.ts"
    files = [
        *(ROOT / "intake/ui/patient").glob("*.py"),
        *(ROOT / "intake/ui/widgets").glob("*.py"),
    ]
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run(
        [tool, *files, ROOT / "intake/app/handing.py", "-ts", target],
        check=True,
        capture_output=True,
    )
    found = {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(target).getroot().iter("context")  # noqa: S314, our own
        for message in context.iter("message")
    }
    return {pair for pair in found if pair[0] != "Team"}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_for_patients_is_there_and_no_other(
    language: str, asked_for: set[tuple[str, str]]
) -> None:
    assert set(own_words(language).messages) == asked_for
    assert len(asked_for) > 90
    assert all(own_words(language).messages.values())


@pytest.mark.parametrize("language", OTHERS)
def test_places_for_names_and_numbers_are_kept(language: str) -> None:
    for (_, source), forms in own_words(language).messages.items():
        for form in forms:
            assert set(re.findall(r"\{\w+\}|%n", form)) == set(re.findall(r"\{\w+\}|%n", source))
            if source.startswith("Jan"):
                assert len(set(form.split(","))) == 12


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_numbers_have_their_plurals(language: str, qapp: QApplication) -> None:
    words = own_words(language)
    qapp.installTranslator(words)
    said = {count: texts.Counted().minutes(count) for count in COUNTS}
    qapp.removeTranslator(words)

    assert len({re.sub(r"\d+", "#", text) for text in said.values()}) == 2
    assert re.sub(r"\d+", "#", said[2]) == re.sub(r"\d+", "#", said[46])
    zero_is_one = language == "fr"
    is_one = re.sub(r"\d+", "#", said[0]) == re.sub(r"\d+", "#", said[1])
    assert is_one == zero_is_one
    assert all(str(count) in text for count, text in said.items())


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_a_language_is_a_draft_until_a_native_clinician_has_read_it(language: str) -> None:
    words = own_words(language)

    assert words.status == ("verified" if language == "en" else "draft")
    name = QLocale.languageToString(QLocale(language).language())
    assert (name in note_on(words)) == (language != "en")


def test_the_team_reads_of_the_draft_before_it_hands_the_device_over(qtbot: QtBot) -> None:
    note = note_on(own_words("es"))
    sitting = Sitting(qtbot, Flow(FORMS), wiped_first=True, note=note)
    sitting.open()

    assert sitting.window.step is Step.WIPE
    assert sitting.window.words.page.quiet == (note,)


def test_an_unknown_language_falls_back_to_english() -> None:
    assert own_words("tlh").tongue == "en"
    assert own_words("de-DE").tongue == "de"


@pytest.mark.parametrize("text", ["", "<TS", "no markup"])
def test_what_is_no_translation_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^The translation is not a \.ts file"):
        OwnWords(text)


@pytest.mark.parametrize("language", OTHERS)
def test_the_patient_reads_the_language_of_the_visit(qtbot: QtBot, language: str) -> None:
    words = own_words(language)
    QCoreApplication.installTranslator(words)
    sitting = Sitting(qtbot, Flow(FORMS))
    sitting.open()
    sitting.begin()
    QCoreApplication.removeTranslator(words)

    footer = sitting.window.footer
    assert footer.next.text() == words.translate("Patient", "Next")
    assert footer.back.text() == words.translate("FooterBar", "Back")
    number = words.translate("Patient", "Question {number} of {of}")
    assert number is not None
    assert sitting.window.header.progress == number.format(number=1, of=3)


def test_instrument_wording_is_no_text_of_the_app() -> None:
    """The code asks for no translation of anything that a form says."""
    own = {text for _, text in own_words("es").messages}
    forms = ROOT / "forms"
    said = "\n".join(path.read_text(encoding="utf-8") for path in forms.glob("*/en.toml"))
    longer = {text for text in own if len(text.split()) > 2}  # "Not at all" is everybody's

    shared = {text for text in longer if f'"{text}"' in said}
    assert shared <= {"Not at all"}


class Mirrored(OwnWords):
    """A language that nobody speaks: a third longer, and written from the right."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        del disambiguation
        if (context, source) not in self.messages:
            return None
        longer = source.replace("%n", str(n)) + " " + "\u05d0" * (len(source) // 3)
        return "\u202b" + longer + "\u202c" if "," not in source else source


def test_a_language_from_the_right_mirrors_every_screen_and_cuts_nothing(qtbot: QtBot) -> None:
    spanish = (resources_dir() / "translations" / "es.ts").read_text(encoding="utf-8")
    words = Mirrored(spanish)
    QCoreApplication.installTranslator(words)
    sitting = Sitting(qtbot, Flow(FORMS))
    window = sitting.open(size=(1920, 1080))
    window.setLayoutDirection(direction_of("he"))
    sitting.begin()
    seen = 0
    while window.step is not Step.REVIEW:
        if window.step is Step.QUESTION:
            prompt = window.question.prompt
            assert prompt is not None
            assert_whole(window.question, prompt)
            seen += 1
            sitting.key("1")
        assert window.footer.next.x() < window.footer.back.x()
        assert window.header.pause.x() < window.width() / 2
        sitting.key(Qt.Key.Key_Return)
    QCoreApplication.removeTranslator(words)

    assert seen == len(sitting.flow.questions())


def test_our_own_english_needs_no_more_than_six_school_years() -> None:
    """Whole sentences of all screens together, and none of them alone far above."""
    whole = sorted({t for _, t in own_words("es").messages if t.endswith((".", "?"))})
    ours = [re.sub(r"\{\w+\}|%n", "two", text) for text in whole]

    assert grade(" ".join(ours)) <= 6.0
    assert max(grade(text) for text in ours) <= 8.5
