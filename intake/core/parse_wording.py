# SPDX-License-Identifier: Apache-2.0
"""Tables to the wording of one language, complete against its instrument, or every problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from intake.core.instrument import AskedBy, Instrument, Item, Response, ResponseKind, Status
from intake.core.leaving_out import names_used, without
from intake.core.parse import read_status
from intake.core.problem import (
    Problem,
    Problems,
    TooManyProblemsError,
    join,
    nearest,
    quoted,
)
from intake.core.reading import Table, as_list, as_table, as_text
from intake.core.wording import ReportTexts, SelfCompletion, Wording

REPORT_LANGUAGE = "en"
"""The language that must name everything a report prints."""

_LANGUAGE = re.compile(r"[a-z]{2,3}([_-][A-Z][a-z]{3})?([_-][A-Z]{2})?")
_TRUTHS = ("yes", "no", "unknown")


def is_language(text: str) -> bool:
    """Say whether this has the shape of a language tag: `en`, `pt-BR`, `zh-Hans`."""
    return _LANGUAGE.fullmatch(text) is not None


def parse_wording(
    data: object, instrument: Instrument, *, file: str, digest: str = ""
) -> Wording | tuple[Problem, ...]:
    """Return the texts of one language, or what is wrong or lacking.

    `digest` is the SHA-256 of the file, in hex; `file` is what the problems call it.
    """
    problems = Problems(file)
    try:
        root = as_table(data, "", problems)
        wording = _read(root, instrument, digest)
        root.close()
    except TooManyProblemsError:
        return problems.found
    return problems.found or wording


def _read(root: Table, instrument: Instrument, digest: str) -> Wording:
    language = root.text("language")
    if language and not is_language(language):
        root.say("language", f'{quoted(language)} is not a language such as "en" or "pt-BR".')
    status, unconfirmed = read_status(root)
    left_out = _read_left_out(root, instrument, status)
    asked = without(instrument, left_out)
    pages = asked.pages
    items = {item.id: item for item in asked.items}
    told = [alert.id for alert in instrument.alerts if alert.tell]
    return Wording(
        form=instrument.id,
        language=language,
        title=root.text("title"),
        short=root.text("short"),
        status=status,
        items=_texts(root.table("item", required=True), items),
        stems=_texts(root.table("stem"), [page.id for page in pages if page.stem]),
        introductions=_texts(
            root.table("introduction"), [page.id for page in pages if page.introduction]
        ),
        options=_option_texts(root.table("option"), items.values()),
        anchors=_anchors(root.table("anchor"), asked),
        none=_texts(root.table("none"), [page.id for page in pages if page.is_map]),
        tell=_texts(root.table("tell"), told),
        left_out=left_out,
        self_completion=_read_self_completion(root, instrument),
        attribution=root.text("attribution", required=False),
        unconfirmed=unconfirmed,
        source=root.text("source"),
        adaptation=root.text("adaptation", required=False),
        digest=digest,
        report=_read_report(root, instrument, is_required=language == REPORT_LANGUAGE),
    )


def _read_left_out(root: Table, instrument: Instrument, status: Status) -> tuple[str, ...]:
    """Return the items that a language does not ask; no rule of the form may look at them."""
    names = root.texts("left_out")
    known, used = [item.id for item in instrument.items], names_used(instrument)
    for number, name in enumerate(names, start=1):
        path = f"left_out[{number}]"
        if name not in known:
            text = f"{quoted(name)} is no item of this form{nearest(name, known)}; correct it."
            root.problems.add(path, text)
        elif name in used:
            text = f"{quoted(name)} is looked at by a rule of the form, so every language needs it"
            root.problems.add(path, f"{text}; add its wording or do not offer this language.")
    if names and status is Status.VERIFIED:
        text = 'leaves a question out, so the status cannot be "verified"; correct one.'
        root.say("left_out", text)
    return tuple(name for name in names if name in known and name not in used)


def _read_self_completion(root: Table, instrument: Instrument) -> SelfCompletion | None:
    if "self_completion" not in root:
        root.take("self_completion")
        return None
    table = root.table("self_completion")
    if instrument.asked_by is not AskedBy.STAFF:
        text = 'is for a form with asked_by = "staff" only; delete it.'
        table.problems.add(table.path, text)
    texts = SelfCompletion(table.text("before"), table.text("talk"), table.text("report"))
    table.close()
    return texts


def _texts(table: Table, wanted: Collection[str], *, is_required: bool = True) -> dict[str, str]:
    """Return one text for each wanted id, in the order of the form."""
    found = {name: table.text(name, required=is_required) for name in wanted}
    table.close()
    return {name: text for name, text in found.items() if text}


def _groups(
    table: Table, wanted: Mapping[str, Collection[str]], *, is_required: bool = True
) -> dict[str, dict[str, str]]:
    """Return tables of texts such as those of `[option.x]`, in the order of the form."""
    found = {
        name: _texts(table.table(name), ids, is_required=is_required)
        for name, ids in wanted.items()
        if is_required or name in table
    }
    table.close()
    return found


def _option_texts(table: Table, items: Iterable[Item]) -> dict[str, dict[str, str]]:
    used: dict[str, Response] = {item.response.id: item.response for item in items}
    return _groups(
        table,
        {
            name: [option.id for option in response.options]
            for name, response in used.items()
            if response.kind is ResponseKind.OPTIONS
        },
    )


def _anchors(table: Table, instrument: Instrument) -> dict[str, tuple[str, str]]:
    """Return the anchors of every scale item; its own ones come before those of its page."""
    scales = {
        page.id: [item.id for item in page.items if item.response.kind is ResponseKind.SCALE]
        for page in instrument.pages
    }
    known = {name for page, items in scales.items() if items for name in (page, *items)}
    given: dict[str, tuple[str, str]] = {}
    for name, value in table.named():
        path = join(table.path, name)
        if name not in known:
            near = nearest(name, known)
            text = f"{quoted(name)} is no scale of this form{near}; correct or delete it."
            table.problems.add(path, text)
        given[name] = _two_texts(value, path, table.problems)
    found: dict[str, tuple[str, str]] = {}
    for page, items in scales.items():
        for item in items:
            pair = given.get(item) or given.get(page)
            if pair is None:
                table.say(item, 'is missing; add the words under both ends, as ["No", "Worst"].')
            else:
                found[item] = pair
    return found


def _two_texts(value: object, path: str, problems: Problems) -> tuple[str, str]:
    rows = as_list(value, path, problems)
    texts = [as_text(row, f"{path}[{n}]", problems) for n, row in enumerate(rows, start=1)]
    match texts:
        case [lowest, highest]:
            return lowest, highest
    problems.add(path, "must be the words under the lowest and under the highest number.")
    return "", ""


def _read_report(root: Table, instrument: Instrument, *, is_required: bool) -> ReportTexts | None:
    if "report" not in root and not is_required:
        root.take("report")
        return None
    table = root.table("report", required=is_required)
    scores, criteria = instrument.scores, [each.id for each in instrument.criteria]
    outcomes = {each.id: [line.id for line in each.lines] for each in instrument.outcomes}
    bands = _band_names(instrument)
    report = ReportTexts(
        scores=_texts(table.table("score"), [s.id for s in scores], is_required=is_required),
        bands=_groups(table.table("band"), bands, is_required=is_required),
        band_sets=_texts(table.table("band_set"), bands, is_required=is_required),
        criteria=_texts(table.table("criterion"), criteria, is_required=is_required),
        meanings=_read_meanings(table.table("meaning"), criteria),
        outcomes=_groups(table.table("outcome"), outcomes, is_required=is_required),
        advice=_groups(table.table("advice"), outcomes, is_required=False),
        alerts=_texts(
            table.table("alert"), [each.id for each in instrument.alerts], is_required=is_required
        ),
        areas=_texts(
            table.table("area"), [item.id for item in instrument.items], is_required=False
        ),
        notes=_texts(table.table("note"), list(_noted(instrument)), is_required=False),
        plain=_texts(table.table("plain"), [s.id for s in scores], is_required=False),
    )
    table.close()
    return report


def _read_meanings(table: Table, criteria: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return whole sentences; one for yes needs one for no and for unknown beside it."""
    found = {name: _texts(table.table(name), _TRUTHS) for name in criteria if name in table}
    table.close()
    return found


def _band_names(instrument: Instrument) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for score in instrument.scores:
        for each in score.bands:
            found.setdefault(each.id, {}).update(dict.fromkeys(band.id for band in each.bands))
    return {name: list(bands) for name, bands in found.items()}


def _noted(instrument: Instrument) -> Iterator[str]:
    yield "form"
    for group in (
        instrument.scores,
        instrument.criteria,
        instrument.outcomes,
        instrument.alerts,
        instrument.items,
    ):
        yield from (each.id for each in group)
