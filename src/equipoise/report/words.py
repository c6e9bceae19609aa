"""The report's sentences in English or Dutch; a missing one is an error, never a fallback."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale

from equipoise.errors import InvalidInput

LOCALES = {"en": "en_GB", "nl": "nl_NL"}


@dataclass(frozen=True)
class Words:
    """Sentences of one language by dotted key, with named placeholders."""

    language: str
    texts: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence; ``KeyError`` when it or one of its placeholders is missing."""
        return self.texts[key].format(**values)

    def count(self, key: str, n: int, shown: str | None = None) -> str:
        """The singular or plural form for ``n``; ``shown`` is ``n`` as text."""
        form = Locale.parse(LOCALES[self.language]).plural_form(n)
        return self(f"{key}.{form}", n=shown or str(n))

    def has(self, key: str) -> bool:
        return key in self.texts


@lru_cache(maxsize=len(LOCALES))
def load_words(language: str) -> Words:
    """The words of a language; :class:`InvalidInput` for one that is not there."""
    if language not in LOCALES:
        raise InvalidInput(f"no report in language {language!r}; there is {', '.join(LOCALES)}")
    text = files("equipoise.report").joinpath("texts", f"{language}.yaml").read_text(encoding="utf-8")
    return Words(language, _flat(yaml.safe_load(text)))


def _flat(tree: dict[str, Any], above: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        flat |= _flat(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}": str(value)}
    return flat
