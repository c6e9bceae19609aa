"""One person's shifts: as they stand, what they were before, and as a calendar file."""
