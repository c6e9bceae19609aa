"""Actions of the setup app."""
