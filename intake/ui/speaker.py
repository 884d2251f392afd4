# SPDX-License-Identifier: Apache-2.0
"""The system's own voice: Speech Dispatcher or eSpeak, `say`, or Windows speech. All offline."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QProcess, Signal

_WINDOWS_SPEECH = (
    "Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
)
_WINDOWS_LIST = "$voice.GetInstalledVoices() | ForEach-Object { $_.VoiceInfo.Culture.Name }"
_WINDOWS_SPEAK = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "$found = $voice.GetInstalledVoices() | Where-Object "
    "{{ $_.VoiceInfo.Culture.Name -like '{language}*' }} | Select-Object -First 1; "
    "$voice.SelectVoice($found.VoiceInfo.Name); $voice.Speak([Console]::In.ReadToEnd())"
)


@dataclass(frozen=True, slots=True)
class Voices:
    """A program that speaks: how it lists its languages, and how it reads from its input.

    `languages` finds the languages in what the list printed, each with the voice to name.
    `silencing` is needed where another process speaks on after the one that gave it the words.
    """

    listing: Sequence[str]
    languages: Callable[[str], dict[str, str]]
    speaking: Callable[[str, str], Sequence[str]]
    silencing: Sequence[str] = ()


def _espeak(text: str) -> dict[str, str]:
    found = re.findall(r"^\s*\d+\s+([a-z]{2,3})\b", text, re.MULTILINE)
    return {language: language for language in found}


def _dispatcher(text: str) -> dict[str, str]:
    found = re.findall(r"\s([a-z]{2,3})(?:-[\w-]+)?\s+\S+\s*$", text, re.MULTILINE)
    return {language: language for language in found}


def _say(text: str) -> dict[str, str]:
    found = re.findall(r"^(.+?)\s+([a-z]{2,3})[_-]\w+\s+#", text, re.MULTILINE)
    return {language: voice for voice, language in reversed(found)}


def _windows(text: str) -> dict[str, str]:
    return {name[:2]: name for name in text.split()}


PATIENCE_MS = 5000
"""A program that was ended is gone within some milliseconds; on a very busy machine, later."""


def _powershell(script: str) -> list[str]:
    return ["powershell", "-NoProfile", "-NonInteractive", "-Command", _WINDOWS_SPEECH + script]


def _known() -> dict[str, Voices]:
    return {
        "espeak-ng": Voices(
            ["espeak-ng", "--voices"],
            _espeak,
            lambda language, _voice: ["espeak-ng", "-v", language, "--stdin"],
        ),
        "spd-say": Voices(
            ["spd-say", "-L"],
            _dispatcher,
            lambda language, _voice: ["spd-say", "-w", "-e", "-l", language],
            ["spd-say", "-C"],
        ),
        "say": Voices(
            ["say", "-v", "?"], _say, lambda _language, voice: ["say", "-v", voice, "-f", "-"]
        ),
        "powershell": Voices(
            _powershell(_WINDOWS_LIST),
            _windows,
            lambda language, _voice: _powershell(_WINDOWS_SPEAK.format(language=language)),
        ),
    }


def system_voices() -> Voices | None:
    """Return the program that speaks on this machine, if there is one."""
    names = {"darwin": ("say",), "win32": ("powershell",)}
    for name in names.get(sys.platform, ("espeak-ng", "spd-say")):
        if shutil.which(name):
            return _known()[name]
    return None


class Speaker(QObject):
    """Reads a text aloud in one language; text goes in through a pipe and is written nowhere.

    `found` tells that a voice of the language is there; nothing is told when there is none.
    """

    found = Signal()
    ended = Signal()

    def __init__(self, voices: Voices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._voices = voices
        self._language, self._voice = "", ""
        self._listing = QProcess(self)
        self._listing.finished.connect(self._listed)
        self._speaking = QProcess(self)
        self._speaking.finished.connect(self.ended)
        self._silencing = QProcess(self)
        # No program speaks on when a window goes without having been closed.
        running = (self._listing, self._speaking, self._silencing)
        self.destroyed.connect(partial(_end_all, running))

    @property
    def is_speaking(self) -> bool:
        """Whether a text is being read."""
        return self._speaking.state() is not QProcess.ProcessState.NotRunning

    def look_for(self, language: str) -> None:
        """Ask, without waiting, for a voice of a language such as `es` or `pt-BR`."""
        self._language = language.partition("-")[0]
        program, *arguments = self._voices.listing
        self._listing.start(program, arguments)

    def speak(self, text: str) -> None:
        """Read a text from its beginning; what was being read stops."""
        self.stop()
        program, *arguments = self._voices.speaking(self._language, self._voice)
        self._speaking.start(program, arguments)
        self._speaking.write(text.encode("utf-8"))
        self._speaking.closeWriteChannel()

    def stop(self) -> None:
        """Be quiet at once."""
        if self.is_speaking:
            _end(self._speaking)
            if self._voices.silencing:
                _end(self._silencing)
                program, *arguments = self._voices.silencing
                self._silencing.start(program, arguments)

    def close(self) -> None:
        """End whatever still runs."""
        self.stop()
        self._silencing.waitForFinished(PATIENCE_MS)
        _end_all((self._silencing, self._listing))

    def _listed(self) -> None:
        text = bytes(self._listing.readAllStandardOutput().data()).decode("utf-8", "replace")
        self._voice = self._voices.languages(text).get(self._language, "")
        if self._voice:
            self.found.emit()


def _end_all(processes: Iterable[QProcess]) -> None:
    for process in processes:
        _end(process)


def _end(process: QProcess) -> None:
    if process.state() is not QProcess.ProcessState.NotRunning:
        process.kill()
        process.waitForFinished(PATIENCE_MS)
