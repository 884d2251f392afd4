# SPDX-License-Identifier: Apache-2.0
"""The PIN with which staff take the device back, kept only as a slow salted hash."""

from __future__ import annotations

import base64
import hmac

from intake.store.slow_hash import FULL_COST, Cost, derive


def hash_pin(pin: str, salt: bytes, cost: Cost = FULL_COST) -> str:
    """Return what is stored of a PIN: parameters, salt and hash."""
    parameters = f"{cost.memory_kib},{cost.passes},{cost.lanes}"
    return "$".join((parameters, _text(salt), _text(derive(pin, salt, cost))))


def check_pin(pin: str, stored: str) -> bool:
    """Say whether this is the PIN that was stored; anything unreadable is not."""
    try:
        parameters, salt, expected = stored.split("$")
        memory, passes, lanes = (int(part) for part in parameters.split(","))
        found = derive(pin, base64.b64decode(salt), Cost(memory, passes, lanes))
        return hmac.compare_digest(found, base64.b64decode(expected))
    except ValueError:
        return False


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
