# SPDX-License-Identifier: Apache-2.0
"""Loads the forms folder. A bad form is left out and named; what remains can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from intake.core.batteries import parse_batteries
from intake.core.cases import Cases, change_failures, failures
from intake.core.change import compare
from intake.core.instrument import Instrument
from intake.core.leaving_out import without
from intake.core.parse import parse_instrument
from intake.core.parse_cases import parse_cases
from intake.core.parse_wording import REPORT_LANGUAGE, is_language, parse_wording
from intake.core.planning import lacking
from intake.core.problem import Problem, printable, quoted
from intake.core.scoring import score
from intake.core.tomltext import LARGEST_FILE, read_toml
from intake.core.visit import Battery
from intake.core.wording import Wording

INSTRUMENT = "instrument.toml"
CASES = "cases.toml"
BATTERIES = "batteries.toml"

_NOT_WORDINGS = frozenset({INSTRUMENT, CASES})
_Found = tuple[Problem, ...]


class Catalogue:
    """The forms that can be given, their wordings and the batteries made of them."""

    def __init__(self, folder: Path) -> None:
        """Load every form of a folder with its English wording, and run its examples."""
        self._folder = folder
        self._label = _label(folder)
        self._forms: dict[str, _Form] = {}
        self._form_problems: list[Problem] = []
        for form in _forms_in(folder, self._label, self._form_problems):
            found = form.load()
            if found:
                self._form_problems += found
            else:
                self._forms[form.id] = form
        self._instruments = {name: form.instrument for name, form in self._forms.items()}
        self._batteries, self._battery_problems = _batteries(
            folder / BATTERIES, self._label, folder, self._instruments
        )

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """Every form that could be loaded, by id."""
        return MappingProxyType(self._instruments)

    @property
    def batteries(self) -> Mapping[str, Battery]:
        """The batteries of which every form is there, in the order of the file."""
        return MappingProxyType(self._batteries)

    @property
    def battery_problems(self) -> _Found:
        """Why a battery cannot be given."""
        return self._battery_problems

    @property
    def problems(self) -> _Found:
        """Everything that was left out and why: forms, languages looked at so far, batteries."""
        wordings = [each for form in self._forms.values() for each in form.wording_problems]
        return (*self._form_problems, *wordings, *self._battery_problems)

    def digest(self, form: str) -> str:
        """Return the SHA-256 of a form's `instrument.toml`, in hex.

        Raises:
            KeyError: when the form was not loaded.
        """
        return self._forms[form].digest

    def languages(self, form: str) -> tuple[str, ...]:
        """Return the languages in which a form can be given, English first.

        Raises:
            KeyError: when the form was not loaded.
        """
        return self._forms[form].languages()

    def not_given(
        self, battery: str | None, given: Iterable[str], language: str
    ) -> tuple[str, ...]:
        """Return the short names of what a battery lacked in a language."""
        if battery not in self._batteries:
            return ()
        chosen = self._batteries[battery]
        forms = {*chosen.forms, *(f for each in chosen.choose.values() for f in each.values())}
        languages = {form: self.languages(form) for form in forms if form in self._forms}
        missed = lacking(chosen, given, language, languages)
        return tuple(self.wording(form, REPORT_LANGUAGE).short for form in missed)

    def asked(self, form: str, language: str) -> Instrument:
        """Return a form as this language asks it: some leave out what is not confirmed.

        Raises:
            KeyError: when the form was not loaded, or not in this language.
        """
        return without(self._forms[form].instrument, self.wording(form, language).left_out)

    def wording(self, form: str, language: str) -> Wording:
        """Return the texts of a form in one language, with the names that staff read.

        Raises:
            KeyError: when the form was not loaded, or not in this language.
        """
        wording = self._forms[form].wording(language)
        if wording is None:
            raise KeyError(language)
        return wording


def load(folder: Path) -> Catalogue:
    """Return the catalogue of a forms folder; nothing in the folder makes this fail."""
    return Catalogue(folder)


def check(path: Path) -> list[Problem]:
    """Return every problem of a forms folder, of one form's folder, or of a file in either.

    Every language is looked at and every worked example is run.
    """
    if path.name == BATTERIES:
        return list(Catalogue(path.parent).battery_problems)
    folder = path.parent if path.suffix == ".toml" else path
    if folder != path or (folder / INSTRUMENT).exists():
        return _Form(folder, _label(folder), folder).check()
    problems: list[Problem] = []
    sound: dict[str, Instrument] = {}
    label = _label(folder)
    for form in _forms_in(folder, label, problems):
        found = form.check()
        problems += found
        if form.is_sound:
            sound[form.id] = form.instrument
    return [*problems, *_batteries(folder / BATTERIES, label, folder, sound)[1]]


class _Form:
    """One form's folder: what has been read of it and what was wrong with it."""

    def __init__(self, folder: Path, label: str, root: Path) -> None:
        # a folder given as . or .. has its name only once it is resolved
        self.id = folder.resolve().name if folder.name in {"", ".."} else folder.name
        self.is_sound = False
        self.digest = ""
        self._folder = folder
        self._label = label
        self._root = root
        self._instrument: Instrument | None = None
        self._wordings: dict[str, Wording | None] = {}
        self._wording_problems: dict[str, _Found] = {}

    @property
    def instrument(self) -> Instrument:
        """The form itself; only once `load` found nothing wrong."""
        if self._instrument is None:
            raise LookupError(self.id)
        return self._instrument

    @property
    def wording_problems(self) -> _Found:
        """Why some languages are not offered, as far as they were looked at."""
        return tuple(each for found in self._wording_problems.values() for each in found)

    def load(self) -> _Found:
        """Read structure, English wording and examples; return why the form is left out."""
        file = f"{self._label}/{INSTRUMENT}"
        content = _read(self._folder / INSTRUMENT, file, self._root)
        if isinstance(content, Problem):
            return (content,)
        data = read_toml(content, file)
        if isinstance(data, Problem):
            return (data,)
        found = parse_instrument(data, file)
        if isinstance(found, tuple):
            return found
        if found.id != self.id:
            text = f"{quoted(found.id)} differs from the folder's name, {quoted(self.id)}"
            return (Problem(file, "id", f"{text}; they must be the same."),)
        self._instrument = found
        self.digest = sha256(content).hexdigest()
        self.wording(REPORT_LANGUAGE)
        wrong = (*self._wording_problems.pop(REPORT_LANGUAGE, ()), *self._run_cases())
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

    def _named(self, found: Wording) -> Wording:
        """Give a wording the names that staff read, where it brings none of its own."""
        if found.report is not None or found.language == REPORT_LANGUAGE:
            return found
        english = self.wording(REPORT_LANGUAGE)
        return found if english is None else replace(found, report=english.report)

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

    def _wording_files(self) -> list[Path]:
        try:
            files = sorted(self._folder.glob("*.toml"))
        except OSError:
            return []
        return [path for path in files if path.name not in _NOT_WORDINGS]

    def _read_wording(self, language: str) -> Wording | _Found:
        file, path = f"{self._label}/{language}.toml", self._folder / f"{language}.toml"
        if language != REPORT_LANGUAGE and path not in self._wording_files():
            return ()  # not offered, which is nothing wrong
        content = _read(path, file, self._root)
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

    def _run_cases(self) -> _Found:
        file = f"{self._label}/{CASES}"
        content = _read(self._folder / CASES, file, self._root)
        data = content if isinstance(content, Problem) else read_toml(content, file)
        if isinstance(data, Problem):
            return (data,)
        cases = parse_cases(data, self.instrument, file)
        if isinstance(cases, tuple):
            return cases
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


