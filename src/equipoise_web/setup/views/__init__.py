"""Pages of the setup app."""
