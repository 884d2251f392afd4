# SPDX-License-Identifier: Apache-2.0
"""The patient, and this program as the device that put the resources together."""

from __future__ import annotations

from intake.core.given import RESPONDENT_WORDS
from intake.core.visit import Respondent, Sex
from intake.exchange.fhir.systems import TERMINOLOGY, Resource
from intake.exchange.fhir.visit import ExportedVisit

_RECORD_NUMBER = {"system": f"{TERMINOLOGY}v2-0203", "code": "MR"}


def patient(visit: ExportedVisit) -> Resource:
    """Return who the visit is about; what is not recorded is left out."""
    known = visit.record.patient
    content: Resource = {
        "resourceType": "Patient",
        "identifier": [
            {
                "type": {"coding": [_RECORD_NUMBER]},
                "system": visit.systems.patients,
                "value": known.id,
            }
        ],
    }
    if known.name and known.name.strip():
        content["name"] = [{"text": known.name}]
    if known.sex in {Sex.FEMALE, Sex.MALE}:
        content["gender"] = known.sex.value
    if known.birth_date is not None:
        content["birthDate"] = known.birth_date.isoformat()
    return content


def author_of(visit: ExportedVisit, respondent: Respondent | None) -> Resource | None:
    """Return who gave the answers, `None` where that is not recorded."""
    if respondent is None:
        return None
    words = RESPONDENT_WORDS[respondent]
    if respondent is Respondent.PROXY:
        return {"type": "RelatedPerson", "display": words}
    return {**visit.patient, "display": words}


def device(visit: ExportedVisit, app_version: str) -> Resource:
    """Return this program in its version."""
    return {
        "resourceType": "Device",
        "identifier": [device_identifier(visit, app_version)],
        "deviceName": [{"name": "Intake", "type": "user-friendly-name"}],
        "version": [{"value": app_version}],
    }


def device_identifier(visit: ExportedVisit, app_version: str) -> dict[str, str]:
    """Return what a version of this program is called."""
    return {"system": f"{visit.systems.base}/software", "value": f"intake-{app_version}"}
