"""Where the catalogues are, which languages they serve, and what they hold."""

from __future__ import annotations

from pathlib import Path

from tools.messages import catalogue
from tools.messages.borrowed import borrowed
from tools.messages.extract import Message, messages_in

SOURCES = Path(__file__).resolve().parents[2] / "src" / "equipoise_web"
LANGUAGES = ("nl", "fr", "de")
# Compiled, and held to be complete by the tests; the settings offer these and English.
OFFERED = ("nl",)


def po_file(sources: Path, language: str) -> Path:
    """The catalogue that translators edit."""
    return sources / "locale" / language / "LC_MESSAGES" / "django.po"


def wanted(sources: Path, language: str) -> dict[Message, list[str]]:
    """All messages that a reader of this language needs from our catalogue."""
    return borrowed(language) | messages_in(sources)


def bring_up_to_date(sources: Path, language: str) -> list[Message]:
    """Rewrite a language's catalogue and, where it is offered, its compiled form; gives what lacks words."""
    messages = wanted(sources, language)
    path = po_file(sources, language)
    new = catalogue.updated(catalogue.read(path, language), messages, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalogue.po_bytes(new, language))
    if language in OFFERED:
        path.with_suffix(".mo").write_bytes(catalogue.mo_bytes(new, language))
    return [
        message
        for message in sorted(messages)
        if not catalogue.is_translated(new.get(message.singular, message.context or None))
    ]
