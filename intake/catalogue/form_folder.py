# SPDX-License-Identifier: Apache-2.0
"""One form's folder: what has been read of it and what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from intake.catalogue.reading import CASES, INSTRUMENT, read_file, read_tables
from intake.core.cases import Cases, change_failures, failures
from intake.core.change import compare
from intake.core.instrument import Instrument
from intake.core.parse import parse_instrument
from intake.core.parse_cases import parse_cases
from intake.core.parse_wording import REPORT_LANGUAGE, is_language, parse_wording
from intake.core.problem import Problem, printable, quoted
from intake.core.scoring import score
from intake.core.tomltext import read_toml
from intake.core.wording import Wording

MOST_LANGUAGES = 200
"""A form's folder with more files of wordings is not looked at."""

_NOT_WORDINGS = frozenset({INSTRUMENT, CASES})
Found = tuple[Problem, ...]


class FormFolder:
    """Reads a form when asked, each file once."""

    def __init__(self, folder: Path, label: str, root: Path) -> None:
        # a folder given as . or .. has its name only once it is resolved
        self.id = folder.resolve().name if folder.name in {"", ".."} else folder.name
        self.is_sound = False
        self.digest = ""
        self.cases = Cases(())
        self._folder = folder
        self._label = label
        self._root = root
        self._instrument: Instrument | None = None
        self._wordings: dict[str, Wording | None] = {}
        self._wording_problems: dict[str, Found] = {}

    @property
    def instrument(self) -> Instrument:
        """The form itself; only once `load` found nothing wrong."""
        if self._instrument is None:
            raise LookupError(self.id)
        return self._instrument

    @property
    def wording_problems(self) -> Found:
        """Why some languages are not offered, as far as they were looked at."""
        return tuple(each for found in self._wording_problems.values() for each in found)

    def load(self) -> Found:
        """Read structure, English wording and examples; return why the form is left out."""
        file = f"{self._label}/{INSTRUMENT}"
        content = read_file(self._folder / INSTRUMENT, file, self._root)
        if isinstance(content, Problem):
            return (content,)
        data = read_toml(content, file)
        if isinstance(data, Problem):
            return (data,)
        found = parse_instrument(data, file)
        if isinstance(found, tuple):
            return found
        wrong: Found = ()
        if found.id != self.id:
            text = f"{quoted(found.id)} differs from the folder's name, {quoted(self.id)}"
            wrong = (Problem(file, "id", f"{text}; they must be the same."),)
        self._instrument = found
        self.digest = sha256(content).hexdigest()
        self.wording(REPORT_LANGUAGE)
        wrong += (*self._wording_problems.pop(REPORT_LANGUAGE, ()), *self._run_cases())
        self.is_sound = not wrong
        return wrong

    def languages(self) -> tuple[str, ...]:
        """Return the languages whose wording is sound, English first."""
        names = sorted(path.stem for path in self._wording_files() if is_language(path.stem))
        names.sort(key=lambda name: name != REPORT_LANGUAGE)
        return tuple(name for name in names if self.wording(name) is not None)

    def wording(self, language: str) -> Wording | None:
        """Return the texts of a language, `None` when it is absent or unsound."""
        if not is_language(language):
            return None
        if language not in self._wordings:
            found = self._read_wording(language)
            if isinstance(found, tuple):
                self._wording_problems[language] = found
            self._wordings[language] = None if isinstance(found, tuple) else self._named(found)
        return self._wordings[language]

    def check(self) -> list[Problem]:
        """Return everything that is wrong, stray files and all languages included."""
        problems = list(self.load())
        for path in self._wording_files():
            if not is_language(path.stem):
                file = f"{self._label}/{printable(path.name)}"
                text = "is no language of a form; rename it to a language such as es.toml."
                problems.append(Problem(file, "", text))
        if self._instrument is not None:
            self.languages()
        return [*problems, *self.wording_problems]

    def _named(self, found: Wording) -> Wording:
        """Give a wording the names that staff read, where it brings none of its own."""
        if found.report is not None or found.language == REPORT_LANGUAGE:
            return found
        english = self.wording(REPORT_LANGUAGE)
        return found if english is None else replace(found, report=english.report)

    def _wording_files(self) -> list[Path]:
        try:
            files = sorted(self._folder.glob("*.toml"))
        except OSError:
            return []
        wordings = [path for path in files if path.name not in _NOT_WORDINGS]
        return wordings[:MOST_LANGUAGES]

    def _read_wording(self, language: str) -> Wording | Found:
        file, path = f"{self._label}/{language}.toml", self._folder / f"{language}.toml"
        if language != REPORT_LANGUAGE and path not in self._wording_files():
            return ()  # not offered, which is nothing wrong
        content = read_file(path, file, self._root)
        if isinstance(content, Problem):
            return (content,)
        data = read_toml(content, file)
        if isinstance(data, Problem):
            return (data,)
        digest = sha256(content).hexdigest()
        found = parse_wording(data, self.instrument, file=file, digest=digest)
        if isinstance(found, Wording) and found.language != language:
            text = f"{quoted(found.language)} differs from the file's name, {quoted(language)}"
            return (Problem(file, "language", f"{text}; they must be the same."),)
        return found

    def _run_cases(self) -> Found:
        file = f"{self._label}/{CASES}"
        data = read_tables(self._folder / CASES, file, self._root)
        if isinstance(data, Problem):
            return (data,)
        cases = parse_cases(data, self.instrument, file)
        if isinstance(cases, tuple):
            return cases
        self.cases = cases
        return tuple(
            Problem(file, path, f"{text}; correct the form or the example.")
            for path, text in _differences(cases, self.instrument)
        )


def _differences(cases: Cases, instrument: Instrument) -> Iterator[tuple[str, str]]:
    for number, case in enumerate(cases.cases, start=1):
        for text in failures(case, instrument, score):
            yield f"case[{number}]", f"{quoted(case.name)}: {text}"
    for number, change in enumerate(cases.changes, start=1):
        for text in change_failures(change, instrument, compare):
            yield f"change[{number}]", f"{quoted(change.name)}: {text}"
