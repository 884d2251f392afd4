# SPDX-License-Identifier: Apache-2.0
"""The table of rights, walked role by role and right by right."""

from __future__ import annotations

import pytest

from intake.core.rights import RIGHTS, Right, may
from intake.core.staff import Role

# f = front desk, c = clinician, a = administrator, l = clinician who looks after the app
TABLE = {
    Right.FIND_PATIENTS: "fcal",
    Right.CHANGE_PATIENT: "fcal",
    Right.MERGE_PATIENTS: "cal",
    Right.START_VISIT: "fcal",
    Right.END_VISIT: "fcal",
    Right.CANCEL_VISIT: "fcal",
    Right.MOVE_VISIT: "fcal",
    Right.KEY_IN_PAPER: "fcal",
    Right.ACKNOWLEDGE_ALERT: "fcal",
    Right.SEE_ALERT_ANSWER: "cl",
    Right.ASK_IN_PERSON: "cl",
    Right.SEE_ANSWERS: "cl",
    Right.CORRECT_ANSWERS: "cl",
    Right.COPY_SUMMARY: "cl",
    Right.MARK_READ: "cl",
    Right.MAKE_REPORT: "fcal",
    Right.RECORD_TREATMENT: "fcal",
    Right.CHANGE_SETTINGS: "al",
    Right.MANAGE_TEAM: "al",
    Right.READ_AUDIT: "al",
    Right.BACK_UP: "al",
    Right.RESTORE: "al",
    Right.ERASE: "al",
    Right.EXPORT: "cal",
}
LETTERS = {
    Role.FRONT_DESK: "f",
    Role.CLINICIAN: "c",
    Role.ADMINISTRATOR: "a",
    Role.LEAD: "l",
}


def test_every_right_and_every_role_stand_in_the_table() -> None:
    assert set(TABLE) == set(Right)
    assert set(LETTERS) == set(Role) == set(RIGHTS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role, right: Right) -> None:
    assert may(role, right) == (LETTERS[role] in TABLE[right])


def test_only_clinical_roles_see_what_a_patient_answered() -> None:
    secret = {Right.SEE_ANSWERS, Right.SEE_ALERT_ANSWER, Right.COPY_SUMMARY}

    assert {role for role in Role if RIGHTS[role] & secret} == {Role.CLINICIAN, Role.LEAD}
