"""Work in a process of its own: it gives back its memory, and a hostile input costs only itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

KEPT = ("PATH", "PYTHONPATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT")
MOST_S = 60
MOST_BYTES = 2 * 2**30


class Failed(Exception):
    """The process ended otherwise than it should, or took too long."""


def run_apart(module: str, sent: bytes, arguments: Sequence[str] = (), *, seconds: float = MOST_S) -> bytes:
    """What a module writes when it is run with these bytes as its input; it inherits no secrets.

    Raises
    ------
    Failed
        It ended with an error, or not in time.
    """
    known = {name: os.environ[name] for name in KEPT if name in os.environ}
    command = [sys.executable, "-P", "-m", module, *arguments]
    try:
        done = subprocess.run(
            command, input=sent, capture_output=True, timeout=seconds, env=known, check=False
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"{module} took longer than {seconds:g} s") from None
    if done.returncode:
        raise Failed(f"{module}: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def limit_memory(most: int = MOST_BYTES) -> None:
    """Called first by the module that runs apart: more address space than this it does not get."""
    try:
        import resource
    except ImportError:  # a platform without limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
