"""Forms of the core app."""
