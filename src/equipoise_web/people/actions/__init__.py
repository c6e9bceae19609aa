"""Actions of the people app."""
