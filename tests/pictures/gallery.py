# SPDX-License-Identifier: Apache-2.0
"""Pictures of every patient screen in every look: for people to look at, not for a machine.

One folder a language, screen, theme and text size with a picture a scene, and one contact sheet
of all its scenes beside it, since nobody opens three thousand files. Text sizes other than the
usual one are pictured in the first theme: they move the words, and a theme moves none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake.app.handing import own_words
from intake.catalogue import Catalogue
from intake.core.answers import Missing
from intake.core.behind import items_behind
from intake.core.figure import Figure
from intake.core.flow import Flow
from intake.core.instrument import ResponseKind
from intake.ui.metrics import Metrics
from intake.ui.patient import texts
from intake.ui.patient.context import PatientContext
from intake.ui.patient.prompts import NumberAsk, Prompt, TextAsk, prompt_of
from intake.ui.patient.stage import Step
from intake.ui.patient.window import PatientWindow
from intake.ui.theme import Look
from intake.ui.widgets.body_map import BodyMapInput
from intake.ui.widgets.look_sheet import Reading

SCREENS = {
    "tablet": (QSize(1280, 800), 149.5),
    "upright": (QSize(800, 1280), 149.5),
    "desk": (QSize(1920, 1080), 92.0),
    "desk-upright": (QSize(1080, 1920), 92.0),
    "large": (QSize(3840, 2160), 163.0),
    "large-upright": (QSize(2160, 3840), 163.0),
}
NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
AREAS = {"neck", "shoulder_l", "lower_back", "hip_r", "upper_leg_r", "jaw_l", "chest"}
HELP = "If you need help now, tell a member of the team."
SHEET_WIDTH, GAP = 2560, 8
COLUMNS, COLUMNS_UPRIGHT = 4, 8
PNG_QUALITY = 80

Scene = Callable[[PatientWindow], None]


def make_gallery(
    folder: Path,
    catalogue: Catalogue,
    figure: Figure,
    look: Look,
    *,
    screens: Sequence[str],
    themes: Sequence[str],
    languages: Sequence[str],
    only_sheets: bool = False,
) -> int:
    """Write all pictures and return how many screens were pictured."""
    made = 0
    for language in languages:
        words = own_words(language)
        QCoreApplication.installTranslator(words)
        for screen in screens:
            window = _window(catalogue, figure, look, language, screen)
            for theme in themes:
                usual = (window.usual_size(),)
                for size in window.offered_sizes() if theme == themes[0] else usual:
                    window.read_as(Reading(size, theme))
                    name = f"{language}-{screen}-{theme}-{size}"
                    kept = None if only_sheets else folder / name
                    small = [*_small_pictures(window, kept)]
                    _save(_contact_sheet(small), folder / f"{name}.png")
                    made += len(small)
            window.dismiss()
            window.deleteLater()
        QCoreApplication.removeTranslator(words)
    return made


def _window(
    catalogue: Catalogue, figure: Figure, look: Look, language: str, screen: str
) -> PatientWindow:
    size, dpi = SCREENS[screen]
    spoken = {
        form: next((each for each in catalogue.languages(form) if each[:2] == language), "en")
        for form in catalogue.instruments
    }
    flow = Flow([catalogue.asked(form, spoken[form]) for form in spoken])
    # A form that has no words of the language is pictured in English; no visit would mix them.
    wordings = {form.id: catalogue.wording(form.id, spoken[form.id]) for form in flow.parts}
    help_line = QCoreApplication.translate("Help", HELP)
    seconds = count()
    context = PatientContext(
        flow, wordings, "Ana", (2, 4), language, lambda: False, lambda _events, _place: None,
        lambda: NOW, lambda _who: None, lambda: None, look, figure, help_line,
        lambda: float(next(seconds)),
    )  # fmt: skip
    window = PatientWindow(context, Metrics(dpi))
    window.resize(size)
    window.show()
    return window


def _small_pictures(window: PatientWindow, folder: Path | None) -> Iterator[QPixmap]:
    """Yield every scene at the size of a contact sheet; keep it whole in a folder, if any."""
    if folder is not None:
        folder.mkdir(exist_ok=True)
    wide = (SHEET_WIDTH - GAP) // _columns(window.size()) - GAP
    for scene, picture in _scenes(window):
        if folder is not None:
            _save(picture, folder / f"{scene}.png")
        yield picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)


def _columns(size: QSize) -> int:
    return COLUMNS if size.width() > size.height() else COLUMNS_UPRIGHT


def _save(picture: QPixmap, path: Path) -> None:
    # Pressed a little rather than well: that takes a tenth of the time for a few bytes more.
    picture.save(str(path), "PNG", PNG_QUALITY)


def _scenes(window: PatientWindow) -> Iterator[tuple[str, QPixmap]]:
    for name, scene in SCENES.items():
        window.close_sheets()
        scene(window)
        QApplication.processEvents()
        QApplication.processEvents()
        yield name, window.grab()


def _ask(window: PatientWindow, kind: ResponseKind, *, longest: bool, count: int = 0) -> None:
    """Show the shortest or the longest question of a kind."""
    flow = window._flow
    fitting = [
        (len(prompt_of(flow, question, window._context.wordings[question.form]).spoken), question)
        for question in flow.questions()
        if not flow.page(question).is_map
        for response in [flow.instrument(question.form).item(question.items[0]).response]
        if response.kind is kind and (not count or len(response.options) == count)
    ]
    if not fitting:
        return
    best = (max if longest else min)(fitting, key=lambda pair: pair[0])[1]
    flow.jump(best.key)
    window._walk.show_here()
    QTest.keyClick(window, Qt.Key.Key_2 if kind is ResponseKind.OPTIONS else Qt.Key.Key_7)


def _map(window: PatientWindow, *, as_list: bool = False, none: bool = False) -> None:
    question = next(q for q in window._flow.questions() if window._flow.page(q).is_map)
    window._flow.jump(question.key)
    window._walk.show_here()
    shown = next(m for m in window.question.findChildren(BodyMapInput) if m.isVisible())
    shown.set_state(frozenset() if none else frozenset(AREAS), none=none)
    if shown.shows_list != as_list:
        shown.switch.click()


def _welcome(window: PatientWindow) -> None:
    window._stage.show_welcome()
    window.welcome.days.show_number(2)


def _wrong(window: PatientWindow) -> None:
    window._stage.show_check()
    window._stage.say_wrong()


def _introduction(window: PatientWindow) -> None:
    introductions = [
        text
        for wording in window._context.wordings.values()
        for text in wording.introductions.values()
    ]
    window._stage.show_introduction(max(introductions, key=len))


def _before_alone(window: PatientWindow) -> None:
    form = _offer_alone(window)
    window._stage.show_introduction(_alone(window)[form])


def _alone_question(window: PatientWindow) -> None:
    form = _offer_alone(window)
    window._flow.jump(next(q.key for q in window._flow.questions() if q.form == form))
    window._walk.show_here()


def _alone(window: PatientWindow) -> dict[str, str]:
    known = window._context.wordings.items()
    return {form: each.self_completion.before for form, each in known if each.self_completion}


def _offer_alone(window: PatientWindow) -> str:
    """Answer so that the visit offers a form of the staff's to the patient; return it."""
    (form,) = _alone(window)
    for part in window._flow.parts:
        for alert in part.alerts:
            if alert.offer == form:
                item = part.item(next(iter(items_behind(part, alert))))
                question = next(q for q in window._flow.questions() if item.id in q.items)
                worst = max(item.response.options, key=lambda option: option.value)
                window._flow.record(question, {item.id: worst.id}, NOW)
    return form


