"""Queries of the service app."""
