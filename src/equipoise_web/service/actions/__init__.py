"""Actions of the service app."""