def _sheet(window: PatientWindow) -> None:
    _ask(window, ResponseKind.OPTIONS, longest=False)
    window.sheet.ask()


def _look_sheet(window: PatientWindow) -> None:
    _ask(window, ResponseKind.OPTIONS, longest=False)
    window._show_look()


def _about(window: PatientWindow) -> None:
    _ask(window, ResponseKind.SCALE, longest=True)
    window._stage.show_about()


def _still_there(window: PatientWindow) -> None:
    _ask(window, ResponseKind.OPTIONS, longest=False)
    window.still_there.ask()


def _number_pad(window: PatientWindow) -> None:
    window._stage.show_own(Step.QUESTION, Prompt("How many minutes?", NumberAsk(0, 600)))
    window.question.inputs.pad.show_number(45)


def _own_text(window: PatientWindow) -> None:
    window._stage.show_own(Step.QUESTION, Prompt("Which medicines do you take?", TextAsk()))
    window.question.inputs.text.show_words("Aspirin, 100 mg, in the morning", "Which medicines?")


def _review(window: PatientWindow, *, empty: bool = False) -> None:
    for number, question in enumerate(window._flow.questions()):
        declined = dict.fromkeys(question.items, (Missing.DECLINED, Missing.SKIPPED)[number % 2])
        window._flow.record(question, declined, NOW)
    if empty:
        window.review.show_open(())
    else:
        window._stage.show_review()


