"""Tags of the compliance app."""
