"""Tests in a real browser: a few journeys, by keyboard, and axe on every page."""
