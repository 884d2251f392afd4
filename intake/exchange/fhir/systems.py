# SPDX-License-Identifier: Apache-2.0
"""Names that must stay the same for ever: code systems, canonical addresses, identifiers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID, uuid5

from intake.core.visit import VisitRecord

Resource = dict[str, object]

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
EXTENSION = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"

_SPACE = UUID("6f6f1f0e-5d4c-5a51-9c57-0b8f4f0f6a11")
_PLACE = "https://clinic-intake.invalid/fhir"


@dataclass(frozen=True, slots=True)
class Systems:
    """The addresses that a clinic may make its own.

    `base` begins the names of questionnaires and of the project's own codes; `.invalid` can
    belong to nobody, so that they clash with nothing. `clinic` names what this clinic recorded
    and `patients` its record numbers: two clinics that send to one server need their own.
    """

    base: str = _PLACE
    clinic: str = f"{_PLACE}/clinic"
    patients: str = f"{_PLACE}/patients"

    @property
    def codes(self) -> str:
        """The project's own code system."""
        return f"{self.base}/CodeSystem/intake"

    def questionnaire(self, form: str) -> str:
        """Return the canonical address of a form, without its version."""
        return f"{self.base}/Questionnaire/{form}"

    def extension(self, name: str) -> str:
        """Return the address of an extension of our own."""
        return f"{self.base}/StructureDefinition/{name}"

    def coding(self, code: str, display: str = "") -> Resource:
        """Return a code of our own."""
        coding: Resource = {"system": self.codes, "code": code}
        return {**coding, "display": display} if display else coding

    def uuid(self, record: VisitRecord, *part: str) -> str:
        """Return the one id that a part of a visit has whenever it is exported.

        It holds the clinic and the patient: visits of two people may be called the same.
        """
        names = (self.clinic, record.patient.id, record.sitting.id, *part)
        return str(uuid5(_SPACE, "".join(f"{len(name)}:{name}" for name in names)))


def loinc(code: str, display: str = "") -> Resource:
    """Return a LOINC code."""
    return {"system": LOINC, "code": code, **({"display": display} if display else {})}


def option_code(form: str, response: str, option: str) -> str:
    """Return our own code of an answer."""
    return f"{form}.option.{response}.{option}"


def band_code(form: str, score: str, band_set: str, band: str) -> str:
    """Return our own code of a band."""
    return f"{form}.band.{score}.{band_set}.{band}"


def line_code(form: str, outcome: str, line: str) -> str:
    """Return our own code of a line of an outcome."""
    return f"{form}.line.{outcome}.{line}"


def search(system: str, value: str) -> str:
    """Return the search for what has an identifier."""
    return f"identifier={quote(system, safe='')}%7C{quote(value, safe='')}"
