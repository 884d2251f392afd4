# SPDX-License-Identifier: Apache-2.0
"""Who may do what: the one table of rights. Nothing is allowed that does not stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from intake.core.staff import Role


class Right(StrEnum):
    """Something that a member of the team can do in the app."""

    FIND_PATIENTS = "find_patients"
    CHANGE_PATIENT = "change_patient"
    MERGE_PATIENTS = "merge_patients"
    START_VISIT = "start_visit"
    END_VISIT = "end_visit"
    CANCEL_VISIT = "cancel_visit"
    MOVE_VISIT = "move_visit"
    KEY_IN_PAPER = "key_in_paper"
    ACKNOWLEDGE_ALERT = "acknowledge_alert"
    SEE_ALERT_ANSWER = "see_alert_answer"
    ASK_IN_PERSON = "ask_in_person"
    SEE_ANSWERS = "see_answers"
    CORRECT_ANSWERS = "correct_answers"
    COPY_SUMMARY = "copy_summary"
    MARK_READ = "mark_read"
    MAKE_REPORT = "make_report"
    RECORD_TREATMENT = "record_treatment"
    CHANGE_SETTINGS = "change_settings"
    MANAGE_TEAM = "manage_team"
    READ_AUDIT = "read_audit"
    BACK_UP = "back_up"
    EXPORT = "export"
    RESTORE = "restore"
    ERASE = "erase"


_AT_THE_DESK = frozenset(
    {
        Right.FIND_PATIENTS,
        Right.CHANGE_PATIENT,
        Right.START_VISIT,
        Right.END_VISIT,
        Right.CANCEL_VISIT,
        Right.MOVE_VISIT,
        Right.KEY_IN_PAPER,
        Right.ACKNOWLEDGE_ALERT,
        Right.MAKE_REPORT,
        Right.RECORD_TREATMENT,
    }
)
_WITH_THE_PATIENT = frozenset(
    {
        Right.SEE_ALERT_ANSWER,
        Right.ASK_IN_PERSON,
        Right.SEE_ANSWERS,
        Right.CORRECT_ANSWERS,
        Right.COPY_SUMMARY,
        Right.MARK_READ,
        Right.MERGE_PATIENTS,
        Right.EXPORT,
    }
)
_FOR_THE_APP = frozenset(
    {
        Right.CHANGE_SETTINGS,
        Right.MANAGE_TEAM,
        Right.READ_AUDIT,
        Right.BACK_UP,
        Right.RESTORE,
        Right.ERASE,
        Right.MERGE_PATIENTS,
        Right.EXPORT,
    }
)

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.FRONT_DESK: _AT_THE_DESK,
    Role.CLINICIAN: _AT_THE_DESK | _WITH_THE_PATIENT,
    # Whoever looks after the app needs no answer of a patient for that.
    Role.ADMINISTRATOR: _AT_THE_DESK | _FOR_THE_APP,
    Role.LEAD: _AT_THE_DESK | _WITH_THE_PATIENT | _FOR_THE_APP,
}


def may(role: Role, right: Right) -> bool:
    """Say whether a role has a right."""
    return right in RIGHTS[role]
