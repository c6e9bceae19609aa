"""The library's reasons, which are technical English, in the reader's language."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from equipoise_web.service.reasons.sentences import SENTENCES

_PATTERNS = [(re.compile(pattern, re.DOTALL), sentence) for pattern, sentence in SENTENCES]


def reason_in_words(reason: str) -> str | SafeString:
    """The reader's sentence for a reason; one that is not known stays as it is, marked as English."""
    for pattern, sentence in _PATTERNS:
        if match := pattern.fullmatch(reason):
            return str(sentence) % match.groupdict()
    return format_html('<span lang="en" translate="no">{}</span>', reason)
