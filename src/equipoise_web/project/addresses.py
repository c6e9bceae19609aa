"""Names under which the application answers."""

from __future__ import annotations

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def hosts(public: str | None) -> list[str]:
    """Host names that a request may carry: the public one, or all of this machine's where it is one."""
    name = public or "localhost"
    return list(LOOPBACK) if name in {"localhost", "127.0.0.1", "::1"} else [name]
