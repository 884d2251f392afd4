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
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def faults(resource: Resource) -> list[str]:
    """Return what is wrong with a resource or a bundle, each with its place; none is right."""
    kind = str(resource.get("resourceType", ""))
    found = [*_walk(resource, kind, kind)]
    if kind == "Bundle":
        found += _bundle(resource)
    found += _of_kind(resource, kind)
    return found


def _of_kind(resource: Resource, kind: str) -> Iterator[str]:
    for key in _REQUIRED.get(kind, ()):
        if key not in resource:
            yield f"{kind}.{key} is missing"
    for (owner, key), codes in _CODES.items():
        if owner == kind and key in resource and resource[key] not in codes:
            yield f"{kind}.{key} is {resource[key]!r}, which is no code of it"
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
            yield from (f"{place}: {text}" for text in _of_kind(inner, str(inner["resourceType"])))
            yield from (
                f"{place}: the reference {url} leads nowhere"
                for url in _references(inner)
                if url.startswith("urn:uuid:") and url not in urls
            )


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


def _walk(node: object, place: str, kind: str) -> Iterator[str]:
    if isinstance(node, dict):
        if not node:
            yield f"{place} is empty"
        if "resourceType" in node:
            kind = str(node["resourceType"])
            yield from _dangling(node, place)
        if len(_values(node)) > 1:
            yield f"{place} has several values: {', '.join(_values(node))}"
        for key, value in node.items():
            yield from _leaf(key, value, f"{place}.{key}")
            yield from _walk(value, f"{place}.{key}", kind)
    elif isinstance(node, list):
        if not node:
            yield f"{place} is an empty list"
        for number, each in enumerate(node, start=1):
            yield from _walk(each, f"{place}[{number}]", kind)
    elif node is None:
        yield f"{place} is null"


def _leaf(key: str, value: object, place: str) -> Iterator[str]:
    if not isinstance(value, str):
        return
    if not value.strip():
        yield f"{place} is an empty text"
    elif _CONTROL.search(value):
        yield f"{place} holds a letter that is none"
    elif key in _INSTANTS and not _INSTANT.fullmatch(value):
        yield f"{place} is {value!r}, which is no point in time"
    elif key == "birthDate" and not _DAY.fullmatch(value):
        yield f"{place} is {value!r}, which is no date"


def _dangling(resource: Resource, place: str) -> Iterator[str]:
    inside = {f"#{each.get('id')}" for each in _rows(resource, "contained")}
    for url in _references(resource):
        if url.startswith("#") and url not in inside and url != "#":
            yield f"{place}: the reference {url} leads nowhere"


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        url = node.get("reference")
        if isinstance(url, str):
            yield url
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for each in node:
            yield from _references(each)


def _values(node: Resource) -> list[str]:
    return [key for key in node if re.fullmatch(r"value[A-Z]\w*", key)]


def _items(node: Resource) -> Iterator[Resource]:
    for item in _rows(node, "item"):
        yield item
        yield from _items(item)


def _rows(node: Resource, key: str) -> list[Resource]:
    rows = node.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
