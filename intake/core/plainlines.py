# SPDX-License-Identifier: Apache-2.0
"""A visit in at most ten lines of plain text, to be pasted into a health record."""

from __future__ import annotations

from collections.abc import Iterator

from intake.core.content import AlertEntry, ScoreRow, Summary

MOST = 10
"""How many lines there are at most."""


def plain_lines(summary: Summary) -> tuple[str, ...]:
    """Return who and when, alerts, headline scores, criteria, and what this is not."""
    facts = {fact.label: fact.text for fact in summary.identity.facts}
    head = (
        f"{summary.identity.name}, born {facts['born']}, record no. {facts['record no.']}",
        f"Questionnaires {facts['visit']}; answered by {facts['answered by']}",
        *_alerts(summary.alerts),
    )
    tail = (*_criteria(summary), f"{summary.headline}: {summary.footer.purpose}.")
    lines = [*_scores(summary.scores)]
    room = MOST - len(head) - len(tail)
    if len(lines) > room:
        lines = [*lines[: room - 1], "; ".join(lines[room - 1 :])]
    return (*head, *lines, *tail)


def _alerts(entries: tuple[AlertEntry, ...]) -> Iterator[str]:
    said = []
    for each in entries:
        parts = (part.rstrip(".") for part in (each.tag, each.title, each.finding))
        seen = f" ({each.seen})" if each.seen else ""
        said.append(": ".join(part for part in parts if part) + seen)
    if said:
        yield "; ".join(said) + "."


def _scores(rows: tuple[ScoreRow, ...]) -> Iterator[str]:
    by_form: dict[str, list[str]] = {}
    for row in rows:
        if row.is_headline:
            by_form.setdefault(row.form, []).append(_score(row))
    yield from ("; ".join(said) for said in by_form.values())


def _score(row: ScoreRow) -> str:
    # The scale's own words come first: a number without its range and direction misleads.
    parts = [f"{row.name} {row.now} ({row.scale}, {row.direction})"]
    if row.detail:
        parts.append(row.detail)
    if row.band:
        parts.append(row.band)
    if row.last is not None:
        parts.append(f"last {row.last.value} on {row.last.on}, change {row.last.difference}")
    return ", ".join(parts)


def _criteria(summary: Summary) -> Iterator[str]:
    by_form: dict[str, list[str]] = {}
    for line in summary.criteria:
        said = line.sentence or f"{line.name}: {line.result}."
        by_form.setdefault(line.form_name, []).append(said)
    if by_form:
        yield " ".join(f"{form}: {' '.join(said)}" for form, said in by_form.items())
