# SPDX-License-Identifier: Apache-2.0
"""A last look at resources before they leave: the rules of FHIR that validators tend to miss.

Eight invariants (que-2, que-4, displays without options, qrs-1, obs-6, references that lead
nowhere, bdl-3, bdl-7), and what all resources must hold: one value, nothing empty, real dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from intake.exchange.fhir.systems import Resource

_CODES = {
    ("Bundle", "type"): {"transaction"},
    ("CodeSystem", "status"): {"draft", "active", "retired", "unknown"},
    ("DocumentReference", "status"): {"current", "superseded", "entered-in-error"},
    ("Flag", "status"): {"active", "inactive", "entered-in-error"},
    ("Observation", "status"): {"registered", "preliminary", "final", "amended"},
    ("Questionnaire", "status"): {"draft", "active", "retired", "unknown"},
    ("QuestionnaireResponse", "status"): {
        "in-progress",
        "completed",
        "amended",
        "entered-in-error",
        "stopped",
    },
}
_REQUIRED = {
    "Bundle": ("type",),
    "CodeSystem": ("status", "content"),
    "DocumentReference": ("status", "content"),
    "Flag": ("status", "code", "subject"),
    "Observation": ("status", "code"),
    "Provenance": ("target", "recorded", "agent"),
    "Questionnaire": ("status",),
    "QuestionnaireResponse": ("status",),
}
_ITEM_TYPES = {
    *("group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string"),
    *("text", "url", "choice", "open-choice", "attachment", "reference", "quantity"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
_INSTANTS = {"authored", "effectiveDateTime", "issued", "recorded", "date", "creation", "start"}
_INSTANTS |= {"end"}


def faults(resource: Resource) -> list[str]:
    """Return what is wrong with a resource or a bundle, each with its place; none is right."""
    look = _Look()
    look.at(resource, str(resource.get("resourceType", "")))
    kind = str(resource.get("resourceType", ""))
    return [*look.found, *_of_kind(resource, kind)]


class _Look:
    """One walk over everything that a resource holds, which gathers what it refers to."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._ids: set[str] = set()
        self._references: list[tuple[str, str]] = []

    def at(self, resource: Resource, place: str) -> None:
        """Look at a resource with all that is in it."""
        self._object(resource, place)
        self._ids |= {str(each.get("fullUrl")) for each in _rows(resource, "entry")}
        # what a resource by itself refers to may be elsewhere; a bundle has to bring it along
        inside = ("#", "urn:uuid:") if resource.get("resourceType") == "Bundle" else ("#",)
        for url, where in self._references:
            if url.startswith(inside) and url not in {*self._ids, "#"}:
                self.found.append(f"{where}: the reference {url} leads nowhere")

    def _object(self, node: Resource, place: str) -> None:
        if not node:
            self.found.append(f"{place} is empty")
        self._ids |= {f"#{each.get('id')}" for each in _rows(node, "contained")}
        values = 0
        for key, value in node.items():
            values += key.startswith("value") and key[5:6].isupper()
            if isinstance(value, str):
                self._text(key, value, place)
            else:
                self._inner(value, f"{place}.{key}")
        if values > 1:
            self.found.append(f"{place} has several values: {', '.join(_values(node))}")

    def _inner(self, node: object, place: str) -> None:
        if isinstance(node, dict):
            self._object(node, place)
        elif isinstance(node, list):
            if not node:
                self.found.append(f"{place} is an empty list")
            for number, each in enumerate(node, start=1):
                self._inner(each, f"{place}[{number}]")
        elif node is None:
            self.found.append(f"{place} is null")

    def _text(self, key: str, value: str, place: str) -> None:
        if not value or value.isspace():
            self.found.append(f"{place}.{key} is an empty text")
        elif key in _INSTANTS and not _INSTANT.fullmatch(value):
            self.found.append(f"{place}.{key} is {value!r}, which is no point in time")
        elif key == "birthDate" and not _DAY.fullmatch(value):
            self.found.append(f"{place}.{key} is {value!r}, which is no date")
        elif key == "reference":
            self._references.append((value, place))


def _of_kind(resource: Resource, kind: str) -> Iterator[str]:
    for key in _REQUIRED.get(kind, ()):
        if key not in resource:
            yield f"{kind}.{key} is missing"
    for (owner, key), codes in _CODES.items():
        if owner == kind and key in resource and resource[key] not in codes:
            yield f"{kind}.{key} is {resource[key]!r}, which is no code of it"
    if kind == "Bundle":
        yield from _bundle(resource)
    if kind == "Questionnaire":
        yield from _questionnaire(resource)
    if kind == "QuestionnaireResponse":
        yield from _answered(resource, kind)
    if kind == "Observation" and "dataAbsentReason" in resource and _values(resource):
        yield "Observation has a value and a dataAbsentReason (obs-6)"


def _bundle(bundle: Resource) -> Iterator[str]:
    entries = _rows(bundle, "entry")
    urls = Counter(str(entry.get("fullUrl")) for entry in entries)
    yield from (f"Bundle: fullUrl {url} stands twice (bdl-7)" for url, n in urls.items() if n > 1)
    for number, entry in enumerate(entries, start=1):
        place = f"Bundle.entry[{number}]"
        if "request" not in entry:
            yield f"{place} has no request (bdl-3)"
        inner = entry.get("resource")
        if isinstance(inner, dict):
            kind = str(inner.get("resourceType"))
            yield from (f"{place}: {text}" for text in _of_kind(inner, kind))


def _questionnaire(resource: Resource) -> Iterator[str]:
    items = [*_items(resource)]
    counted = Counter(str(item.get("linkId")) for item in items)
    yield from (
        f"Questionnaire: linkId {name} stands {n} times (que-2)"
        for name, n in counted.items()
        if n > 1
    )
    for item in items:
        name = item.get("linkId")
        if item.get("type") not in _ITEM_TYPES:
            yield f"Questionnaire item {name}: no such type as {item.get('type')!r}"
        if "answerOption" in item and "answerValueSet" in item:
            yield f"Questionnaire item {name} has options and a value set (que-4)"
        if item.get("type") == "display" and {"answerOption", "required", "item"} & set(item):
            yield f"Questionnaire item {name} is a display with options, required or items"
        if item.get("type") == "group" and not _rows(item, "item"):
            yield f"Questionnaire item {name} is a group without items (que-1)"


def _answered(node: Resource, place: str) -> Iterator[str]:
    for item in _rows(node, "item"):
        here = f"{place}.{item.get('linkId')}"
        if "answer" in item and "item" in item:
            yield f"{here} has an answer and items (qrs-1)"
        yield from _answered(item, here)


def _values(node: Resource) -> list[str]:
    return [key for key in node if re.fullmatch(r"value[A-Z]\w*", key)]


def _items(node: Resource) -> Iterator[Resource]:
    for item in _rows(node, "item"):
        yield item
        yield from _items(item)


def _rows(node: Resource, key: str) -> list[Resource]:
    rows = node.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
