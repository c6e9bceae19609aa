"""Actions of the scheduling app."""
