"""What happens is told on standard error, a line each; whoever started the process keeps it."""

from __future__ import annotations

from typing import Any

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def logging_to_stderr(level: str) -> dict[str, Any]:
    """The logging configuration, from ``level`` upwards."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "format": "{asctime} {levelname} {process} {name}: {message}",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                "style": "{",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would mail errors to nobody and print some of them twice.
            "django": {"handlers": [], "level": level, "propagate": True},
            # Strangers who scan the network would fill the log; their requests are refused with 400.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
