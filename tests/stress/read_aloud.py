# SPDX-License-Identifier: Apache-2.0
"""A question read aloud by real voices, into a loudspeaker that only listens.

    python tests/stress/read_aloud.py

For eSpeak and for Speech Dispatcher, in four languages: which words the voice was given, whether
they were heard, how soon it is quiet, and whether there is a button without a voice. Needs
Debian's `espeak-ng speech-dispatcher speech-dispatcher-espeak-ng pulseaudio pulseaudio-utils`;
says what is missing and ends well where it cannot run.
"""

from __future__ import annotations

import array
import os
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake.ui.patient.window import PatientWindow
    from intake.ui.speaker import Voices

ROOT = Path(__file__).parents[2]
TOOLS = ("pulseaudio", "parec", "pactl", "espeak-ng", "spd-say")
LANGUAGES = ("en", "es", "fr-FR", "de-DE")
NOBODYS = "qaa"
LOUD = 200
"""Of 32,768: what is louder is a voice."""

MOST_DIFFERENCE = 0.1
MOST_TAIL = 0.7
SECONDS = 30.0


def main() -> int:
    """Start a loudspeaker and let each voice read."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        print(f"Skipped: nothing can be read aloud without {', '.join(missing)}.")
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    with tempfile.TemporaryDirectory(prefix="intake-aloud-") as folder, _loudspeaker(Path(folder)):
        failed = sum(_try(Path(folder), name) for name in ("espeak-ng", "spd-say"))
    application.quit()
    return int(failed > 0)


@contextmanager
def _loudspeaker(folder: Path) -> Iterator[None]:
    """Run a sound server of our own, whose one loudspeaker can be listened to."""
    os.environ |= {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_SERVER": f"unix:{folder / 'sound'}",
    }
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
         f"--load=module-native-protocol-unix socket={folder / 'sound'} auth-anonymous=1",
         "--load=module-null-sink sink_name=ear"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(lambda: b"ear" in subprocess.run(["pactl", "list", "short", "sinks"], check=False,
                                               capture_output=True).stdout)  # fmt: skip
        yield
    finally:
        spoken_by = folder / "speech-dispatcher" / "pid" / "speech-dispatcher.pid"
        if spoken_by.exists():
            os.kill(int(spoken_by.read_text()), 15)
        server.terminate()
        server.wait()


def _try(folder: Path, name: str) -> int:
    from intake.ui.speaker import _known

    voices, faults, heard = _known()[name], [], 0.0
    for language in LANGUAGES:
        text, sent, seconds = _read(folder, name, voices, language)
        heard += seconds
        expected = _length_of(folder, text, language) if name == "espeak-ng" else seconds
        if sent != text:
            faults.append(f"{language}: was given {sent!r} instead of {text!r}")
        if seconds < 1 or abs(seconds - expected) > MOST_DIFFERENCE * expected:
            faults.append(f"{language}: {seconds:.1f} s were heard and not {expected:.1f}")
    tail = _stop(folder, voices)
    if tail > MOST_TAIL:
        faults.append(f"it speaks on for {tail:.1f} s after Stop")
    if _has_button(voices):
        faults.append(f"there is a button for {NOBODYS}, which no voice speaks")
    print(f"{name}: {len(LANGUAGES)} questions, {heard:.1f} s heard, quiet {max(0.0, tail):.1f} s "
          f"after Stop, no button without a voice; wrong: {faults or 'nothing'}")  # fmt: skip
    return len(faults)


def _read(folder: Path, name: str, voices: Voices, language: str) -> tuple[str, str, float]:
    """Return the words on the screen, those that the voice was given, and how long it spoke."""
    said = folder / "said.txt"
    with _tapped(folder, name, said):
        window = _at_question(voices, language)
        with _recording(folder / "heard.wav"):
            window.header.read.click()
            _wait(lambda: not _is_speaking(window))
            _events(1.0)
    text = "\n".join(_shown(window))
    window.dismiss()
    return text, said.read_text(encoding="utf-8"), _voice(folder / "heard.wav")[1]


def _stop(folder: Path, voices: Voices) -> float:
    """Return for how many seconds the voice is heard after Stop; less than none is none."""
    window = _at_question(voices, "en")
    with _recording(folder / "stopped.wav"):
        began = time.monotonic()
        window.header.read.click()
        _events(2.0)
        window.header.read.click()
        stopped = time.monotonic() - began
        _events(4.0)
    window.dismiss()
    return _voice(folder / "stopped.wav")[0] - stopped


def _has_button(voices: Voices) -> bool:
    window = _window(voices, "en", NOBODYS)
    _events(3.0)
    shown = window.header.read.isVisible()
    window.dismiss()
    return shown


def _at_question(voices: Voices, language: str) -> PatientWindow:
    window = _window(voices, language, language)
    window.welcome.days.tiles()[1].click()
    window.welcome.months.tiles()[3].click()
    while window.question.prompt is None or window.step.value != "question":
        window.footer.next.click()
    _wait(window.header.read.isVisible)
    return window


def _window(voices: Voices, language: str, spoken: str) -> PatientWindow:
    from patient_by_bus import open_window

    return open_window(("phq9",), language, voices=voices, spoken=spoken)


def _shown(window: PatientWindow) -> list[str]:
    from PySide6.QtWidgets import QLabel

    from intake.ui.widgets.option_row import OptionRow

    question = window.question
    parts = [*question.findChildren(QLabel), *question.findChildren(OptionRow)]
    return [part.text() for part in parts if part.isVisible() and part.text()]


@contextmanager
def _tapped(folder: Path, name: str, said: Path) -> Iterator[None]:
    """Put a program of the voice's name before it, which notes what it is given."""
    real, before = shutil.which(name), os.environ["PATH"]
    tap = folder / "tap" / name
    tap.parent.mkdir(exist_ok=True)
    tap.write_text(
        f'#!/bin/sh\ncase "$*" in *--voices*|*-L*|*-C*) exec {real} "$@";; esac\n'
        f'tee {said} | {real} "$@"\n',
        encoding="utf-8",
    )
    tap.chmod(0o755)
    os.environ["PATH"] = f"{tap.parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