def _forms_in(folder: Path, label: str, problems: list[Problem]) -> Iterator[_Form]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        why = error.strerror or "it cannot be opened"
        text = f"the folder cannot be read ({why}); say where the forms are."
        problems.append(Problem(label, "", text))
        return
    found = False
    for entry in entries:
        if entry.name.startswith((".", "_")) or not entry.is_dir():
            continue
        found = True
        yield _Form(entry, f"{label}/{printable(entry.name)}", folder)
    if not found:
        text = "the folder has no forms; each is a folder with an instrument.toml."
        problems.append(Problem(label, "", text))


def _batteries(
    path: Path, label: str, root: Path, instruments: Mapping[str, Instrument]
) -> tuple[dict[str, Battery], _Found]:
    file = f"{label}/{path.name}"
    content = _read(path, file, root)
    data = content if isinstance(content, Problem) else read_toml(content, file)
    if isinstance(data, Problem):
        return {}, (data,)
    return parse_batteries(data, instruments, file)


def _read(path: Path, file: str, root: Path) -> bytes | Problem:
    """Return a file's content; never follows a link out of the folder, never waits on a pipe."""
    try:
        if not path.resolve(strict=True).is_relative_to(root.resolve()):
            text = "is a link that leads out of the forms folder; put the file itself there."
            return Problem(file, "", text)
        if not path.is_file():
            return Problem(file, "", "is not a file; put a file of this name there.")
        with path.open("rb") as stream:
            # one byte more than allowed tells a file that is too large from one that just fits
            return stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return Problem(file, "", "is missing; add it.")
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it cannot be opened"
        return Problem(file, "", f"cannot be read ({why}); correct its permissions or its name.")


def _label(folder: Path) -> str:
    """Return what a folder is called in problems: as it was given, or its name alone."""
    return folder.name if folder.is_absolute() else folder.as_posix()
