# SPDX-License-Identifier: Apache-2.0
"""LOINC's notice, which goes wherever its codes go."""

from __future__ import annotations

from intake.core.instrument import Instrument

LOINC_NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © "
    "Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) "
    "Committee and is available at no cost under the license at http://loinc.org/license. LOINC® "
    "is a registered United States trademark of Regenstrief Institute, Inc."
)


def has_loinc(form: Instrument) -> bool:
    """Say whether any code of a form is LOINC's, which must then be given its notice."""
    codes = [form.loinc, *(item.loinc for item in form.items)]
    codes += [score.loinc for score in form.scores]
    codes += [each.loinc for answer in form.responses.values() for each in answer.options]
    return any(code is not None for code in codes)
