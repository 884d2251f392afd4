# SPDX-License-Identifier: Apache-2.0
"""The alert strip: what somebody must see, who saw it, and what was never asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from intake.core.answers import is_answered
from intake.core.behind import items_behind
from intake.core.condition import names_in
from intake.core.content import AlertEntry
from intake.core.given import Given
from intake.core.instrument import Alert, Level
from intake.core.results import AlertState
from intake.core.visit import Acknowledgement, RaisedAlert, RaisedAs
from intake.core.words import moment_words, readable

SUICIDE_FOLLOW_UP = "asq"
"""The form that an alert about suicidal thoughts offers: the mark by which forms name one."""

NOT_SEEN = "NOT YET ACKNOWLEDGED"
NOT_EXCLUDED = "This does not exclude suicide risk."
NO_ASSESSMENT = "Screening result. Not a risk assessment. A clinical interview is required."

_TAGS = {
    Level.NOW: "ALERT",
    Level.TODAY: "BEFORE THE PATIENT LEAVES",
    Level.NOTE: "NOTE",
}
_ORDER = (Level.NOW, Level.TODAY, Level.NOTE)


class AlertTold(NamedTuple):
    """An alert beside what is said of it."""

    raised: RaisedAlert
    entry: AlertEntry


def alert_strip(
    given: Sequence[Given], recorded: Sequence[RaisedAlert], day: date | None
) -> tuple[AlertEntry, ...]:
    """Return every alert of a visit, the most urgent first; it is never silent on suicide.

    What the answers raise is added where the record lacks it. A recorded alert stays with the
    answer that raised it, even when that was changed; one for a missing answer goes when the
    answer came.
    """
    told = alerts_told(given, recorded, day)
    raised = [each.raised for each in told]
    return (*(each.entry for each in told), *_statements(given, raised))


def alerts_told(
    given: Sequence[Given], recorded: Sequence[RaisedAlert], day: date | None
) -> list[AlertTold]:
    """Return every alert of a visit with what is said of it, the most urgent first."""
    by_form = {each.form: each for each in given}
    raised = [each for each in recorded if not _is_withdrawn(each, by_form.get(each.form))]
    for each in given:
        for alert in each.instrument.alerts:
            found = _raised_by_answers(each, alert)
            if found is not None and not any(_tells(known, found) for known in raised):
                raised.append(found)
    told = [AlertTold(alert, _entry(alert, by_form.get(alert.form), day)) for alert in raised]
    told.sort(key=lambda each: _urgency(each.entry))
    return told


def _is_withdrawn(raised: RaisedAlert, given: Given | None) -> bool:
    if given is None or raised.state is not RaisedAs.UNANSWERED:
        return False
    result = given.results.alerts.get(raised.alert)
    return result is not None and result.state is not AlertState.UNANSWERED


def _raised_by_answers(given: Given, alert: Alert) -> RaisedAlert | None:
    state = given.results.alerts[alert.id].state
    if state is AlertState.YES:
        answers = given.administration.answers
        behind = items_behind(given.instrument, alert)
        now = {item: answers[item] for item in behind if item in answers}
        return RaisedAlert(given.form, alert.id, RaisedAs.RAISED, answers=now)
    if state is AlertState.UNANSWERED and alert.unanswered is not None:
        return RaisedAlert(given.form, alert.id, RaisedAs.UNANSWERED)
    return None


def _tells(known: RaisedAlert, found: RaisedAlert) -> bool:
    """Say whether a recorded alert covers what the answers raise: other answers are news."""
    if (known.form, known.alert) != (found.form, found.alert):
        return False
    if known.state is not found.state:
        return known.state is RaisedAs.RAISED and found.state is RaisedAs.UNANSWERED
    return known.answers is None or found.answers is None or known.answers == found.answers


def _urgency(entry: AlertEntry) -> tuple[bool, int]:
    return not entry.is_open, _ORDER.index(entry.level or Level.NOTE)


def _entry(raised: RaisedAlert, given: Given | None, day: date | None) -> AlertEntry:
    alerts = given.instrument.alerts if given else ()
    alert = next((each for each in alerts if each.id == raised.alert), None)
    if given is None or alert is None:
        # The form is not installed here, but an alert is never dropped.
        return AlertEntry(
            level=Level.NOW,
            tag=_TAGS[Level.NOW],
            title=f"{raised.form}: {readable(raised.alert)}",
            finding=f"The form is not available here; raised {_when(raised, day)}.",
            seen=_seen(raised.acknowledged, day),
            is_open=raised.acknowledged is None,
        )
    level = alert.level if raised.state is RaisedAs.RAISED else alert.unanswered or alert.level
    is_suicide = _is_suicide(given, alert)
    return AlertEntry(
        level=level,
        tag=_TAGS[level],
        title=given.texts.alerts.get(alert.id, f"{given.wording.short}: {readable(alert.id)}"),
        finding=_finding(raised, given, alert, day),
        seen=_seen(raised.acknowledged, day),
        caution=NO_ASSESSMENT if is_suicide else "",
        is_open=raised.acknowledged is None,
    )


def _finding(raised: RaisedAlert, given: Given, alert: Alert, day: date | None) -> str:
    now, when = _said(given, alert), _when(raised, day)
    if raised.state is RaisedAs.UNANSWERED:
        known = f"{now}, {when}" if raised.at else now
        return f"{known}. Ask in person."
    is_over = given.results.alerts[alert.id].state is not AlertState.YES
    caution = f" {NOT_EXCLUDED}" if is_over and _is_suicide(given, alert) else ""
    if raised.answers is None:
        return f"Raised {when}, the answer at that time not recorded; it now is {now}.{caution}"
    then = _said(given.with_answers(raised.answers), alert)
    if then == now:
        return f"{now}, {when}."
    return f"{then}, {when}; the answer was changed afterwards and is now {now}.{caution}"


def _said(given: Given, alert: Alert) -> str:
    return "; ".join(given.found(name) for name in dict.fromkeys(names_in(alert.when)))


def _when(raised: RaisedAlert, day: date | None) -> str:
    return "time not recorded" if raised.at is None else f"at {moment_words(raised.at, day)}"


def _seen(seen: Acknowledgement | None, day: date | None) -> str:
    if seen is None:
        return NOT_SEEN
    action = f": {seen.action}" if seen.action.strip() else ""
    return f"acknowledged by {seen.by} at {moment_words(seen.at, day)}{action}"


def _is_suicide(given: Given, alert: Alert) -> bool:
    return SUICIDE_FOLLOW_UP in {alert.offer, given.form}


def _statements(given: Sequence[Given], raised: Sequence[RaisedAlert]) -> list[AlertEntry]:
    asked = [
        (each, alert)
        for each in given
        for alert in each.instrument.alerts
        if _is_suicide(each, alert)
    ]
    if not asked:
        return [_statement("Suicidal thoughts were not asked at this visit.")]
    told = {(each.form, each.alert) for each in raised}
    by_answer = {(e.form, e.alert) for e in raised if e.state is RaisedAs.RAISED}
    lines = [_denied(each, alert) for each, alert in asked if (each.form, alert.id) not in told]
    was_answered = any(
        _is_any_answered(each, alert) or (each.form, alert.id) in by_answer
        for each, alert in asked
    )
    if not was_answered:
        lines.append(_statement("Suicidal thoughts were not answered at this visit."))
    return lines


def _denied(given: Given, alert: Alert) -> AlertEntry:
    found = _said(given, alert)
    title = given.texts.alerts.get(alert.id, readable(alert.id))
    return AlertEntry(None, "", title, f"{found}. {NOT_EXCLUDED}")


def _statement(text: str) -> AlertEntry:
    return AlertEntry(None, "", text, "")


def _is_any_answered(given: Given, alert: Alert) -> bool:
    return any(is_answered(given.answer(item)) for item in items_behind(given.instrument, alert))
