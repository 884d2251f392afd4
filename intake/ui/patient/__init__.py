# SPDX-License-Identifier: Apache-2.0
"""The patient's side: one calm question a screen, in one full-screen window."""
