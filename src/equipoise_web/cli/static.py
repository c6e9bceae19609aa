"""Style sheets, scripts and pictures, gathered in one folder under names that change with their content."""

from __future__ import annotations

import hashlib
from pathlib import Path

MARK = ".gathered"


def collect() -> bool:
    """Gather the static files again if any of them changed; True when that was done."""
    from django.conf import settings
    from django.core.management import call_command

    if not settings.STATIC_ROOT:
        return False
    mark, state = Path(settings.STATIC_ROOT) / MARK, _state()
    if mark.exists() and mark.read_text(encoding="ascii") == state:
        return False
    mark.parent.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(state, encoding="ascii")
    return True


def _state() -> str:
    """A fingerprint of names, sizes and times of all static files."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
