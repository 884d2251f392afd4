# SPDX-License-Identifier: Apache-2.0
"""Who works with the app, and the mark that each of their doings carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SHORTEST_PASSPHRASE = 10
SHORTEST_PIN = 4
"""In characters. A PIN only takes the device back, and each wrong one waits longer."""


class Role(StrEnum):
    """What somebody is in the clinic; what that allows is the desk's table of rights."""

    FRONT_DESK = "front_desk"
    CLINICIAN = "clinician"
    ADMINISTRATOR = "administrator"
    LEAD = "lead"
    """A clinician who also looks after the app, as in a practice of one."""

    @property
    def administers(self) -> bool:
        """Whether somebody in this role looks after the app."""
        return self in (Role.ADMINISTRATOR, Role.LEAD)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody of the team. The id is that of the slot in the key file."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, and when: every change to the clinic's file carries one."""

    by: str
    at: datetime


PATIENT = "patient"
"""Who gives the answers that nobody of the team has keyed in."""
