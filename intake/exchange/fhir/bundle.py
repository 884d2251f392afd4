# SPDX-License-Identifier: Apache-2.0
"""One visit as one transaction that a server can take twice without anything being there twice.

What is ours is put in the place of what carries the same identifier. The patient, this program
and the Flags are only created where they are lacking: the health record knows its patients
better, and whoever ended a Flag there must not see it come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from intake.exchange.export_form import ExportForm
from intake.exchange.exporting import is_scored
from intake.exchange.fhir.code_system import code_system
from intake.exchange.fhir.document import document
from intake.exchange.fhir.flags import acknowledgements, flag_part, flags
from intake.exchange.fhir.methods import Methods
from intake.exchange.fhir.observations import observation_names, observations
from intake.exchange.fhir.people import author_of, device, patient
from intake.exchange.fhir.questionnaire import questionnaire
from intake.exchange.fhir.response import response
from intake.exchange.fhir.systems import Resource, Systems, search
from intake.exchange.fhir.visit import ExportedVisit, instant

_AGENT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"


def forms_bundle(forms: Iterable[ExportForm], systems: Systems, app_version: str) -> Resource:
    """Return the forms and the codes that they use as one transaction."""
    return _bundle(forms_entries(list(forms), systems, app_version))


def forms_entries(
    forms: list[ExportForm], systems: Systems, app_version: str
) -> Iterator[Resource]:
    """Yield the code system and each form, put in the place of the same version."""
    for content in (
        code_system(forms, systems, app_version),
        *(questionnaire(form, systems) for form in forms),
    ):
        where = "&".join(
            f"{key}={quote(str(content[key]), safe='')}" for key in ("url", "version")
        )
        yield {
            "fullUrl": f"{content['url']}|{content['version']}",
            "resource": content,
            "request": {"method": "PUT", "url": f"{content['resourceType']}?{where}"},
        }


def visit_bundle(
    visit: ExportedVisit,
    methods: Methods,
    app_version: str,
    *,
    pdf: bytes | None = None,
    before: Iterable[Resource] = (),
) -> Resource:
    """Return a visit as one transaction; `before` are entries that go ahead of it."""
    return _bundle([*before, *_entries(visit, methods, app_version, pdf)])


def _bundle(entries: Iterable[Resource]) -> Resource:
    return {"resourceType": "Bundle", "type": "transaction", "entry": list(entries)}


def _entries(
    visit: ExportedVisit, methods: Methods, app_version: str, pdf: bytes | None
) -> Iterator[Resource]:
    yield _created(visit, patient(visit), "patient")
    yield _created(visit, device(visit, app_version), "device")
    targets: list[Resource] = []
    for given in visit.given:
        part = "response", given.form
        targets.append(visit.reference("QuestionnaireResponse", *part))
        yield _put(visit, response(visit, given), *part)
        if not is_scored(given):
            continue
        names = observation_names(given)
        for name, content in zip(names, observations(visit, given, methods), strict=True):
            targets.append(visit.reference("Observation", "observation", given.form, name))
            yield _put(visit, content, "observation", given.form, name)
    for raised, content in flags(visit):
        targets.append(visit.reference("Flag", *flag_part(raised)))
        yield _created(visit, content, *flag_part(raised))
    for part_of, content in acknowledgements(visit):
        yield _by_id(visit, content, *part_of)
    if pdf is not None:
        targets.append(visit.reference("DocumentReference", "document"))
        yield _put(visit, document(visit, pdf), "document")
    if targets:
        yield _by_id(visit, _provenance(visit, targets), "provenance")


def _provenance(visit: ExportedVisit, targets: list[Resource]) -> Resource:
    """Return who gave the answers, and that this program put the rest together."""
    agents: list[Resource] = [_agent("assembler", visit.reference("Device", "device"))]
    sitting = visit.record.sitting
    author = author_of(visit, sitting.respondent_end or sitting.respondent_start)
    if author is not None:
        agents.append(_agent("author", author))
    sources = [
        visit.reference("QuestionnaireResponse", "response", given.form) for given in visit.given
    ]
    content: Resource = {
        "resourceType": "Provenance",
        "id": visit.uuid("provenance"),
        "target": targets,
        "recorded": instant(visit.recorded),
        "agent": agents,
    }
    if sources:
        content["entity"] = [{"role": "source", "what": source} for source in sources]
    return content


def _agent(role: str, who: Resource) -> Resource:
    return {"type": {"coding": [{"system": _AGENT, "code": role}]}, "who": who}


def _created(visit: ExportedVisit, content: Resource, *part: str) -> Resource:
    """Return an entry that is created unless the server has it."""
    kind, where = _search(content)
    request = {"method": "POST", "url": kind, "ifNoneExist": where}
    return {"fullUrl": f"urn:uuid:{visit.uuid(*part)}", "resource": content, "request": request}


def _put(visit: ExportedVisit, content: Resource, *part: str) -> Resource:
    """Return an entry that takes the place of the one with the same identifier."""
    kind, where = _search(content)
    request = {"method": "PUT", "url": f"{kind}?{where}"}
    return {"fullUrl": f"urn:uuid:{visit.uuid(*part)}", "resource": content, "request": request}


def _by_id(visit: ExportedVisit, content: Resource, *part: str) -> Resource:
    """Return an entry under an id of our own: nothing else identifies a Provenance."""
    request = {"method": "PUT", "url": f"{content['resourceType']}/{content['id']}"}
    return {"fullUrl": f"urn:uuid:{visit.uuid(*part)}", "resource": content, "request": request}


def _search(content: Resource) -> tuple[str, str]:
    identifier = content["identifier"]
    first = identifier[0] if isinstance(identifier, list) else identifier
    if not isinstance(first, dict):
        raise TypeError(content["resourceType"])
    return str(content["resourceType"]), search(str(first["system"]), str(first["value"]))
