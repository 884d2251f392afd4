# SPDX-License-Identifier: Apache-2.0
"""The commands. Whatever is heavy is imported by the command that needs it, Qt by the window."""

from intake.cli.command import FINE, INTERRUPTED, USAGE, WRONG_INPUT
from intake.cli.program import main

__all__ = ["FINE", "INTERRUPTED", "USAGE", "WRONG_INPUT", "main"]
