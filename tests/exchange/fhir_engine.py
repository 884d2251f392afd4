# SPDX-License-Identifier: Apache-2.0
"""An exported Questionnaire filled in and worked out by a FHIRPath engine that is not ours.

Only what the engine lacks is added: SDC's `weight()`, which looks an answer up in the form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import fhirpathpy
from fhirpathpy.models import models

Json = dict[str, Any]
EXTENSION = "http://hl7.org/fhir/StructureDefinition/"
CALCULATED = (
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
)
ENABLED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"


class Engine:
    """One Questionnaire, whose expressions can be worked out for any response to it."""

    def __init__(self, questionnaire: Json) -> None:
        self._weights = dict(_weights(questionnaire))
        self._variables = [
            (each["valueExpression"]["name"], each["valueExpression"]["expression"])
            for each in questionnaire.get("extension", [])
            if each["url"] == f"{EXTENSION}variable"
        ]
        self.totals = dict(_expressions(questionnaire, CALCULATED))
        self.conditions = dict(_expressions(questionnaire, ENABLED))

    def work_out(self, response: Json) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the totals and the conditions of pages by linkId, `None` where there is none."""
        known: Json = {"resource": response}
        options = {"userInvocationTable": {"weight": {"fn": self._weight, "arity": {0: []}}}}

        def one(expression: str) -> Any:
            found = _compiled(expression)(response, known, options)
            return found[0] if found else None

        for name, expression in self._variables:
            value = one(expression)
            known[name] = [] if value is None else value
        totals = {name: one(expression) for name, expression in self.totals.items()}
        return totals, {name: one(expression) for name, expression in self.conditions.items()}

    def _weight(self, found: list[Any]) -> list[Any]:
        weights = []
        for node in found:
            coding = getattr(node, "data", node)
            weights.append(self._weights[coding.get("system"), coding["code"]])
        return weights


@cache
def _compiled(expression: str) -> Callable[[Json, Json, Json], list[Any]]:
    parsed = fhirpathpy.parse(expression)

    def run(resource: Json, known: Json, options: Json) -> list[Any]:
        return fhirpathpy.apply_parsed_path(resource, parsed, known, models["r4"], options)

    return run


def items(node: Mapping[str, Any]) -> Iterator[Json]:
    """Yield every item under a Questionnaire or a response."""
    for item in node.get("item", []):
        yield item
        yield from items(item)


def _expressions(questionnaire: Json, url: str) -> Iterator[tuple[str, str]]:
    for item in items(questionnaire):
        for each in item.get("extension", []):
            if each["url"] == url:
                yield item["linkId"], each["valueExpression"]["expression"]


def _weights(questionnaire: Json) -> Iterator[tuple[tuple[str, str], Any]]:
    for item in items(questionnaire):
        for option in item.get("answerOption", []):
            (weight,) = [
                each["valueDecimal"]
                for each in option["extension"]
                if each["url"] == f"{EXTENSION}itemWeight"
            ]
            coding = option["valueCoding"]
            yield (coding["system"], coding["code"]), weight
