# SPDX-License-Identifier: Apache-2.0
"""Whether a visit can have a page for the patient."""

from __future__ import annotations

from intake.core.content import Summary
from intake.core.words import language_words

PAGE_LANGUAGE = "en"


def why_other_language(language: str | None) -> str:
    """Return why the patient could not read the page, nothing when they can."""
    if (language or PAGE_LANGUAGE) == PAGE_LANGUAGE:
        return ""
    return (
        "the patient's page is written in English only, and this visit was answered in "
        f"{language_words(language)}"
    )


def why_empty(summary: Summary) -> str:
    """Return why the page would hold nothing, nothing when it would."""
    if any(row.plain for row in summary.scores):
        return ""
    return "none of these forms has a score for the patient's page"
