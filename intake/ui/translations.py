# SPDX-License-Identifier: Apache-2.0
"""The app's own words in another language, read from Qt's `.ts` files as they are committed.

Nothing is compiled, so what a translator saved is what a patient reads. Wording of instruments
never passes here: it comes from the forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from PySide6.QtCore import QLocale, QObject, Qt, QTranslator

SOURCE = "en"
"""The language in which the words stand in the code; its file holds nothing but plurals."""

_STATUS = "extra-status"
_NO_NUMBER = -1
_SINGULAR_WITH_ZERO = ("fr",)


class OwnWords(QTranslator):
    """One language of the app's own words; a `draft` until a native clinician has read it."""

    def __init__(self, ts_text: str, parent: QObject | None = None) -> None:
        """Read a `.ts` file.

        Raises:
            ValueError: when the text is none.
        """
        super().__init__(parent)
        try:
            root = ET.fromstring(ts_text)  # noqa: S314 - the app's own file
        except ET.ParseError as error:
            raise ValueError(f"The translation is not a .ts file: {error}.") from error
        self.tongue = root.get("language", SOURCE)
        self.status = root.findtext(_STATUS, "draft")
        self.messages: Mapping[tuple[str, str], Sequence[str]] = {
            (context.findtext("name", ""), message.findtext("source", "")): _forms(message)
            for context in root.iter("context")
            for message in context.iter("message")
        }

    def isEmpty(self) -> bool:  # noqa: N802, Qt's own name
        """Say that there is something here."""
        return not self.messages

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002, Qt's own signature
        n: int = _NO_NUMBER,
    ) -> str | None:
        """Return the words for a text of the code; `None`, never "", where there are none."""
        forms = self.messages.get((context, source), ())
        if not forms:
            return None
        number = min(self._form(n), len(forms) - 1)
        return forms[number].replace("%n", str(n)) or None

    def _form(self, n: int) -> int:
        least_plural = 2 if n != 0 or self.tongue in _SINGULAR_WITH_ZERO else 0
        return int(n != _NO_NUMBER and n >= least_plural)


def direction_of(language: str) -> Qt.LayoutDirection:
    """Return in which direction a language is written."""
    return QLocale(language).textDirection()


def _forms(message: ET.Element) -> tuple[str, ...]:
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return ()
    plural = tuple(form.text or "" for form in translation.iter("numerusform"))
    return plural or ((translation.text,) if translation.text else ())
