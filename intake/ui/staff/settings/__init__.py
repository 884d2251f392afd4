# SPDX-License-Identifier: Apache-2.0
"""What the clinic decides: one card a file, and the screen that holds them."""
