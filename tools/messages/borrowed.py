"""Texts of Django and allauth that users meet and that those packages do not translate themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import read_mo
from django.utils.translation import to_locale

from tools.messages.extract import Message, of_module, of_template

ALLAUTH = Path(allauth.__file__).parent
DJANGO = Path(django.__file__).parent
# Their parts that speak to users of this application.
PARTS = (
    ALLAUTH / "account",
    ALLAUTH / "mfa",
    ALLAUTH / "core",
    ALLAUTH / "decorators.py",
    ALLAUTH / "templates" / "account",
    ALLAUTH / "templates" / "mfa",
    DJANGO / "forms",
    DJANGO / "core" / "validators.py",
    DJANGO / "contrib" / "auth" / "password_validation.py",
    DJANGO / "db" / "models" / "fields" / "__init__.py",
    DJANGO / "db" / "models" / "base.py",
    DJANGO / "utils" / "timesince.py",
    DJANGO / "utils" / "dates.py",
)
THEIR_CATALOGUES = (ALLAUTH, DJANGO / "conf", DJANGO / "contrib" / "auth")


@cache
def _spoken() -> frozenset[Message]:
    found = set()
    for part in PARTS:
        for path in [part] if part.is_file() else sorted(part.rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "tests" not in path.parts:
                read = of_module if path.suffix == ".py" else of_template
                found |= {message for message, _ in read(path.read_text(encoding="utf-8"))}
    return frozenset(found)


def borrowed(language: str) -> dict[Message, list[str]]:
    """What their own catalogues leave in English for readers of ``language``."""
    theirs: set[tuple[str, str]] = set()
    for package in THEIR_CATALOGUES:
        with (package / "locale" / to_locale(language) / "LC_MESSAGES" / "django.mo").open("rb") as file:
            theirs |= {_key(entry) for entry in read_mo(file) if entry.id}
    return {message: [] for message in _spoken() if message.key not in theirs}


def _key(entry: Entry) -> tuple[str, str]:
    # Babel leaves the context of a compiled catalogue undecoded.
    context = entry.context.decode() if isinstance(entry.context, bytes) else entry.context or ""
    return context, entry.id if isinstance(entry.id, str) else entry.id[0]
