# SPDX-License-Identifier: Apache-2.0
"""The field map: what our names are called in a REDCap project that is there already."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from intake.core.answers import Missing
from intake.core.instrument import Instrument, ResponseKind
from intake.core.problem import Problem, Problems, TooManyProblemsError, join, nearest, quoted
from intake.core.reading import Table, as_text
from intake.core.tomltext import read_toml
from intake.exchange.redcap.names import fact_names, local_names

_FIELD = re.compile(r"[a-z][a-z0-9_]{0,99}")
_EVENT = re.compile(r"[a-z][a-z0-9_]{0,99}_arm_[0-9]+")
_CODE = re.compile(r"[A-Za-z0-9_.]{1,50}|-[0-9]{1,9}")


class RecordIs(StrEnum):
    """What one REDCap record stands for."""

    VISIT = "visit"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class FormMap:
    """One form in REDCap. With `only_listed` nothing goes there but what `fields` names.

    `fields` and `facts` are REDCap's names by ours, of the form and of the visit; `codes` are
    REDCap's codes of an item's options, by item and option.
    """

    instrument: str = ""
    only_listed: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A whole map. `missing` are the project's missing data codes, if it has any."""

    record: RecordIs = RecordIs.VISIT
    event: str = ""
    visit: FormMap = FormMap()
    missing: Mapping[Missing, str] = field(default_factory=dict)
    forms: Mapping[str, FormMap] = field(default_factory=dict)

    def form(self, form: str) -> FormMap:
        """Return the map of a form, one that changes nothing where there is none."""
        return self.forms.get(form, FormMap())


class FieldMapError(ValueError):
    """The map is not sound; `problems` are all of them, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the message is their lines."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read_field_map(content: bytes, name: str, forms: Mapping[str, Instrument]) -> FieldMap:
    """Return the map that a TOML file describes; `name` is what it is called in problems.

    Raises:
        FieldMapError: with every problem at once.
    """
    data = read_toml(content, name)
    if isinstance(data, Problem):
        raise FieldMapError((data,))
    problems = Problems(name)
    try:
        found = _Reader(Table(data, "", problems), forms).map()
    except TooManyProblemsError:
        raise FieldMapError(problems.found) from None
    if problems.found:
        raise FieldMapError(problems.found)
    return found


class _Reader:
    """Reads one map and sees that no field is named twice."""

    def __init__(self, root: Table, forms: Mapping[str, Instrument]) -> None:
        self._root = root
        self._problems = root.problems
        self._forms = forms
        self._taken: dict[str, str] = {}

    def map(self) -> FieldMap:
        """Return the map; only to be used when there are no problems."""
        root = self._root
        record = root.choice("record", RecordIs) or RecordIs.VISIT
        event = root.text("event", required=False)
        if event and not _EVENT.fullmatch(event):
            root.say("event", f"{quoted(event)} is no event; write it like event_1_arm_1.")
        missing = self._missing(root.table("missing"))
        visit = self._form(root.table("visit"), None)
        forms = {}
        for name, table in root.table("form").named_tables():
            form = self._forms.get(name)
            if form is None:
                near = nearest(name, self._forms)
                text = f"is not a form that is here{near}; `intake forms` lists them."
                self._problems.add(table.path, text)
                continue
            forms[name] = self._form(table, form)
        root.close()
        return FieldMap(record, event, visit, missing, forms)

    def _missing(self, table: Table) -> dict[Missing, str]:
        codes = {}
        for kind in Missing:
            code = table.text(kind.value, required=False)
            if code:
                codes[kind] = code
                self._check_code(code, join(table.path, kind.value))
        table.close()
        if codes and len(set(codes.values())) < len(Missing):
            text = "must give each kind of missing a code of its own, or none of them any."
            self._problems.add(table.path, text)
        return codes

    def _form(self, table: Table, form: Instrument | None) -> FormMap:
        instrument = table.text("instrument", required=False)
        if instrument and not _FIELD.fullmatch(instrument):
            table.say("instrument", _name_fault(instrument))
        only_listed = table.flag("only_listed")
        known = fact_names() if form is None else local_names(form)
        fields = self._fields(table.table("fields"), known)
        facts = {} if form is None else self._fields(table.table("facts"), fact_names())
        codes = {} if form is None else self._codes(table.table("codes"), form)
        table.close()
        return FormMap(instrument, only_listed, fields, facts, codes)

    def _fields(self, table: Table, known: Collection[str]) -> dict[str, str]:
        fields = {}
        for name, value in table.named():
            path = join(table.path, name)
            text = as_text(value, path, self._problems)
            if name not in known:
                near = nearest(name, known)
                self._problems.add(path, f"is no name of ours{near}; correct or delete it.")
            elif text and not _FIELD.fullmatch(text):
                self._problems.add(path, _name_fault(text))
            elif text in self._taken:
                self._problems.add(
                    path, f"{text} is the field of {self._taken[text]} too; choose another."
                )
            elif text:
                self._taken[text] = path
                fields[name] = text
        return fields

    def _codes(self, table: Table, form: Instrument) -> dict[str, dict[str, str]]:
        items = {i.id: i for i in form.items if i.response.kind is ResponseKind.OPTIONS}
        codes: dict[str, dict[str, str]] = {}
        for name, inner in table.named_tables():
            item = items.get(name)
            if item is None:
                near = nearest(name, items)
                text = f"is no question with options{near}; correct or delete it."
                self._problems.add(inner.path, text)
                continue
            codes[name] = {}
            for option in item.response.options:
                code = inner.text(option.id)
                self._check_code(code, join(inner.path, option.id))
                codes[name][option.id] = code
            inner.close()
            if len(set(codes[name].values())) < len(codes[name]):
                text = "gives two options the same code; they could not be told apart."
                self._problems.add(inner.path, text)
        return codes

    def _check_code(self, code: str, path: str) -> None:
        if code and not _CODE.fullmatch(code):
            text = f"{quoted(code)} is no code; use letters, digits, _ and ., or a number."
            self._problems.add(path, text)


def _name_fault(name: str) -> str:
    return (
        f"{quoted(name)} cannot be a name in REDCap; begin with a letter from a to z and use only "
        "small letters, digits and _ (at most 100)."
    )
