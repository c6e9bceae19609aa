"""Django, ready to use from a command; what keeps it from starting is bad input, not a crash."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from equipoise.errors import InvalidInput


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal to start, and a database out of reach, into InvalidInput."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    try:
        yield
    except ImproperlyConfigured as problem:
        raise InvalidInput(str(problem)) from None
    except OperationalError as problem:
        raise InvalidInput(f"the database cannot be used: {str(problem).strip()}") from None


def start() -> None:
    """Load the settings and the apps.

    Raises
    ------
    InvalidInput
        A setting is missing or wrong; says which.
    """
    with refusals():
        import django

        django.setup()


def start_sound() -> None:
    """Load the application and refuse a database that is behind or has lost a guard.

    Raises
    ------
    InvalidInput
        Names what is missing, and the command that makes it good.
    """
    start()
    with refusals():
        from equipoise_web.core.startup import refuse_unless_sound

        refuse_unless_sound()
