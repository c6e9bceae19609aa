"""Reads of the core app."""
