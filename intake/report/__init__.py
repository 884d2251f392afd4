# SPDX-License-Identifier: Apache-2.0
"""Lays out the clinician's report as a PDF. The only package that knows ReportLab."""
