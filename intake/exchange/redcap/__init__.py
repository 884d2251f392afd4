# SPDX-License-Identifier: Apache-2.0
"""Visits for REDCap: a data dictionary, instruments to upload one by one, and an import file."""
