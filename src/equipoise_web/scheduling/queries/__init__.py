"""Queries of the scheduling app."""
