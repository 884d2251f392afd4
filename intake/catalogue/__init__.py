# SPDX-License-Identifier: Apache-2.0
"""Loads forms: those that ship, and a clinic's own beside them."""

from intake.catalogue.catalogue import Catalogue, domains_of, load
from intake.catalogue.checking import Findings, check
from intake.catalogue.folder import own_folder_fault
from intake.catalogue.holding import Holding

__all__ = ["Catalogue", "Findings", "Holding", "check", "domains_of", "load", "own_folder_fault"]
