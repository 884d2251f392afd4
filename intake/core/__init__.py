# SPDX-License-Identifier: Apache-2.0
"""The rules of asking, scoring and reporting: no Qt, no files, no clock."""
