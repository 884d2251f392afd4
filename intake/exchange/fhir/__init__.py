# SPDX-License-Identifier: Apache-2.0
"""Forms, answers and results as FHIR R4 resources, which are plain dictionaries."""
