"""Files in and files out: every reader and writer; formats in ``docs/reference/formats.md``."""
