"""Pages of the service app."""
