# SPDX-License-Identifier: Apache-2.0
"""Puts one step of a visit on the screen: words, top line, footer and mark together."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from intake.core.answers import Missing
from intake.core.flow import Flow, Progress, Question
from intake.ui.patient import texts
from intake.ui.patient.context import PatientContext
from intake.ui.patient.frame import PatientFrame
from intake.ui.patient.prompts import Prompt, prompt_of
from intake.ui.patient.reading_aloud import words_of
from intake.ui.patient.review_screen import OpenQuestion
from intake.ui.patient.selection import Selection
from intake.ui.patient.text_screen import TextPage, paragraphs_of


class Step(StrEnum):
    """What the window shows."""

    WELCOME = "welcome"
    WHY = "why"
    PRACTICE = "practice"
    WIPE = "wipe"
    INTRODUCTION = "introduction"
    BREAK = "break"
    TOLD = "told"
    QUESTION = "question"
    REVIEW = "review"
    WHO = "who"
    PAUSED = "paused"
    HIDDEN = "hidden"
    CHECK = "check"
    CLOSED = "closed"
    TROUBLE = "trouble"


translate = QCoreApplication.translate

ASKING = (Step.QUESTION, Step.PRACTICE, Step.WHO)
CHECKING = (Step.WELCOME, Step.CHECK)
ANSWERING = (
    Step.INTRODUCTION,
    Step.QUESTION,
    Step.BREAK,
    Step.TOLD,
    Step.REVIEW,
    Step.WHO,
)
HIDING = (*ANSWERING, *CHECKING, Step.WHY, Step.PRACTICE)
"""Where one tap hides the screen, and nobody's touch for a while does too."""

WIPE_SECONDS = 3.0


