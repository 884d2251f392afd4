# SPDX-License-Identifier: Apache-2.0
"""Who is in the team, and what everybody may change about themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from intake.core.staff import Role, StaffMember


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who joins the team."""

    name: str
    role: Role
    passphrase: str
    pin: str


class TeamDesk(Protocol):
    """Who is in the team. What takes a passphrase is slow: not for the window's thread.

    It is the passphrase of who asks, and `False` comes back when it is wrong.
    """

    def team(self) -> tuple[StaffMember, ...]:
        """Return the people of the team."""

    def add_member(self, new: NewMember, own_passphrase: str) -> bool:
        """Add somebody to the team."""

    def change_role(self, member: str, role: Role, own_passphrase: str) -> bool:
        """Give somebody another role."""

    def renew_passphrase(self, member: str, passphrase: str, own_passphrase: str) -> bool:
        """Give a passphrase to somebody who has forgotten theirs."""

    def remove_member(self, member: str, reason: str) -> None:
        """Let somebody sign in no more."""

    def rekey(self) -> tuple[str, ...]:
        """Give the clinic's file a new key and return the recovery code that now counts.

        Not for the window's thread.
        """


class AccountDesk(Protocol):
    """What everybody may change about themselves. Slow: not for the window's thread."""

    def change_own_passphrase(self, old: str, new: str) -> bool:
        """Change the passphrase of who is signed in; `False` when the old one is wrong."""

    def change_own_pin(self, own_passphrase: str, pin: str) -> bool:
        """Change the PIN of who is signed in; `False` when the passphrase is wrong."""
