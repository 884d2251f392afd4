# SPDX-License-Identifier: Apache-2.0
"""The answers of one form as a QuestionnaireResponse; each kind of missing has its own code."""

from __future__ import annotations

from collections.abc import Iterator

from intake.core.answers import Answer, Missing, is_answered
from intake.core.given import Given
from intake.core.instrument import Item, Page, ResponseKind
from intake.core.results import ScoreStatus
from intake.exchange.exporting import is_scored
from intake.exchange.fhir.people import author_of
from intake.exchange.fhir.questionnaire import data_absent, option_coding
from intake.exchange.fhir.systems import Resource, Systems
from intake.exchange.fhir.visit import ExportedVisit, instant
from intake.exchange.score_columns import json_number

ABSENT = {
    Missing.DECLINED: "asked-declined",
    Missing.SKIPPED: "unknown",
    Missing.NOT_REACHED: "not-asked",
    Missing.NOT_SHOWN: "not-applicable",
}
"""HL7's code for each kind of missing. A question not shown is left out, as FHIR wants it."""

SET_ASIDE = "set-aside"
"""Our extension for what was answered to a question that turned out not to apply."""


def response(visit: ExportedVisit, given: Given) -> Resource:
    """Return the answers of one form."""
    url = visit.systems.questionnaire(given.form)
    version = given.administration.version
    content: Resource = {
        "resourceType": "QuestionnaireResponse",
        "language": given.wording.language.replace("_", "-"),
        "identifier": visit.identifier("response", given.form),
        "questionnaire": f"{url}|{version}" if version else url,
        "status": status_of(visit, given),
        "subject": visit.patient,
        "encounter": visit.encounter,
        **_people(visit, given),
    }
    if visit.at is not None:
        content["authored"] = instant(visit.at)
    aside = [*_set_aside(visit.systems, given)]
    if aside:
        content["extension"] = aside
    pages = [_page(visit.systems, given, page) for page in given.instrument.pages]
    scores = _scores(given) if is_scored(given) else ()
    content["item"] = [*(page for page in pages if page is not None), *scores]
    return {key: value for key, value in content.items() if value != []}


def status_of(visit: ExportedVisit, given: Given) -> str:
    """Return whether all was reached; if not, whether the visit ended or may still go on."""
    shown = [page for page in given.instrument.pages if _is_shown(given, page)]
    items = [item.id for page in shown for item in page.items]
    if all(given.answer(item) is not Missing.NOT_REACHED for item in items):
        return "completed"
    return "in-progress" if visit.record.sitting.finished is None else "stopped"


def _people(visit: ExportedVisit, given: Given) -> Resource:
    """Return whose answers these are, and who wrote them down if somebody of the team did."""
    source, by = author_of(visit, given.respondent), given.administration.keyed_by
    author = {"display": by} if by else source
    people = {"author": author, "source": source}
    return {name: who for name, who in people.items() if who is not None}


def _is_shown(given: Given, page: Page) -> bool:
    return not given.is_not_asked(page.id)


def _page(systems: Systems, given: Given, page: Page) -> Resource | None:
    if not _is_shown(given, page):
        return None
    items = [
        _item(systems, given, item)
        for item in page.items
        if given.answer(item.id) is not Missing.NOT_SHOWN
    ]
    if not items:
        return None
    stem = given.wording.stems.get(page.id)
    return {"linkId": page.id, **({"text": stem} if stem else {}), "item": items}


def _item(systems: Systems, given: Given, item: Item) -> Resource:
    answer = _said(given.answer(item.id))
    text = given.wording.items.get(item.id)
    row: Resource = {"linkId": item.id}
    if isinstance(answer, Missing):
        row["extension"] = [data_absent(ABSENT[answer])]
    if text:
        row["text"] = text
    if not isinstance(answer, Missing):
        row["answer"] = [_value(systems, given, item, answer)]
    return row


def _said(answer: Answer) -> Answer:
    """Return an answer; an empty text says nothing, and FHIR knows none."""
    is_empty = isinstance(answer, str) and not answer.strip()
    return Missing.SKIPPED if is_empty else answer


def _value(systems: Systems, given: Given, item: Item, answer: Answer) -> Resource:
    response = item.response
    if response.kind is ResponseKind.OPTIONS:
        option = response.option(str(answer))
        if option is None:
            return {"valueString": str(answer)}
        coding = option_coding(systems, given.form, response.id, option)
        text = given.wording.options.get(response.id, {}).get(option.id)
        return {"valueCoding": {**coding, **({"display": text} if text else {})}}
    if response.kind is ResponseKind.MARK:
        return {"valueBoolean": bool(answer)}
    if response.kind is ResponseKind.TEXT:
        return {"valueString": str(answer)}
    return {"valueInteger": answer}


def _set_aside(systems: Systems, given: Given) -> Iterator[Resource]:
    """Yield what is recorded of questions that do not apply: kept, not scored, not in the form."""
    for page in given.instrument.pages:
        if _is_shown(given, page):
            continue
        for item in page.items:
            answer = _said(given.administration.answers.get(item.id, Missing.NOT_SHOWN))
            if answer is Missing.NOT_SHOWN:
                continue
            value: Resource = (
                {"valueCode": ABSENT[answer]}
                if isinstance(answer, Missing)
                else _value(systems, given, item, answer)
            )
            yield {
                "url": systems.extension(SET_ASIDE),
                "extension": [
                    {"url": "item", "valueString": item.id},
                    {"url": "answer" if is_answered(answer) else "absent", **value},
                ],
            }


def _scores(given: Given) -> Iterator[Resource]:
    """Yield the scores that the form's own rules come to: the complete ones and no others."""
    for score in given.instrument.scores:
        result = given.results.scores[score.id]
        row: Resource = {"linkId": score.id, "text": given.score_name(score.id)}
        if result.status is ScoreStatus.COMPLETE and result.value is not None:
            row["answer"] = [{"valueDecimal": json_number(result.value)}]
        yield row
