# SPDX-License-Identifier: Apache-2.0
"""What every export of visits shares: which forms, how it goes on, how it is stopped and noted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from intake.core.answered import forms_of
from intake.core.given import Given
from intake.core.problem import printable
from intake.core.visit import Administration, Sitting, VisitRecord
from intake.exchange.export_form import ExportForms
from intake.exchange.streams import reason
from intake.exchange.whole_folder import whole_folder

Visits = Iterable[VisitRecord]
"""Visits that are read one at a time, and may be gone through more than once."""

Audit = Callable[[str, int], None]
"""Notes an export before anything of it can be seen: what it was and how many visits."""


class ExportStoppedError(Exception):
    """Somebody stopped the export; nothing was written."""


class ExportError(ValueError):
    """Nothing can be exported as it was asked for; the message says why, in one sentence."""


def why_not(error: Exception, target: Path) -> str:
    """Return in one sentence why nothing was written."""
    place = printable(str(target))
    if isinstance(error, FileExistsError):
        return f"{place}: is there already and not empty; name a folder that is yet to be made."
    if isinstance(error, OSError):
        return f"{place}: cannot be written: {reason(error)}."
    return f"Nothing was exported: {error}"


def _never() -> bool:
    return False


def _unheard(_: object) -> None:
    return None


def _unnoted(_what: str, _visits: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Course:
    """How an export goes on.

    `looked` is told the number of visits looked at before any is written, `progress` of those
    written so far; `is_stopped` is asked before each and at the end, `warn` is told in one
    sentence what could not go along, `audit` is called once, before the folder gets its name:
    when it fails there is no export.
    """

    looked: Callable[[int], None] = _unheard
    progress: Callable[[int], None] = _unheard
    is_stopped: Callable[[], bool] = _never
    warn: Callable[[str], None] = _unheard
    audit: Audit = _unnoted


@dataclass(frozen=True, slots=True)
class Job:
    """What is exported: visits, with the forms that are here. `created` is the one clock."""

    visits: Visits
    forms: ExportForms
    created: datetime
    app_version: str
    course: Course = Course()


def run(job: Job, target: Path, what: str, write: Callable[[Path], int]) -> int:
    """Let `write` fill a folder and return how many visits it wrote.

    Raises:
        ExportStoppedError: when it was stopped.
        ExportError: when there was nothing to export.
        OSError: when the folder cannot be written.
    """
    with whole_folder(target) as folder:
        count = write(folder)
        _go_on(job)
        job.course.audit(what, count)
    return count


def each_visit(job: Job) -> Iterator[tuple[VisitRecord, tuple[Given, ...]]]:
    """Yield every visit with its forms scored, telling how far it is.

    Raises:
        ExportStoppedError: when it was stopped.
    """
    for number, record in enumerate(job.visits, start=1):
        _go_on(job)
        texts = {
            each.form: (export.instrument, export.wording(record.sitting.language))
            for each in record.administrations
            if (export := job.forms.get(each.form)) is not None
        }
        _warn(job, record)
        yield record, forms_of(record, texts)
        job.course.progress(number)


def forms_in(job: Job) -> list[str]:
    """Return the forms that the visits hold and that are here, in the order of the forms.

    Raises:
        ExportStoppedError: when it was stopped.
    """
    met: set[str] = set()
    for number, record in enumerate(job.visits, start=1):
        _go_on(job)
        met |= {each.form for each in record.administrations}
        job.course.looked(number)
    return [name for name in job.forms if name in met]


def check_known(given: Iterable[Given], known: Collection[str]) -> None:
    """Refuse a form that nobody had given when the columns were laid out.

    Raises:
        ExportError: when there is one: visits changed meanwhile.
    """
    if any(each.form not in known for each in given):
        raise ExportError("visits were changed while they were exported; please start it again.")


def is_scored(given: Given) -> bool:
    """Say whether a form has results of the version that was answered: made now, or kept then."""
    version = given.administration.version
    return given.is_kept or version in {None, given.instrument.version}


def one_by_one(record: VisitRecord) -> tuple[VisitRecord, ...]:
    """Return a visit and those before it as visits of their own, the oldest first."""
    before = sorted(record.earlier, key=lambda visit: (visit.started.isoformat(), visit.id))
    return (
        *(
            replace(
                record,
                report=replace(record.report, id=None, created=None),
                sitting=Sitting(visit.id, started=visit.started, respondent_end=visit.respondent),
                administrations=visit.administrations,
                alerts=(),
                earlier=(),
            )
            for visit in before
        ),
        replace(record, earlier=()),
    )


def _go_on(job: Job) -> None:
    if job.course.is_stopped():
        raise ExportStoppedError


def _warn(job: Job, record: VisitRecord) -> None:
    for each in record.administrations:
        text = _lack(job, each)
        if text:
            job.course.warn(f"visit {record.sitting.id}: {each.form} {text}")


def _lack(job: Job, given: Administration) -> str:
    form = job.forms.get(given.form)
    if form is None:
        return "is not a form that is here; it is left out."
    version = form.instrument.version
    if given.kept is None and given.version not in {None, version}:
        return f"was answered in version {given.version}, not {version}; it goes without scores."
    return ""
