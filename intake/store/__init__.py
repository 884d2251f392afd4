# SPDX-License-Identifier: Apache-2.0
"""The clinic's file: append-only answers, alerts and finished reports."""
