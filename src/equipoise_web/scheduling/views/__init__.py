"""Pages of the scheduling app."""
