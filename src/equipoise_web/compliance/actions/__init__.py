"""Actions of the compliance app."""
