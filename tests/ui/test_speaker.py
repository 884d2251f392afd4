# SPDX-License-Identifier: Apache-2.0
"""The system's voice: which languages it has, and exactly which words it is given."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intake.ui.patient.reading_aloud import words_of
from intake.ui.speaker import Speaker, Voices, _known
from intake.ui.widgets.option_row import OptionRow
from tests.ui.patient.sitting import Sitting

PROGRAM = """
import pathlib, sys, time
if sys.argv[1] == "list":
    print("en Anna")
else:
    pathlib.Path(sys.argv[2]).write_bytes(sys.stdin.buffer.read())
    time.sleep(float(sys.argv[3]))
"""


@pytest.fixture
def voices(tmp_path: Path) -> Callable[[float], Voices]:
    """Return a way to make a program that speaks English into a file, for some seconds."""
    script, said = tmp_path / "voice.py", tmp_path / "said.txt"
    script.write_text(PROGRAM, encoding="utf-8")

    def make(seconds: float) -> Voices:
        return Voices(
            [sys.executable, str(script), "list"],
            lambda text: dict([text.split()]),
            lambda _language, _voice: [
                sys.executable, str(script), "speak", str(said), str(seconds),
            ],
        )  # fmt: skip

    return make


def open_visit(qtbot: QtBot, voices: Voices) -> Sitting:
    """Sit down in front of a visit that may be read aloud."""
    from intake.core.flow import Flow
    from tests.ui.patient.sitting import FORMS

    sitting = Sitting(qtbot, Flow(FORMS), voices=voices)
    sitting.open()
    sitting.begin()
    return sitting


def test_exactly_the_shown_words_are_read_and_not_before_the_first_tap(
    qtbot: QtBot, voices: Callable[[float], Voices], tmp_path: Path
) -> None:
    sitting = open_visit(qtbot, voices(0))
    window, said = sitting.window, tmp_path / "said.txt"
    qtbot.waitUntil(window.header.read.isVisible, timeout=10_000)
    assert not said.exists()

    sitting.tap(window.header.read)
    qtbot.waitUntil(lambda: said.exists() and bool(said.read_bytes()), timeout=10_000)

    prompt = window.question.prompt
    assert prompt is not None
    labels = [prompt.recall, prompt.stem, prompt.text]
    rows = [row.text() for row in window.question.findChildren(OptionRow) if row.isVisible()]
    assert said.read_text(encoding="utf-8").split("\n") == [*labels, *rows]
    assert list(words_of(prompt)) == [*labels, *rows]
    window.dismiss()


def test_going_on_and_hiding_end_the_reading(
    qtbot: QtBot, voices: Callable[[float], Voices]
) -> None:
    sitting = open_visit(qtbot, voices(60))
    window = sitting.window
    qtbot.waitUntil(window.header.read.isVisible, timeout=10_000)
    for leave in (lambda: sitting.key("1", Qt.Key.Key_Return), window.hide_screen):
        sitting.tap(window.header.read)
        assert window.header.read.accessibleName() == "Stop"

        leave()

        (speaker,) = window.findChildren(Speaker)
        assert not speaker.is_speaking
    window.dismiss()


def test_a_voice_that_another_process_lends_is_told_to_be_quiet(
    qtbot: QtBot, voices: Callable[[float], Voices], tmp_path: Path
) -> None:
    told = tmp_path / "told.txt"
    script = f"import pathlib; pathlib.Path({str(told)!r}).write_text('quiet')"
    speaker = Speaker(replace(voices(60), silencing=[sys.executable, "-c", script]))
    speaker.stop()
    speaker.speak("Past 7 days")

    speaker.stop()

    qtbot.waitUntil(told.exists, timeout=10_000)
    speaker.close()


def test_there_is_no_button_without_a_voice_of_the_language(
    qtbot: QtBot, voices: Callable[[float], Voices]
) -> None:
    speaker = Speaker(voices(0))
    found: list[str] = []
    speaker.found.connect(lambda: found.append("found"))
    for language, expected in (("ko", []), ("en-GB", ["found"])):
        with qtbot.waitSignal(speaker._listing.finished, timeout=10_000):
            speaker.look_for(language)
        assert found == expected
    speaker.close()


def test_a_visit_without_a_speaker_has_no_button(asked_plain: Sitting) -> None:
    assert not asked_plain.window.header.read.isVisible()


@pytest.fixture
def asked_plain(qtbot: QtBot) -> Sitting:
    """Return a visit on a machine that cannot speak."""
    from intake.core.flow import Flow
    from tests.ui.patient.sitting import FORMS

    sitting = Sitting(qtbot, Flow(FORMS))
    sitting.open()
    sitting.begin()
    return sitting


ESPEAK = """\
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  de              --/M      German             gmw/de
 5  es-419          --/M      Spanish_(Latin)    roa/es-419           (es-mx 6)
"""
DISPATCHER = """\
              NAME        LANGUAGE       VARIANT
            German              de          none
   English+Anna              en-GB          Anna
"""
SAY = """\
Anna                de_DE    # Hallo, ich heisse Anna.
Bad News            en_US    # Hello, my name is Bad News.
"""
LISTS = {
    "espeak-ng": (ESPEAK, {"de", "es"}),
    "spd-say": (DISPATCHER, {"de", "en"}),
    "say": (SAY, {"de", "en"}),
    "powershell": ("de-DE\r\nen-US\r\n", {"de", "en"}),
}


@pytest.mark.parametrize("program", LISTS)
def test_the_languages_of_each_system_are_found_in_its_list(program: str) -> None:
    printed, languages = LISTS[program]

    assert set(_known()[program].languages(printed)) == languages


@pytest.mark.parametrize("program", LISTS)
def test_no_program_is_given_the_words_where_others_can_read_them(program: str) -> None:
    """What a process is started with is seen by everybody on the machine."""
    command = " ".join(_known()[program].speaking("de", "Anna"))

    assert "de" in command or "Anna" in command
    assert any(part in command for part in ("stdin", "-e", "-f -", "Console"))
