"""Queries of the people app."""
