"""Folders and files that appear complete or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from equipoise.errors import InvalidInput

PLAN = "plan.json"


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A temporary folder beside ``out`` that takes its place when the block ends without error.

    On an error the temporary folder is removed and ``out`` stays as it was. An existing folder is
    replaced only when it is empty or holds an earlier plan.

    Raises
    ------
    InvalidInput
        ``out`` is a file, holds something else, or its parent cannot be written.
    """
    out = out.resolve()
    refuse_occupied(out)
    created = _make_parents(out.parent)
    work = _temporary(out)
    try:
        yield work
        refuse_occupied(out)
        _replace(out, work)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        for folder in created:
            folder.rmdir()
        raise


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place when the block ends without error.

    Raises
    ------
    InvalidInput
        The file cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise InvalidInput(f"cannot be written: {error.strerror}", file=str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def refuse_occupied(out: Path) -> None:
    """:class:`InvalidInput` unless ``out`` is absent, empty or holds an earlier plan."""
    if not out.exists():
        return
    if not out.is_dir():
        raise InvalidInput("exists and is not a folder", file=str(out))
    if any(out.iterdir()) and not _is_plan(out / PLAN):
        reason = "the folder is neither empty nor an earlier plan: choose another one"
        raise InvalidInput(reason, file=str(out))


def _is_plan(path: Path) -> bool:
    try:
        return "inputs_sha256" in json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return False


def _make_parents(parent: Path) -> list[Path]:
    """Create missing parents; returns those created, innermost first."""
    missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
    try:
        parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(f"cannot be created: {error.strerror}", file=str(parent)) from error
    return missing


def _temporary(out: Path) -> Path:
    try:
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise InvalidInput(f"cannot be written: {error.strerror}", file=str(out.parent)) from error
    umask = os.umask(0)
    os.umask(umask)
    work.chmod(0o777 & ~umask)  # mkdtemp keeps others out, an ordinary folder does not
    return work


def _replace(out: Path, work: Path) -> None:
    if not out.exists():
        work.rename(out)
        return
    earlier = work.with_name(f"{work.name}.earlier")
    out.rename(earlier)
    try:
        work.rename(out)
    except OSError:
        earlier.rename(out)
        raise
    shutil.rmtree(earlier, ignore_errors=True)
