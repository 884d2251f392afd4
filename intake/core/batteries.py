# SPDX-License-Identifier: Apache-2.0
"""Tables to batteries: which forms are given together, and which of them can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from intake.core.instrument import AskedBy, Instrument, Kind, Status
from intake.core.problem import (
    Problem,
    Problems,
    TooManyProblemsError,
    join,
    nearest,
    quoted,
)
from intake.core.reading import Table, as_table, check_id
from intake.core.visit import Battery

CHOICES = ("yes", "no", "not_known")
"""The answers at the desk that `choose` must cover."""


def parse_batteries(
    data: object,
    instruments: Mapping[str, Instrument],
    file: str,
    left_out: Collection[str] = (),
) -> tuple[dict[str, Battery], tuple[Problem, ...]]:
    """Return the batteries that can be given, and why each of the others cannot.

    Why a form of `left_out` is not there is said with that form; the batteries that need one
    are named together.
    """
    problems = Problems(file)
    found: dict[str, Battery] = {}
    waiting: list[str] = []
    try:
        root = as_table(data, "", problems)
        for name, row in root.table("battery", required=True).named_tables():
            before = len(problems)
            battery = _read(name, row)
            row.close()
            _check_forms(battery, instruments, left_out, row)
            if not _names_in(battery).isdisjoint(left_out):
                waiting.append(name)
            elif len(problems) == before and check_id(name, row.path, problems):
                found[name] = battery
        root.close()
        if waiting:
            text = "cannot be given until the forms that were left out are mended"
            problems.add("", f"{text}: {', '.join(waiting)}.")
    except TooManyProblemsError:
        return {}, problems.found
    return found, problems.found


def _read(name: str, row: Table) -> Battery:
    forms = row.texts("forms", required=True)
    table = row.table("choose")
    choose: dict[str, dict[str, str]] = {}
    for slot, choice in table.named_tables():
        choose[slot] = {known: choice.text(known) for known in CHOICES}
        choice.close()
        if slot not in forms:
            near = nearest(slot, forms)
            text = f"{quoted(slot)} does not stand in forms{near}; add it there or delete this."
            row.problems.add(choice.path, text)
    instead = row.table("instead")
    return Battery(
        name,
        forms,
        row.text("title"),
        choose,
        additions=row.texts("additions"),
        self_completed=row.texts("self_completed"),
        instead={form: instead.text(form) for form, _ in instead.named()},
    )


def _names_in(battery: Battery) -> set[str]:
    chosen = {form for choice in battery.choose.values() for form in choice.values()}
    return {*battery.forms, *battery.additions, *chosen}


def _check_forms(
    battery: Battery,
    instruments: Mapping[str, Instrument],
    left_out: Collection[str],
    row: Table,
) -> None:
    def look(form: str, path: str) -> None:
        if form not in left_out:
            _check_form(form, path, instruments, row.problems)

    for key, forms in (("forms", battery.forms), ("additions", battery.additions)):
        for number, form in enumerate(forms, start=1):
            if form not in battery.choose:
                look(form, f"{join(row.path, key)}[{number}]")
    for slot, choice in battery.choose.items():
        path = join(join(row.path, "choose"), slot)
        if slot in instruments:
            text = f"{quoted(slot)} is a form itself; choose another word for the choice."
            row.problems.add(path, text)
        for known, form in choice.items():
            if form:
                look(form, join(path, known))
    _check_self_completed(battery, instruments, row)
    _check_instead(battery, instruments, row)
    _check_order(battery, instruments, row)
    _check_twice(battery, row)


def _check_form(
    form: str, path: str, instruments: Mapping[str, Instrument], problems: Problems
) -> None:
    if form not in instruments:
        near = nearest(form, instruments)
        text = f"needs the form {quoted(form)}, which is not there or was left out{near}"
        problems.add(path, f"{text}; add or mend that form, or take it out of the battery.")
    elif instruments[form].status is Status.DRAFT:
        text = f"{quoted(form)} is a draft, which no patient may be given"
        problems.add(path, f"{text}; take it out of the battery until it is confirmed.")


def _check_twice(battery: Battery, row: Table) -> None:
    for known in CHOICES:
        given = [*battery.forms_for(known), *battery.additions]
        for form in given:
            if form and given.count(form) > 1:
                text = f"{quoted(form)} would be given twice; give each form once."
                row.problems.add(join(row.path, "forms"), text)


def _check_self_completed(
    battery: Battery, instruments: Mapping[str, Instrument], row: Table
) -> None:
    given = {*battery.forms, *battery.additions}
    for form in given:
        by_staff = form in instruments and instruments[form].asked_by is AskedBy.STAFF
        if by_staff and form not in battery.self_completed:
            text = f"{quoted(form)} is asked by staff; take it out, or add it to self_completed"
            row.say("forms", f"{text} if this clinic lets patients complete it themselves.")
    for number, form in enumerate(battery.self_completed, start=1):
        by_staff = form in instruments and instruments[form].asked_by is AskedBy.STAFF
        if form not in given or not by_staff:
            path = f"{join(row.path, 'self_completed')}[{number}]"
            text = f"{quoted(form)} is no form of this battery that staff ask; delete it."
            row.problems.add(path, text)
        elif not _is_offered(form, battery, instruments):
            text = f"{quoted(form)} is given to patients only after an answer that offers it"
            row.say("forms", f"{text}; put a form whose alert offers it before it.")


def _check_instead(battery: Battery, instruments: Mapping[str, Instrument], row: Table) -> None:
    """See that what is left out stands in the battery, and that staff can ask the other form."""
    path = join(row.path, "instead")
    for form, other in battery.instead.items():
        if form not in battery.forms:
            near = nearest(form, battery.forms)
            text = f"{quoted(form)} does not stand in forms{near}; add it there or delete this."
            row.problems.add(join(path, form), text)
        if other in instruments and instruments[other].asked_by is AskedBy.STAFF:
            continue
        staffs = [each for each, made in instruments.items() if made.asked_by is AskedBy.STAFF]
        near = nearest(other, staffs)
        text = f"{quoted(other)} is no form that staff ask{near}; name one of these."
        row.problems.add(join(path, form), text)


def _is_offered(form: str, battery: Battery, instruments: Mapping[str, Instrument]) -> bool:
    """Say whether whatever the desk knows, a form before this one can offer it."""
    return all(
        any(
            alert.offer == form
            for before in given[: given.index(form)]
            if before in instruments
            for alert in instruments[before].alerts
        )
        for known in CHOICES
        for given in [(*battery.forms_for(known), *battery.additions)]
    )


def _check_order(battery: Battery, instruments: Mapping[str, Instrument], row: Table) -> None:
    """See that whoever answers about self-harm gives the device back right after it."""
    for known in CHOICES:
        forms = [instruments[form] for form in battery.forms_for(known) if form in instruments]
        scored = [each for each in forms if each.kind is not Kind.CHECKLIST]
        scored = [each for each in scored if each.asked_by is AskedBy.PATIENT]
        for form in scored[:-1]:
            if any(alert.offer for alert in form.alerts):
                text = f"{quoted(form.id)} has an alert that staff must follow up at once"
                row.say("forms", f"{text}; put it last among the scored forms.")
