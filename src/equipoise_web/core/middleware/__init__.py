"""What every request passes, besides the access layer."""
