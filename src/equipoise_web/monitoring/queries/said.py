"""A description as its reader understands it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from equipoise_web.core.models import Version
from equipoise_web.monitoring.description import Description, Texts


@dataclass(frozen=True)
class Said:
    """A description's texts, each in one language."""

    title: str
    purpose: str
    recorded: str
    legal_basis: str
    read_by: str
    consequences: str
    retention_days: int


def said(version: Version) -> Said:
    """The description in the language that is active; in English what was not translated."""
    found = Description.from_data(version.data)
    return Said(
        title=_text(found.title),
        purpose=_text(found.purpose),
        recorded=_text(found.recorded),
        legal_basis=_text(found.legal_basis),
        read_by=_text(found.read_by),
        consequences=_text(found.consequences),
        retention_days=found.retention_days,
    )


def _text(texts: Texts) -> str:
    language = (get_language() or "en").split("-")[0]
    return texts.get(language) or texts["en"]
