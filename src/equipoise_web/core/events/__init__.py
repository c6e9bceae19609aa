"""Events: told in the transaction of a change, numbered after its commit, sent to those who look."""

from equipoise_web.core.events.emit import emit
from equipoise_web.core.events.topics import register_topic

__all__ = ["emit", "register_topic"]