def _paused(window: PatientWindow) -> None:
    window._stage.show_pause()


def _hidden(window: PatientWindow) -> None:
    window._stage.show_veil()


def _closed(window: PatientWindow) -> None:
    window._stage.show_closed(texts.closed_page(window._context.help_line))


def _thanks(window: PatientWindow) -> None:
    window._stage.show_closed(texts.thanks_page(window._context.help_line))


SCENES: dict[str, Scene] = {
    "01_welcome": _welcome,
    "02_check_wrong": _wrong,
    "03_why": lambda window: window._stage.show_why(),
    "04_practice": lambda window: window._walk.show_practice(),
    "05_introduction": _introduction,
    "05_before_alone": _before_alone,
    "05_alone": _alone_question,
    "05_break": lambda window: window._stage.show_break(),
    "06_choice_short": lambda w: _ask(w, ResponseKind.OPTIONS, longest=False),
    "07_choice_long": lambda w: _ask(w, ResponseKind.OPTIONS, longest=True),
    "08_yes_no": lambda w: _ask(w, ResponseKind.OPTIONS, longest=False, count=2),
    "09_scale_short": lambda w: _ask(w, ResponseKind.SCALE, longest=False),
    "10_scale_long": lambda w: _ask(w, ResponseKind.SCALE, longest=True),
    "11_number": lambda w: _ask(w, ResponseKind.NUMBER, longest=True),
    "11_number_pad": _number_pad,
    "11_own_text": _own_text,
    "12_map": _map,
    "13_map_list": lambda w: _map(w, as_list=True),
    "14_sheet": _sheet,
    "15_look": _look_sheet,
    "15_about": _about,
    "16_review": _review,
    "17_who": lambda window: window._walk.show_who(),
    "18_pause": _paused,
    "18_still_there": _still_there,
    "18_wipe": lambda window: window._stage.show_wipe(),
    "19_hidden": _hidden,
    "20_thanks": _thanks,
    "21_closed": _closed,
    "22_trouble": lambda window: window._stage.show_trouble(),
}


def _contact_sheet(pictures: Sequence[QPixmap]) -> QPixmap:
    size = pictures[0].size()
    columns, wide, tall = _columns(size), size.width() + GAP, size.height() + GAP
    rows = -(-len(pictures) // columns)
    sheet = QPixmap(columns * wide + GAP, rows * tall + GAP)
    sheet.fill(Qt.GlobalColor.gray)
    painter = QPainter(sheet)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        painter.drawPixmap(GAP + column * wide, GAP + row * tall, picture)
    painter.end()
    return sheet
