# SPDX-License-Identifier: Apache-2.0
"""The patient's way through a visit: which question is next, and what is still open.

A window shows `Flow.here` and calls `record`, then `next`, `back` or `jump`. Nothing here
knows of windows or files, so the same way can be walked by a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intake.core.answers import Answer, Answers, Event, Missing, is_answered
from intake.core.instrument import AskedBy, Instrument, Page
from intake.core.results import AlertState, PageState
from intake.core.scoring import page_states, score
from intake.core.visit import RaisedAs

REVIEW = "review"
"""The position after the last question; no form may use it, since keys contain a dot."""


@dataclass(frozen=True, slots=True)
class Question:
    """What one screen asks: an item, or all areas of a body map together."""

    form: str
    page: str
    items: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Question `number` of `of` in part `part` of `parts`, all counted from 1."""

    number: int
    of: int
    part: int
    parts: int


class Flow:
    """Walks the questions of a visit in order and keeps the current answers.

    `answers` resumes an earlier sitting; `needs` are facts such as the sex that a form's
    conditions may look at. A form of the staff's that another form of the visit offers is held
    back until an answer raises the alert that offers it.
    """

    def __init__(
        self,
        parts: Sequence[Instrument],
        answers: Mapping[str, Answers] | None = None,
        needs: Mapping[str, str] | None = None,
    ) -> None:
        self._parts = {instrument.id: instrument for instrument in parts}
        self._answers = {form: dict((answers or {}).get(form, {})) for form in self._parts}
        self._needs = dict(needs or {})
        self._every = tuple(_every_question(parts))
        self._states = {form: self._look(form) for form in self._parts}
        self._offered = frozenset(_offered(parts))
        self._held = self._offered
        self._hold()
        self._visits_review = False
        first = self.questions()
        self._here: Question | None = first[0] if first else None

    @property
    def parts(self) -> tuple[Instrument, ...]:
        """The forms of the visit in the order in which they are given."""
        return tuple(self._parts.values())

    @property
    def here(self) -> Question | None:
        """The question to show; `None` stands for the review at the end."""
        return self._here

    @property
    def position(self) -> str:
        """The key that `jump` takes to come back to this place after a restart."""
        return self._here.key if self._here else REVIEW

    @property
    def answers(self) -> Mapping[str, Answers]:
        """The current answers by form."""
        return self._answers

    @property
    def needs(self) -> Mapping[str, str]:
        """The facts about the person that forms may look at."""
        return self._needs

    @property
    def at_start(self) -> bool:
        """Whether there is nothing to go back to."""
        return not self._visits_review and self._before(self._here) is None

    @property
    def returns_to_review(self) -> bool:
        """Whether Next and Back lead to the review, because it sent the patient here."""
        return self._visits_review

    def instrument(self, form: str) -> Instrument:
        """Return a form of this visit."""
        return self._parts[form]

    def page(self, question: Question) -> Page:
        """Return the page that a question belongs to."""
        return self._parts[question.form].page(question.page)

    def questions(self) -> tuple[Question, ...]:
        """Return the questions that apply as the answers now stand."""
        return tuple(question for question in self._every if self._asks(question))

    def unanswered(self) -> tuple[Question, ...]:
        """Return the questions that apply and have no complete answer."""
        return tuple(
            question
            for question in self.questions()
            if not all(is_answered(self._answers[question.form].get(i)) for i in question.items)
        )

    def answer_of(self, question: Question) -> dict[str, Answer]:
        """Return what is recorded for a question; empty when it was never left."""
        current = self._answers[question.form]
        return {item: current[item] for item in question.items if item in current}

    def progress(self) -> Progress:
        """Say where the patient is. At the review it is the end of the last part.

        A page of which it is not yet known whether it will be asked is counted, so that the
        end never moves away; a form that only some answers bring is no part before one does.
        """
        forms = [form for form in self._parts if not self.holds_back(form)]
        if not forms:
            return Progress(0, 0, 0, 0)
        form = self._here.form if self._here else forms[-1]
        inside = [q for q in self._every if q.form == form and self._may_ask(q)]
        number = inside.index(self._here) + 1 if self._here in inside else len(inside)
        return Progress(number, len(inside), forms.index(form) + 1, len(forms))

    def record(
        self, question: Question, values: Mapping[str, Answer], at: datetime
    ) -> tuple[Event, ...]:
        """Take over what the screen holds and return the events that must be stored.

        Values that say what is already recorded make no event.
        """
        current = self._answers[question.form]
        changed = tuple(
            Event(question.form, item, values[item], at)
            for item in question.items
            if item in values and not _same(current.get(item), values[item])
        )
        for event in changed:
            current[event.item] = event.answer
        if changed:
            self._states[question.form] = self._look(question.form)
            self._hold()
        return changed

    def next(self) -> None:
        """Go to the next question that applies, or to the review."""
        self._here = None if self._visits_review else self._after(self._here)
        self._visits_review = False

    def back(self) -> None:
        """Go to the question before this one, or back to the review that led here."""
        if self._visits_review:
            self._here = None
            self._visits_review = False
        else:
            self._here = self._before(self._here) or self._here

    def jump(self, key: str) -> None:
        """Go from the review to one question; Next then leads back to the review.

        Raises:
            KeyError: when no question that applies has this key.
        """
        self._here = self._find(key)
        self._visits_review = True

    def resume(self, position: str) -> None:
        """Go back to where an earlier sitting stopped; an unknown place changes nothing."""
        if position == REVIEW:
            self._here = None
        elif any(question.key == position for question in self.questions()):
            self._here = self._find(position)

    def alerts(self, *, ended: bool) -> tuple[tuple[str, str, RaisedAs], ...]:
        """Return every alert that the answers raise now, as (form, alert, why).

        `ended` says that the visit is over, so that a skipped or unreached question counts as
        unanswered; so does, for its own form, that nothing of it is open any more. What was
        raised before stays raised: that memory is the store's.
        """
        raised = []
        for form, instrument in self._parts.items():
            if not instrument.alerts or self.holds_back(form):
                continue
            over = ended or self._is_over(form)
            results = score(instrument, self._answers[form], self._needs, ended=over)
            for alert, result in results.alerts.items():
                if result.state is AlertState.YES:
                    raised.append((form, alert, RaisedAs.RAISED))
                elif result.state is AlertState.UNANSWERED and instrument.alert(alert).unanswered:
                    raised.append((form, alert, RaisedAs.UNANSWERED))
        return tuple(raised)

    def holds_back(self, form: str) -> bool:
        """Say whether a form is not asked, since no answer offers it, and has no answer."""
        known = self._answers[form].values()
        return form in self._held and all(answer is Missing.NOT_SHOWN for answer in known)

    def decline_rest(self, form: str, at: datetime) -> tuple[Event, ...]:
        """Decline every question of a form that is open; return the events to store."""
        events: list[Event] = []
        for question in self.unanswered():
            if question.form == form:
                events += self.record(
                    question, dict.fromkeys(question.items, Missing.DECLINED), at
                )
        return tuple(events)

    def closing(self, at: datetime) -> tuple[Event, ...]:
        """Return the events that end the visit: what was never shown is said to be so."""
        events: list[Event] = []
        for question in self._every:
            if not self._asks(question):
                blank = dict.fromkeys(question.items, Missing.NOT_SHOWN)
                known = self._answers[question.form]
                events += self.record(
                    question, {i: v for i, v in blank.items() if i not in known}, at
                )
        return tuple(events)

    def _look(self, form: str) -> Mapping[str, PageState]:
        return page_states(self._parts[form], self._answers[form], self._needs)

    def _hold(self) -> None:
        if self._offered:
            raised = [each for each in self.alerts(ended=False) if each[2] is RaisedAs.RAISED]
            offers = {self._parts[form].alert(alert).offer for form, alert, _ in raised}
            self._held = self._offered - offers

    def _is_over(self, form: str) -> bool:
        states, known = self._states[form], self._answers[form]
        asked = [
            item
            for question in self._every
            if question.form == form and states[question.page] is PageState.ASKED
            for item in question.items
        ]
        answers = [known.get(item) for item in asked]
        return bool(asked) and all(is_answered(a) or a is Missing.DECLINED for a in answers)

    def _asks(self, question: Question) -> bool:
        is_asked = self._states[question.form][question.page] is PageState.ASKED
        return is_asked and question.form not in self._held

    def _may_ask(self, question: Question) -> bool:
        return self._states[question.form][question.page] is not PageState.NOT_ASKED

    def _find(self, key: str) -> Question:
        for question in self.questions():
            if question.key == key:
                return question
        raise KeyError(key)

    def _after(self, question: Question | None) -> Question | None:
        if question is None:
            return None
        later = self._every[self._every.index(question) + 1 :]
        return next((each for each in later if self._asks(each)), None)

    def _before(self, question: Question | None) -> Question | None:
        end = self._every.index(question) if question else len(self._every)
        earlier = reversed(self._every[:end])
        return next((each for each in earlier if self._asks(each)), None)


def _offered(parts: Sequence[Instrument]) -> Iterator[str]:
    offers = {alert.offer for each in parts for alert in each.alerts}
    for each in parts:
        if each.asked_by is AskedBy.STAFF and each.id in offers:
            yield each.id


def _every_question(parts: Sequence[Instrument]) -> Iterator[Question]:
    for instrument in parts:
        for page in instrument.pages:
            items = tuple(item.id for item in page.items)
            if page.is_map:
                yield Question(instrument.id, page.id, items, f"{instrument.id}.{page.id}")
            else:
                for item in items:
                    yield Question(instrument.id, page.id, (item,), f"{instrument.id}.{item}")


def _same(known: Answer | None, new: Answer) -> bool:
    # "declined" the text and DECLINED the reason are equal strings but not the same answer.
    return known == new and isinstance(known, Missing) == isinstance(new, Missing)
