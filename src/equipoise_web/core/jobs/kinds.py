"""Kinds of jobs: what is computed, what is stored, and on which inputs the result depends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from equipoise_web.core.models import Run

Arguments = Mapping[str, Any]


class Pulse(Protocol):
    """What a computation sees of its lease."""

    @property
    def cancelled(self) -> bool:
        """Somebody asked to stop; a computation that has something to give may return it."""
        ...

    @property
    def lost(self) -> bool:
        """Another worker holds the run; whatever is computed now will be refused."""
        ...

    def tell(self, progress: Any) -> None:
        """Show a JSON value as progress."""
        ...


class Cancelled(Exception):
    """Raised by a computation that was asked to stop and has nothing to give."""


@dataclass(frozen=True)
class JobKind:
    """One kind of job.

    ``compute`` runs without an open transaction and returns a JSON value. ``store`` writes it, in the
    transaction that ends the run. ``input_version`` names the state of the inputs; it is asked before
    ``compute``, and again within that transaction, where it must lock the rows that it reads.
    """

    name: str
    compute: Callable[[Arguments, Pulse], Any]
    store: Callable[[Run, Any], None]
    input_version: Callable[[Arguments], str] = lambda _arguments: ""
    max_attempts: int = 3


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> JobKind:
    """Make a kind known to enqueuing code and workers."""
    if kind.name in _kinds:
        raise ValueError(f"job kind {kind.name} exists already")
    _kinds[kind.name] = kind
    return kind


def kind_named(name: str) -> JobKind:
    """The kind of that name; LookupError names the one that is unknown."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"no job kind is called {name!r}") from None
