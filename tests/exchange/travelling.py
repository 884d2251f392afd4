# SPDX-License-Identifier: Apache-2.0
"""Forms, random answers and readers for the tests of what leaves the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from hypothesis import assume
from hypothesis import strategies as st

from intake.assets import forms_dir
from intake.catalogue import load
from intake.core.answered import needs_of
from intake.core.answers import Answer, Missing
from intake.core.instrument import Instrument, Item, ResponseKind
from intake.core.parse import parse_instrument
from intake.core.parse_wording import parse_wording
from intake.core.results import PageState
from intake.core.scoring import score
from intake.core.tomltext import read_toml
from intake.core.visit import Patient, Treatment
from intake.core.wording import Wording
from intake.exchange.export_form import ExportForm

TREATED = Treatment(datetime(2026, 11, 22, 9, 12, tzinfo=UTC), "infusion")
"""Without a treatment before the visit some forms apply to nobody."""

NEEDS = needs_of(Patient("A-1042"), (TREATED,))
"""What is known of whoever had it and has no sex on record."""

WHOLE = Path(__file__).parents[1] / "fixtures" / "whole"


@cache
def shipped() -> Mapping[str, ExportForm]:
    """Return every form of the project."""
    catalogue = load(forms_dir())
    return {
        name: ExportForm(form, catalogue.languages(name), partial(catalogue.wording, name))
        for name, form in catalogue.instruments.items()
    }


@cache
def whole_form() -> ExportForm:
    """Return the made-up form with every word of the format in it, and its German wording."""
    form = parse_instrument(read_toml((WHOLE / "instrument.toml").read_bytes(), "w"), "w")
    assert isinstance(form, Instrument), form
    texts: dict[str, Wording] = {}
    for language in ("en", "de"):
        table = read_toml((WHOLE / f"{language}.toml").read_bytes(), language)
        found = parse_wording(table, form, file=language, digest="")
        assert isinstance(found, Wording), found
        texts[language] = found
    return ExportForm(form, ("en", "de"), texts.__getitem__)


@cache
def all_forms() -> Mapping[str, ExportForm]:
    """Return every form of the project and the made-up one."""
    return {**shipped(), "whole": whole_form()}


def answer_to(item: Item) -> st.SearchStrategy[Answer]:
    """Draw an answer to an item."""
    response = item.response
    if response.kind is ResponseKind.OPTIONS:
        return st.sampled_from([option.id for option in response.options])
    if response.kind is ResponseKind.TEXT:
        return st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20
        ).filter(str.strip)
    return st.integers(response.low, response.high)


@st.composite
def complete(draw: st.DrawFn, form: Instrument) -> dict[str, Answer]:
    """Draw an answer to every question that is asked, and `NOT_SHOWN` for the others."""
    answers: dict[str, Answer] = {item.id: draw(answer_to(item)) for item in form.items}
    states = score(form, answers, NEEDS).pages
    for page in form.pages:
        if states[page.id] is PageState.NOT_ASKED:
            answers |= {item.id: Missing.NOT_SHOWN for item in page.items}
    return answers


@st.composite
def partly(draw: st.DrawFn, form: Instrument) -> dict[str, Answer]:
    """Draw answers, kinds of missing and nothing at all, in any mixture."""
    gaps = st.sampled_from([*Missing, None])
    share = draw(st.integers(0, 4))
    answers: dict[str, Answer] = {}
    for item in form.items:
        is_gap = draw(st.integers(0, 4)) < share
        found = draw(gaps) if is_gap else draw(answer_to(item))
        if found is not None:
            answers[item.id] = found
    # A form of which no question was put was not given, so there is nothing of it to travel.
    assume(any(answers.get(item.id) is not Missing.NOT_SHOWN for item in form.items))
    return answers


def recorded(form: Instrument, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return what is recorded of every question: of a page that does not apply, not shown."""
    known = {item.id: answers.get(item.id, Missing.NOT_REACHED) for item in form.items}
    states = score(form, answers, NEEDS).pages
    for page in form.pages:
        if states[page.id] is PageState.NOT_ASKED:
            known |= {i.id: Missing.NOT_SHOWN for i in page.items if i.id not in answers}
    return known
