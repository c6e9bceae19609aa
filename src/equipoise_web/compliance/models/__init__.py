"""Rows of the compliance app."""

from equipoise_web.compliance.models.check import Check, Finding
from equipoise_web.compliance.models.pack import CentrePack

__all__ = ["CentrePack", "Check", "Finding"]
