"""Colours and patterns of drawings: placeholders that become the page's own, light or dark."""

from __future__ import annotations

TOKENS = (
    "eq-ink",
    "eq-ink2",
    "eq-line",
    "eq-edge",
    "eq-brand",
    "cov-under",
    "cov-right",
    "cov-over",
    "cov-fill",
)
_TILE = '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse"{turn}>{mark}</pattern>'
_STROKE = '<path d="M0 0V6" style="stroke: var(--cov-under); stroke-width: 4"/>'
_DOT = '<circle cx="2" cy="2" r="1.3" style="fill: var(--cov-over)"/>'
_PATTERNS = {
    "hatched": (_STROKE, ' patternTransform="rotate(45)"'),
    "dotted": (_DOT, ""),
}
_PAINTS = {token: f"#fe{17 + index:02x}ed" for index, token in enumerate(TOKENS)}
_FILLS = {name: f"#fd{17 + index:02x}ec" for index, name in enumerate(_PATTERNS)}


def paint(token: str) -> str:
    """The placeholder colour of a CSS token; ``KeyError`` for one that drawings do not use."""
    return _PAINTS[token]


def pattern(name: str) -> str:
    """The placeholder colour that becomes a pattern: ``hatched`` (short) or ``dotted`` (over)."""
    return _FILLS[name]


def repaint(svg: str, key: str) -> str:
    """The drawing in the page's colours, with the patterns it uses; ids begin with ``key``."""
    for token, colour in _PAINTS.items():
        svg = svg.replace(colour, f"var(--{token})")
    tiles = ""
    for name, colour in _FILLS.items():
        if colour in svg:
            mark, turn = _PATTERNS[name]
            tiles += _TILE.format(id=f"{key}-{name}", mark=mark, turn=turn)
            svg = svg.replace(colour, f"url(#{key}-{name})")
    return f"<defs>{tiles}</defs>{svg}" if tiles else svg
