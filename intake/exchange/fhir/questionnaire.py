# SPDX-License-Identifier: Apache-2.0
"""A form as a Questionnaire: items, options with their weights, translations, scoring."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from intake.core.instrument import Item, Option, Page, ResponseKind, Status
from intake.core.score import Score
from intake.core.wording import Wording
from intake.exchange.export_form import ExportForm
from intake.exchange.fhir.expressions import Expressions
from intake.exchange.fhir.systems import (
    EXTENSION,
    SDC,
    TERMINOLOGY,
    UCUM,
    Resource,
    Systems,
    loinc,
    option_code,
)
from intake.exchange.loinc import LOINC_NOTICE, has_loinc

SCORE_UNIT: Resource = {"system": UCUM, "code": "{score}", "display": "{score}"}

_ITEM_CONTROL = "http://hl7.org/fhir/questionnaire-item-control"
_TYPES = {
    ResponseKind.OPTIONS: "choice",
    ResponseKind.SCALE: "integer",
    ResponseKind.NUMBER: "integer",
    ResponseKind.MARK: "boolean",
    ResponseKind.TEXT: "text",
}
_UNITS = {"D": ("day", "d"), "W": ("week", "wk"), "M": ("month", "mo"), "Y": ("year", "a")}

_Text = Callable[[Wording], str | None]


def questionnaire(form: ExportForm, systems: Systems) -> Resource:
    """Return a form with everything that asking and scoring it takes."""
    return _Builder(form, systems).resource()


class _Builder:
    """Holds what the parts of one Questionnaire share."""

    def __init__(self, form: ExportForm, systems: Systems) -> None:
        self._form = form.instrument
        self._export = form
        self._english = form.english
        self._translations = tuple(form.translations())
        self._systems = systems
        self._rules = Expressions(form.instrument)

    def resource(self) -> Resource:
        """Put the parts together."""
        form, english = self._form, self._english
        parts = (form.rights.attribution, LOINC_NOTICE if has_loinc(form) else "")
        variables = [
            _expression(f"{EXTENSION}variable", rule, name) for name, rule in self._rules.variables
        ]
        return _without_gaps(
            {
                "resourceType": "Questionnaire",
                "language": english.language,
                "extension": variables,
                "url": self._systems.questionnaire(form.id),
                "version": form.version,
                "name": f"Intake_{form.id}",
                **self._text("title", lambda wording: wording.title),
                "status": "active" if form.status is Status.VERIFIED else "draft",
                "subjectType": ["Patient"],
                "description": form.note,
                "copyright": "\n\n".join(part for part in parts if part),
                "code": self._codes(form.id, english.title, form.loinc),
                "item": [*map(self._page, form.pages), *map(self._score, form.scores)],
            }
        )

    def _page(self, page: Page) -> Resource:
        extensions: list[Resource] = []
        if page.recall is not None:
            unit, code = _UNITS[page.recall[-1]]
            duration = {"value": int(page.recall[1:-1]), "unit": unit, "system": UCUM}
            extensions.append(
                {
                    "url": self._systems.extension("recall-period"),
                    "valueDuration": {**duration, "code": code},
                }
            )
        enabled = self._rules.enabled(page.id)
        if enabled is not None:
            extensions.append(_expression(f"{SDC}enableWhenExpression", enabled))
        return _without_gaps(
            {
                "extension": extensions,
                "linkId": page.id,
                **self._text("text", lambda wording: wording.stems.get(page.id)),
                "type": "group",
                "item": [*self._introduction(page), *map(self._item, page.items)],
            }
        )

    def _introduction(self, page: Page) -> Iterator[Resource]:
        if page.introduction:
            yield {
                "linkId": f"{page.id}.introduction",
                **self._text("text", lambda wording: wording.introductions.get(page.id)),
                "type": "display",
            }

    def _item(self, item: Item) -> Resource:
        response, wording = item.response, self._english
        extensions: list[Resource] = []
        if response.kind in {ResponseKind.SCALE, ResponseKind.NUMBER}:
            extensions = [
                {"url": f"{EXTENSION}minValue", "valueInteger": response.low},
                {"url": f"{EXTENSION}maxValue", "valueInteger": response.high},
            ]
        return _without_gaps(
            {
                "extension": extensions,
                "linkId": item.id,
                "code": self._codes(f"{self._form.id}.{item.id}", "", item.loinc),
                **self._text("text", lambda texts: texts.items.get(item.id)),
                "type": _TYPES[response.kind],
                "answerOption": [self._option(item, option) for option in response.options],
                "item": [*self._anchors(item)] if item.id in wording.anchors else [],
            }
        )

    def _option(self, item: Item, option: Option) -> Resource:
        response = item.response.id
        coding = option_coding(self._systems, self._form.id, response, option)
        display = self._text(
            "display", lambda wording: wording.options.get(response, {}).get(option.id)
        )
        return {
            "extension": [
                {"url": f"{EXTENSION}{name}", "valueDecimal": option.value}
                for name in ("ordinalValue", "itemWeight")
            ],
            "valueCoding": {**coding, **display},
        }

    def _anchors(self, item: Item) -> Iterator[Resource]:
        for place, control in enumerate(("lower", "upper")):
            coding = {"system": _ITEM_CONTROL, "code": control}
            yield {
                "extension": [
                    {
                        "url": f"{EXTENSION}questionnaire-itemControl",
                        "valueCodeableConcept": {"coding": [coding]},
                    }
                ],
                "linkId": f"{item.id}.{control}",
                **self._text("text", self._anchor(item, place)),
                "type": "display",
            }

    @staticmethod
    def _anchor(item: Item, place: int) -> _Text:
        return lambda wording: wording.anchors[item.id][place]

    def _score(self, score: Score) -> Resource:
        name = self._export.score_name(score.id)
        return {
            "extension": [
                _expression(f"{SDC}calculatedExpression", self._rules.total(score.id)),
                {"url": f"{EXTENSION}questionnaire-unit", "valueCoding": SCORE_UNIT},
            ],
            "linkId": score.id,
            "code": self._codes(f"{self._form.id}.{score.id}", name, score.loinc),
            "text": name,
            "type": "decimal",
            "readOnly": True,
        }

    def _codes(self, code: str, display: str, of_loinc: str | None) -> list[Resource]:
        own = self._systems.coding(code, display)
        return [loinc(of_loinc), own] if of_loinc else [own]

    def _text(self, key: str, read: _Text) -> Mapping[str, object]:
        """Return a text under its key, with its translations beside it."""
        text = read(self._english)
        if not text:
            return {}
        translated = [(each.language, read(each)) for each in self._translations]
        extensions = [_translation(language, found) for language, found in translated if found]
        return {key: text, **({f"_{key}": {"extension": extensions}} if extensions else {})}


def option_coding(systems: Systems, form: str, response: str, option: Option) -> Resource:
    """Return the code of an answer, LOINC's where it is confirmed; without its text."""
    if option.loinc is not None:
        return loinc(option.loinc)
    return systems.coding(option_code(form, response, option.id))


def data_absent(code: str) -> Resource:
    """Return the extension that says why there is no value."""
    return {"url": f"{EXTENSION}data-absent-reason", "valueCode": code}


def absent_concept(code: str, text: str) -> Resource:
    """Return why an Observation has no value."""
    return {"coding": [{"system": f"{TERMINOLOGY}data-absent-reason", "code": code}], "text": text}


def _expression(url: str, expression: str, name: str = "") -> Resource:
    value = {"language": "text/fhirpath", "expression": expression}
    return {"url": url, "valueExpression": {**({"name": name} if name else {}), **value}}


def _translation(language: str, text: str) -> Resource:
    return {
        "url": f"{EXTENSION}translation",
        "extension": [
            {"url": "lang", "valueCode": language.replace("_", "-")},
            {"url": "content", "valueString": text},
        ],
    }


def _without_gaps(content: Mapping[str, object]) -> Resource:
    return {key: value for key, value in content.items() if value not in (None, [], "")}
