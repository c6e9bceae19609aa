"""Parts of the report page, each from the plan to finished text."""
