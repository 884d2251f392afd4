# SPDX-License-Identifier: Apache-2.0
"""The windows: what patients and staff see. With `app`, the only package that imports PySide6."""
