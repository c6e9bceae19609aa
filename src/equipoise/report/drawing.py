"""From a matplotlib figure to an inline SVG that is small, repeatable and readable by all."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import escape
from typing import Any

import matplotlib.style
from markupsafe import Markup
from matplotlib.figure import Figure

from .palette import paint, repaint

WIDTH = 380  # the width of a phone: charts are shown at about this size everywhere
POINTS_PER_INCH = 72
NUMBER = re.compile(r"(-?\d+\.\d)\d+")
FONT = re.compile(r"font-family: [^;\"]*;? ?")
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "equipoise",
    "figure.dpi": POINTS_PER_INCH,
    "font.size": 11.5,
    "axes.labelsize": 11.5,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "text.color": paint("eq-ink"),
    "axes.labelcolor": paint("eq-ink2"),
    "axes.edgecolor": paint("eq-edge"),
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "xtick.color": paint("eq-edge"),
    "ytick.color": paint("eq-edge"),
    "xtick.labelcolor": paint("eq-ink2"),
    "ytick.labelcolor": paint("eq-ink2"),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": paint("eq-line"),
    "grid.linewidth": 0.8,
    "path.simplify": False,
}


def draw(key: str, title: str, description: str, height: float, build: Callable[[Figure], None]) -> Markup:
    """Draw with ``build`` on a blank figure ``height`` pixels high and give it as inline SVG."""
    with matplotlib.style.context(["default", STYLE]):
        figure = Figure(figsize=(WIDTH / POINTS_PER_INCH, height / POINTS_PER_INCH), layout="constrained")
        build(figure)
        buffer = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(buffer, format="svg", metadata=nothing)
    return Markup(_inline(buffer.getvalue(), key, title, description))


def _inline(svg: str, key: str, title: str, description: str) -> str:
    body = svg[svg.index("<svg") : svg.rindex("</svg>")]
    body = body[body.index(">") + 1 :]
    body = re.sub(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>", "", body, flags=re.DOTALL)
    body = re.sub(r"<[^>]+>", _lean_tag, body)
    body = re.sub(r">\s*\n\s*<", "><", repaint(_own_ids(body, key), key))
    height = re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)
    assert height is not None
    return (
        f'<svg class="drawing" role="img" aria-labelledby="{key}-title {key}-desc" '
        f'viewBox="0 0 {WIDTH} {float(height[1]):g}"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>{body}</svg>'
    )


def _lean_tag(match: re.Match[str]) -> str:
    """A tag without fonts, with coordinates to a tenth of a pixel and links as HTML has them."""
    tag = NUMBER.sub(r"\1", match[0].replace("xlink:href", "href"))
    tag = FONT.sub("", tag)
    return tag.replace("\n", "").replace(' style=""', "")


def _own_ids(body: str, key: str) -> str:
    """Ids prefixed with the chart's key where something refers to them, and dropped elsewhere."""
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', body))
    body = re.sub(r' id="([^"]+)"', lambda m: f' id="{key}-{m[1]}"' if m[1] in used else "", body)
    return re.sub(r'(url\(#|href="#)', rf"\g<1>{key}-", body)
