"""What the database refuses about the rows of the core app."""

from equipoise_web.core.guards import audit, gates, messages, places

__all__ = ["audit", "gates", "messages", "places"]
