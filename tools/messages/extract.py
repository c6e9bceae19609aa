"""The messages that sources ask to be translated: Python modules and Django templates."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT = "Translators:"


@dataclass(frozen=True, order=True)
class Message:
    """A text to translate, with its plural and context where it has them ("" where not)."""

    singular: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What gettext tells messages apart by; the plural is no part of it."""
        return self.context, self.singular


class DynamicMessage(Exception):
    """A call asks for the translation of something that is not a literal: no catalogue can hold it."""


def messages_in(folder: Path) -> dict[Message, list[str]]:
    """Messages of all modules and templates below ``folder``, each with its notes for translators.

    Raises
    ------
    DynamicMessage
        A module translates a value instead of a literal; names file and line.
    """
    found: dict[Message, list[str]] = {}
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            refuse_dynamic(text, str(path))
        for message, notes in (of_module if path.suffix == ".py" else of_template)(text):
            found.setdefault(message, []).extend(note for note in notes if note not in found[message])
    return found


def of_module(text: str) -> Iterator[tuple[Message, list[str]]]:
    """Messages of a Python module's text."""
    file = BytesIO(text.encode())
    for _, message, notes, context in extract("python", file, KEYWORDS, [COMMENT], strip_comment_tags=True):
        singular, plural = (message, "") if isinstance(message, str) else message
        yield Message(singular, plural, context or ""), notes


def of_template(text: str) -> Iterator[tuple[Message, list[str]]]:
    """Messages of a Django template's text."""
    # What templatize leaves is no program; inside brackets its indentation does not matter.
    return of_module(f"(\n{templatize(text)}\n)")


def refuse_dynamic(text: str, name: str) -> None:
    """Raise where a translation function is called with anything but literals."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called = str(getattr(node.func, "id", "") or getattr(node.func, "attr", ""))
        for index in _literal_places(called):
            if len(node.args) <= index or not _is_text(node.args[index]):
                raise DynamicMessage(f"{name}:{node.lineno}: {called}() needs a literal text")


def _literal_places(called: str) -> list[int]:
    if called not in KEYWORDS:
        return []
    places = KEYWORDS[called] or (1,)
    numbers = [place[0] if isinstance(place, tuple) else place for place in places]
    return [number - 1 for number in numbers if number]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
