# SPDX-License-Identifier: Apache-2.0
"""The composition root: builds everything, wires it, and ends it in order."""
