# SPDX-License-Identifier: Apache-2.0
"""Clinic intake: validated questionnaires asked, scored and reported on one machine."""

__version__ = "0.1.0"
