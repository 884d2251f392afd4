# SPDX-License-Identifier: Apache-2.0
"""Files that come from elsewhere or go there: visits, answers and their scores."""
