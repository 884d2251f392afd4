# SPDX-License-Identifier: Apache-2.0
"""Other names and other days for patients, the same for as long as the key is the same."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import replace
from datetime import datetime, timedelta

from intake.core.answered import moment_of
from intake.core.visit import Patient, ReportRequest, VisitRecord
from intake.core.words import age_on

OLDEST_AGE = 90
"""Ages from here on are given as this one: the very old are few enough to be recognised."""

_LONGEST_SHIFT = 365
_WORD = re.compile(r"[a-z0-9_]{1,60}")


class Pseudonyms:
    """Made from a key that stays in the clinic; without it nobody leads them back."""

    def __init__(self, key: bytes) -> None:
        """Take the key.

        Raises:
            ValueError: when it is shorter than 16 bytes, which could be guessed.
        """
        if len(key) < 16:  # noqa: PLR2004 - said above
            raise ValueError("the key must have 16 bytes or more")
        self._key = key

    def patient(self, patient: str) -> str:
        """Return what a patient is called."""
        return f"P{self._digest('patient', patient)}"

    def visit(self, patient: str, visit: str) -> str:
        """Return what a visit is called."""
        return f"V{self._digest('visit', patient, visit)}"

    def shift(self, patient: str) -> timedelta:
        """Return how far all days of a patient lie back: 1 to 365 days, the same for each."""
        number = int.from_bytes(self._mac("shift", patient)[:8])
        return timedelta(days=-1 - number % _LONGEST_SHIFT)

    def _digest(self, *parts: str) -> str:
        return base64.b32encode(self._mac(*parts))[:12].decode("ascii")

    def _mac(self, *parts: str) -> bytes:
        message = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(self._key, message.encode(), hashlib.sha256).digest()


def age_at(record: VisitRecord) -> int | None:
    """Return the patient's age at a visit, those of `OLDEST_AGE` and more as that."""
    birth, at = record.patient.birth_date, moment_of(record)
    return None if birth is None or at is None else min(age_on(birth, at.date()), OLDEST_AGE)


def disguised(record: VisitRecord, names: Pseudonyms) -> VisitRecord:
    """Return a visit without what names a person: other ids, earlier days, no name, no note."""
    known, sitting = record.patient, record.sitting
    shift, at = names.shift(known.id), moment_of(record)
    zone = at.tzinfo if at else None

    def moved(time: datetime) -> datetime:
        """Return a time of another day, by the visit's clock; its zone would tell the season."""
        local = time.astimezone(zone) if zone and time.tzinfo else time
        return local.replace(tzinfo=None) + shift

    birth_date = known.birth_date + shift if known.birth_date else None
    return replace(
        record,
        report=ReportRequest(bands=record.report.bands),
        # the age stays what it was; the day of birth itself is no column
        patient=Patient(names.patient(known.id), None, birth_date, known.sex),
        sitting=replace(
            sitting,
            id=names.visit(known.id, sitting.id),
            battery=_word(sitting.battery),
            timing=_word(sitting.timing),
            started=moved(sitting.started) if sitting.started else None,
            finished=moved(sitting.finished) if sitting.finished else None,
            pauses=tuple((moved(start), moved(end)) for start, end in sitting.pauses),
        ),
        alerts=(),
        earlier=(),
        treatments=tuple(replace(each, at=moved(each.at), note="") for each in record.treatments),
    )


def _word(text: str | None) -> str | None:
    """Return a code word; what anybody may have typed is left out."""
    return text if text is not None and _WORD.fullmatch(text) else None
