# SPDX-License-Identifier: Apache-2.0
"""Page 1, for thirty seconds: who, alerts, scores, criteria, pain areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from intake.core.content import CriterionLine, Letterhead, Panel, Reason, Summary
from intake.core.given import TRUTH_WORDS
from intake.core.results import Truth
from intake.report.alerts import front_alerts, is_cut
from intake.report.areas import Box, Drawing, draw_below
from intake.report.columns import Columns, columns_of, draw_columns
from intake.report.fonts import printable, width_of
from intake.report.logo import logo_of
from intake.report.marks import tick
from intake.report.pen import Pen
from intake.report.rows import Cell, Row, Shape, cell, draw_rows, height_of
from intake.report.style import (
    BODY,
    LONG_NAME,
    NAME,
    QUIET,
    SECTION,
    SMALL,
    SMALL_STRONG,
    STRONG,
    Paper,
)
from intake.report.table import score_table
from intake.report.tags import Role
from intake.report.text import DOT, Run, clipped, lines_of

_SHORT = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}
_ALERT_SHARES = (0.26, 0.22)
"""How much of page 1 the alerts take, and at most where the scores over time need the room."""

_MARK = 66.0
_ROOM_BEFORE_NOTES = 66.0
_ROOM_BEFORE_REASONS = 46.0
_LEAST_WITH_MAP = 138.0
_LEAST_WITHOUT_MAP = 90.0
_MOST_SCORES = 9
_SPARE = 60.0
_LOGO_WIDTH = 120.0
_LOGO_HEIGHT = 30.0


@dataclass(frozen=True, slots=True)
class Front:
    """The measured first page, and whether alerts have to be told in full on the next.

    `shown` are the panels that are on it.
    """

    rows: tuple[Row, ...]
    below: float
    alerts_cut: bool
    columns: Columns | None = None

    @property
    def shown(self) -> tuple[Panel, ...]:
        """The panels over time that page 1 has room for."""
        return self.columns.block.panels if self.columns else ()


def front_of(summary: Summary, paper: Paper) -> Front:
    """Measure page 1 and cut what does not fit, saying so where it is cut."""
    width = paper.column
    head = letterhead(summary.letterhead, summary.headline, width)
    top = [*head, *_identity(summary, width)]
    alerts = front_alerts(summary.alerts, width, paper.room * _ALERT_SHARES[0])
    headline = [row for row in summary.scores if row.is_headline]
    leading = sorted(headline, key=lambda row: row.rank)[:_MOST_SCORES]
    table = score_table([row for row in headline if row in leading], width) if headline else []
    if len(headline) > _MOST_SCORES:
        table.append(
            _more(f"{len(headline) - _MOST_SCORES} more scores on the next pages.", width)
        )
    if summary.trends is not None:
        for share in _ALERT_SHARES:
            alerts = front_alerts(summary.alerts, width, paper.room * share)
            rows = (*top, *alerts, *table)
            left = paper.room - height_of(rows)
            columns = columns_of(summary, summary.trends, width, left)
            if columns.is_roomy(summary.trends):
                break
        return Front(rows, left, is_cut(summary.alerts, alerts), columns)
    used = height_of(top) + height_of(alerts) + height_of(table)
    has_map = any(each.marked is not None for each in summary.body_maps)
    left = paper.room - used - (_LEAST_WITH_MAP if has_map else _LEAST_WITHOUT_MAP)
    shown = _fitting_criteria(summary.criteria, left, width)
    rows = (*top, *alerts, *table, *shown)
    return Front(
        rows=rows,
        below=paper.room - height_of(rows),
        alerts_cut=is_cut(summary.alerts, alerts),
    )


def draw_front(pen: Pen, front: Front, summary: Summary, drawing: Drawing | None) -> None:
    """Draw page 1."""
    paper = pen.paper
    top = draw_rows(pen, front.rows, paper.side, paper.height - paper.top)
    if front.columns is not None and summary.trends is not None:
        draw_columns(
            pen,
            summary,
            front.columns,
            drawing,
            Box(paper.side, top - front.below, paper.column, front.below),
        )
    else:
        draw_below(pen, summary, drawing, top, front.below)


def letterhead(head: Letterhead, beside: str, width: float) -> list[Row]:
    """Return whose paper it is, with a few words on the right."""
    logo = None if head.logo is None else logo_of(head.logo, _LOGO_WIDTH, _LOGO_HEIGHT)
    left = logo.width + 10 if logo else 0
    right = lines_of(((beside, QUIET),), width)
    at = width - right[0].width
    room = at - left - 12
    name = clipped(lines_of(((head.clinic, STRONG),), room), 2, "…", STRONG)
    address = " · ".join(line.strip() for line in head.address.splitlines() if line.strip())
    below = clipped(lines_of(((address, QUIET),), room), 2, "…", QUIET) if address else ()
    return [
        Row(
            (Cell(left, (*name, *below)), Cell(at, right)),
            below=4,
            rule=True,
            width=width,
            shapes=(logo.draw,) if logo else (),
            least=logo.height if logo else 0,
        )
    ]


def _identity(summary: Summary, width: float) -> list[Row]:
    text = summary.identity.name
    style = NAME if width_of(printable(text), NAME.face, NAME.size) <= width else LONG_NAME
    name = clipped(lines_of(((text, style),), width), 2, "…", style)
    runs: list[Run] = []
    for index, fact in enumerate(summary.identity.facts):
        is_last = index == len(summary.identity.facts) - 1
        label = f"{fact.label} " if fact.label else ""
        runs += [(label, QUIET), (f"{fact.text}{'' if is_last else f'{DOT} '}", BODY)]
    facts = clipped(lines_of(runs, width), 5, "… (continues on the last page)", QUIET)
    return [
        Row((Cell(0, name),), above=5, bookmark=(summary.title, 0), role=Role.TITLE),
        Row((Cell(0, facts),), above=1, below=7),
    ]


def _more(text: str, width: float) -> Row:
    return Row((cell(0, width, (text, STRONG)),), above=3, below=3)


class Detail(Enum):
    """How much is said of each criterion, from everything to the bare result."""

    NOTES = "notes"
    NOTES_OF_WHAT_HOLDS = "notes of what holds"
    REASONS = "reasons"
    RESULTS = "results"


def criteria_rows(criteria: Sequence[CriterionLine], width: float, detail: Detail) -> list[Row]:
    """Return the criteria under a heading; nothing where there are none."""
    if not criteria:
        return []
    rows = [heading("Criteria and cut-offs", width)]
    for index, line in enumerate(criteria):
        is_first = index == 0 or criteria[index - 1].form != line.form
        shown = replace(line, reasons=_joined(line.reasons)) if detail is Detail.RESULTS else line
        tells = _tells_note(criteria[index:], detail)
        # Two results with the same note beside each other print it once, below both.
        is_told = tells or (detail is Detail.NOTES and bool(line.note))
        if line.note and not is_told and line.truth is Truth.YES:
            pointer = Reason("its note is on the next pages")
            shown = replace(shown, reasons=(*shown.reasons, pointer))
        rows += _criterion(shown, width, line.form_name if is_first else "")
        if tells:
            text = cell(_MARK + 14, width - _MARK - 14, (line.note, QUIET))
            rows.append(Row((text,), below=1.5))
    return rows


def _tells_note(lines: Sequence[CriterionLine], detail: Detail) -> bool:
    line, *later = lines
    if not line.note or detail not in {Detail.NOTES, Detail.NOTES_OF_WHAT_HOLDS}:
        return False
    if detail is Detail.NOTES_OF_WHAT_HOLDS:
        return line.truth is Truth.YES
    return not (later and later[0].note == line.note)


def heading(text: str, width: float) -> Row:
    """Return the small heading of a part of page 1."""
    return Row((cell(0, width, (text, SECTION)),), above=7, below=2, keeps=True, role=Role.PART)


def _joined(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    # What was found and whether it holds, without the rules' own words.
    named = [f"{each.short}: {TRUTH_WORDS[each.truth]}" for each in reasons if each.truth]
    return (Reason(f"{DOT} ".join(named)),) if named else ()


def _criterion(line: CriterionLine, width: float, form_name: str) -> list[Row]:
    left = _MARK
    sentence = line.sentence or f"{line.name}: {line.result}."
    if line.sentence and line.truth is Truth.UNKNOWN:
        sentence = f"{line.name}: {line.sentence}"
    runs: list[Run] = [(sentence, STRONG)]
    if "prorated" in line.result:
        runs.append((" (from a prorated total)", BODY))
    plain = [reason.text for reason in line.reasons if reason.truth is None]
    if plain:
        runs.append((f"  {', '.join(plain)}.", SMALL))
    cells = [cell(left + 14, width - left - 14, *runs)]
    if form_name:
        cells.append(cell(0, left - 6, (form_name, STRONG)))
    shapes: list[Shape] = []
    if line.truth is not None:
        truth = line.truth
        shapes.append(lambda pen, x, top: tick(pen, truth, x + left, top - 2.5))
    rows = [Row(tuple(cells), above=1.5, below=1, shapes=tuple(shapes))]
    named = [reason for reason in line.reasons if reason.truth is not None]
    if named:
        titles = ("Met", "Found", "Asked for")
        rows.append(Row(_in_columns([((each, QUIET),) for each in titles], width), role=Role.HEAD))
        rows += [_reason(reason, width) for reason in named]
    return rows


def _reason(reason: Reason, width: float) -> Row:
    truth = reason.truth
    left = _MARK + 14

    def draw(pen: Pen, x: float, top: float) -> None:
        if truth is not None:
            tick(pen, truth, x + left + 1, top - 2.5, size=7)

    told = "" if truth is None else _SHORT[truth]
    runs: list[tuple[Run, ...]] = [
        ((told, SMALL_STRONG),),
        ((reason.found, SMALL_STRONG),),
        ((reason.text, SMALL),),
    ]
    cells = _in_columns(runs, width)
    moved = replace(cells[0], x=cells[0].x + 13)
    return Row((moved, *cells[1:]), below=0.5, shapes=(draw,), role=Role.ROW, header=2)


def _in_columns(texts: Sequence[Sequence[Run]], width: float) -> tuple[Cell, ...]:
    starts = (_MARK + 14, _MARK + 66, _MARK + 172)
    ends = (*starts[1:], width + 6)
    return tuple(
        cell(x, end - x - 6, *runs) for x, end, runs in zip(starts, ends, texts, strict=True)
    )


def _fitting_criteria(criteria: Sequence[CriterionLine], room: float, width: float) -> list[Row]:
    # First the notes and the rules' own words give way, then what does not hold, then the last.
    for detail, spare in (
        (Detail.NOTES_OF_WHAT_HOLDS, _ROOM_BEFORE_NOTES),
        (Detail.REASONS, _ROOM_BEFORE_REASONS),
        (Detail.RESULTS, 0),
    ):
        rows = criteria_rows(criteria, width, detail)
        if height_of(rows) <= room - spare:
            return rows
    leading = [line for line in criteria if line.leads]
    # A result that must be read with care is the last to go, and the map shrinks before it does.
    weighty = [line for line in leading if line.note or line.reasons]
    for chosen, left in ((leading, "What else does not hold is"), (weighty, "The others are")):
        rows = criteria_rows(chosen, width, Detail.RESULTS)
        if len(chosen) < len(criteria):
            rows.append(_more(f"{left} on the next pages.", width))
        if height_of(rows) <= room:
            return rows
    return _cut(rows, room + _SPARE, width)


def _cut(rows: Sequence[Row], room: float, width: float) -> list[Row]:
    more = _more("All criteria are on the next pages.", width)
    kept: list[Row] = []
    for row in rows[:-1]:
        if height_of(kept) + row.height + more.height > room:
            break
        kept.append(row)
    return [*kept, more]
