"""A table of a TOML file whose every value knows where it stands."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from equipoise.errors import InvalidInput

REQUIRED: Any = object()
HEADER = re.compile(r"\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}")


@dataclass
class Section:
    """A table by name (empty for the top of the file); ``index`` counts repeated tables."""

    file: str
    text: str
    values: Mapping[str, Any]
    name: str = ""
    index: int = 0
    known: list[str] = field(default_factory=list)

    def wrong(self, key: str, reason: str) -> InvalidInput:
        """The error that says what is wrong with a key and on which line it stands."""
        path = f"{self.name}.{key}" if self.name else key
        return InvalidInput(reason, self.file, line_of(self.text, self.name, self.index, key), path)

    def get(self, key: str, default: Any = REQUIRED) -> Any:
        """A value of any type; required unless there is a default."""
        self.known.append(key)
        value = self.values.get(key, default)
        if value is REQUIRED:
            raise self.wrong(key, "a value is required")
        return value

    def string(self, key: str, default: Any = REQUIRED) -> str:
        """A text without surrounding blanks, not empty unless the default is."""
        value = self.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, f"{value!r} is not a text")
        if not value.strip() and default != "":
            raise self.wrong(key, "a value is required")
        return value.strip()

    def one_of(self, key: str, choices: Collection[str], default: Any = REQUIRED) -> str:
        """A text from a list."""
        value = self.string(key, default)
        if value not in choices:
            raise self.wrong(key, f"{value!r} is not one of {', '.join(choices)}")
        return value

    def number(
        self,
        key: str,
        default: Any = REQUIRED,
        *,
        above: float = -math.inf,
        least: float = -math.inf,
        most: float = math.inf,
    ) -> float:
        """A finite number: greater than ``above``, from ``least`` to ``most``."""
        value = self.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.wrong(key, f"{value!r} is not a number")
        if value <= above or value < least or value > most:
            low = f"above {above:g}" if above > -math.inf else f"at least {least:g}"
            high = f" and at most {most:g}" if most < math.inf else ""
            raise self.wrong(key, f"{value!r} must be {low}{high}")
        return float(value)

    def integer(self, key: str, default: Any = REQUIRED, *, least: int) -> int:
        """A whole number of at least ``least``."""
        value = self.number(key, default, least=least)
        if value != int(value):
            raise self.wrong(key, f"{value!r} is not a whole number")
        return int(value)

    def boolean(self, key: str, default: Any = REQUIRED) -> bool:
        """``true`` or ``false``."""
        value = self.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, f"{value!r} is neither true nor false")
        return value

    def items(self, key: str, default: Any = REQUIRED) -> tuple[Any, ...]:
        """A list; a single value counts as a list of one."""
        value = self.get(key, default)
        return tuple(value) if isinstance(value, list | tuple) else (value,)

    def strings(self, key: str, default: Any = REQUIRED) -> tuple[str, ...]:
        """A list of texts."""
        values = self.items(key, default)
        for value in values:
            if not isinstance(value, str):
                raise self.wrong(key, f"{value!r} is not a text")
        return values

    def table(self, key: str) -> Section:
        """A nested table; an empty one when it is absent."""
        value = self.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"must be a table: [{key}]")
        return Section(self.file, self.text, value, key)

    def tables(self, key: str) -> Iterator[Section]:
        """Repeated tables, none when absent."""
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, f"must be a repeated table: [[{key}]]")
        for index, item in enumerate(value):
            yield Section(self.file, self.text, item, key, index)

    def finish(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in self.values:
            if key not in self.known:
                meant = get_close_matches(key, self.known, n=1, cutoff=0.5)
                hint = f"is {meant[0]!r} meant?" if meant else f"known: {', '.join(self.known)}"
                raise self.wrong(key, f"unknown key {key!r}: {hint}")


def line_of(text: str, table: str, index: int, key: str) -> int | None:
    """The line (from 1) of a key in a table, else that of the table's header, else ``None``."""
    current, seen, header_line = "", -1, None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            current = header[1]
            if not table and current == key:
                return number
            seen += current == table
            if current == table and seen == index:
                header_line = number
        elif current == table and (not table or seen == index) and _assigns(line, key):
            return number
    return header_line


def _assigns(line: str, key: str) -> bool:
    return re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line) is not None
