# SPDX-License-Identifier: Apache-2.0
"""The pages behind the first: scores in full, earlier visits, every answer, methods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.core.content import (
    Fact,
    FormItems,
    FormMethods,
    History,
    ItemRow,
    ItemsPage,
    MapRows,
    Summary,
)
from intake.report.alerts import whole_alerts
from intake.report.areas import Drawing
from intake.report.figures import over_time, then_and_now
from intake.report.front import Detail, Front, criteria_rows
from intake.report.results import all_scores, grid_line
from intake.report.rows import Row, cell
from intake.report.style import (
    BODY,
    NUMBERING,
    QUIET,
    SECTION,
    SMALL,
    SMALL_STRONG,
    STRONG,
    TITLE,
    Style,
)
from intake.report.tags import Role
from intake.report.text import NBSP, Run

_USUAL, _WIDE, _TYPED = 0.66, 0.92, 0.4
"""How much of the width the questions take, by what the answers are."""

_NUMBER = 3
_TOGETHER = 3
"""How many rows of the table of visits stand together with its heading."""


def back_rows(summary: Summary, front: Front, drawing: Drawing | None, width: float) -> list[Row]:
    """Return everything behind page 1, in reading order."""
    rows: list[Row] = []
    if front.alerts_cut:
        rows += [part("Alerts in full", width), *whole_alerts(summary.alerts, width)]
    if summary.scores:
        rows += [part("All results", width), *all_scores(summary.scores, width)]
    rows += criteria_rows(summary.criteria, width, Detail.NOTES)
    if summary.history is not None:
        rows += _history(summary.history, width)
    if summary.trends is not None:
        rows += over_time(summary.trends, front.shown, width)
    if drawing is not None:
        rows += (row for each in summary.body_maps for row in then_and_now(each, drawing, width))
    if summary.items:
        rows.append(part("Questions and answers", width))
    for form in summary.items:
        rows += _form_items(form, width)
    if summary.methods:
        rows.append(part("How the scores are made", width))
    for methods in summary.methods:
        rows += _form_methods(methods, width)
    rows += [part("About this report", width), *_facts(summary.details, width)]
    rows.append(_paragraph(" ".join(summary.disclaimers), width))
    return rows


def part(text: str, width: float) -> Row:
    """Return the heading of a main part."""
    return Row(
        (cell(0, width, (text, TITLE)),),
        above=12,
        below=4,
        keeps=True,
        bookmark=(text, 0),
        role=Role.PART,
    )


def _title(text: str, width: float, above: float = 10) -> Row:
    return Row(
        (cell(0, width, (text, SECTION)),),
        above=above,
        below=2,
        keeps=True,
        rule=True,
        width=width,
        bookmark=(text, 1),
        role=Role.SECTION,
    )


def _paragraph(text: str, width: float, style: Style = BODY, below: float = 3) -> Row:
    return Row((cell(0, width, (text, style)),), below=below, flows=True)


def _history(history: History, width: float) -> Iterator[Row]:
    yield part("Earlier visits and treatments", width)
    share = (width - 150) / max(len(history.columns), 1)
    yield Row((cell(0, width, (history.direction, BODY)),), below=2, keeps=True)
    columns = (0.0, *(150 + share * index for index in range(len(history.columns))))
    head = grid_line(columns, ("", *history.columns), width, QUIET, rule=True, keeps=True)
    yield head
    for index, row in enumerate(history.rows):
        # A heading with a single row below it, at the foot of a page, is soon overlooked.
        keeps = index < _TOGETHER - 1
        first = f"{row.on}\n{row.text}" if row.text else row.on
        if row.values:
            line = grid_line(columns, (first, *row.values), width, SMALL, rule=True, head=(head,))
            yield replace(line, keeps=True) if keeps else line
        else:
            runs = ((f"{row.on}  ", SMALL), (row.text, SMALL_STRONG))
            across = replace(cell(0, width, *runs), span=len(columns))
            yield Row(
                (across,),
                above=2,
                below=2,
                rule=True,
                width=width,
                keeps=keeps,
                head=(head,),
                role=Role.ROW,
            )


def _form_items(form: FormItems, width: float) -> Iterator[Row]:
    yield _title(form.title, width)
    yield Row((cell(0, width, (form.facts, QUIET)),), above=2, below=1, keeps=True)
    if form.caution:
        yield _paragraph(form.caution, width, STRONG)
    again = Row((cell(0, width, (f"{form.title}, continued", QUIET)),), below=3)
    for page in form.pages:
        yield from _page(page, width, (again,))


def _page(page: ItemsPage, width: float, again: tuple[Row, ...]) -> Iterator[Row]:
    for text, style in ((page.introduction, SMALL), (page.stem, STRONG), (page.choices, QUIET)):
        if text:
            yield Row((cell(0, width, (text, style)),), above=3, below=0, keeps=True, head=again)
    if page.note:
        yield Row((cell(0, width, (page.note, BODY)),), above=2, below=2, keeps=True, head=again)
    if page.areas is not None:
        yield from _areas(page.areas, width, again)
    # Numbers need little room, so that a question and its anchors fit on one line.
    share = _WIDE if all(len(item.answer) <= _NUMBER for item in page.rows) else _USUAL
    for item in page.rows:
        yield _item(item, width, width * (_TYPED if item.is_free_text else share), again)


def _areas(areas: MapRows, width: float, again: tuple[Row, ...]) -> Iterator[Row]:
    if areas.missing:
        yield Row((cell(0, width, (areas.missing, STRONG)),), above=2, below=3, head=again)
    for label, names in (("Marked", areas.marked), ("Not marked", areas.unmarked)):
        if names or not areas.missing:
            text = ", ".join(names) or "none"
            runs: tuple[Run, ...] = ((f"{label} ({len(names)}): ", STRONG), (text, BODY))
            yield Row((cell(0, width, *runs),), above=2, below=2, head=again)


def _item(item: ItemRow, width: float, middle: float, again: tuple[Row, ...]) -> Row:
    text: list[Run] = [(item.text, BODY)]
    if item.anchors:
        anchors = item.anchors.replace(" = ", f"{NBSP}={NBSP}")
        text.append((f"   {anchors}", QUIET))
    if item.remark:
        text.append((f"   ({item.remark})", QUIET))
    answer: list[Run] = [(f"– {item.answer}", BODY) if item.is_missing else (item.answer, STRONG)]
    if item.value:
        answer.append((f" ({item.value})", BODY))
    if item.note:
        answer.append((f"\n{item.note}", SMALL))
    return Row(
        (
            cell(0, 18, (item.number, NUMBERING)),
            cell(20, middle - 30, *text),
            cell(middle, width - middle, *answer),
        ),
        above=2,
        below=2,
        rule=True,
        width=width,
        head=again,
        role=Role.ROW,
        header=1,
    )


def _form_methods(methods: FormMethods, width: float) -> Iterator[Row]:
    yield _title(methods.title, width)
    yield Row((cell(0, width, (methods.status, QUIET)),), above=2, below=2, keeps=True)
    for method in methods.rules:
        yield _run_in(
            width,
            (f"{method.name}   ", SMALL_STRONG),
            (f"{method.rule} ", SMALL),
            (f"{method.here} ", SMALL_STRONG),
            (method.about, SMALL),
        )
    told = (
        Fact("Not confirmed yet", _numbered(methods.unconfirmed)),
        Fact("References", _numbered(methods.references)),
        *methods.rights,
    )
    for fact in told:
        if fact.text:
            yield _run_in(width, (f"{fact.label}   ", SMALL_STRONG), (fact.text, SMALL))


def _run_in(width: float, *runs: Run) -> Row:
    return Row((cell(0, width, *runs),), above=2, below=2, flows=True)


def _numbered(texts: Sequence[str]) -> str:
    return " ".join(f"({number}){NBSP}{text}" for number, text in enumerate(texts, start=1))


def _facts(facts: Sequence[Fact], width: float) -> Iterator[Row]:
    for fact in facts:
        yield Row(
            (cell(0, 104, (fact.label, SMALL_STRONG)), cell(112, width - 112, (fact.text, SMALL))),
            above=1.5,
            below=1.5,
            flows=True,
            role=Role.ROW,
        )
