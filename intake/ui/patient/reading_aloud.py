# SPDX-License-Identifier: Apache-2.0
"""Reads the shown words aloud, from the first tap on, until something else is shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from intake.ui.patient.prompts import ChoiceAsk, MapAsk, Prompt, ScaleAsk
from intake.ui.speaker import Speaker
from intake.ui.widgets.progress_header import ProgressHeader


def words_of(prompt: Prompt) -> tuple[str, ...]:
    """Return what a question shows, in the order of reading: exactly these words."""
    ask = prompt.ask
    answers: tuple[str, ...] = ()
    if isinstance(ask, ChoiceAsk):
        answers = tuple(text for _, text in ask.options)
    elif isinstance(ask, ScaleAsk):
        low, high = ask.anchors
        answers = tuple(part for part in (str(ask.low), low, str(ask.high), high) if low or high)
    elif isinstance(ask, MapAsk):
        answers = (*(text for _, text in ask.areas), ask.none_label)
    words = (prompt.recall, prompt.stem, prompt.text, *answers, prompt.talk)
    return tuple(part for part in words if part)


class ReadingAloud(QObject):
    """Stands between the button in the corner and the system's voice."""

    def __init__(self, header: ProgressHeader, speaker: Speaker, language: str) -> None:
        super().__init__(header)
        self._header = header
        self._speaker = speaker
        self._words: tuple[str, ...] = ()
        self._has_voice = False
        speaker.found.connect(self._found)
        speaker.ended.connect(self._show)
        header.read_pressed.connect(self._pressed)
        speaker.look_for(language)

    def offer(self, words: tuple[str, ...]) -> None:
        """Take over what is shown now; nothing is read before somebody asks for it."""
        self._speaker.stop()
        self._words = words
        self._show()

    def close(self) -> None:
        """Be quiet for good."""
        self._speaker.close()

    def _found(self) -> None:
        self._has_voice = True
        self._show()

    def _pressed(self) -> None:
        if self._speaker.is_speaking:
            self._speaker.stop()
        else:
            # Each part on a line of its own, so that the voice rests between them.
            self._speaker.speak("\n".join(self._words))
        self._show()

    def _show(self) -> None:
        translate = QCoreApplication.translate
        stops = self._speaker.is_speaking
        text = translate("Patient", "Stop") if stops else translate("Patient", "Read aloud")
        self._header.show_read(text if self._has_voice and self._words else "", reads=stops)
