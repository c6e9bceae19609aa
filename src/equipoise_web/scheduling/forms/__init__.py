"""Forms of the scheduling app."""
