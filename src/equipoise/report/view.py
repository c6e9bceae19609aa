"""What templates show: tables and charts as finished text, ready to be escaped and laid out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first ``headers`` cells of a row name it, the rest are values.

    ``text_columns`` are those that hold words and not numbers, ``english`` those that stay in
    English, ``foot`` a last row of totals.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    headers: int = 1
    text_columns: frozenset[int] = frozenset()
    english: frozenset[int] = frozenset()
    foot: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A drawing with the finding it shows and the table it was drawn from.

    ``key`` is unique in the page; ``legend`` pairs a CSS class with a word.
    """

    key: str
    title: str
    finding: str
    svg: Markup
    table: Table
    legend: tuple[tuple[str, str], ...] = ()
    note: str = ""
