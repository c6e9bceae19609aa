"""Forms of the setup app."""
