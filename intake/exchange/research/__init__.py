# SPDX-License-Identifier: Apache-2.0
"""Tables for researchers: CSV with a codebook, and REDCap."""
