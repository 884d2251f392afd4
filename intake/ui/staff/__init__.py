# SPDX-License-Identifier: Apache-2.0
"""What the clinic's team sees."""
