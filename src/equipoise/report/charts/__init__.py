"""The report's drawings, each with the finding it shows and its table."""
