"""Kinds of jobs: what is computed, what is stored, and on which inputs the result depends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from equipoise_web.core.models import Run

if TYPE_CHECKING:
    from django.utils.functional import Promise

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
        """Show a JSON value as progress, within about a second; as often as one likes.

        The page of a job without a template of its own shows of an object: ``step`` (a word), ``share`` (0
        to 1), ``best`` and ``bound`` (numbers).
        """
        ...


class Cancelled(Exception):
    """Raised by a computation that was asked to stop and has nothing to give."""


@dataclass(frozen=True)
class JobKind:
    """One kind of job.

    ``compute`` runs without an open transaction and returns any value. ``store`` writes it to the rows where
    it belongs, in the transaction that ends the run, and returns the JSON value that stays as the run's
    result. ``input_version`` names the state of the inputs; it is asked before ``compute``, and again within
    that transaction, where it must lock the rows that it reads.

    ``label`` says to people what is done. ``progress_template`` shows ``progress`` and ``run`` on the job's
    page; ``result_url`` gives the address of what a run has made, ``result_label`` the words that lead there.
    """

    name: str
    compute: Callable[[Arguments, Pulse], Any]
    store: Callable[[Run, Any], Any]
    input_version: Callable[[Arguments], str] = lambda _arguments: ""
    max_attempts: int = 3
    label: Promise | str = ""
    progress_template: str = "core/jobs/_progress.html"
    result_url: Callable[[Run], str] | None = None
    result_label: Promise | str = ""


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


def known_kind(name: str) -> JobKind | None:
    """The kind of that name, or None: the run of a kind that is gone can still be looked at."""
    return _kinds.get(name)
