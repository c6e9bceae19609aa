"""Changes of the core app: across rows, with a trace."""
