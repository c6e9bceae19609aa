"""Rows of the monitoring app."""

from equipoise_web.monitoring.models.observation import Observation
from equipoise_web.monitoring.models.system import Channel, Notice, Receipt, System

__all__ = ["Channel", "Notice", "Observation", "Receipt", "System"]
