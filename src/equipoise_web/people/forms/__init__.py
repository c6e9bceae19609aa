"""Forms of the people app."""
