"""Which rows of the core app a standing opens."""

from equipoise_web.core.visibility import audit, gates, jobs, messages, people, readings

__all__ = ["audit", "gates", "jobs", "messages", "people", "readings"]
