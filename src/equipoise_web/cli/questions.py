"""What ``equipoise init`` wants to know, and what an answer must look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import available_timezones

LANGUAGES = ("en", "nl", "fr", "de")
YES, NO = "yes", "no"
SMTPS = "465"


def words(value: str) -> str:
    """Something to read, of at most 200 characters."""
    if not value:
        raise ValueError("must not be empty")
    if len(value) > 200:
        raise ValueError(f"has {len(value)} characters; at most 200 fit")
    return value


def zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"{value!r} is not an IANA time zone, such as Europe/Amsterdam")
    return value


def language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"{value!r} is not one of {', '.join(LANGUAGES)}")
    return value


def email(value: str) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import EmailValidator

    try:
        # Without a message of ours Django would look for a translation, which needs settings.
        EmailValidator(message="no address")(value)
    except ValidationError:
        raise ValueError(f"{value!r} is not an e-mail address") from None
    return value.lower()


def address(value: str) -> str:
    """The scheme and host under which the application is reached, without a path."""
    try:
        parts = urlsplit(value.rstrip("/"))
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable, parts = False, urlsplit("")
    if not usable or value.rstrip("/") != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise ValueError(f"{value!r} is not like https://roster.example.org")
    return value.rstrip("/")


def database(value: str) -> str:
    """Empty for the embedded database, else the address of a PostgreSQL one."""
    from django.core.exceptions import ImproperlyConfigured

    from equipoise_web.project.databases import database as parsed

    if not value or value == "sqlite":
        return ""
    if not value.startswith(("postgresql://", "postgres://")):
        raise ValueError("is neither empty nor like postgresql://user:password@host/name")
    try:
        parsed(value)
    except (ImproperlyConfigured, ValueError) as problem:
        raise ValueError(str(problem)) from None
    return value


def port(value: str) -> str:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise ValueError(f"{value!r} is not a port number")
    return value


def yes_or_no(value: str) -> str:
    if value.lower() not in {YES, NO}:
        raise ValueError(f"{value!r} is neither yes nor no")
    return value.lower()


def anything(value: str) -> str:
    return value


@dataclass(frozen=True)
class Question:
    """One answer wanted: ``name`` is its place in the file, without ``default`` it must be given."""

    name: str
    text: str
    check: Callable[[str], str] = words
    default: str | None = None
    secret: bool = False


QUESTIONS = (
    Question("organisation", "Organisation"),
    Question("centre", "Contact centre"),
    Question("timezone", "Time zone of the centre", zone, "Europe/Amsterdam"),
    Question("site", "Site (place of work)"),
    Question("team", "First team"),
    Question("language", "Language of the administrator (en, nl, fr, de)", language, "en"),
    Question("public_url", "Address under which people reach it", address, "http://localhost:8000"),
    Question("administrator.name", "Administrator's name"),
    Question("administrator.email", "Administrator's e-mail address", email),
    Question("database.url", "PostgreSQL address (empty: embedded database)", database, ""),
    Question("email.host", "E-mail server (empty: none)", anything, ""),
    Question("email.port", "Port of the e-mail server", port, "587"),
    Question("email.starttls", "Encrypt by STARTTLS (yes, no)", yes_or_no, YES),
    Question("email.user", "User at the e-mail server (empty: none)", anything, ""),
    Question("email.password", "Password at the e-mail server", anything, "", secret=True),
    Question("email.from", "Sender's address", email),
)


def needed(name: str, answers: dict[str, str]) -> bool:
    """Whether the question arises after the answers before it: mail details only with a mail server."""
    if name == "email.starttls" and answers.get("email.port") == SMTPS:
        return False  # that port is encrypted from the first byte
    return not name.startswith("email.") or name == "email.host" or bool(answers.get("email.host"))
