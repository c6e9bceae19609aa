"""The audit: record within the change, seal afterwards, export and verify."""
