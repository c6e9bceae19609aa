"""Contact records and interval history."""

from .history import Gap, History

__all__ = ["Gap", "History"]
