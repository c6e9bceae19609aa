"""Requirement + people + rules -> a roster."""

from .model import Problem, Result, Work

__all__ = ["Problem", "Result", "Work"]
