"""Queries of the compliance app."""
