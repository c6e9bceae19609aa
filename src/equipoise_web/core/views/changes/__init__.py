"""Pages of what is gated."""
