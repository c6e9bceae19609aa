"""Forecast + target -> how many agents each interval needs."""

from .model import Requirement

__all__ = ["Requirement"]
