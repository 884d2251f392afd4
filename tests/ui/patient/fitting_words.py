# SPDX-License-Identifier: Apache-2.0
"""Whether what the app says in its own words fits: bars, pages, welcome and sheets."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from intake.ui.patient.fit import LEAST_BOX_MM, LEAST_ROW_MM, SIZES
from intake.ui.patient.frame import PatientFrame
from intake.ui.patient.prompts import (
    recall_words,
)
from intake.ui.patient.text_screen import TextPage, paragraphs_of
from intake.ui.patient.texts import (
    break_page,
    closed_page,
    pause_page,
    stopped_page,
    thanks_page,
    trouble_page,
    why_page,
    wipe_page,
)
from intake.ui.widgets.action_button import ActionButton
from intake.ui.widgets.progress_header import LEAST_BUTTON_MM
from tests.ui.patient.fitting_questions import catalogue, is_clipped

LEAST_BAR_PT = 16
"""Of the top line, which says where one is; whatever a question asks has 18 points or more."""

LEAST_GAP_MM = 3.0

HELP = "If you need help now, tell a member of the team."


def pages() -> tuple[TextPage, ...]:
    """Return everything that the app says in its own words, in the language it speaks now."""
    help_line = QApplication.translate("Help", HELP)
    note = "The app's own words in Spanish are a draft. " * 4
    told = "Please tell a member of the team now. " * 6
    return (
        TextPage(QApplication.translate("Patient", "Please read this"), (told,), (help_line,)),
        wipe_page(note),
        why_page(64, help_line),
        break_page(11, 12, help_line),
        pause_page(help_line),
        thanks_page(help_line),
        stopped_page(help_line),
        closed_page(help_line),
        trouble_page(help_line),
    )


def forms_pages() -> tuple[TextPage, ...]:
    """Return every page of text that a form has, in every language in which it is worded."""
    wordings = [
        catalogue().wording(form, language)
        for form in catalogue().instruments
        for language in catalogue().languages(form)
    ]
    texts = {
        text
        for wording in wordings
        for text in (
            *wording.introductions.values(),
            *wording.tell.values(),
            *([wording.self_completion.before] if wording.self_completion else ()),
        )
    }
    title = QApplication.translate("Patient", "The next questions")
    return tuple(TextPage(title, tuple(paragraphs_of(text))) for text in sorted(texts))


def cut_labels(screen: QWidget) -> list[str]:
    """Return every shown text that is cut or lies outside the screen."""
    return [
        label.text()
        for label in screen.findChildren(QLabel)
        if label.isVisibleTo(screen)
        and label.text()
        and (is_clipped(label) or not screen.rect().contains(label.geometry()))
    ]


def assert_top_line(frame: PatientFrame) -> None:
    """Fail when progress, recall and all buttons of the corner have no room together."""
    translate, header = QApplication.translate, frame.header
    number = translate("Patient", "Question {number} of {of}").format(number=21, of=21)
    part = translate("Patient", "Part {part} of {parts}").format(part=12, parts=12)
    recall = "" if frame.recall_above else recall_words("P12M")
    header.show_read(translate("Patient", "Read aloud"))
    header.show_progress(number, part, recall)
    QApplication.processEvents()
    assert header.minimumSizeHint().width() <= header.width()
    assert header.layout().minimumSize().height() <= header.height()
    point = frame.metrics().pt
    assert all(label.font().pixelSize() >= point(LEAST_BAR_PT) for label in header.labels)
    assert header.labels[-1].font().pixelSize() >= point(SIZES[0]), "the recall period"
    for button in header.buttons:
        assert button.font().pixelSize() >= point(LEAST_BAR_PT)
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width()
        assert button.width() >= frame.metrics().mm(LEAST_BUTTON_MM)


def assert_footer(frame: PatientFrame) -> None:
    """Fail when Back, the quiet button and Next have no room together."""
    translate, footer = QApplication.translate, frame.footer
    clear, about = translate("Patient", "Clear my answer"), translate("Patient", "About")
    forward, other = translate("Patient", "Next"), translate("Patient", "That is not me")
    for middle, ahead in (
        (clear, forward),
        (about, forward),
        (other, forward),
        (clear, translate("Patient", "Go on")),
    ):
        footer.show_actions(back=True, forward=ahead, middle=middle)
        for button in (footer.back, footer.middle, footer.next):
            assert button.font().pixelSize() >= frame.metrics().pt(SIZES[0])
            assert button.width() >= button.sizeHint().width(), button.text()
        assert footer.minimumSizeHint().width() <= footer.width()
        QApplication.processEvents()
        beside = sorted((footer.back.geometry(), footer.next.geometry()), key=lambda box: box.x())
        room = (
            footer.middle.x() - beside[0].right(),
            beside[1].x() - footer.middle.geometry().right(),
        )
        assert min(room) >= frame.metrics().mm(LEAST_GAP_MM), "a finger would press both"


def assert_pages(frame: PatientFrame) -> None:
    """Fail when a text screen loses a word or a button."""
    frame.screens.setCurrentWidget(frame.words)
    for page in (*pages(), *forms_pages()):
        frame.words.show_page(page)
        assert cut_labels(frame.words) == []
        for button in frame.words.findChildren(ActionButton):
            if button.isVisibleTo(frame.words):
                assert frame.words.rect().contains(button.geometry())
                assert button.width() >= button.sizeHint().width()


def assert_welcome(frame: PatientFrame) -> None:
    """Fail when the question for the birthday loses a word, or a tile is too small."""
    translate, welcome = QApplication.translate, frame.welcome
    frame.screens.setCurrentWidget(welcome)
    hello = translate("Patient", "Hello {name}. Is this you?").format(name="Maximiliane-Alexandra")
    tap = translate("Patient", "Tap the day and the month you were born. Then tap Next.")
    welcome.greet(hello, tap)
    welcome.say(translate("Patient", "That does not match. Please try again."))
    assert cut_labels(welcome) == []
    for tile in (*welcome.days.tiles(), *welcome.months.tiles()):
        corner = tile.mapTo(welcome, tile.rect().bottomRight())
        assert welcome.rect().contains(corner)
        assert tile.fontMetrics().horizontalAdvance(tile.text()) <= tile.width() - 8
        assert tile.height() >= frame.metrics().mm(LEAST_ROW_MM)
        assert tile.width() >= frame.metrics().mm(LEAST_BOX_MM)


def assert_sheets(frame: PatientFrame) -> None:
    """Fail when a sheet is larger than the window or loses a word."""
    longest = max((form.rights.attribution for form in catalogue().instruments.values()), key=len)
    for sheet, show in (
        (frame.sheet, frame.sheet.ask),
        (frame.still_there, frame.still_there.ask),
        (frame.look_sheet, frame._show_look),
        (frame.about_sheet, lambda: frame.about_sheet.tell("A title", longest)),
    ):
        show()
        QApplication.processEvents()
        assert frame.rect().contains(sheet.card.geometry())
        shown = [widget for widget in sheet.card.findChildren(QWidget) if widget.isVisible()]
        cut = [widget for widget in shown if isinstance(widget, QLabel) and is_clipped(widget)]
        assert [label.text() for label in cut] == []
        for button in shown:
            if isinstance(button, ActionButton):
                assert button.width() >= button.sizeHint().width(), button.text()
        sheet.put_away()
