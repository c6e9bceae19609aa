"""Copies the parts of npm packages that the pages use into ``static/vendor``, with licences and checksums.

Run by ``make vendor`` after ``npm install`` in this folder. The result is committed; a test compares it with
``SHA256SUMS``.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
TARGET = HERE.parent / "src" / "equipoise_web" / "static" / "vendor"

FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "bootstrap-icons/LICENSE": "icons/LICENSE",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter/latin.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "inter/latin-ext.woff2",
    "@fontsource-variable/inter/LICENSE": "inter/LICENSE",
    "uplot/dist/uPlot.esm.js": "uplot/uplot.js",
    "uplot/dist/uPlot.min.css": "uplot/uplot.css",
    "uplot/LICENSE": "uplot/LICENSE",
}
# The maps are not vendored, so a page must not ask for them.
SOURCE_MAP = re.compile(r"\n?(/\*|//)# sourceMappingURL=[^\n]*")
INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BOX = re.compile(r'viewBox="([^"]+)"')
KEPT = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")


def copy(source: Path, target: Path) -> None:
    """Copy a file; scripts and style sheets lose their reference to a source map."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix in {".js", ".css"}:
        text = SOURCE_MAP.sub("", source.read_text(encoding="utf-8")).rstrip() + "\n"
        target.write_text(text, encoding="utf-8")
    else:
        shutil.copyfile(source, target)


def symbol(name: str, svg: str) -> str:
    """One picture of the sprite, coloured by the text around it."""
    box, inside = BOX.search(svg), INSIDE.search(svg)
    if box is None or inside is None:
        raise ValueError(f"icon {name} is not a picture with a viewBox")
    opening = svg[: svg.index(">")]
    looks = "".join(
        f' {key}="{found[1]}"' for key in KEPT if (found := re.search(rf'\s{key}="([^"]+)"', opening))
    )
    return f'<symbol id="{name}" viewBox="{box[1]}"{looks}>{" ".join(inside[1].split())}</symbol>'


def sprite() -> str:
    """The icons named in ``icons.txt`` and our own, as one file of symbols."""
    pictures = {
        name: MODULES / "bootstrap-icons" / "icons" / f"{name}.svg"
        for name in (HERE / "icons.txt").read_text(encoding="utf-8").split()
    }
    pictures |= {path.stem: path for path in (HERE / "icons").glob("*.svg")}
    symbols = [symbol(name, path.read_text(encoding="utf-8")) for name, path in sorted(pictures.items())]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def sources() -> str:
    """Which package and version each folder comes from."""
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return "".join(f"{name} {version}\n" for name, version in sorted(wanted.items()))


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    for source, target in FILES.items():
        copy(MODULES / source, TARGET / target)
    (TARGET / "icons" / "icons.svg").write_text(sprite(), encoding="utf-8")
    (TARGET / "SOURCES").write_text(sources(), encoding="utf-8")
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(TARGET).as_posix()}\n"
        for path in sorted(TARGET.rglob("*"))
        if path.is_file()
    ]
    (TARGET / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
