"""Take over a centre from its folder of files: the first way into the system."""

from equipoise_web.scheduling.taking_over.folder import take_over

__all__ = ["take_over"]
