# SPDX-License-Identifier: Apache-2.0
"""The clinician's PDF as a DocumentReference."""

from __future__ import annotations

import base64
import hashlib

from intake.exchange.fhir.response import status_of
from intake.exchange.fhir.systems import Resource, loinc
from intake.exchange.fhir.visit import ExportedVisit, instant

DOCUMENT_TYPE = "74465-6"


def document(visit: ExportedVisit, pdf: bytes) -> Resource:
    """Return the report of a visit with its bytes inside."""
    # FHIR asks for SHA-1 by name; it guards against a slip, not against an enemy
    digest = hashlib.sha1(pdf, usedforsecurity=False).digest()
    report = visit.record.report
    is_final = all(status_of(visit, given) != "in-progress" for given in visit.given)
    title = f"Intake report {report.id}" if report.id else "Intake report"
    context: Resource = {
        "encounter": [visit.encounter],
        "related": [
            visit.reference("QuestionnaireResponse", "response", given.form)
            for given in visit.given
        ],
    }
    sitting = visit.record.sitting
    period = {
        key: instant(at)
        for key, at in (("start", sitting.started), ("end", sitting.finished))
        if at is not None
    }
    if period:
        context["period"] = period
    if not visit.given:
        del context["related"]
    return {
        "resourceType": "DocumentReference",
        "identifier": [visit.identifier("document")],
        "status": "current",
        "docStatus": "final" if is_final else "preliminary",
        "type": {
            "coding": [loinc(DOCUMENT_TYPE, "Questionnaire response Document")],
            "text": "Intake report",
        },
        "subject": visit.patient,
        "date": instant(visit.recorded),
        "author": [visit.reference("Device", "device")],
        "content": [
            {
                "attachment": {
                    "contentType": "application/pdf",
                    "language": "en",
                    "data": base64.b64encode(pdf).decode("ascii"),
                    "size": len(pdf),
                    "hash": base64.b64encode(digest).decode("ascii"),
                    "title": title,
                    "creation": instant(visit.recorded),
                }
            }
        ],
        "context": context,
    }
