"""The interface for programs, version 1: the pages' actions and queries as JSON."""
