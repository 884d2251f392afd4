# SPDX-License-Identifier: Apache-2.0
"""Single widgets, one a file: they know how to be touched and read, not what is asked."""
