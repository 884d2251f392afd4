# SPDX-License-Identifier: Apache-2.0
"""What can go wrong between the parts of the app, apart from the data that they exchange."""

from __future__ import annotations


class StoreError(Exception):
    """Nothing was stored or read; the message says why and what to do, in one sentence."""
