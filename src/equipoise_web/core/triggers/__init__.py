"""What the database itself refuses, by triggers that exist on both databases."""

from equipoise_web.core.triggers.guard import (
    Guard,
    append_only,
    changed,
    fixed,
    kept,
    register,
    registered,
    unchanging,
)

__all__ = ["Guard", "append_only", "changed", "fixed", "kept", "register", "registered", "unchanging"]