@contextmanager
def _recording(path: Path) -> Iterator[None]:
    """Listen at the loudspeaker."""
    ear = subprocess.Popen(["parec", "-d", "ear.monitor", "--file-format=wav", "--latency-msec=20",
                            str(path)])  # fmt: skip
    _events(0.3)
    try:
        yield
    finally:
        ear.terminate()
        ear.wait()


def _length_of(folder: Path, text: str, language: str) -> float:
    """Return how long the voice takes for exactly these words."""
    subprocess.run(
        ["espeak-ng", "-v", language.partition("-")[0], "--stdin", "-w", str(folder / "own.wav")],
        input=text.encode(), check=True,
    )  # fmt: skip
    return _voice(folder / "own.wav")[1]


def _voice(path: Path) -> tuple[float, float]:
    """Return when the last sound was, in seconds, and how long it was since the first."""
    with wave.open(str(path)) as sound:
        samples = array.array("h", sound.readframes(sound.getnframes()))
        a_second = sound.getframerate() * sound.getnchannels()
    loud = [place for place, sample in enumerate(samples) if abs(sample) > LOUD]
    return (loud[-1] / a_second, (loud[-1] - loud[0]) / a_second) if loud else (0.0, 0.0)


def _is_speaking(window: PatientWindow) -> bool:
    from intake.ui.speaker import Speaker

    return any(speaker.is_speaking for speaker in window.findChildren(Speaker))


def _wait(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + SECONDS
    while not holds() and time.monotonic() < ends:
        _events(0.05)


def _events(seconds: float) -> None:
    from PySide6.QtCore import QCoreApplication

    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        QCoreApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    raise SystemExit(main())
