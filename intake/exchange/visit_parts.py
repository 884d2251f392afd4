# SPDX-License-Identifier: Apache-2.0
"""The parts of a visit's file that stand on their own: who, when, what was done."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime

from intake.core.visit import Acknowledgement, Patient, Respondent, Sex, Sitting, Treatment
from intake.exchange.json_reading import JsonObject, as_time

LARGEST_LOGO = 140_000
"""In bytes: a logo of a letterhead, not a photograph."""

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def read_logo(row: JsonObject) -> bytes | None:
    """Return the clinic's logo: a PNG or JPEG file, written in base64."""
    text = row.text("logo")
    if text is None:
        return None
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        row.say("logo", "is no base64; write the bytes of a PNG or JPEG file in base64.")
        return None
    if not content.startswith(_PICTURES):
        row.say("logo", "is neither PNG nor JPEG; save the picture as one of them.")
    elif len(content) > LARGEST_LOGO:
        row.say("logo", f"is larger than {LARGEST_LOGO:,} bytes; make the picture smaller.")
    return content


def read_patient(row: JsonObject) -> Patient:
    """Return who the visit is about."""
    patient = Patient(
        id=row.text("id", required=True) or "",
        name=row.text("name"),
        birth_date=row.date("birth_date"),
        sex=row.choice("sex", Sex),
    )
    row.close()
    return patient


def read_sitting(row: JsonObject, *, started: bool = False) -> Sitting:
    """Return a visit; `started` says that it must tell when it began."""
    respondent = row.inner("respondent")
    begun = row.time("started", required=started)
    ended = row.time("finished")
    if begun is not None and ended is not None and ended < begun:
        row.say("finished", "is before started; correct one.")
    sitting = Sitting(
        id=row.text("id", required=True) or "",
        started=begun,
        finished=ended,
        language=row.text("language"),
        battery=row.text("battery"),
        respondent_start=respondent.choice("start", Respondent),
        respondent_end=respondent.choice("end", Respondent),
        pauses=tuple(_pauses(row)),
        timing=row.text("timing"),
        staff_within_reach=row.flag("staff_within_reach"),
    )
    respondent.close()
    return sitting


def read_acknowledgement(row: JsonObject) -> Acknowledgement | None:
    """Return who saw an alert."""
    by, at = row.text("by", required=True), row.time("at", required=True)
    action = row.text("action") or ""
    row.close()
    return None if by is None or at is None else Acknowledgement(by, at, action)


def read_treatment(row: JsonObject) -> Treatment | None:
    """Return a treatment."""
    at, kind = row.time("at", required=True), row.text("kind", required=True)
    dose, note = row.text("dose") or "", row.text("note") or ""
    row.close()
    return None if at is None or kind is None else Treatment(at, kind, dose, note)


def _pauses(row: JsonObject) -> Iterator[tuple[datetime, datetime]]:
    for path, pause in row.rows("pauses"):
        times = pause if isinstance(pause, list) else []
        read = [as_time(each, f"{path}[{n}]", row.problems) for n, each in enumerate(times, 1)]
        match read:
            case [datetime() as begun, datetime() as ended]:
                if ended < begun:
                    row.problems.add(path, "ends before it begins; correct one of the times.")
                yield begun, ended
            case [_, _]:
                continue
            case _:
                row.problems.add(path, "must be a list of two times: when it began and ended.")
