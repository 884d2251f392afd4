# SPDX-License-Identifier: Apache-2.0
"""What the team did about an alert, every act of it in words."""

from __future__ import annotations

from dataclasses import replace

from intake.core.records import AlertLine, FollowUp, Seen
from intake.core.visit import Acknowledgement, RaisedAlert
from intake.core.words import moment_words


def with_all_done(alert: AlertLine) -> RaisedAlert:
    """Return an alert with everything that the team recorded about it, not the first act alone."""
    if not alert.follow_up:
        return alert.raised
    first, *later = alert.follow_up
    action = " · ".join([act_words(first), *map(signed_words, later)])
    return replace(alert.raised, acknowledged=Acknowledgement(first.by, first.at, action))


def signed_words(act: FollowUp) -> str:
    """Return who did what, and when."""
    return f"{act.by}, {moment_words(act.at)}: {act_words(act)}"


def act_words(act: FollowUp) -> str:
    """Return what was done, what was written about it, and whether a clinician saw the patient."""
    done = ": ".join(part for part in (act.action, act.told.strip()) if part)
    return "; ".join(part for part in (done, _SEEN[act.seen]) if part)


_SEEN = {
    Seen.YES: "a clinician saw the patient before they left",
    Seen.NO: "no clinician saw the patient before they left",
    Seen.NOT_YET: "not yet seen by a clinician",
}
