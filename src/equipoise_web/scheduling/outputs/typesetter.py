"""Run apart: a document as JSON from the input, as tagged PDF to the output.

What the document says reaches the template as data and never as markup. Fonts come with the typesetter.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

from equipoise_web.core.apart import limit_memory

TEMPLATE = Path(__file__).with_name("tables.typ")
NO_GLYPH = "could not be displayed"
# Letters that the fonts surely have; marks and spaces of these scripts are with them.
KNOWN = ((0x20, 0x17F), (0x386, 0x3CE), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2010, 0x2026))


def main() -> None:
    """Read everything, then write."""
    limit_memory()
    sys.stdout.buffer.write(typeset(sys.stdin.read()))


def typeset(text: str) -> bytes:
    """The document of a JSON text; a letter that no font has gives way to a question mark.

    PDF/UA allows no letter without a picture: the machine's own fonts are asked for those that ours lack.
    """
    import typst

    for said, own_fonts in ((text, True), (text, False), (plain(text), True)):
        try:
            made = typst.compile(
                TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": said},
                ignore_system_fonts=own_fonts,
            )  # fmt: skip
        except typst.TypstError as error:
            if NO_GLYPH not in error.message:
                raise
        else:
            assert isinstance(made, bytes)
            return made
    raise ValueError("a letter has no picture")


def plain(text: str) -> str:
    """The JSON text with a question mark for each letter of another script."""
    return json.dumps(_plain(json.loads(text)))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(map(_shown, unicodedata.normalize("NFC", value)))
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return {name: _plain(each) for name, each in value.items()} if isinstance(value, dict) else value


def _shown(letter: str) -> str:
    known = any(first <= ord(letter) <= last for first, last in KNOWN)
    return letter if known and unicodedata.category(letter)[0] in "LNPSZ" else "?"


if __name__ == "__main__":
    main()
