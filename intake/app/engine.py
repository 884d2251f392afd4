# SPDX-License-Identifier: Apache-2.0
"""What is heavy and can be made ready while somebody signs in."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from intake import __version__
from intake.core.visit import VisitRecord

if TYPE_CHECKING:
    from intake.catalogue import Catalogue
    from intake.core.content import Summary
    from intake.core.figure import Figure
    from intake.core.wording import Wording


@dataclass(frozen=True, slots=True)
class Engine:
    """The forms and the body map, ready to use."""

    catalogue: Catalogue
    figure: Figure


def start_engine(forms: Path, body_map: Path) -> Engine:
    """Load the forms, and the libraries of the store; takes most of a second the first time."""
    # Imported here: none of it is needed before the first paint, and it triples the start.
    from intake.catalogue import load  # noqa: PLC0415
    from intake.core.figure import parse  # noqa: PLC0415
    from intake.store import keyring, store  # noqa: F401, PLC0415 - for whoever signs in next

    catalogue = load(forms)
    figure = parse(body_map.read_text(encoding="utf-8"))
    return Engine(catalogue, figure)


def example_records(folder: Path, catalogue: Catalogue) -> Sequence[VisitRecord]:
    """Return the fictional visits that ship with the app.

    Raises:
        ValueError: when one of them is broken.
    """
    from intake.exchange.visit_file import read_visit  # noqa: PLC0415

    return [
        read_visit(path.read_bytes(), path.name, catalogue.instruments)
        for path in sorted(folder.glob("*.json"))
    ]


def render_record(record: VisitRecord, catalogue: Catalogue, figure: Figure) -> bytes:
    """Return the PDF of a record."""
    from intake.report.document import render  # noqa: PLC0415

    with _nothing_collected():
        record = catalogue.completed(record)
        found = _summary(record, catalogue)
        return render(found, figure, visit_bytes(record, catalogue))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    # A long course is hundreds of thousands of small objects: looking through all that the app
    # holds again and again meanwhile takes up to a third of the time, and finds nothing.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def render_page(record: VisitRecord, catalogue: Catalogue, figure: Figure) -> bytes:
    """Return the patient's page of a record.

    Raises:
        ValueError: when the patient could not read it, or it would be empty.
    """
    from intake.core.patientpage import why_empty, why_other_language  # noqa: PLC0415
    from intake.report.patient import render_patient  # noqa: PLC0415

    found = _summary(record, catalogue)
    why = why_other_language(record.sitting.language) or why_empty(found)
    if why:
        raise ValueError(why)
    return render_patient(found, figure)


def visit_bytes(record: VisitRecord, catalogue: Catalogue) -> bytes | None:
    """Return a record as the file of a visit; nothing when a form of it is not here."""
    from intake.exchange.visit_writing import write_visit  # noqa: PLC0415

    # Answers to a form that is not here cannot be written down in its words.
    is_whole = all(form in catalogue.instruments for form in record.forms)
    return write_visit(record, catalogue.instruments) if is_whole else None


def attached(pdf: bytes) -> bytes | None:
    """Return the file of the visit that a report carries, if it carries one."""
    from intake.report.attached import attached as taken_out  # noqa: PLC0415

    return taken_out(pdf)


def lock(pdf: bytes, password: str) -> bytes:
    """Return a report that opens with a password only.

    Raises:
        ValueError: when no file can be locked with it.
    """
    from intake.report.locked import locked  # noqa: PLC0415

    return locked(pdf, password)


def _summary(record: VisitRecord, catalogue: Catalogue) -> Summary:
    from intake.core.summary import summarise  # noqa: PLC0415

    return summarise(record, catalogue.instruments, wordings_of(record, catalogue), __version__)


def wordings_of(record: VisitRecord, catalogue: Catalogue) -> dict[str, Wording]:
    """Return the wordings in which the forms of a record were asked.

    What staff asked in person, in English, may have none in the visit's language.
    """
    language = record.sitting.language or "en"
    forms = [each.form for each in record.administrations if each.form in catalogue.instruments]
    return {
        form: catalogue.wording(form, language if language in catalogue.languages(form) else "en")
        for form in forms
    }
