"""Requirement + people + rules -> a roster."""

from .model import Problem, Progress, Result, Unplaced

__all__ = ["Problem", "Progress", "Result", "Unplaced"]
