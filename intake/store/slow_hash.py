# SPDX-License-Identifier: Apache-2.0
"""Argon2id, the slow hash under passphrases and PINs, with its cost beside every use."""

from __future__ import annotations

from dataclasses import dataclass

SALT_BYTES = 16
LEAST_MEMORY_KIB = 8
MOST_MEMORY_KIB = 1024 * 1024
MOST_PASSES = 64
"""Beyond these a damaged file would only stop the machine."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How slow: about a third of a second on a clinic's PC."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    def __post_init__(self) -> None:
        """Refuse what no app of ours has written.

        Raises:
            ValueError: when a number is out of range.
        """
        if not (
            LEAST_MEMORY_KIB * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB
            and 1 <= self.passes <= MOST_PASSES
            and self.lanes in range(1, 17)
        ):
            raise ValueError("the cost of the slow hash is out of range")


FULL_COST = Cost()
"""What a clinic's passphrases and PINs cost."""


def derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    """Return 32 bytes that only this secret gives, slowly."""
    # Imported here: nobody needs it before the first passphrase is typed.
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415

    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(secret.encode())
