"""What a directory changes."""
