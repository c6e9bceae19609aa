"""Rows of the service app."""

from equipoise_web.service.models.forecast import Forecast, ForecastInterval
from equipoise_web.service.models.history import HistoryImport, HistoryInterval
from equipoise_web.service.models.queue import CentreSettings, Queue
from equipoise_web.service.models.requirement import Requirement, RequirementInterval

__all__ = [
    "CentreSettings",
    "Forecast",
    "ForecastInterval",
    "HistoryImport",
    "HistoryInterval",
    "Queue",
    "Requirement",
    "RequirementInterval",
]
