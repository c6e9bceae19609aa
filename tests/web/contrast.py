"""Colours out of a style sheet, and how well one is read on another (WCAG 2)."""

from __future__ import annotations

import re

RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def tokens(css: str, selector: str) -> dict[str, str]:
    """The custom properties of the first rule with this selector."""
    for found, body in RULE.findall(COMMENT.sub("", css)):
        if found.strip() == selector:
            return dict(TOKEN.findall(body))
    raise LookupError(f"no rule {selector}")


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
