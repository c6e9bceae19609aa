"""Requirement + people + rules -> a roster."""

from .model import Problem, Progress, Result

__all__ = ["Problem", "Progress", "Result"]
