"""Helpers for maintainers; nothing here is installed."""
