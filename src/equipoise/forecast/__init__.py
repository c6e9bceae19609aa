"""History -> a distribution per queue and interval, with its backtest."""

from .model import LEVELS, Forecast

__all__ = ["LEVELS", "Forecast"]
