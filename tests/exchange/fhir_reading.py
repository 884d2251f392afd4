# SPDX-License-Identifier: Apache-2.0
"""Exported bundles read back by somebody who knows FHIR and the project's addresses only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from intake.core.answers import Answer, Missing
from intake.core.instrument import Instrument
from tests.exchange.fhir_engine import EXTENSION, items

Json = dict[str, Any]
_KINDS = {
    "asked-declined": Missing.DECLINED,
    "unknown": Missing.SKIPPED,
    "not-asked": Missing.NOT_REACHED,
    "not-applicable": Missing.NOT_SHOWN,
}


def resources(bundle: Json, kind: str) -> list[Json]:
    """Return the resources of one kind."""
    found = [entry["resource"] for entry in bundle["entry"]]
    return [each for each in found if each["resourceType"] == kind]


def answers_of(form: Instrument, response: Json) -> dict[str, Answer]:
    """Return the answers of a response; a question that is not in it was not shown."""
    answers: dict[str, Answer] = {item.id: Missing.NOT_SHOWN for item in form.items}
    for row in items(response):
        name = row["linkId"]
        if name not in answers:
            continue
        if "answer" in row:
            answers[name] = _answer(form, name, row["answer"][0])
        else:
            (reason,) = row["extension"]
            assert reason["url"] == f"{EXTENSION}data-absent-reason"
            answers[name] = _KINDS[reason["valueCode"]]
    for each in response.get("extension", []):
        parts = {part["url"]: part for part in each["extension"]}
        name = parts["item"]["valueString"]
        if "absent" in parts:
            answers[name] = _KINDS[parts["absent"]["valueCode"]]
        else:
            answers[name] = _answer(form, name, parts["answer"])
    return answers


def _answer(form: Instrument, name: str, value: Json) -> Answer:
    response = form.item(name).response
    if "valueCoding" in value:
        code = value["valueCoding"]["code"]
        (option,) = [
            each.id
            for each in response.options
            if code in {each.loinc, f"{form.id}.option.{response.id}.{each.id}"}
        ]
        return option
    (found,) = [each for key, each in value.items() if key.startswith("value")]
    return int(found) if isinstance(found, bool) else found


class Server:
    """The rules of FHIR for transactions, as far as the exports use them."""

    def __init__(self) -> None:
        self.stored: dict[str, Json] = {}

    def take(self, bundle: Json) -> None:
        """Carry out a transaction: conditional create and update, update by id."""
        for entry in bundle["entry"]:
            request, resource = entry["request"], entry["resource"]
            kind = resource["resourceType"]
            if request["method"] == "POST":
                if not self._found(kind, request["ifNoneExist"]):
                    self.stored[f"{kind}/{len(self.stored)}"] = resource
                continue
            _, _, where = request["url"].partition("?")
            if not where:
                self.stored[request["url"]] = resource
                continue
            found = self._found(kind, where)
            assert len(found) <= 1, found
            self.stored[found[0] if found else f"{kind}/{len(self.stored)}"] = resource

    def of(self, kind: str) -> list[Json]:
        """Return everything of one kind."""
        return [each for each in self.stored.values() if each["resourceType"] == kind]

    def _found(self, kind: str, where: str) -> list[str]:
        wanted = {key: values[0] for key, values in parse_qs(where).items()}
        return [
            name
            for name, each in self.stored.items()
            if each["resourceType"] == kind and all(_has(each, *pair) for pair in wanted.items())
        ]


def _has(resource: Json, key: str, wanted: str) -> bool:
    if key != "identifier":
        return bool(resource.get(key) == wanted)
    return wanted in set(_identifiers(resource))


def _identifiers(resource: Json) -> Iterator[str]:
    found = resource.get("identifier", [])
    for each in found if isinstance(found, list) else [found]:
        yield f"{each['system']}|{each['value']}"
