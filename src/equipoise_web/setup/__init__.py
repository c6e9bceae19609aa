"""The way from an empty database to a first plan."""