class Stage:
    """Shows steps on a frame and remembers which one is shown. Decides nothing."""

    def __init__(self, frame: PatientFrame, context: PatientContext) -> None:
        self._frame = frame
        self._context = context
        self.step = Step.WELCOME
        self.offer_words: Callable[[tuple[str, ...]], None] = _say_nothing

    def show_welcome(self) -> None:
        """Greet by first name and ask for the birthday."""
        name = self._context.first_name
        hello = (
            translate("Patient", "Hello {name}. Is this you?").format(name=name)
            if name
            else translate("Patient", "Is this you?")
        )
        self._ask_birthday(Step.WELCOME, hello, middle=translate("Patient", "That is not me"))

    def show_check(self) -> None:
        """Ask for the birthday again, without any name on the screen."""
        self._ask_birthday(Step.CHECK, translate("Patient", "Welcome back"), middle="")

    def say_wrong(self) -> None:
        """Say that the birthday was not right, or not whole."""
        note = translate("Patient", "That does not match. Please try again.")
        self._frame.welcome.say(note)
        self._frame.gate.shut()

    def show_why(self) -> None:
        """Say why and how."""
        questions = len(self._context.flow.questions())
        self._words(
            Step.WHY,
            texts.why_page(questions, self._context.help_line),
            _next(),
        )

    def show_wipe(self) -> None:
        """Have the screen wiped; it does not react until nobody has touched it for 3 s."""
        self._words(
            Step.WIPE,
            texts.wipe_page(
                self._context.note_for_team, has_displays=len(QGuiApplication.screens()) > 1
            ),
            _next(),
        )
        self._frame.gate.shut(WIPE_SECONDS)

    def show_break(self) -> None:
        """Offer a rest between two parts."""
        progress = self._context.flow.progress()
        page = texts.break_page(progress.part - 1, progress.parts, self._context.help_line)
        self._words(Step.BREAK, page, _next(), back=True)

    def show_introduction(self, text: str) -> None:
        """Show a part's long introduction, word for word."""
        paragraphs = tuple(paragraphs_of(text))
        page = TextPage(translate("Patient", "The next questions"), paragraphs)
        self._words(Step.INTRODUCTION, page, _next(), back=True)

    def show_pause(self) -> None:
        """Say that nothing is lost."""
        self._forget()
        self._words(
            Step.PAUSED,
            texts.pause_page(self._context.help_line),
            translate("Patient", "Go on"),
        )

    def show_closed(self, page: TextPage) -> None:
        """Ask for the device back; only staff get further."""
        self._forget()
        self._words(Step.CLOSED, page, "")

    def show_trouble(self) -> None:
        """Say that the last answer is not stored yet."""
        self._words(Step.TROUBLE, texts.trouble_page(self._context.help_line), "")

    def show_veil(self) -> None:
        """Blank the screen and leave nothing underneath."""
        self._forget()
        self._frame.show_veil(texts.veil_text())
        self._enter(Step.HIDDEN)
        self.offer_words(())

    def show_own(self, step: Step, prompt: Prompt) -> None:
        """Ask something of the app's own: practice, or who answered."""
        self._ask(step, prompt, Selection(), back=True)

    def show_question(self, question: Question, selection: Selection, *, back: bool) -> None:
        """Ask a question of a form."""
        wording = self._context.wordings[question.form]
        prompt = prompt_of(self._context.flow, question, wording)
        self._ask(Step.QUESTION, prompt, selection, back=back)

    def show_review(self) -> None:
        """List what is open."""
        flow = self._context.flow
        self._frame.review.show_open([self._open(flow, each) for each in flow.unanswered()])
        screen = self._frame.review
        self._present(
            Step.REVIEW,
            screen,
            screen.accessibleName(),
            _next(),
            back=True,
        )
        self.offer_words(screen.words())

    def show_told(self, text: str) -> None:
        """Have the patient read at once what a form says about an answer."""
        page = TextPage(
            translate("Patient", "Please read this"),
            tuple(paragraphs_of(text)),
            (self._context.help_line,),
        )
        self._words(Step.TOLD, page, _next())

    def offer_clearing(self) -> None:
        """Offer to take the answer back; where there is none, to say where the form is from."""
        if not self._frame.question.selection().is_empty:
            self._frame.footer.show_middle(translate("Patient", "Clear my answer"))
        elif self.step is Step.QUESTION:
            self._frame.footer.show_middle(translate("Patient", "About"))
        else:
            self._frame.footer.show_middle("")

    def show_about(self) -> None:
        """Name the questionnaire and say what its owner wants said."""
        here = self._context.flow.here
        if here is not None:
            wording = self._context.wordings[here.form]
            rights = self._context.flow.instrument(here.form).rights
            self._frame.about_sheet.tell(wording.title, wording.attribution or rights.attribution)

    def show_progress(self) -> None:
        """Say where the patient is, and the recall period where it has no line of its own."""
        number, part = _progress_words(self._context.flow.progress())
        if self.step is Step.QUESTION:
            recall = "" if self._frame.recall_above else self._frame.question.recall
            self._frame.header.show_progress(number, part, recall)
        else:
            self._frame.header.show_progress("", part if self.step is Step.INTRODUCTION else "")

    def _ask(self, step: Step, prompt: Prompt, selection: Selection, *, back: bool) -> None:
        screen = self._frame.question
        screen.show_prompt(prompt, selection)
        spoken = prompt.spoken
        if step is Step.QUESTION:
            spoken = f"{_progress_words(self._context.flow.progress())[0]}. {spoken}"
        self._present(step, screen, spoken, _next(), back=back)
        self.offer_words(words_of(prompt))
        self.offer_clearing()

    def _ask_birthday(self, step: Step, title: str, *, middle: str) -> None:
        sentence = translate("Patient", "Tap the day and the month you were born. Then tap Next.")
        self._frame.welcome.greet(title, sentence)
        self._present(
            step,
            self._frame.welcome,
            f"{title} {sentence}",
            _next(),
        )
        self.offer_words((title, sentence))
        self._frame.footer.show_middle(middle)

    def _words(self, step: Step, page: TextPage, forward: str, *, back: bool = False) -> None:
        self._frame.words.show_page(page)
        self._present(step, self._frame.words, page.spoken, forward, back=back)
        self.offer_words((page.title, *page.paragraphs, *page.quiet))

    def _present(
        self, step: Step, screen: QWidget, spoken: str, forward: str, *, back: bool = False
    ) -> None:
        if self.step in CHECKING and step not in CHECKING:
            self._frame.welcome.clear()
        self._frame.lift_veil()
        self._frame.header.show_corner(pause=step in ANSWERING, hide=step in HIDING)
        self._frame.footer.show_actions(back=back, forward=forward)
        self._enter(step)
        self.show_progress()
        self._frame.show_screen(screen, spoken)

    def _enter(self, step: Step) -> None:
        self.step = step
        self._frame.show_mark(shown=step not in ASKING and self._context.has_alerts())

    def _forget(self) -> None:
        self._frame.question.clear()
        self._frame.review.show_open(())
        self._frame.welcome.clear()

    def _open(self, flow: Flow, question: Question) -> OpenQuestion:
        prompt = prompt_of(flow, question, self._context.wordings[question.form])
        known = flow.answer_of(question).values()
        if Missing.DECLINED in known:
            why = translate("Patient", "You prefer not to answer")
        elif Missing.SKIPPED in known:
            why = translate("Patient", "To come back to")
        else:
            why = translate("Patient", "Not answered yet")
        return OpenQuestion(question.key, prompt.text, why)


def _progress_words(progress: Progress) -> tuple[str, str]:
    number = translate("Patient", "Question {number} of {of}")
    part = translate("Patient", "Part {part} of {parts}")
    return (
        number.format(number=progress.number, of=progress.of),
        part.format(part=progress.part, parts=progress.parts) if progress.parts > 1 else "",
    )


def _say_nothing(_words: tuple[str, ...]) -> None:
    """Where nobody reads aloud."""


def _next() -> str:
    return translate("Patient", "Next")
