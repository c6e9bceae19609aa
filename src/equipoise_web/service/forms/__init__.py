"""Forms of the service app."""
