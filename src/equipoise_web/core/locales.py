"""The reader's language as a locale for numbers and dates."""

from __future__ import annotations

from django.utils.translation import get_language


def locale_name() -> str:
    """Name of the locale; English is written as in Europe: day before month, 24 hours."""
    language = (get_language() or "en").split("-")[0]
    return "en_GB" if language == "en" else language
