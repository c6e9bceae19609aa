"""A language in which every message stands in brackets, and a reader that finds words outside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from gettext import NullTranslations
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.conf import settings
from django.utils.translation import trans_real

from equipoise_web.core.templatetags import equipoise_times

OPEN, CLOSE = "⟦⟧"
PRODUCT = "Equipoise"  # the same in every language
# Attributes that are read or heard. Scripts find their words in data-text-… attributes.
SPOKEN = frozenset({"title", "alt", "placeholder", "label"}) | {
    f"aria-{name}" for name in ("label", "description", "roledescription", "valuetext", "placeholder")
}
BUTTONS = frozenset({"submit", "button", "reset"})
SILENT = frozenset({"script", "style"})


class Bracketed(NullTranslations):
    """Answers every message with itself in brackets."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def to_language(self) -> str:
        return self.language

    def gettext(self, message: str) -> str:
        text = message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]
        if text == "yes,no,maybe":  # Django splits this one at its commas
            return ",".join(f"{OPEN}{word}{CLOSE}" for word in text.split(","))
        return f"{OPEN}{text}{CLOSE}"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)


def speak_in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends, every language is the bracketed one."""
    bracketed = {code: Bracketed(code) for code, _ in settings.KNOWN_LANGUAGES}
    monkeypatch.setattr(trans_real, "_translations", bracketed)
    monkeypatch.setattr(trans_real, "_default", bracketed[settings.LANGUAGE_CODE])
    trans_real.activate(settings.LANGUAGE_CODE)
    # Names of days and months come from another catalogue, which has all languages.
    plain = equipoise_times.format_date
    monkeypatch.setattr(equipoise_times, "format_date", lambda *a, **k: f"{OPEN}{plain(*a, **k)}{CLOSE}")


def untranslated(html: str, data: Collection[str] = ()) -> list[str]:
    """Words of a page outside brackets and outside ``translate="no"``; attributes as ``name=words``.

    ``data`` are texts of rows and rule packs: they may stand anywhere.
    """
    found = _Reader().element(html5lib.parse(html, namespaceHTMLElements=False))
    return [words for words in found if _has_letters(words) and _has_letters(_without(words, data))]


def _without(words: str, data: Collection[str]) -> str:
    low = words.casefold()
    for text in (text for folded, text in _longest_first(frozenset(data)) if folded in low):
        words = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", "", words, flags=re.IGNORECASE)
    return words.partition("=")[2] if words.partition("=")[0] in SPOKEN else words


@cache
def _longest_first(data: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Texts as one compares them and as they are: a look is quicker than a pattern, and most are absent."""
    return tuple((text.casefold(), text) for text in sorted(data, key=len, reverse=True))


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


class _Reader:
    """Reads in document order: a translated sentence may hold elements, so brackets span text nodes."""

    def __init__(self) -> None:
        self.depth = 0

    def element(self, element: Element) -> Iterator[str]:
        if not isinstance(element.tag, str):  # a comment
            return
        if element.get("translate") == "no" or _name(element) in SILENT:
            return
        yield from _attributes(element)
        before = self.depth
        yield from self.text(element.text)
        for child in element:
            yield from self.element(child)
            yield from self.text(child.tail)
        if self.depth != before:
            yield f"<{_name(element)}> cuts a translation"
            self.depth = before

    def text(self, text: str | None) -> Iterator[str]:
        outside = ""
        for letter in text or "":
            if letter == OPEN:
                self.depth += 1
            elif letter == CLOSE:
                self.depth -= 1
            elif self.depth <= 0:
                outside += letter
        if any(letter.isalpha() for letter in outside.replace(PRODUCT, "")):
            yield " ".join(outside.split())


def _attributes(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        spoken = name in SPOKEN or name.startswith("data-text")
        button = name == "value" and _name(element) == "input" and element.get("type") in BUTTONS
        if spoken or button:
            for words in _Reader().text(value):
                yield f"{name}={words}"


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
